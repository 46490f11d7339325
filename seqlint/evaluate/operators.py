"""Truth, comparison and arithmetic on values."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any

from seqlint.evaluate import limits
from seqlint.values.array import Array
from seqlint.values.containers import DictRecord, InstanceRecord, ListRecord, Range, Sequence, SequenceRecord, SetRecord
from seqlint.values.functions import Class, Function, Library, Method
from seqlint.values.join import same
from seqlint.values.shape import Size, Symbol, equal, render_dim
from seqlint.values.store import Ref
from seqlint.values.table import Table
from seqlint.values.unknown import Counted, History, OneOf, Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.evaluate.context import Context
    from seqlint.evaluate.interpreter import Interpreter

CONSTANT = (bool, int, float, complex, str, bytes, type(None))
_FIXED = (*CONSTANT, tuple)


def truth(run: Interpreter, value: Any) -> bool | None:
    """Whether a value is true; None where that is not known."""
    if isinstance(value, _SAYING):
        return bool(value)
    if isinstance(value, Ref):
        record = run.store[value]
        if isinstance(record, InstanceRecord):
            return _says(run, value)
        if isinstance(record, (ListRecord, SetRecord)):
            return bool(record.items)
        if isinstance(record, DictRecord):
            return True if record.entries else None if record.open else False
        return None if isinstance(record, SequenceRecord) else True
    if isinstance(value, (Function, Class, Library, Method)):
        return True
    if isinstance(value, OneOf):
        found = {truth(run, each) for each in value.values}
        return found.pop() if len(found) == 1 else None
    if isinstance(value, Range):
        return bool(value.concrete)
    if isinstance(value, Counted) and not value.single:
        return value.count > 0
    return None


_SAYING = (*CONSTANT, tuple)


def _says(run: Interpreter, value: Ref) -> bool | None:
    """Whether an object of the program's own says that it is true; without a word it is."""
    from seqlint.evaluate.protocols import ask

    for name in ("__bool__", "__len__"):
        found = ask(run, value, name)
        if found is not NotImplemented:
            return bool(found) if isinstance(found, (bool, int)) else None
    return True


_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
    "%": operator.mod, "**": operator.pow, "<<": operator.lshift, ">>": operator.rshift, "&": operator.and_,
    "|": operator.or_, "^": operator.xor,
}  # fmt: skip

_ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


_WIDE = re.compile(r"%[^A-Za-z%]*(\*|\d{5})")
"""A field of `%` that is very wide, or whose width is computed."""


def _too_large(op: str, left: Any, right: Any) -> bool:
    if op == "**":
        return (
            isinstance(left, int) and isinstance(right, int) and abs(right) * max(left.bit_length(), 1) > limits.DIGITS
        )
    if op == "<<":
        return isinstance(right, int) and right > limits.DIGITS
    if op == "+":
        together = sum(len(side) for side in (left, right) if isinstance(side, (str, bytes, tuple)))
        return together > (limits.ITEMS if isinstance(left, tuple) else limits.TEXT)
    if op == "%" and isinstance(left, (str, bytes)):
        return _WIDE.search(left if isinstance(left, str) else left.decode("latin-1")) is not None
    if op == "*":
        for text, count in ((left, right), (right, left)):
            if isinstance(text, (str, bytes, tuple)) and isinstance(count, int) and len(text) * count > limits.ITEMS:
                return True
        return (
            isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > limits.DIGITS
        )
    return False


def binary(run: Interpreter, op: str, left: Any, right: Any, context: Context) -> Any:
    """`left op right`."""
    if isinstance(left, OneOf) or isinstance(right, OneOf):
        return _each(run, op, left, right, context)
    if isinstance(left, _FIXED) and isinstance(right, _FIXED):
        return _constants(op, left, right, context)
    if isinstance(left, Ref) or isinstance(right, Ref):
        left, right = _tensor(run, left) or left, _tensor(run, right) or right
    if isinstance(left, Array) or isinstance(right, Array):
        from seqlint.values import ops

        if op == "-" and run.predicted:
            return _on_arrays(run, op, left, right, context)
        return ops.binary(op, left, right, context)
    if isinstance(left, Size) or isinstance(right, Size):
        return _sizes(op, left, right, context)
    if isinstance(left, Ref) or isinstance(right, Ref):
        return _on_objects(run, op, left, right, context)
    return _unknown(op, left, right, context)


