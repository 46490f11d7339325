"""`match` statements: which case a subject takes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import libcst as cst

from seqlint.evaluate.context import Context, items_of
from seqlint.evaluate.operators import compare, truth
from seqlint.values.array import Array
from seqlint.values.containers import DictRecord, InstanceRecord, IteratorRecord, ListRecord, Range, SetRecord
from seqlint.values.functions import Class, Library
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.evaluate.statements import Signal


def execute_match(run: Interpreter, node: cst.Match) -> Signal | None:
    """Execute the first case that surely fits, or as paths all those that may."""
    from seqlint.evaluate.expressions import evaluate
    from seqlint.evaluate.statements import execute_block, paths

    subject = evaluate(run, node.subject)
    bodies: list[Callable[[], Signal | None]] = []
    for case in node.cases:
        fits = _fits(run, case.pattern, subject)
        if fits is False:
            continue
        if not bodies:
            _bind(run, case.pattern, subject)
            if case.guard is not None:
                fits = _both(fits, truth(run, evaluate(run, case.guard)))
                if fits is False:
                    continue
            if fits is True:
                return execute_block(run, case.body)
            bodies.append(partial(execute_block, run, case.body))
        else:
            bodies.append(partial(_case, run, case, subject))
            if fits is True and case.guard is None:
                return paths(run, bodies)
    return paths(run, [*bodies, lambda: None]) if bodies else None


def _case(run: Interpreter, case: cst.MatchCase, subject: Any) -> Signal | None:
    from seqlint.evaluate.expressions import evaluate
    from seqlint.evaluate.statements import execute_block

    _bind(run, case.pattern, subject)
    if case.guard is not None and truth(run, evaluate(run, case.guard)) is False:
        return None
    return execute_block(run, case.body)


def _both(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return True if left and right else None


def _fits(run: Interpreter, pattern: cst.MatchPattern, subject: Any) -> bool | None:
    """Whether a subject fits a pattern; None where that is not known."""
    if isinstance(pattern, cst.MatchAs):
        return True if pattern.pattern is None else _fits(run, pattern.pattern, subject)
    if isinstance(subject, (Unknown, OneOf, Array)):
        return None
    if isinstance(pattern, (cst.MatchValue, cst.MatchSingleton)):
        return _equals(run, pattern, subject)
    if isinstance(pattern, cst.MatchOr):
        return _any_fits(run, pattern, subject)
    if isinstance(pattern, cst.MatchSequence):
        return _fits_sequence(run, pattern, subject)
    if isinstance(pattern, cst.MatchMapping):
        return _fits_mapping(run, pattern, subject)
    return _is_of_type(run, pattern, subject) if isinstance(pattern, cst.MatchClass) else None


_TYPES = {
    "builtins.bool": bool, "builtins.int": int, "builtins.float": float, "builtins.str": str, "builtins.tuple": tuple,
    "builtins.list": ListRecord, "builtins.dict": DictRecord,
}  # fmt: skip


def _is_of_type(run: Interpreter, pattern: cst.MatchClass, subject: Any) -> bool | None:
    """Whether a subject is of one of Python's own types."""
    from seqlint.evaluate.expressions import evaluate

    wanted = evaluate(run, pattern.cls)
    if isinstance(wanted, Class):
        return _is_instance(run, pattern, subject, wanted)
    kind = _TYPES.get(wanted.path) if isinstance(wanted, Library) else None
    record = run.store.heap.get(subject.id) if isinstance(subject, Ref) else subject
    if kind is not None and _is_plain(record):
        return False
    if kind is None or not isinstance(record, (*_CONSTANTS, tuple, ListRecord, DictRecord)):
        return None
    if not isinstance(record, kind):
        return False
    if len(pattern.patterns) == 1 and not pattern.kwds:
        return _fits(run, pattern.patterns[0].value, subject)
    return None if pattern.patterns or pattern.kwds else True


