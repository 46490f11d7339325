"""`isinstance` and `type`, where the type is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer import Layer
from seqlint.keras.models import KerasTensor, Model
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, InstanceRecord, ListRecord, Range, Sequence, SequenceRecord, SetRecord
from seqlint.values.functions import Class, Function, Library
from seqlint.values.shape import Size
from seqlint.values.store import Ref
from seqlint.values.table import Table
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_RECORDS: dict[type[Any], tuple[str, ...]] = {
    ListRecord: ("builtins.list",),
    DictRecord: ("builtins.dict",),
    SetRecord: ("builtins.set",),
    Table: ("pandas.DataFrame", "pandas.core.frame.DataFrame"),
}

_PLAIN: dict[type[Any], tuple[str, ...]] = {
    bool: ("builtins.bool", "builtins.int"),
    int: ("builtins.int",),
    float: ("builtins.float",),
    str: ("builtins.str",),
    bytes: ("builtins.bytes",),
    tuple: ("builtins.tuple",),
    Range: ("builtins.range",),
    type(None): ("builtins.NoneType",),
}


_PYTHONS = frozenset(f"builtins.{name}" for name in ("list", "tuple", "dict", "set", "str", "int", "float", "bool"))
"""Types that no object of Keras is of."""


def paths_of(value: Any, heap: dict[int, Any]) -> tuple[str, ...] | None:
    """The paths of a value's type and of its builtin bases; None if the type is not known."""
    record = heap.get(value.id) if isinstance(value, Ref) else None
    if type(record) in _RECORDS:
        return _RECORDS[type(record)]
    if isinstance(record, SequenceRecord) or isinstance(value, Sequence):
        kind = record.sequence.kind if isinstance(record, SequenceRecord) else value.kind
        return (f"builtins.{kind}",) if kind in {"list", "tuple", "set", "range"} else None
    if isinstance(value, Size):
        return ("builtins.int",)
    if isinstance(value, Array):
        if value.library == "pandas":
            return "pandas.Series", "pandas.core.series.Series"
        if value.library == "tensorflow":
            return "tensorflow.Tensor", "tensorflow.Variable"
        return ("numpy.ndarray",) if value.shape != () else None
    return _PLAIN.get(type(value))


@callee("builtins.isinstance")
def isinstance_(call: Call, obj: Any, class_or_tuple: Any) -> Any:
    kinds = class_or_tuple if isinstance(class_or_tuple, tuple) else (class_or_tuple,)
    answers = [_is_a(obj, kind, call.store.heap) for kind in kinds]
    if True in answers:
        return True
    return unknown("the type is not known", call.place) if None in answers else False


def _is_a(obj: Any, kind: Any, heap: dict[int, Any]) -> bool | None:
    if isinstance(kind, Class):
        record = heap.get(obj.id) if isinstance(obj, Ref) else None
        if isinstance(record, InstanceRecord):
            return _derives(record.cls, kind)
        return False if paths_of(obj, heap) is not None else None
    record = heap.get(obj.id) if isinstance(obj, Ref) else None
    if isinstance(record, Layer) and isinstance(kind, Library):
        return _is_layer(record, kind)
    paths = paths_of(obj, heap)
    if not isinstance(kind, Library):
        return None
    if paths is None:
        return False if isinstance(record, (Model, KerasTensor)) and kind.path in _PYTHONS else None
    if kind.path in paths:
        return True
    return (
        False
        if kind.path.startswith(("builtins.", "numpy.ndarray", "pandas.DataFrame")) and kind.path != "builtins.object"
        else None
    )


_BASES = frozenset({"Layer", "RNN", "Wrapper", "Operation"})
"""Classes that others of Keras' layers are derived from."""


def _is_layer(layer: Layer, kind: Library) -> bool | None:
    """Whether a layer is of a class of Keras; one whose name holds the class's name may be derived from it."""
    if not kind.path.startswith("keras."):
        return False if kind.path.startswith(("builtins.", "numpy.", "pandas.")) else None
    name = kind.path.rpartition(".")[2]
    if name in {layer.type.name, "Layer"}:
        return True
    return None if name in _BASES or name in layer.type.name or layer.has("own") else False


def _derives(cls: Any, kind: Class) -> bool | None:
    seen: list[Any] = []
    pending = [cls]
    while pending:
        each = pending.pop()
        if each is kind:
            return True
        if isinstance(each, Class) and each not in seen:
            seen.append(each)
            pending.extend(each.bases)
    return False


@callee("builtins.int.value", "builtins.float.value", "builtins.str.value", attribute=True)
def value(call: Call, self: Any) -> Any:
    """Of all numbers and texts, only the members of an enumeration have a `value`."""
    return self


@callee("builtins.type")
def type_(call: Call, obj: Any, *args: Any) -> Any:
    record = call.store.heap.get(obj.id) if isinstance(obj, Ref) else None
    if isinstance(record, InstanceRecord):
        return record.cls
    if isinstance(record, Layer):
        return Library(f"keras.layers.{record.type.name}")
    if isinstance(obj, Function):
        return unknown("seqlint does not follow the types of functions", call.place)
    paths = paths_of(obj, call.store.heap)
    return unknown("the type is not known", call.place) if paths is None else Library(paths[0])