def _on_objects(run: Interpreter, op: str, left: Any, right: Any, context: Context) -> Any:
    """The result where one side is an object of the program or a container."""
    found = _containers(run, op, left, right)
    if found is not None:
        return found
    if any(isinstance(run.store.record(side, Table), Table) for side in (left, right)):
        from seqlint.values import ops

        return ops.binary(op, left, right, context)
    found = _own(run, op, left, right)
    return _unknown(op, left, right, context) if found is NotImplemented else found


def _own(run: Interpreter, op: str, left: Any, right: Any) -> Any:
    from seqlint.evaluate.protocols import operate

    return operate(run, op, left, right)


def _tensor(run: Interpreter, value: Any) -> Array | None:
    """A symbolic tensor as an array."""
    from seqlint.keras.models.tensor import KerasTensor, as_array

    tensor = run.store.record(value, KerasTensor)
    return None if tensor is None else as_array(tensor)


def _constants(op: str, left: Any, right: Any, context: Context) -> Any:
    if _too_large(op, left, right):
        return unknown("the constant is too large to follow", context.place)
    try:
        return _ARITHMETIC[op](left, right)
    except (TypeError, ValueError, ArithmeticError, KeyError):
        return unknown(f"Python refuses `{op}` here", context.place)


def _each(run: Interpreter, op: str, left: Any, right: Any, context: Context) -> Any:
    from seqlint.values.join import one_of

    lefts = left.values if isinstance(left, OneOf) else (left,)
    rights = right.values if isinstance(right, OneOf) else (right,)
    return one_of([binary(run, op, one, other, context) for one in lefts for other in rights])


def _sizes(op: str, left: Any, right: Any, context: Context) -> Any:
    integers = all(isinstance(side, (int, Size)) for side in (left, right))
    if integers and op in {"+", "-", "*", "//", "%"}:
        try:
            return _ARITHMETIC[op](left, right)
        except ZeroDivisionError:
            return unknown("it divides by zero", context.place)
    for side, other in ((left, right), (right, left)):
        if (
            isinstance(side, Unknown)
            and isinstance(other, (Size, int))
            and op in {"+", "-", "*", "//", "%"}
            and side.name
        ):
            one, two = (each.size() if isinstance(each, Unknown) else each for each in (left, right))
            return _sizes(op, one, two, context)
    reason = next((side.reason for side in (left, right) if isinstance(side, Symbol)), "its value is not known")
    return unknown(reason, context.place, _name(op, left, right))


_LONGEST_NAME = 200


def _name(op: str, left: Any, right: Any) -> str | None:
    """The source-like name of arithmetic on named values: `n * 0.8`."""
    texts = [_operand(side) or "" for side in (left, right)]
    return f"{texts[0]} {op} {texts[1]}" if all(texts) and sum(map(len, texts)) <= _LONGEST_NAME else None


def _operand(value: Any) -> str | None:
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, Symbol) and value.named:
        text = render_dim(value)
        return f"({text})" if " " in text else text
    if isinstance(value, Unknown):
        return value.name
    return None


def _unknown(op: str, left: Any, right: Any, context: Context) -> Any:
    for side, other in ((left, right), (right, left)):
        if isinstance(side, Unknown):
            whole = op in _WHOLE and all(_is_integer(each) for each in (left, right))
            result = unknown(side.reason, side.place or context.place, _name(op, left, right), integer=whole)
            if side.name and isinstance(other, (int, Unknown)) and op in {"+", "-", "*", "//"}:
                sizes = [each.size() if isinstance(each, Unknown) else each for each in (left, right)]
                result.memo["size"] = _as_symbol(
                    _ARITHMETIC[op](*sizes) if not (op == "//" and sizes[1] == 0) else result.size()
                )
            return result
    return unknown(f"seqlint does not follow `{op}` on these values", context.place)


