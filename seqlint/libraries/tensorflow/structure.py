"""Structures of tensors: tuples, dictionaries and arrays that a dataset's elements are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.array import Array
from seqlint.values.containers import DictRecord, ListRecord, SequenceRecord
from seqlint.values.dataset import Dataset
from seqlint.values.ops.elements import length_of
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import dtype_of, shape_of
from seqlint.values.ops.reducing import with_library
from seqlint.values.shape import Dim, Shape, UnknownShape, unknown_shape
from seqlint.values.table import Table
from seqlint.values.unknown import OneOf, Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.values.call import Call


class Spec(msgspec.Struct, frozen=True):
    """`tf.TensorSpec(shape, dtype)`."""

    type_path: ClassVar[str] = "tensorflow.TensorSpec"

    shape: Any
    dtype: str | None


def on_leaves(call: Call, structure: Any, function: Callable[[Array], Any]) -> Any:
    """A structure with a function applied to each array in it; lists and numbers become tensors first."""
    if isinstance(structure, tuple) and not all(isinstance(each, (bool, int, float)) for each in structure):
        return tuple(on_leaves(call, each, function) for each in structure)
    if isinstance(structure, (OneOf, Unknown, Dataset)):
        return structure
    record = call.store.record(structure, DictRecord | Table)  # type: ignore[arg-type]  # isinstance takes a union
    if isinstance(record, Table):
        return function(with_library(record.array(), "tensorflow"))
    if isinstance(record, DictRecord):
        entries = {key: on_leaves(call, value, function) for key, value in record.entries.items()}
        return call.store.new(DictRecord(entries, record.open))
    array = as_array(structure, call)
    return array if isinstance(array, Unknown) else function(with_library(_narrowed(structure, array), "tensorflow"))


def _narrowed(original: Any, array: Array) -> Array:
    """TensorFlow makes int32 and float32 of Python's own numbers."""
    if isinstance(original, Array):
        return array
    narrow = {"int64": "int32", "float64": "float32"}
    return msgspec.structs.replace(array, dtype=narrow.get(array.dtype or "", array.dtype))


def first_rows(call: Call, structure: Any) -> Dim | None:
    """Length of the first axis that all arrays of a structure share."""
    if isinstance(structure, tuple):
        for each in structure:
            found = first_rows(call, each)
            if isinstance(found, int):
                return found
        return first_rows(call, structure[0]) if structure else None
    record = call.store.record(structure, DictRecord)
    if record is not None:
        return next((first_rows(call, value) for value in record.entries.values()), None)
    if isinstance(structure, Array) or call.store.record(structure, ListRecord | SequenceRecord | Table) is not None:  # type: ignore[arg-type]  # isinstance takes a union
        return length_of(structure, call)
    return None


def per_sample(call: Call, array: Array) -> Any:
    """One sample of an array: its shape without the first axis; labels stay what they are."""
    if array.shape == ():
        return unknown("a single number cannot be sliced", call.place)
    shape: Shape | UnknownShape
    if isinstance(array.shape, tuple):
        shape = array.shape[1:]
    else:
        shape = unknown_shape(array.shape.reason, array.shape.last)
        shape.axes.update({axis - 1: dim for axis, dim in array.shape.axes.items() if axis > 0})
    return array.then(call.place, "one sample", shape=shape, labels=array.labels, image=array.image)


def join_batch(call: Call, array: Array, axis: Dim) -> Array:
    """Samples as a batch: a new first axis."""
    shape: Shape | UnknownShape
    if isinstance(array.shape, tuple):
        shape = (axis, *array.shape)
    else:
        shape = unknown_shape(array.shape.reason, array.shape.last)
        shape.axes.update({at + 1: dim for at, dim in array.shape.axes.items() if at >= 0})
        shape.axes[0] = axis
    return array.then(call.place, "a batch", shape=shape, labels=array.labels, image=array.image)


def one_of_many(array: Array) -> Array:
    """One element by itself: it need not hold every class."""
    labels = array.labels
    return (
        array
        if labels is None
        else msgspec.structs.replace(array, labels=msgspec.structs.replace(labels, proven=False))
    )


def take_off(call: Call, array: Array) -> Any:
    """A batch as samples again."""
    return per_sample(call, array)


def spec(call: Call, signature: Any) -> Any:
    """The element that a signature describes."""
    if isinstance(signature, tuple):
        return tuple(spec(call, each) for each in signature)
    record = call.store.record(signature, DictRecord)
    if record is not None:
        entries = {key: spec(call, value) for key, value in record.entries.items()}
        return call.store.new(DictRecord(entries, record.open))
    if isinstance(signature, Spec):
        shape = (
            unknown_shape("the signature leaves the shape open")
            if signature.shape is None
            else shape_of(signature.shape, call)
        )
        return Array(shape, signature.dtype, library="tensorflow").then(call.place, "as its signature says")
    if isinstance(signature, Array):
        return signature
    return unknown("the signature is not known", call.place)


def tensor_spec(shape: Any, dtype: Any) -> Spec:
    """`tf.TensorSpec`."""
    return Spec(shape, dtype_of(dtype) or "float32")