def _is_instance(run: Interpreter, pattern: cst.MatchClass, subject: Any, wanted: Class) -> bool | None:
    """Whether a subject is of a class of the program, and its attributes fit."""
    record = run.store.record(subject, InstanceRecord)
    if record is None or not isinstance(record.cls, Class):
        other = run.store.heap.get(subject.id) if isinstance(subject, Ref) else subject
        return False if isinstance(other, (*_CONSTANTS, tuple, ListRecord, DictRecord, SetRecord)) else None
    if not record.cls.derives_from(wanted):
        return False
    answer: bool | None = True
    for name, part in _attributes(pattern, wanted):
        answer = _both(answer, _fits(run, part, _read(run, subject, name, pattern)))
    return answer


def _attributes(pattern: cst.MatchClass, wanted: Class) -> list[tuple[str, cst.MatchPattern]]:
    """The attributes that a pattern looks at, each with what it has to fit."""
    placed = zip(wanted.fields(), (part.value for part in pattern.patterns), strict=False)
    return [*placed, *((each.key.value, each.pattern) for each in pattern.kwds)]


def _read(run: Interpreter, subject: Any, name: str, node: cst.CSTNode) -> Any:
    from seqlint.evaluate.attributes import get_attribute

    return get_attribute(run, subject, name, node)


def _any_fits(run: Interpreter, pattern: cst.MatchOr, subject: Any) -> bool | None:
    answers = [_fits(run, each.pattern, subject) for each in pattern.patterns]
    if True in answers:
        return True
    return None if None in answers else False


def _equals(run: Interpreter, pattern: cst.MatchValue | cst.MatchSingleton, subject: Any) -> bool | None:
    from seqlint.evaluate.expressions import evaluate

    wanted = evaluate(run, pattern.value)
    if isinstance(subject, _CONSTANTS) and isinstance(wanted, _CONSTANTS):
        return subject == wanted if isinstance(pattern, cst.MatchValue) else subject is wanted
    record = run.store.heap.get(subject.id) if isinstance(subject, Ref) else subject
    if isinstance(record, (tuple, ListRecord, DictRecord, Range)) and isinstance(wanted, _CONSTANTS):
        return False
    same = "==" if isinstance(pattern, cst.MatchValue) else "is"
    place = run.place(pattern)
    answer = compare(run, same, subject, wanted, Context(run, place, place))
    return answer if isinstance(answer, bool) else None


_CONSTANTS = (str, bytes, int, float, complex, type(None))


def _fits_sequence(run: Interpreter, pattern: cst.MatchSequence, subject: Any) -> bool | None:
    items = _items(run, subject)
    if items is None:
        record = run.store.heap.get(subject.id) if isinstance(subject, Ref) else None
        return False if record is None or isinstance(record, _NO_SEQUENCES) or _is_plain(record) else None
    parts, star = pattern.patterns, _star(pattern)
    if not _has_room(parts, items, star):
        return False
    answer: bool | None = True
    for part, item in _paired(parts, items, star):
        answer = _both(answer, _fits(run, part.value, item))
    return answer


def _is_plain(record: Any) -> bool:
    """Whether it is an object of the program's own that is neither a sequence nor a mapping."""
    return isinstance(record, InstanceRecord) and isinstance(record.cls, Class) and not record.cls.library_bases()


def _star(pattern: cst.MatchSequence) -> int | None:
    """Which part of a pattern takes all that the others leave."""
    return next((index for index, part in enumerate(pattern.patterns) if isinstance(part, cst.MatchStar)), None)


def _has_room(parts: Any, items: Any, star: int | None) -> bool:
    """Whether there are as many items as a pattern has parts."""
    return len(items) == len(parts) if star is None else len(items) >= len(parts) - 1


def _paired(parts: Any, items: Any, star: int | None) -> list[tuple[cst.MatchSequenceElement, Any]]:
    """The elements of a pattern, each with the item that it meets; the one with a star left out."""
    if star is None:
        return list(zip(parts, items, strict=True))
    behind = len(parts) - star - 1
    last = list(zip(parts[star + 1 :], items[len(items) - behind :], strict=True))
    return [*zip(parts[:star], items[:star], strict=True), *last]


def _items(run: Interpreter, subject: Any) -> Any:
    record = run.store.heap.get(subject.id) if isinstance(subject, Ref) else subject
    return items_of(run, subject) if isinstance(record, (tuple, ListRecord, Range)) else None