_WHOLE = frozenset({"+", "-", "*", "//", "%"})
"""Operators that give an integer for two integers."""


def _is_integer(value: Any) -> bool:
    return value.integer if isinstance(value, Unknown) else isinstance(value, (int, Size))


def _as_symbol(size: Any) -> Any:
    return size if isinstance(size, Symbol) else unknown("its value is not known").size()


def _containers(run: Interpreter, op: str, left: Any, right: Any) -> Any:
    """List and dictionary algebra: `a + b`, `[x] * n`, `a | b`."""
    one = run.store[left] if isinstance(left, Ref) else left
    other = run.store[right] if isinstance(right, Ref) else right
    if op == "|" and isinstance(one, DictRecord) and isinstance(other, DictRecord):
        return run.store.new(DictRecord({**one.entries, **other.entries}, one.open or other.open))
    both = isinstance(one, ListRecord) and isinstance(other, ListRecord)
    if op == "+" and both and len(one.items) + len(other.items) <= limits.ITEMS:
        return run.store.new(ListRecord(one.items + other.items))
    if op == "*":
        for record, count in ((one, other), (other, one)):
            if isinstance(record, (ListRecord, SequenceRecord)):
                return _repeat(run, record, count)
    if op == "+" and all(isinstance(each, (ListRecord, SequenceRecord)) for each in (one, other)):
        from seqlint.values.join import one_of

        parts = [
            (one_of(each.items), len(each.items))
            if isinstance(each, ListRecord)
            else (each.sequence.element, each.sequence.length)
            for each in (one, other)
        ]
        return run.store.new(SequenceRecord(Sequence(one_of([part[0] for part in parts]), parts[0][1] + parts[1][1])))
    return None


def _repeat(run: Interpreter, record: ListRecord | SequenceRecord, count: Any) -> Any:
    from seqlint.values.join import one_of

    size = count.size() if isinstance(count, Unknown) else count
    if isinstance(record, SequenceRecord):
        if not isinstance(size, (int, Size)):
            return None
        return run.store.new(SequenceRecord(Sequence(record.sequence.element, record.sequence.length * size)))
    if isinstance(count, int) and len(record.items) * count <= limits.ITEMS:
        return run.store.new(ListRecord(record.items * count))
    if isinstance(size, (int, Size)) and record.items:
        return run.store.new(SequenceRecord(Sequence(one_of(record.items), len(record.items) * size)))
    return None


def unary(run: Interpreter, op: str, value: Any, context: Context) -> Any:
    """`-x`, `+x`, `~x`, `not x`."""
    if op == "not":
        known = truth(run, value)
        return unknown("the condition is not known", context.place) if known is None else not known
    if isinstance(value, OneOf):
        from seqlint.values.join import one_of

        return one_of([unary(run, op, each, context) for each in value.values])
    if isinstance(value, (int, float, complex)):
        try:
            return -value if op == "-" else +value if op == "+" else ~value  # type: ignore[operator]  # a float raises TypeError
        except TypeError:
            return unknown(f"Python refuses `{op}` here", context.place)
    if isinstance(value, Size):
        return -value if op == "-" else value
    if isinstance(value, Array):
        from seqlint.values import ops

        return ops.unary(op, value, context)
    if isinstance(value, Unknown):
        return unknown(value.reason, value.place, f"{op}{value.name}" if value.name else None)
    return unknown(f"seqlint does not follow `{op}` on this value", context.place)


