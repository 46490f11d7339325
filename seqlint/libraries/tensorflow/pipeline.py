"""`tf.data.Dataset`: the methods that make one from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries.tensorflow.dataset import D, counted, lost, receiver
from seqlint.libraries.tensorflow.structure import join_batch, on_leaves, one_of_many, take_off
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import ListRecord, Sequence, SequenceRecord
from seqlint.values.dataset import Dataset
from seqlint.values.functions import Function
from seqlint.values.ops.numbers import dim_of
from seqlint.values.shape import NONE, Dim
from seqlint.values.store import Ref
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


SHUFFLED = "shuffled"
"""The step that puts the elements in a new order each time they are gone through."""
CACHED = "kept as it was gone through first"
FIRST, REST = "the first of it", "the rest of it"
"""The steps that split a dataset."""


@callee(f"{D}.map", lifted=False, told=True)
def map_(call: Call, self: Any, map_func: Any = None, *args: Any, **kwargs: Any) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    given = dataset.element if isinstance(dataset.element, tuple) else (dataset.element,)
    certain = isinstance(dataset.element, (tuple, Array))
    if certain and isinstance(map_func, Function) and map_func.takes(len(given)) is False:
        return unknown("the function takes another number of arguments", call.place)
    element = on_leaves(call, _parts(call, call.call(map_func, list(given))), lambda array: array)
    return dataset.then(call.place, "mapped", element=element)


def _parts(call: Call, value: Any) -> Any:
    """What a function returned as an element: tf.data takes a list for a tuple."""
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    if isinstance(record, SequenceRecord):
        return unknown("how many parts an element has is not known", call.place)
    return record.items if isinstance(record, ListRecord) else value


@callee(f"{D}.group_by_window", f"{D}.bucket_by_sequence_length", f"{D}.scan", f"{D}.rebatch")
def regrouped(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return unknown("seqlint does not follow how this dataset is regrouped", call.place)


@callee(f"{D}.apply", lifted=False)
def apply(call: Call, self: Any, transformation_func: Any) -> Any:
    found = call.call(transformation_func, [self])
    return found if isinstance(found, Dataset) else lost(call)


@callee(f"{D}.flat_map", f"{D}.interleave", lifted=False)
def flat_map(call: Call, self: Any, map_func: Any = None, *args: Any, **kwargs: Any) -> Any:
    dataset = receiver(call, self)
    if dataset is None or map_func is None:
        return lost(call)
    given = dataset.element if isinstance(dataset.element, tuple) else (dataset.element,)
    inner = call.call(map_func, list(given))
    if not isinstance(inner, Dataset):
        return lost(call)
    return inner.then(call.place, "one after the other", cardinality=counted("how many there are in all is not known"))


@callee(f"{D}.batch", f"{D}.ragged_batch", lifted=False)
def batch(
    call: Call, self: Any, batch_size: Any, drop_remainder: Any = False, num_parallel_calls: Any = None, **kwargs: Any
) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    size = dim_of(batch_size)
    known: Dim = counted("the batch size is not known") if size is None else size
    axis: Dim = known if drop_remainder is True else NONE
    element = on_leaves(call, dataset.element, lambda array: join_batch(call, array, axis))
    count = dataset.cardinality
    if count is not None:
        count = _batches(count, known, whole=drop_remainder is True)
    return dataset.then(call.place, f"batches of {known}", element=element, cardinality=count, batch=known)


def _batches(count: Dim, size: Dim, *, whole: bool) -> Dim:
    if size == 0:
        return 0
    return count // size if whole else (count + (size - 1)) // size


@callee(f"{D}.padded_batch", lifted=False)
def padded_batch(
    call: Call, self: Any, batch_size: Any, padded_shapes: Any = None, padding_values: Any = None,
    drop_remainder: Any = False, name: Any = None,
) -> Any:  # fmt: skip
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    made = batch(call, dataset, batch_size, drop_remainder)
    if padded_shapes is None:
        return made
    element = _padded(call, made.element, padded_shapes)
    return made.then(call.place, "padded batches", element=element)


def _padded(call: Call, element: Any, shapes: Any) -> Any:
    from seqlint.values.ops.numbers import shape_of

    if isinstance(element, tuple):
        given = call.items(shapes)
        if given is None or len(given) != len(element):
            given = (shapes,) * len(element)
        return tuple(_padded(call, each, shape) for each, shape in zip(element, given, strict=True))
    shape = shape_of(shapes, call)
    if isinstance(element, Array) and isinstance(shape, tuple) and element.shape != ():
        longest = tuple(NONE if isinstance(size, int) and size < 0 else size for size in shape)
        return element.then(call.place, "padded", shape=(element.axis(0), *longest), labels=element.labels)
    return element


@callee(f"{D}.unbatch")
def unbatch(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    element = on_leaves(call, dataset.element, lambda array: take_off(call, array))
    count = dataset.samples if dataset.samples is not None else counted("the number of samples is not known")
    return dataset.then(call.place, "samples one by one", element=element, cardinality=count, batch=None)


@callee(f"{D}.enumerate")
def enumerate_(call: Call, self: Any, start: Any = 0, name: Any = None) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    number = Array((), "int64", library="tensorflow").then(call.place, "the running number")
    return dataset.then(call.place, "numbered", element=(number, dataset.element))


@callee(f"{D}.shard")
def shard(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    return dataset.then(
        call.place, "one shard", cardinality=counted("the size of the shard is not known"), samples=None
    )


@callee(f"{D}.shuffle")
def shuffle(
    call: Call, self: Any, buffer_size: Any = None, seed: Any = None, reshuffle_each_iteration: Any = None,
    name: Any = None,
) -> Any:  # fmt: skip
    dataset = receiver(call, self)
    text = SHUFFLED if reshuffle_each_iteration in {None, True} else "shuffled once"
    return lost(call) if dataset is None else dataset.then(call.place, text)


@callee(f"{D}.cache")
def cache(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    dataset = receiver(call, self)
    return lost(call) if dataset is None else dataset.then(call.place, CACHED)


@callee(f"{D}.prefetch", f"{D}.with_options", f"{D}.snapshot", f"{D}.ignore_errors")
def same_elements(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return self


@callee(f"{D}.repeat", lifted=False)
def repeat(call: Call, self: Any, count: Any = None, name: Any = None) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    times = None if count is None else dim_of(count)
    endless = count is None or (isinstance(times, int) and times < 0)
    if endless or dataset.cardinality is None:
        return dataset.then(call.place, "repeated without end", cardinality=None, samples=None)
    total = counted("how often it repeats is not known") if times is None else dataset.cardinality * times
    return dataset.then(call.place, "repeated", cardinality=total, samples=None)


def _limit(dataset: Dataset, call: Call, text: str, count: Dim) -> Dataset:
    per = dataset.batch if dataset.batch is not None else 1
    samples = count * per if dataset.samples is not None else None
    return dataset.then(call.place, text, cardinality=count, samples=samples)


@callee(f"{D}.take", lifted=False)
def take(call: Call, self: Any, count: Any, name: Any = None) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    size = dim_of(count)
    whole = dataset.cardinality
    if size is None or (isinstance(size, int) and size < 0):
        return dataset.then(call.place, FIRST, cardinality=counted("how many are taken is not known"), samples=None)
    if isinstance(whole, int) and isinstance(size, int):
        size = min(whole, size)
    return _limit(dataset, call, FIRST, size)


@callee(f"{D}.skip", lifted=False)
def skip(call: Call, self: Any, count: Any, name: Any = None) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    size = dim_of(count)
    whole = dataset.cardinality
    if whole is None:
        return dataset
    if size is None:
        return dataset.then(call.place, REST, cardinality=counted("how many are skipped is not known"), samples=None)
    rest = whole - size
    return _limit(dataset, call, REST, max(rest, 0) if isinstance(rest, int) else rest)


@callee(f"{D}.filter", f"{D}.take_while", f"{D}.unique", lifted=False)
def filter_(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    size = counted("how many pass the filter depends on the data")
    return dataset.then(call.place, "filtered", cardinality=size, samples=None)


@callee(f"{D}.concatenate", lifted=False)
def concatenate(call: Call, self: Any, dataset: Any, name: Any = None) -> Any:
    from seqlint.values.join import one_of

    first, second = receiver(call, self), receiver(call, dataset)
    if first is None or second is None:
        return lost(call)
    counts = (first.cardinality, second.cardinality)
    total = counts[0] + counts[1] if counts[0] is not None and counts[1] is not None else None
    return first.then(
        call.place,
        "one after the other",
        element=one_of([first.element, second.element]),
        cardinality=total,
        samples=None,
    )


@callee(f"{D}.window", lifted=False)
def window(
    call: Call, self: Any, size: Any, shift: Any = None, stride: Any = 1, drop_remainder: Any = False, name: Any = None
) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    length = dim_of(size)
    inner = Dataset(
        dataset.element,
        length if drop_remainder is True and length is not None else counted("the last windows are shorter"),
        place=call.place,
        text="a window",
    )
    return dataset.then(
        call.place,
        "windows",
        element=inner,
        cardinality=counted("the number of windows is not worked out"),
        samples=None,
    )


@callee(f"{D}.as_numpy_iterator")
def as_numpy_iterator(call: Call, self: Any) -> Any:
    from seqlint.values.ops.reducing import with_library

    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    element = on_leaves(call, dataset.element, lambda array: with_library(one_of_many(array), "numpy"))
    return Sequence(
        element, dataset.cardinality if dataset.cardinality is not None else counted("it never ends"), "generator"
    )


@callee(f"{D}.__iter__")
def iterate(call: Call, self: Any) -> Any:
    dataset = receiver(call, self)
    if dataset is None:
        return lost(call)
    return Sequence(
        on_leaves(call, dataset.element, one_of_many),
        dataset.cardinality if dataset.cardinality is not None else counted("it never ends"),
        "generator",
    )


@callee(f"{D}.__len__")
def length(call: Call, self: Any) -> Any:
    count = self.cardinality if isinstance(self, Dataset) else None
    return unknown("the number of elements is not known", call.place) if count is None else count


@callee(f"{D}.cardinality", "tensorflow.data.experimental.cardinality")
def cardinality(call: Call, self: Any) -> Any:
    dataset = receiver(call, self)
    count = dataset.cardinality if dataset is not None else None
    if isinstance(count, int):
        return Array((), "int64", (count, count), library="tensorflow", content=count)
    return unknown("the number of elements is not known", call.place) if count is None else count


@callee(f"{D}.element_spec", attribute=True)
def element_spec(call: Call, self: Any) -> Any:
    return self.element if isinstance(self, Dataset) else lost(call)


@callee(f"{D}.class_names", attribute=True)
def class_names(call: Call, self: Any) -> Any:
    if isinstance(self, Dataset) and self.class_names is not None:
        return self.class_names
    return unknown("the class names are the names of folders", call.place)


@callee(f"{D}.file_paths", attribute=True)
def file_paths(call: Call, self: Any) -> Any:
    return unknown("the files are not in the program", call.place)


@callee(f"{D}.save")
def save(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return None


@callee(f"{D}.get_single_element")
def single(call: Call, self: Any) -> Any:
    return self.element if isinstance(self, Dataset) else lost(call)


@callee(f"{D}.reduce", f"{D}.options")
def reduced(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return unknown("it is computed from the data", call.place)


@callee("tensorflow.data.AUTOTUNE", "tensorflow.data.experimental.AUTOTUNE", attribute=True)
def autotune(call: Call) -> Any:
    return -1


@callee("tensorflow.data.Options", "tensorflow.data.experimental.assert_cardinality")
def options(call: Call, *args: Any, **kwargs: Any) -> Any:
    return unknown("options of the pipeline", call.place)


@callee("tensorflow.data.INFINITE_CARDINALITY", attribute=True)
def infinite(call: Call) -> Any:
    return -1
