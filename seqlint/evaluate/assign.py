"""Assignment to names, attributes, subscripts and patterns of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from seqlint.evaluate.context import items_of
from seqlint.values.array import Array
from seqlint.values.containers import Sequence, SequenceRecord
from seqlint.values.join import replace
from seqlint.values.shape import Symbol
from seqlint.values.store import Ref
from seqlint.values.unknown import Counted, OneOf, Unknown, unknown

if TYPE_CHECKING:
    from seqlint.evaluate.interpreter import Interpreter


def assign(run: Interpreter, target: cst.BaseExpression, value: Any) -> None:
    """Bind a value to a target."""
    if type(target) is cst.Name:
        name = target.value
        value = named(run, value, name)
        run.store.put(run.scope.target(name).names, name, value)
        if run.tracing:
            run.record(target, value)
    elif isinstance(target, (cst.Tuple, cst.List)):
        _unpack(run, target, value)
    elif isinstance(target, cst.Attribute):
        from seqlint.evaluate.attributes import set_attribute
        from seqlint.evaluate.expressions import evaluate

        owner = evaluate(run, target.value)
        if isinstance(owner, Array) and target.attr.value == "shape":
            _set_shape(run, target, owner, value)
        else:
            set_attribute(run, owner, target.attr.value, value, target)
        if run.tracing:
            run.record(target, value)
    elif isinstance(target, cst.Subscript):
        from seqlint.evaluate.expressions import evaluate, key_of
        from seqlint.evaluate.subscripts import set_item

        owner, key = evaluate(run, target.value), key_of(run, target)
        if isinstance(owner, Array):
            _set_part(run, target, owner, key, value)
        else:
            set_item(run, owner, key, value, target)
    elif isinstance(target, cst.StarredElement):
        assign(run, target.value, value)


def _set_shape(run: Interpreter, target: cst.Attribute, owner: Array, value: Any) -> None:
    """`array.shape = (60000, 784)`: numpy lays the same numbers out anew."""
    from seqlint.evaluate.expressions import context
    from seqlint.values.ops.layout import reshape

    if isinstance(target.value, (cst.Name, cst.Attribute)):
        assign(run, target.value, reshape(context(run, target), owner, value))


def _set_part(run: Interpreter, target: cst.Subscript, owner: Array, key: Any, value: Any) -> None:
    """`array[key] = value`: the name is bound to the array as it is afterwards; `array[i][j]` is `array[i, j]`."""
    from seqlint.evaluate.expressions import context, evaluate, key_of
    from seqlint.values import ops

    base = target.value
    if isinstance(base, cst.Subscript) and isinstance(base.value, (cst.Name, cst.Attribute)):
        whole, first = evaluate(run, base.value), key_of(run, base)
        if not isinstance(whole, Array):
            return
        keys = [each if isinstance(each, tuple) else (each,) for each in (first, key)]
        owner, key, base = whole, (*keys[0], *keys[1]), base.value
    if isinstance(base, (cst.Name, cst.Attribute)):
        round_of = run.loops[-1] if run.loops else None
        assign(run, base, ops.assign(owner, key, value, context(run, target), round_of))


def named(run: Interpreter, value: Any, name: str) -> Any:
    """The value with the name under which the program goes on speaking of it, where it has none yet."""
    if isinstance(value, Unknown) and value.name is None:
        return replace(value, name=name)
    if isinstance(value, Symbol) and not value.named:
        run.name_size(value, name)
    elif isinstance(value, Array) and isinstance(value.shape, tuple):
        for axis, dim in enumerate(value.shape):
            if isinstance(dim, Symbol) and not dim.named:
                run.name_size(dim, f"len({name})" if axis == 0 else f"{name}.shape[{axis}]")
    return value


def _unpack(run: Interpreter, target: cst.Tuple | cst.List, value: Any) -> None:
    elements = target.elements
    star = next((index for index, each in enumerate(elements) if isinstance(each, cst.StarredElement)), None)
    items = parts(run, value, len(elements), star is not None)
    if isinstance(value, Counted) and star is None:
        check_count(run, value, len(elements), target)
    if star is not None and items is not None:
        after = len(elements) - star - 1
        middle = tuple(items[star : len(items) - after])
        items = [*items[:star], run.store.new(_list(middle)), *items[len(items) - after :]]
    for index, element in enumerate(elements):
        item = items[index] if items is not None and index < len(items) else _part(run, value, target)
        assign(run, element.value, item)


def check_count(run: Interpreter, value: Counted, wanted: int, node: cst.CSTNode, *, index: bool = False) -> None:
    """Tell where a list of known length is unpacked into another number of names, or read past its end."""
    fits = -value.count <= wanted < value.count if index else wanted == value.count
    if fits and not value.single:
        return
    from seqlint.values.refusal import WrongCount

    place = run.place(node)
    said = _python_says(value, wanted, index)
    run.emit(
        WrongCount(
            place=place, raised=place, stage="other", keras=said, stack=run.stack, what=value.what, count=value.count,
            items=value.names, single=value.single, wanted=wanted, index=index,
        )
    )  # fmt: skip


def _python_says(value: Counted, wanted: int, index: bool) -> str:
    if value.single:
        said = "'float' object is not subscriptable" if index else "cannot unpack non-iterable float object"
        return f"TypeError: {said}"
    if index:
        return "IndexError: list index out of range"
    many = f"too many values to unpack (expected {wanted})"
    few = f"not enough values to unpack (expected {wanted}, got {value.count})"
    return f"ValueError: {many if value.count > wanted else few}"


def _list(items: tuple[Any, ...]) -> Any:
    from seqlint.values.containers import ListRecord

    return ListRecord(items)


def _part(run: Interpreter, value: Any, node: cst.CSTNode) -> Unknown:
    reason = value.reason if isinstance(value, Unknown) else "the parts of the value are not known"
    return unknown(reason, value.place if isinstance(value, Unknown) and value.place else run.place(node))


def _may_have(value: Array, count: int) -> bool:
    """Whether an array may have so many rows; TensorFlow refuses to unpack an axis that it does not know."""
    if not isinstance(value.shape, tuple):
        return True
    rows = value.shape[0] if value.shape else 0
    return rows == count if isinstance(rows, int) else value.library != "tensorflow"


def parts(run: Interpreter, value: Any, count: int, starred: bool) -> list[Any] | None:
    """The items of a value that is unpacked into `count` targets; None where they are not known."""
    if isinstance(value, OneOf):
        from seqlint.values.join import one_of

        all_parts = [parts(run, each, count, starred) for each in value.values]
        if any(each is None or len(each) != count for each in all_parts):
            return None
        return [one_of(column) for column in zip(*(each for each in all_parts if each is not None), strict=True)]
    items = items_of(run, value)
    if items is not None:
        return list(items) if starred or len(items) == count else None
    if isinstance(value, Array) and _may_have(value, count) and not starred:
        from seqlint.evaluate.context import Context
        from seqlint.values import ops

        place = value.history.place if value.history else None
        if place is not None:
            return [ops.index(value, index, Context(run, place, place)) for index in range(count)]
    record = run.store[value] if isinstance(value, Ref) else value
    sequence = record.sequence if isinstance(record, SequenceRecord) else record
    if isinstance(sequence, Sequence) and not starred:
        return [sequence.element] * count
    return None