def compare(run: Interpreter, op: str, left: Any, right: Any, context: Context) -> Any:
    """A single comparison: True, False, an array of them, or unknown."""
    if isinstance(left, OneOf) or isinstance(right, OneOf):
        from seqlint.values.join import one_of

        lefts = left.values if isinstance(left, OneOf) else (left,)
        rights = right.values if isinstance(right, OneOf) else (right,)
        return one_of([compare(run, op, one, other, context) for one in lefts for other in rights])
    if op in {"is", "is not"}:
        found = _identical(left, right)
        return _answer(found if op == "is" or found is None else not found, context)
    if op in {"in", "not in"}:
        found = _asked(run, right, left, context) if isinstance(right, History) else _contains(run, right, left)
        return _answer(found if op == "in" or found is None else not found, context)
    if isinstance(left, Array) or isinstance(right, Array):
        return _on_arrays(run, op, left, right, context)
    if (
        isinstance(left, (int, Size))
        and isinstance(right, (int, Size))
        and (isinstance(left, Size) or isinstance(right, Size))
    ):
        if op in {"==", "!="}:
            answer = equal(left, right)
            return _answer(answer if op == "==" or answer is None else not answer, context)
        difference = left - right
        return _answer(_ORDER[op](difference, 0) if isinstance(difference, int) else None, context)
    if (
        isinstance(left, (*CONSTANT, tuple))
        and isinstance(right, (*CONSTANT, tuple))
        and _plain(left)
        and _plain(right)
    ):
        try:
            return bool(_ORDER[op](left, right))
        except TypeError:
            return unknown("Python refuses this comparison", context.place)
    if op in {"==", "!="} and isinstance(left, Library) and isinstance(right, Library):
        return (left.path == right.path) == (op == "==")
    said = _own(run, op, left, right) if isinstance(left, Ref) or isinstance(right, Ref) else NotImplemented
    return _answer(None if said is NotImplemented else said, context)


def _on_arrays(run: Interpreter, op: str, left: Any, right: Any, context: Context) -> Any:
    """An operation on arrays, told where one of them is what a model predicts."""
    from seqlint.evaluate.calls import told_predictions
    from seqlint.values import ops
    from seqlint.values.call import Argument, Arguments

    result = ops.binary(op, left, right, context)
    told_predictions(run, op, Arguments((Argument(left), Argument(right))), result, context.place)
    return result


def _plain(value: Any) -> bool:
    return all(map(_plain, value)) if isinstance(value, tuple) else isinstance(value, CONSTANT)


def _answer(found: Any, context: Context) -> Any:
    return unknown("the comparison depends on values that are not known", context.place) if found is None else found


def _identical(left: Any, right: Any) -> bool | None:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    if left is None or right is None:
        return left is right
    if isinstance(left, Ref) and isinstance(right, Ref):
        return left == right
    if isinstance(left, bool) and isinstance(right, bool):
        return left is right
    return None


def _asked(run: Interpreter, history: History, key: Any, context: Context) -> bool | None:
    """What a training recorded is not known, though that the program asks is."""
    from seqlint.evaluate.subscripts import told_history

    told_history(run, history, key, context.place, asked=True)
    return None


def _holds(run: Interpreter, container: Ref, record: InstanceRecord, item: Any) -> bool | None:
    """What an object of the program's own says of an item."""
    from seqlint.evaluate.protocols import BASE, ask

    found = ask(run, container, "__contains__", item)
    if found is NotImplemented:
        return _contains(run, record.attributes[BASE], item) if BASE in record.attributes else None
    return found if isinstance(found, bool) else None


def _contains(run: Interpreter, container: Any, item: Any) -> bool | None:
    record = run.store[container] if isinstance(container, Ref) else container
    if isinstance(record, str) and isinstance(item, str):
        return item in record
    if isinstance(record, InstanceRecord):
        return _holds(run, container, record, item)
    if not isinstance(item, CONSTANT):
        return None
    if isinstance(record, DictRecord):
        if any(same(item, key) for key in record.entries):
            return True
        return None if record.open else False
    if isinstance(record, Range):
        return isinstance(item, int) and item in record.concrete
    return _is_among(record.items if isinstance(record, (ListRecord, SetRecord)) else record, item)


def _is_among(items: Any, item: Any) -> bool | None:
    if not isinstance(items, tuple):
        return None
    if any(same(item, each) for each in items):
        return True
    return False if all(isinstance(each, CONSTANT) for each in items) else None
