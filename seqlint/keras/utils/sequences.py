"""Sequences: `pad_sequences`, and windows over a series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Context, size_of
from seqlint.values.array import Array, Labels, is_integer
from seqlint.values.callee import callee
from seqlint.values.containers import ListRecord, Sequence, SequenceRecord
from seqlint.values.dataset import Dataset
from seqlint.values.ops import as_array, length_of
from seqlint.values.shape import NONE, Dim, Shape, UnknownShape, render_dim, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee(
    "keras.utils.pad_sequences",
    "keras.preprocessing.sequence.pad_sequences",
    "keras.utils.data_utils.pad_sequences",
    told=True,
)
def pad_sequences(
    call: Call,
    sequences: Any,
    maxlen: Any = None,
    dtype: Any = "int32",
    padding: Any = "pre",
    truncating: Any = "pre",
    value: Any = 0.0,
) -> Any:
    """Sequences of any length as rows of one length."""
    for name, given in (("padding", padding), ("truncating", truncating)):
        if isinstance(given, str) and given not in {"pre", "post"}:
            kind = "Padding" if name == "padding" else "Truncating"
            said = f'ValueError: {kind} type "{given}" not understood'
            raise Context("pad_sequences", name, call).refuse(given, "'pre' or 'post'", said)
    known = sequences if isinstance(sequences, Array) else None
    rows = length_of(sequences, call)
    count = unknown_size("the number of sequences is not in the program") if rows is None else rows
    length = _length(call, sequences, maxlen)
    inner = _inner(call, sequences)
    stored = dtype if isinstance(dtype, str) else getattr(dtype, "name", None)
    text = f"each sequence cut or filled to {render_dim(length)} numbers"
    start = known if known is not None else Array((count,), "object")
    limits = _limits(call, sequences, value, stored)
    shape = inner if isinstance(inner, UnknownShape) else (count, length, *inner)
    return start.then(
        call.place, text, shape=shape, dtype=stored, range=limits, library="numpy",
        labels=_words(call, sequences),
    )  # fmt: skip


def _inner(call: Call, sequences: Any) -> Shape | UnknownShape:
    """The shape of one item of a sequence: none for a number, that of a row where the sequences are tables."""
    if isinstance(sequences, Array):
        if sequences.range is None and sequences.rank == 1:
            return unknown_shape("what the objects in the array hold is not known")
        return sequences.shape[2:] if isinstance(sequences.shape, tuple) else ()
    one = _one(call, sequences)
    if isinstance(one, Array):
        return one.shape[1:] if isinstance(one.shape, tuple) else unknown_shape("the shape of a sequence is not known")
    inside = as_array(_one(call, one), call) if one is not None and not isinstance(one, Unknown) else None
    return inside.shape if isinstance(inside, Array) and inside.shape else ()


def _one(call: Call, sequences: Any) -> Any:
    """One item that stands for all; None where that is not known."""
    items = call.items(sequences)
    if items:
        return items[0]
    record = call.store.record(sequences, SequenceRecord)
    sequence = record.sequence if record is not None else sequences
    return sequence.element if isinstance(sequence, Sequence) else None


def _words(call: Call, value: Any, depth: int = 2) -> Labels | None:
    """What a list of lists of the numbers of words says about the vocabulary."""
    record = call.store.record(value, SequenceRecord)
    sequence = record.sequence if record is not None else value
    if isinstance(value, Array):
        return value.labels if value.labels is not None and value.labels.kind == "words" else None
    return _words(call, sequence.element, depth - 1) if depth and isinstance(sequence, Sequence) else None


def _length(call: Call, sequences: Any, maxlen: Any) -> Dim:
    """The length of a row: what is given, else that of the longest sequence."""
    if maxlen is not None:
        size = size_of(maxlen)
        if size is not None:
            return size
        if isinstance(maxlen, (float, str, tuple)):
            raise Context("pad_sequences", "maxlen", call).refuse(
                maxlen, "an integer, or None for the longest sequence"
            )
        return unknown_size("`maxlen` is not in the program")
    if isinstance(sequences, Array):
        whole = isinstance(sequences.shape, tuple) and len(sequences.shape) > 1
        return sequences.axis(1) if whole else unknown_size("it is the length of the longest sequence")
    items = call.items(sequences)
    lengths = [length_of(item, call) for item in items] if items else []
    known = [length for length in lengths if isinstance(length, int)]
    if lengths and len(known) == len(lengths):
        return max(known)
    return unknown_size("it is the length of the longest sequence")


def _limits(call: Call, sequences: Any, value: Any, dtype: str | None) -> tuple[float, float] | None:
    """Smallest and largest number afterwards: what is in the sequences, and what fills them."""
    inside = _inside(call, sequences, 2)
    if inside is None or not isinstance(value, (int, float)) or dtype is None:
        return None
    low, high = min(inside[0], value), max(inside[1], value)
    return (int(low), int(high)) if is_integer(dtype) else (low, high)


def _inside(call: Call, value: Any, depth: int) -> tuple[float, float] | None:
    """The range of the numbers in a list of lists."""
    if isinstance(value, Array):
        return value.range
    if isinstance(value, (int, float)):
        return (value, value)
    if depth == 0:
        return None
    record = call.store.record(value, ListRecord)
    items = record.items if record is not None else value if isinstance(value, tuple) else None
    if items is not None:
        found = [_inside(call, item, depth - 1) for item in items]
        known = [each for each in found if each is not None]
        return (
            (min(low for low, _ in known), max(high for _, high in known))
            if known and len(known) == len(found)
            else None
        )
    record = call.store.record(value, SequenceRecord)
    sequence = record.sequence if record is not None else value if isinstance(value, Sequence) else None
    return _inside(call, sequence.element, depth - 1) if sequence is not None else None


@callee("keras.utils.timeseries_dataset_from_array", "keras.preprocessing.timeseries_dataset_from_array")
def timeseries_dataset_from_array(
    call: Call,
    data: Any,
    targets: Any,
    sequence_length: Any,
    sequence_stride: Any = 1,
    sampling_rate: Any = 1,
    batch_size: Any = 128,
    shuffle: Any = False,
    seed: Any = None,
    start_index: Any = None,
    end_index: Any = None,
    format: Any = "tf",
) -> Any:
    """Windows over a series, with the target at the start of each window."""
    series = as_array(data, call)
    length = size_of(sequence_length)
    if isinstance(series, Unknown) or not isinstance(series.shape, tuple) or not series.shape:
        return unknown("the shape of the series is not known", call.place)
    steps = unknown_size("the length of a window is not in the program") if length is None else length
    target = None if targets is None else as_array(targets, call)
    samples = windows(
        series.shape[0],
        steps,
        size_of(sequence_stride),
        size_of(sampling_rate),
        size_of(start_index or 0),
        size_of(end_index),
    )
    if isinstance(target, Array) and isinstance(samples, int) and isinstance(target.shape, tuple) and target.shape:
        rows = target.shape[0]
        samples = min(samples, rows) if isinstance(rows, int) else unknown_size("the number of targets is not known")
    batch = size_of(batch_size) if batch_size is not None else None
    front: Shape = () if batch_size is None else (NONE,)
    windowed = series.then(
        call.place,
        f"windows of {render_dim(steps)} steps",
        shape=(*front, steps, *series.shape[1:]),
        library="tensorflow",
    )
    element: Any = windowed
    if target is not None:
        element = (windowed, _target(call, target, front))
    cardinality = samples if batch is None else (samples + batch - 1) // batch
    return Dataset(element, cardinality, batch, samples, call.place, "windows over a series")


def _target(call: Call, target: Array | Unknown, front: Shape) -> Any:
    if isinstance(target, Unknown) or not isinstance(target.shape, tuple):
        return unknown("the shape of the targets is not known", call.place)
    return target.then(
        call.place,
        "the target of each window",
        shape=(*front, *target.shape[1:]),
        labels=target.labels,
        library="tensorflow",
    )


def windows(rows: Dim, steps: Dim, stride: Dim | None, rate: Dim | None, start: Dim | None, end: Dim | None) -> Dim:
    """How many windows a series has."""
    if stride is None or rate is None or start is None or stride == 0:
        return unknown_size("the steps between windows are not in the program")
    last = rows if end is None else end
    count = last - start - (steps - 1) * rate
    return (count + stride - 1) // stride
