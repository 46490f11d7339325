"""Subscripts: reading and setting `x[key]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate.branches import lift
from seqlint.evaluate.context import Context, items_of
from seqlint.evaluate.enums import is_enum
from seqlint.evaluate.protocols import BASE, ask, fields
from seqlint.keras.events import HistoryRead
from seqlint.keras.layer import Layer
from seqlint.keras.models import Model
from seqlint.values.array import Array
from seqlint.values.callee import Callee, type_path
from seqlint.values.containers import DictRecord, InstanceRecord, ListRecord, Range, Sequence, SequenceRecord, Slice
from seqlint.values.functions import Class, Library
from seqlint.values.inside import some_of
from seqlint.values.join import replace
from seqlint.values.place import Place
from seqlint.values.refusal import NoSuchLayer
from seqlint.values.shape import Size
from seqlint.values.store import Ref
from seqlint.values.unknown import Counted, History, OneOf, Unknown, among, unknown

if TYPE_CHECKING:
    import libcst as cst

    from seqlint.evaluate.interpreter import Interpreter


def get_item(run: Interpreter, value: Any, key: Any, node: cst.CSTNode) -> Any:
    """`value[key]`."""
    if isinstance(value, OneOf):
        return lift(run, value.values, lambda each: get_item(run, each, key, node))
    if isinstance(value, Unknown):
        return _of_unknown(run, value, key, node)
    if isinstance(value, Library):
        return _of_library(run, value, key, node)
    if isinstance(value, Class):
        return value.attributes.get(key, value) if is_enum(value) and isinstance(key, str) else value
    return _of_record(run, value, key, node)


def _of_record(run: Interpreter, value: Any, key: Any, node: cst.CSTNode) -> Any:
    record = run.store[value] if isinstance(value, Ref) else value
    if isinstance(record, (tuple, str, bytes, ListRecord)):
        return _of_items(run, record, key, node)
    if isinstance(record, Range):
        return _of_items(run, tuple(record.concrete[:4096]), key, node)
    if isinstance(record, (SequenceRecord, Sequence)):
        return _of_sequence(run, value, record, key)
    if isinstance(record, DictRecord):
        return _of_dict(run, value, record, key, node)
    if isinstance(record, InstanceRecord):
        return _by_method(run, value, record, key, node)
    if isinstance(record, Array):
        from seqlint.values import ops

        place = run.place(node)
        return ops.index(record, key, Context(run, place, place))
    return _registered(run, value, key, node)


def _of_library(run: Interpreter, value: Library, key: Any, node: cst.CSTNode) -> Any:
    """`np.c_[…]`, or a type with parameters (`list[int]`), which is the type."""
    from seqlint.evaluate.callees import find
    from seqlint.evaluate.calls import invoke
    from seqlint.values.call import Argument, Arguments

    path = f"{value.path}.__getitem__"
    callee = find(path)
    if isinstance(callee, Callee) and callee.path == path:
        return invoke(run, callee, Arguments((Argument(value), Argument(key))), run.place(node), run.place(node))
    return value


def _registered(run: Interpreter, value: Any, key: Any, node: cst.CSTNode) -> Any:
    """A library type's own `__getitem__`."""
    from seqlint.evaluate.callees import find
    from seqlint.evaluate.calls import invoke
    from seqlint.values.call import Argument, Arguments

    path = type_path(value, run.store.heap)
    callee = find(f"{path}.__getitem__") if path is not None else None
    if isinstance(callee, Callee):
        return invoke(run, callee, Arguments((Argument(value), Argument(key))), run.place(node), run.place(node))
    return run.unknown("seqlint does not follow this subscript", node)


def _of_unknown(run: Interpreter, value: Unknown, key: Any, node: cst.CSTNode) -> Any:
    """An item of something unknown; of a shape, the same size each time."""
    if isinstance(value, History):
        told_history(run, value, key, run.place(node))
    elif isinstance(value, Counted) and type(key) is int and not value.more:
        from seqlint.evaluate.assign import check_count

        check_count(run, value, key, node, index=True)
    if value.name and value.name.endswith(".shape") and isinstance(key, int):
        axes = value.memo.setdefault("axes", {})
        if key not in axes:
            axes[key] = run.unknown(value.reason, node, f"{value.name}[{key}]").size()
        return axes[key]
    name = f"{value.name}[{key!r}]" if value.name and isinstance(key, (int, str)) else None
    return run.unknown(value.reason, node, name)


