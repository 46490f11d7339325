"""`tf.data.Dataset`: how it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries.tensorflow.structure import first_rows, on_leaves, per_sample, spec
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.dataset import Dataset
from seqlint.values.ops.numbers import dim_of
from seqlint.values.shape import Dim, equal, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

D = "tensorflow.data.Dataset"


def counted(reason: str) -> Dim:
    """A number of elements that is not known."""
    return unknown_size(reason)


def receiver(call: Call, value: Any) -> Dataset | None:
    """The dataset that a method was called on, if it is one."""
    return value if isinstance(value, Dataset) else None


def lost(call: Call) -> Unknown:
    """What is answered when the dataset itself is not known."""
    return unknown("the dataset is not known", call.place)


@callee(f"{D}.from_tensors")
def from_tensors(call: Call, tensors: Any, name: Any = None) -> Any:
    element = on_leaves(call, tensors, lambda array: array.then(call.place, "one element", labels=array.labels))
    return Dataset(element, 1, place=call.place, text="one element")


@callee(f"{D}.from_tensor_slices", told=True)
def from_tensor_slices(call: Call, tensors: Any, name: Any = None) -> Any:
    rows = first_rows(call, tensors)
    lengths = [first_rows(call, each) for each in tensors] if isinstance(tensors, tuple) else []
    if any(one is not None and rows is not None and equal(one, rows) is False for one in lengths):
        return unknown("its parts have different lengths, which TensorFlow refuses", call.place)
    element = on_leaves(call, tensors, lambda array: per_sample(call, array))
    if isinstance(element, Unknown):
        return Dataset(element, counted(element.reason), place=call.place, text="slices of an unknown value")
    count = rows if rows is not None else counted("the number of samples is not known")
    return Dataset(element, count, samples=count, place=call.place, text="samples one by one")


@callee(f"{D}.from_generator")
def from_generator(
    call: Call, generator: Any, output_types: Any = None, output_shapes: Any = None, args: Any = None,
    output_signature: Any = None, name: Any = None,
) -> Any:  # fmt: skip
    count = counted("how much the generator gives is not known")
    if output_signature is not None:
        element = spec(call, output_signature)
    elif output_types is not None:
        element = _typed(call, output_types, output_shapes)
    else:
        element = unknown("the generator's elements are not described", call.place)
    return Dataset(element, count, place=call.place, text="from a generator")


def _typed(call: Call, types: Any, shapes: Any) -> Any:
    """The older form: types and shapes side by side."""
    from seqlint.values.ops.numbers import dtype_of, shape_of

    if isinstance(types, tuple):
        given = call.items(shapes) if shapes is not None else None
        pairs = given if given is not None and len(given) == len(types) else (None,) * len(types)
        return tuple(_typed(call, each, shape) for each, shape in zip(types, pairs, strict=True))
    shape = unknown_shape("the generator's shapes are not described") if shapes is None else shape_of(shapes, call)
    return Array(shape, dtype_of(types), library="tensorflow").then(call.place, "from a generator")


@callee(f"{D}.range", raw=True)
def range_(call: Call, arguments: Arguments) -> Any:
    ends = [dim_of(each.value) for each in arguments.positional]
    count: Dim = counted("the ends of the range are not known")
    if not arguments.open and 1 <= len(ends) <= 3 and all(isinstance(end, int) for end in ends):
        numbers = [end for end in ends if isinstance(end, int)]
        start, stop, step = (0, *numbers, 1)[:3] if len(numbers) == 1 else (*numbers, 1)[:3]
        count = max(0, (stop - start + step - (1 if step > 0 else -1)) // step) if step else count
    number = Array((), "int64", library="tensorflow").then(call.place, "a number")
    return Dataset(number, count, samples=count, place=call.place, text="a range")


@callee(f"{D}.zip", raw=True)
def zip_(call: Call, arguments: Arguments) -> Any:
    values = [each.value for each in arguments.positional]
    if len(values) == 1 and not isinstance(values[0], Dataset):
        values = list(call.items(values[0]) or values)
    if "datasets" in arguments.keywords:
        values = list(call.items(arguments.keywords["datasets"].value) or ())
    if arguments.open or not values or not all(isinstance(value, Dataset) for value in values):
        return unknown("what is zipped is not known", call.place)
    count = values[0].cardinality if all(value.cardinality == values[0].cardinality for value in values) else None
    size = counted("which dataset is the shortest is not known") if count is None else count
    endless = all(value.cardinality is None for value in values)
    return Dataset(
        tuple(value.element for value in values),
        None if endless else size,
        batch=values[0].batch,
        samples=values[0].samples,
        place=call.place,
        text="zipped",
    )


@callee(
    f"{D}.list_files",
    "tensorflow.data.TextLineDataset",
    "tensorflow.data.TFRecordDataset",
    "tensorflow.data.FixedLengthRecordDataset",
)
def list_files(call: Call, file_pattern: Any = None, *args: Any, **kwargs: Any) -> Any:
    text = Array((), "str", library="tensorflow").then(call.place, "one entry of the files")
    return Dataset(text, counted("the files are not in the program"), place=call.place, text="from files")


@callee(
    "tensorflow.data.experimental.make_csv_dataset",
    "tensorflow.data.experimental.CsvDataset",
    "tensorflow.data.Dataset.load",
    "tensorflow.data.experimental.load",
    "tensorflow.data.Dataset.choose_from_datasets",
    "tensorflow.data.Dataset.sample_from_datasets",
)
def from_files(call: Call, *args: Any, **kwargs: Any) -> Any:
    element = unknown("the files are not in the program", call.place)
    return Dataset(element, counted("the files are not in the program"), place=call.place, text="from files")
