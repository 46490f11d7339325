"""How many elements a slice takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.ops.numbers import dim_of
from seqlint.values.shape import NONE, Dim, Open, Size, Symbol, least, render_dim, symbol, unknown_size

if TYPE_CHECKING:
    from seqlint.values.containers import Slice

_limited: dict[tuple[Any, ...], Dim] = {}
_MOST_LIMITED = 4096


def slice_length(length: Dim, key: Slice, *, samples: bool) -> Dim:
    """Elements of `x[start:stop:step]` along an axis.

    Args:
        length: size of the axis.
        key: the slice.
        samples: whether the axis counts samples. A slice of features with written ends is taken to lie inside the
            axis (`X[:, 0:8]` has 8 columns); one of samples may be cut short (`x[:1000]` of an unknown number).
    """
    step = 1 if key.step is None else dim_of(key.step)
    start = None if key.start is None else _end(key.start)
    stop = None if key.stop is None else _end(key.stop)
    if isinstance(length, int) and isinstance(step, int) and not isinstance(start, Size) and not isinstance(stop, Size):
        return len(range(length)[start:stop:step]) if step else 0
    if start is None and stop is None and step in {1, -1}:
        return length
    if not isinstance(step, int) or step == 0:
        return unknown_size("the step of the slice is not known")
    if step != 1:
        return _stepped(length, start, stop, step, samples=samples)
    return _plain(length, start, stop, samples=samples)


def _end(value: Any) -> Dim:
    size = dim_of(value)
    return unknown_size("an end of the slice is not known") if size is None or isinstance(size, Open) else size


def _stepped(length: Dim, start: Any, stop: Any, step: int, *, samples: bool) -> Dim:
    if step < 0:
        return unknown_size("the slice runs backwards over an unknown length")
    inner = _plain(length, start, stop, samples=samples)
    return (inner + (step - 1)) // step if not isinstance(inner, Open) else NONE


def _plain(length: Dim, start: Dim | None, stop: Dim | None, *, samples: bool) -> Dim:
    """Length of a slice with step 1 where something about it is symbolic."""
    if isinstance(length, Open):
        if _is(start, 0) or start is None:
            return stop if isinstance(stop, int) and stop > 0 and not samples else NONE
        return (
            stop - start
            if isinstance(stop, int) and isinstance(start, int) and stop > start >= 0 and not samples
            else NONE
        )
    low = 0 if start is None else _from_front(start, length)
    high = length if stop is None else _from_front(stop, length)
    if low is None or high is None:
        return unknown_size("whether the slice lies inside the array is not known")
    difference = high - low
    if _inside(low, high, length, samples=samples):
        return difference if isinstance(difference, Size) or difference > 0 else 0
    return _cut_short(length, low, high)


def _is(value: Dim | None, number: int) -> bool:
    return isinstance(value, int) and value == number


def _not_negative(dim: Dim) -> bool:
    low = least(dim)
    return low is not None and low >= 0


def _from_front(end: Dim, length: Dim) -> Dim | None:
    """A slice's end counted from the front; None where its sign is not known."""
    if isinstance(end, int):
        return end if end >= 0 else length + end
    if _not_negative(end):
        return end
    return length + end if _not_negative(-end) else None


def _inside(low: Dim, high: Dim, length: Dim, *, samples: bool) -> bool:
    """Whether 0 ≤ low ≤ high ≤ length is known, or taken for granted: for features, and for ends that have a name."""
    if not samples:
        return True
    fits = isinstance(high, Size) or _not_negative(length - high)
    return fits and _not_negative(low) and (isinstance(high - low, Size) or _not_negative(high - low))


def _cut_short(length: Dim, low: Dim, high: Dim) -> Dim:
    """The same ends of the same length give the same size, so that `x[:n]` and `y[:n]` stay as long as each other."""
    key = (length, low, high)
    known = _limited.get(key)
    if known is None:
        wanted = high - low
        sides = [side for side in (length, wanted) if isinstance(side, Symbol)]
        named = all(side.named for side in sides)
        reason = sides[0].reason if sides else ""
        text = f"min({render_dim(length)}, {render_dim(wanted)})" if _is(low, 0) and named else None
        known = symbol(text, reason) if text else unknown_size(reason or "how far the slice reaches is not known")
        if len(_limited) >= _MOST_LIMITED:
            _limited.clear()
        _limited[key] = known
    return known