def told_history(run: Interpreter, history: History, key: Any, place: Place, *, asked: bool = False) -> None:
    """Tell that a number is read from the record of a training, or asked for."""
    if history.fit is not None and isinstance(key, str) and (history.record or not asked):
        outside = not history.record
        run.emit(HistoryRead(place=place, stack=run.stack, fit=history.fit, key=key, asked=asked, outside=outside))


def _of_items(run: Interpreter, record: Any, key: Any, node: cst.CSTNode) -> Any:
    items = record.items if isinstance(record, ListRecord) else record
    if isinstance(key, Array) and key.rank == 0 and isinstance(key.content, int):
        key = key.content
    if isinstance(key, (bool, int)):
        try:
            return items[key]
        except IndexError:
            _past_the_layers(run, items, key, node)
            return run.unknown("the index is past the end", node)
    if isinstance(key, Slice):
        parts = (key.start, key.stop, key.step)
        if all(part is None or isinstance(part, int) for part in parts) and key.step != 0:
            cut = items[slice(*parts)]
            return run.store.new(ListRecord(tuple(cut))) if isinstance(record, ListRecord) else cut
        return run.unknown("the bounds of the slice are not known", node)
    if isinstance(key, (Unknown, Size, OneOf)) and isinstance(items, tuple):
        from seqlint.values.join import one_of

        return one_of(items) if items else run.unknown("the list is empty", node)
    return run.unknown("the index is not known", node)


def _past_the_layers(run: Interpreter, items: Any, key: int, node: cst.CSTNode) -> None:
    """Tell of an index into `model.layers` that no layer has."""
    if getattr(getattr(getattr(node, "value", None), "attr", None), "value", "") != "layers":
        return
    records = [run.store.heap.get(item.id) if isinstance(item, Ref) else None for item in items]
    names = tuple(record.name for record in records if isinstance(record, (Layer, Model)))
    if not names or len(names) < len(records):
        return
    run.emit(
        NoSuchLayer(
            place=run.place(node), raised=run.place(node), stage="other", stack=run.stack, asked=int(key),
            keras="IndexError: list index out of range", names=names,
        )
    )  # fmt: skip


def _of_sequence(run: Interpreter, value: Any, record: SequenceRecord | Sequence, key: Any) -> Any:
    sequence = record.sequence if isinstance(record, SequenceRecord) else record
    if isinstance(key, Slice):
        from seqlint.values.unknown import unknown

        size = unknown("the bounds of the slice are not known").size()
        cut = Sequence(some_of(sequence.element), size, sequence.kind)
        return run.store.new(SequenceRecord(cut)) if isinstance(value, Ref) else cut
    return some_of(sequence.element)


def _integers(record: DictRecord, key: Any) -> bool:
    """Whether the entry of a key that is not known is an integer, whichever it is."""
    if record.open or not record.entries:
        return not record.entries and isinstance(record.element, Unknown) and record.element.integer
    return isinstance(key, Unknown) and all(type(value) is int for value in record.entries.values())


def _of_dict(run: Interpreter, value: Ref, record: DictRecord, key: Any, node: cst.CSTNode) -> Any:
    from seqlint.values.join import one_of

    if isinstance(key, OneOf):
        return one_of([_of_dict(run, value, record, each, node) for each in key.values])
    try:
        if key in record.entries:
            return record.entries[key]
    except TypeError:
        pass
    else:
        if record.default is not None and not record.open and not isinstance(key, (Unknown, OneOf, Array)):
            return _by_default(run, value, record, key, node)
    if _integers(record, key):
        reason = "which of the dictionary's numbers it is depends on the data"
        numbers = set(record.entries.values())
        if len(numbers) > 1 and len(numbers) == max(numbers) - min(numbers) + 1:
            return among(reason, run.place(node), min(numbers), max(numbers))
        return unknown(reason, run.place(node), integer=True)
    rows = [] if record.open or not isinstance(key, Unknown | Array) else list(record.entries.values())
    if rows and all(isinstance(row, Array) for row in rows):
        return one_of(rows)
    return run.unknown("the dictionary's entry is not known", node)


