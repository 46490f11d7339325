"""What a model gets from the data that a call gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer import Layer
from seqlint.keras.models.entering import through
from seqlint.values.array import Array
from seqlint.values.containers import DictRecord, ListRecord, SequenceRecord
from seqlint.values.dataset import Dataset
from seqlint.values.join import one_of
from seqlint.values.ops import from_python
from seqlint.values.refusal import Refused
from seqlint.values.shape import NONE, Shape, UnknownShape, equal, known, render, unknown_shape
from seqlint.values.store import Ref
from seqlint.values.table import Table
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.keras.models.record import Model
    from seqlint.values.call import Call
    from seqlint.values.target import Target


def values_of(call: Call, x: Any, y: Any) -> tuple[Any, Any]:
    """What is given as `x` and `y`; a frame as the array of its values, the same one where both are one frame.

    A list of one array is that array: the model has one input.
    """
    both = y is x
    x, y = _alone(call, x), _alone(call, y)
    if both:
        y = x
    frames = [call.store.record(data, Table) for data in (x, y)]
    first = x if frames[0] is None else frames[0].array()
    return first, first if y is x else y if frames[1] is None else frames[1].array()


def _alone(call: Call, value: Any) -> Any:
    """The array of a list that holds one array; anything else as it is."""
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    if not isinstance(record, ListRecord) or len(record.items) != 1:
        return value
    item = record.items[0]
    return item if isinstance(item, Array) and item.shape != () else value


def listed(call: Call, value: Any) -> Any:
    """The array that Keras 2 makes of a list of numbers; anything else as it is."""
    return from_python(value, call) if plain_items(call, value) is not None else value


def batch_of(call: Call, x: Any, y: Any) -> tuple[Any, Any]:
    """The features and labels that a model gets from `x` and `y`: arrays, or an unknown with its reason.

    A dataset or generator yields them itself, as `(x, y)` or `(x, y, weights)`.
    """
    source = call.store[x] if isinstance(x, Ref) else x
    element = getattr(source, "element", None)
    if element is None or isinstance(x, (Unknown, Array)):
        return x, y
    if call.store.record(element, DictRecord) is not None:
        return element, y
    items = _columns(element) if isinstance(element, OneOf) else call.items(element)
    if items is None:
        return element, y
    return (items[0] if items else element), (items[1] if len(items) > 1 else y)


def _columns(element: OneOf) -> list[Any] | None:
    """The parts of an element that differs between paths, those that say the same once; None where they do not fit."""
    ways = element.values
    if not all(isinstance(each, tuple) and len(each) == len(ways[0]) for each in ways):
        return None
    return [column[0] if _alike(column) else one_of(column) for column in zip(*ways, strict=True)]


def _alike(values: tuple[Any, ...]) -> bool:
    """Whether arrays say the same of shape, type and classes."""
    if not all(isinstance(each, Array) for each in values):
        return False
    said = {
        (
            render(each.shape),
            each.dtype,
            each.labels.kind if each.labels else None,
            str(each.labels and each.labels.classes),
        )
        for each in values
    }
    return len(said) == 1 and all(known(each.shape) for each in values)


def input_of(call: Call, features: Any, source: Any = None) -> Shape | UnknownShape:
    """The input that a deferred model is built for; Keras 2 makes a column of a vector, unless a dataset gives it."""
    if isinstance(features, Array) and features.dtype == "object":
        return unknown_shape("the data holds Python objects, which Keras refuses")
    if isinstance(features, Array):
        if isinstance(features.shape, tuple) and features.shape:
            column = len(features.shape) == 1 and call.target.major == 2 and not isinstance(source, Dataset)
            return (NONE, 1) if column else (NONE, *features.shape[1:])
        reason = features.shape.reason if isinstance(features.shape, UnknownShape) else "the data has no axes"
        return unknown_shape(reason)
    if isinstance(features, Unknown):
        return unknown_shape(features.reason)
    if isinstance(features, OneOf):
        return unknown_shape("the data differs between paths")
    return unknown_shape("the shape of the data is not known")


def running_output(model: Model, target: Target) -> Shape | UnknownShape | None:
    """What a model gives when it runs, which is its `output` but for a column of texts.

    Keras 3's TextVectorization drops that column where the texts are at hand, and leaves it on a symbolic tensor.
    """
    first = model.uses[0].layer if model.uses else None
    if target.major < 3 or model.input != (NONE, 1):
        return model.output
    if not isinstance(first, Layer) or first.type.name != "TextVectorization":
        return model.output
    try:
        return through(model, (NONE,))
    except Refused:
        return unknown_shape("a layer refuses the texts")


def enters(model: Model, features: Any) -> bool:
    """Whether data may have the number of axes that the model takes; Keras adds or drops a last axis of size 1."""
    if (
        not isinstance(features, Array)
        or features.rank is None
        or not isinstance(model.input, tuple)
        or not model.input
    ):
        return True
    given, wanted = features.rank, len(model.input)
    longer = features.axis(given - 1) if given > wanted else model.input[-1]
    return given == wanted or (abs(given - wanted) == 1 and equal(longer, 1) is not False)


def plain_items(call: Call, value: Any, depth: int = 0) -> type | None:
    """The type of the numbers or texts in a Python list, or in lists in it; None for arrays and lists of arrays."""
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    if isinstance(record, ListRecord):
        item = record.items[0] if record.items else None
    elif isinstance(record, SequenceRecord) and record.sequence.kind == "list":
        item = record.sequence.element
    else:
        return None
    if isinstance(item, Array):
        return float if item.rank == 0 and item.library == "numpy" else None
    if isinstance(item, bool | int | float | str):
        return type(item)
    return plain_items(call, item, depth + 1) if depth < _NESTED else None


_NESTED = 4
"""How deep lists in lists are looked into."""
