"""`TimeseriesGenerator`: windows over a series, as batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import size_of
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.generator import Generator
from seqlint.values.ops import as_array
from seqlint.values.shape import NONE, Dim, render_dim
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("keras.preprocessing.sequence.TimeseriesGenerator")
def timeseries_generator(
    call: Call,
    data: Any,
    targets: Any,
    length: Any,
    sampling_rate: Any = 1,
    stride: Any = 1,
    start_index: Any = 0,
    end_index: Any = None,
    shuffle: Any = False,
    reverse: Any = False,
    batch_size: Any = 128,
) -> Any:
    """Windows over a series, each with the target that comes after it."""
    series, target = as_array(data, call), as_array(targets, call)
    if not _ranked(series) or not _ranked(target):
        return unknown("the shape of the series is not known", call.place)
    steps, rate, step, start, batch = (
        size_of(each) for each in (length, sampling_rate, stride, start_index, batch_size)
    )
    if steps is None or rate is None or step is None or start is None or batch is None:
        return unknown("the size of the windows is not in the program", call.place)
    assert isinstance(series, Array)
    assert isinstance(target, Array)
    end = series.axis(0) - 1 if end_index is None else size_of(end_index)
    span: Dim = (steps + rate - 1) // rate
    windows = series.then(call.place, f"windows of {render_dim(span)} steps", shape=(NONE, span, *_rest(series)))
    after = target.then(call.place, "the target after each window", shape=(NONE, *_rest(target)), labels=target.labels)
    samples = None if end is None else (end - start - steps + step) // step
    count = None if end is None else (end - start - steps + batch * step) // (batch * step)
    return Generator((windows, after), count, batch, samples, place=call.place, text="windows over a series")


def _ranked(value: Any) -> bool:
    return isinstance(value, Array) and isinstance(value.shape, tuple) and bool(value.shape)


def _rest(value: Array) -> tuple[Dim, ...]:
    assert isinstance(value.shape, tuple)
    return value.shape[1:]
