"""The door for what a running session knows: its true values meet what following the text has found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from seqlint.evaluate.names import STARS
from seqlint.evaluate.scope import Scope
from seqlint.keras.models import Model
from seqlint.values.array import Array
from seqlint.values.containers import DictRecord, ListRecord, SequenceRecord
from seqlint.values.dataset import Dataset, leaves
from seqlint.values.functions import Library
from seqlint.values.shape import NONE, equal
from seqlint.values.store import Ref
from seqlint.values.table import Table
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.values.lent import Lent, Written
    from seqlint.values.shape import Shape, UnknownShape

SESSION = "<session>"
"""The name of the text that stands for models which the session made elsewhere."""
_RECORDS = (Table, ListRecord, SequenceRecord, DictRecord)
_ABSENT: Any = object()


def lend(run: Interpreter, lent: Lent) -> None:
    """Let the module's names stand for what they are bound to in the session.

    What the text says and the session confirms stays, with its places and its history; what is true replaces what is
    not known or was followed wrongly; a name that the session does not have is no longer bound.
    """
    names = run.module.names
    for name in [name for name in names if name not in lent.names and name != STARS and not name.startswith("__")]:
        run.store.drop(names, name)
    for name, value in lent.values.items():
        found = _value(run, names.get(name, _ABSENT), value)
        if found is not names.get(name, _ABSENT):
            run.store.put(names, name, found)
    for name, written in lent.models.items():
        if not _explained(run, names.get(name), written):
            run.store.put(names, name, _made(run, name, written))


def _value(run: Interpreter, known: Any, value: Any) -> Any:
    """What a name stands for: what the text says, the session's value, or both in one."""
    if known is _ABSENT or isinstance(known, (Unknown, OneOf)):
        return _object(run, value)
    if isinstance(value, Array):
        return _array(known, value) if isinstance(known, Array) else value
    if isinstance(value, Table):
        return _table(run, known, value)
    if isinstance(value, Dataset):
        return known if isinstance(known, Dataset) and _same_elements(known, value) else value
    if isinstance(value, Library):
        return known
    if isinstance(value, _RECORDS):
        same = isinstance(known, Ref) and _length(run.store.heap.get(known.id)) == _length(value)
        return known if same else _object(run, value)
    return value if type(known) is not type(value) or known != value else known


def _object(run: Interpreter, value: Any) -> Any:
    return run.store.new(value) if isinstance(value, _RECORDS) else value


def _array(known: Array, true: Array) -> Array:
    """An array as it is, with the history that the text tells of it."""
    if not _agree(known.shape, true.shape) or known.dtype not in {None, true.dtype}:
        return true
    labels = true.labels
    if labels is not None and known.labels is not None:
        labels = known.labels if known.labels.kind == labels.kind else replace(labels, place=known.labels.place)
    return replace(
        known,
        shape=true.shape,
        dtype=true.dtype,
        range=true.range or known.range,
        labels=labels or known.labels,
        library=true.library,
    )


def _agree(one: Shape | UnknownShape | None, other: Shape | UnknownShape | None) -> bool:
    """Whether two shapes may be the same."""
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return True
    return len(one) == len(other) and all(
        left is NONE or right is NONE or equal(left, right) is not False for left, right in zip(one, other, strict=True)
    )


def _table(run: Interpreter, known: Any, true: Table) -> Any:
    record = run.store.record(known, Table)
    if record is None or not _agree((record.rows, record.width), (true.rows, true.width)):
        return run.store.new(true)
    columns = {**true.columns, **{name: _array(each, true.columns[name]) for name, each in record.columns.items()
                                  if name in true.columns}}  # fmt: skip
    run.store[known] = replace(
        record, rows=true.rows, width=true.width, names=true.names or record.names, columns=columns,
        dtype=true.dtype or record.dtype,
    )  # fmt: skip
    return known


def _same_elements(known: Dataset, true: Dataset) -> bool:
    ours, theirs = leaves(known.element), leaves(true.element)
    return len(ours) == len(theirs) and all(
        _agree(one.shape, other.shape) and one.dtype in {None, other.dtype}
        for one, other in zip(ours, theirs, strict=True)
    )


def _length(record: Any) -> int | None:
    """The number of items of a list or dictionary whose items are known."""
    if isinstance(record, ListRecord):
        return len(record.items)
    return len(record.entries) if isinstance(record, DictRecord) and not record.open else None


def _explained(run: Interpreter, known: Any, written: Written) -> bool:
    """Whether the text made the model that the session has; one that waits for its input is told it."""
    model = run.store.record(known, Model)
    if model is None or model.broken is not None or model.open:
        return False
    if model.kind != "Sequential":
        return bool(model.built) and _agree(model.output, written.output)
    titles = tuple(use.title for use in model.uses)
    if written.layers is None or len(titles) != len(written.layers) or not _alike(model, written.layers):
        return False
    if model.built:
        return _agree(model.output, written.output)
    if written.input is not None:
        _build(run, known, model, written.input)
    return True


def _alike(model: Model, classes: tuple[str, ...]) -> bool:
    """Whether the layers are of these classes; what a nested model is called depends on who asks."""
    return all(
        use.title == name or isinstance(use.layer, Model) or use.layer is None
        for use, name in zip(model.uses, classes, strict=True)
    )


def _build(run: Interpreter, known: Ref, model: Model, shape: Shape) -> None:
    from seqlint.evaluate.calls import call_value
    from seqlint.values.call import Argument, Arguments
    from seqlint.values.functions import Method

    given = Arguments((Argument(shape, model.place),), {})
    run.catching += 1
    try:
        call_value(run, Method(known, "build"), given, model.place, model.callee)
    finally:
        run.catching -= 1


def _made(run: Interpreter, name: str, written: Written) -> Any:
    """The model that a text of the session's makes."""
    from seqlint.source.document import from_text
    from seqlint.source.syntax import parse

    scope = Scope("module")
    run.catching += 1
    try:
        run.execute_module(parse(from_text(written.source(), SESSION)).chunks, scope)
    finally:
        run.catching -= 1
    return scope.names.get(name) or run.unknown(f"`{name}` was made outside the text that was read", None, name)