def _by_default(run: Interpreter, value: Ref, record: DictRecord, key: Any, node: cst.CSTNode) -> Any:
    """What a `defaultdict` makes for a key that is not there; it stays in it."""
    from seqlint.evaluate.calls import call_value
    from seqlint.values.call import Arguments

    place = run.place(node)
    made = call_value(run, record.default, Arguments(), place, place)
    run.store[value] = replace(record, entries={**record.entries, key: made})
    return made


def _by_method(run: Interpreter, value: Ref, record: InstanceRecord, key: Any, node: cst.CSTNode) -> Any:
    from seqlint.evaluate.calls import call_value
    from seqlint.values.call import Argument, Arguments
    from seqlint.values.functions import Function, Method

    found = record.cls.lookup("__getitem__") if isinstance(record.cls, Class) else None
    if isinstance(found, Function):
        place = run.place(node)
        return call_value(run, Method(value, "__getitem__", found), Arguments((Argument(key),)), place, place)
    base = record.attributes.get(BASE)
    if isinstance(base, Ref):
        return get_item(run, base, key, node)
    parts = fields(record)
    if parts is not None and isinstance(key, int) and -len(parts) <= key < len(parts):
        return parts[key]
    return run.unknown("seqlint does not follow this subscript", node)


def delete_item(run: Interpreter, value: Any, key: Any, node: cst.CSTNode) -> None:
    """`del value[key]`."""
    from seqlint.evaluate.callees import find
    from seqlint.evaluate.calls import invoke
    from seqlint.values.call import Argument, Arguments

    record = run.store[value] if isinstance(value, Ref) else None
    if isinstance(record, DictRecord):
        known = not isinstance(key, (Unknown, OneOf, Ref, Array))
        entries = {each: item for each, item in record.entries.items() if not (known and each == key)}
        run.store[value] = DictRecord(entries, record.open or not known)
        return
    part: Any = _slice(key) if isinstance(key, Slice) else key
    is_there = isinstance(part, slice) or (
        isinstance(part, int) and isinstance(record, ListRecord) and -len(record.items) <= part < len(record.items)
    )
    if isinstance(record, ListRecord) and is_there:
        items = list(record.items)
        del items[part]
        run.store[value] = ListRecord(tuple(items))
        return
    path = type_path(value, run.store.heap)
    callee = find(f"{path}.__delitem__") if path is not None else None
    if isinstance(callee, Callee):
        place = Place(run.chunk, node)
        invoke(run, callee, Arguments((Argument(value), Argument(key))), place, place)


def _slice(key: Slice) -> slice | None:
    """The part of a list that is meant, in steps of one; None where its ends are not known."""
    bounds = (key.start, key.stop)
    known = key.step in {None, 1} and all(each is None or isinstance(each, int) for each in bounds)
    return slice(*bounds) if known else None


def set_item(run: Interpreter, value: Any, key: Any, new: Any, node: cst.CSTNode) -> None:
    """`value[key] = new`."""
    record = run.store[value] if isinstance(value, Ref) else None
    if isinstance(record, DictRecord):
        if isinstance(key, (Unknown, OneOf, Ref, Array)):
            run.store[value] = DictRecord(record.entries, open=True)
        else:
            run.store[value] = DictRecord({**record.entries, key: new}, record.open, default=record.default)
    elif isinstance(record, ListRecord):
        items = list(record.items)
        if isinstance(key, int) and -len(items) <= key < len(items):
            items[key] = new
            run.store[value] = ListRecord(tuple(items))
        elif isinstance(key, Slice) and (part := _slice(key)) is not None and (more := items_of(run, new)) is not None:
            items[part] = more
            run.store[value] = ListRecord(tuple(items))
        else:
            from seqlint.values.join import one_of

            run.store[value] = SequenceRecord(Sequence(one_of([*items, new]), len(items)))
    elif isinstance(record, InstanceRecord):
        if ask(run, value, "__setitem__", key, new) is NotImplemented:
            set_item(run, record.attributes.get(BASE), key, new, node)
    else:
        from seqlint.evaluate.callees import find
        from seqlint.evaluate.calls import invoke
        from seqlint.values.call import Argument, Arguments

        path = type_path(value, run.store.heap)
        callee = find(f"{path}.__setitem__") if path is not None else None
        if isinstance(callee, Callee):
            place = Place(run.chunk, node)
            invoke(run, callee, Arguments((Argument(value), Argument(key), Argument(new))), place, place)
