"""What stands where a layer belongs and is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.containers import InstanceRecord, IteratorRecord, SetRecord
from seqlint.values.functions import Function, Library
from seqlint.values.refusal import NotALayer, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.values.call import Call


def describe(value: Any, record: Any) -> str:
    """What a value that is no layer is, for a message."""
    if isinstance(value, Library):
        kind = "class" if value.name[:1].isupper() else "function"
        return f"the {kind} `{value.name}` itself" + (", without `()`" if kind == "class" else "")
    if isinstance(value, Function):
        return f"the function `{value.name}`"
    if isinstance(value, str):
        return f"the string '{value}'"
    if value is None:
        return "None"
    if isinstance(value, tuple):
        return "a tuple"
    if isinstance(record, InstanceRecord):
        return f"an object of the class `{record.cls.name}`"
    return f"a {type(record if record is not None else value).__name__.removesuffix('Record').lower()}"


def items_of_stack(call: Call, layers: Any, record: Any) -> Sequence[Any] | None:
    """The items of what `Sequential(…)` is given; None where they are not known.

    Raises:
        Refused: for what is no stack of items.
    """
    if isinstance(layers, (bool, int, float)):
        keras = f"TypeError: '{type(layers).__name__}' object is not iterable"
        raise Refused(NotALayer, "layers", keras, what=f"the number {layers}", value=layers)
    if call.target.major < 3 and isinstance(record, (IteratorRecord, SetRecord)):
        what = "a set" if isinstance(record, SetRecord) else "a generator"
        raise Refused(NotALayer, "layers", what=what, value=layers)
    items = call.items(layers)
    if isinstance(record, IteratorRecord) and items == ():
        keras = "IndexError: list index out of range"
        raise Refused(NotALayer, "layers", keras, what="an iterator that is used up", value=layers)
    return items