_NO_SEQUENCES = (DictRecord, SetRecord, IteratorRecord)
_NO_MAPPINGS = (ListRecord, SetRecord, IteratorRecord)


def _fits_mapping(run: Interpreter, pattern: cst.MatchMapping, subject: Any) -> bool | None:
    from seqlint.evaluate.expressions import evaluate

    record = run.store.record(subject, DictRecord)
    if record is None:
        other = run.store.heap.get(subject.id) if isinstance(subject, Ref) else None
        return False if other is None or isinstance(other, _NO_MAPPINGS) or _is_plain(other) else None
    answer: bool | None = True
    for element in pattern.elements:
        key = evaluate(run, element.key)
        if key in record.entries:
            answer = _both(answer, _fits(run, element.pattern, record.entries[key]))
        else:
            answer = _both(answer, None if record.open else False)
    return answer


def _bind(run: Interpreter, pattern: cst.MatchPattern, subject: Any) -> None:
    """Bind the names of a pattern that fits."""
    if isinstance(pattern, cst.MatchAs):
        if pattern.pattern is not None:
            _bind(run, pattern.pattern, subject)
        if pattern.name is not None:
            _put(run, pattern.name, subject)
    elif isinstance(pattern, cst.MatchOr):
        taken = next((one for one in pattern.patterns if _fits(run, one.pattern, subject) is not False), None)
        if taken is not None:
            _bind(run, taken.pattern, subject)
    elif isinstance(pattern, cst.MatchSequence):
        _bind_sequence(run, pattern, subject)
    elif isinstance(pattern, cst.MatchMapping):
        _bind_mapping(run, pattern, subject)
    elif isinstance(pattern, cst.MatchClass):
        _bind_class(run, pattern, subject)


def _bind_class(run: Interpreter, pattern: cst.MatchClass, subject: Any) -> None:
    from seqlint.evaluate.expressions import evaluate

    wanted = evaluate(run, pattern.cls)
    if isinstance(wanted, Class):
        for name, inner in _attributes(pattern, wanted):
            _bind(run, inner, _read(run, subject, name, pattern))
        return
    if isinstance(wanted, Library) and wanted.path in _TYPES and len(pattern.patterns) == 1:
        _bind(run, pattern.patterns[0].value, subject)
        return
    for part in pattern.patterns:
        _bind(run, part.value, _part(run, pattern))
    for keyword in pattern.kwds:
        _bind(run, keyword.pattern, _part(run, pattern))


def _bind_sequence(run: Interpreter, pattern: cst.MatchSequence, subject: Any) -> None:
    parts, star = pattern.patterns, _star(pattern)
    items = _items(run, subject)
    if items is None or not _has_room(parts, items, star):
        for part in parts:
            if isinstance(part, cst.MatchStar):
                _put(run, part.name, _part(run, pattern))
            else:
                _bind(run, part.value, _part(run, pattern))
        return
    for part, item in _paired(parts, items, star):
        _bind(run, part.value, item)
    if star is not None:
        rest = tuple(items[star : len(items) - (len(parts) - star - 1)])
        _put(run, parts[star].name, run.store.new(ListRecord(rest)))  # type: ignore[union-attr]  # the one with a star


def _bind_mapping(run: Interpreter, pattern: cst.MatchMapping, subject: Any) -> None:
    from seqlint.evaluate.expressions import evaluate

    record = run.store.record(subject, DictRecord)
    entries = dict(record.entries) if record is not None else {}
    for element in pattern.elements:
        key = evaluate(run, element.key)
        found = entries.pop(key) if isinstance(key, (str, int)) and key in entries else _part(run, element)
        _bind(run, element.pattern, found)
    if pattern.rest is not None:
        _put(run, pattern.rest, run.store.new(DictRecord(entries, open=record is None or record.open)))


def _part(run: Interpreter, node: cst.CSTNode) -> Unknown:
    return run.unknown("what the pattern finds is not known", node)


def _put(run: Interpreter, name: cst.Name | None, value: Any) -> None:
    if name is not None:
        run.store.put(run.scope.target(name.value).names, name.value, value)
