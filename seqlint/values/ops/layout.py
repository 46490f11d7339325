"""The same numbers in another layout: reshape, transpose, new axes, repeats, padding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array, Labels
from seqlint.values.ops.making import as_array, labels_of_content
from seqlint.values.ops.numbers import axes_of, axis_of, dim_of, hull, number_of, shape_of
from seqlint.values.shape import Dim, Open, Shape, Size, equal, product, render, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


def reshape(call: Call, value: Any, shape: Any) -> Any:
    """`np.reshape`: the same number of elements; one `-1` is worked out."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        wanted = shape_of(shape, call)
        if not isinstance(wanted, tuple):
            return array
        return Array(_without_guess(wanted), None).then(call.place, f"reshaped to {_wanted(wanted)}")
    wanted = shape_of(shape, call)
    if not isinstance(wanted, tuple):
        return array.then(call.place, "reshaped", shape=wanted, image=array.image)
    dims = _solved(array, wanted)
    if isinstance(dims, str):
        return unknown(dims, call.place)
    content = _refilled(array.content, dims)
    labels = _kept_labels(array, dims) or _side_by_side(array, dims, call)
    return array.then(
        call.place, f"reshaped to {_wanted(wanted)}", shape=dims, content=content, labels=labels, image=array.image
    )


def misfit(call: Call, value: Any, shape: Any) -> tuple[Array, tuple[int, ...], int] | None:
    """The array, the sizes and the number of elements, where all are known and the elements do not fill the sizes."""
    array, wanted = as_array(value, call), shape_of(shape, call)
    if not isinstance(array, Array) or not isinstance(array.shape, tuple) or not isinstance(wanted, tuple):
        return None
    sizes = tuple(dim for dim in wanted if isinstance(dim, int))
    if len(sizes) < len(wanted) or sum(size < 0 for size in sizes) > 1:
        return None
    total, rest = product(array.shape), product(size for size in sizes if size >= 0)
    if not isinstance(total, int) or not isinstance(rest, int):
        return None
    fits = total == rest if all(size >= 0 for size in sizes) else rest > 0 and total % rest == 0
    return None if fits else (array, sizes, total)


def _wanted(shape: Shape) -> str:
    return render(tuple(-1 if isinstance(dim, int) and dim < 0 else dim for dim in shape))


def _without_guess(shape: Shape) -> Shape:
    reason = "how many elements there are is not known"
    return tuple(unknown_size(reason) if isinstance(dim, int) and dim < 0 else dim for dim in shape)


def _solved(array: Array, wanted: Shape) -> Shape | str:
    """The target shape with its `-1` worked out, or why numpy refuses."""
    guesses = [axis for axis, dim in enumerate(wanted) if isinstance(dim, int) and dim < 0]
    if len(guesses) > 1:
        return "only one size can be -1"
    if not isinstance(array.shape, tuple):
        return _without_guess(wanted)
    if any(isinstance(dim, Open) for dim in array.shape):
        return _of_open(array.shape, wanted) or _without_guess(wanted)
    total = product(array.shape)
    rest = product(dim for axis, dim in enumerate(wanted) if axis not in guesses)
    text = f"{render(array.shape)} cannot be reshaped to {_wanted(wanted)}"
    if not guesses:
        return text if equal(total, rest) is False else wanted
    if rest == 0:
        return text
    if isinstance(total, int) and isinstance(rest, int) and total % rest:
        return text
    left = _quotient(array.shape, wanted, total, rest)
    return tuple(left if axis in guesses else dim for axis, dim in enumerate(wanted))


def _of_open(shape: Shape, wanted: Shape) -> Shape | None:
    """The target shape where the batch is open and all else stays one sample; None where that is not so."""
    samples, sizes = shape[1:], wanted[1:]
    known = isinstance(shape[0], Open) and all(isinstance(dim, int) and dim > 0 for dim in (*samples, *sizes))
    is_whole = known and wanted[0] == -1 and product(samples) == product(sizes)
    return (shape[0], *sizes) if is_whole else None


def _quotient(shape: Shape, wanted: Shape, total: Dim, rest: Dim) -> Dim:
    """`total // rest`; sizes that stand on both sides cancel first."""
    above = list(shape)
    below = [dim for dim in wanted if not (isinstance(dim, int) and dim < 0)]
    for dim in list(below):
        if dim in above:
            above.remove(dim)
            below.remove(dim)
    top, bottom = product(above), product(below)
    if isinstance(bottom, Open) or isinstance(top, Open):
        return unknown_size("how many elements there are is not known")
    return top // bottom if bottom != 0 else total // rest


def _flatten(content: Any) -> list[Any]:
    if not isinstance(content, tuple):
        return [content]
    return [number for item in content for number in _flatten(item)]


def _refilled(content: Any, shape: Shape) -> Any:
    if content is None or any(isinstance(dim, Size) for dim in shape):
        return None
    numbers: list[Any] = _flatten(content)
    for size in reversed(shape):
        if not isinstance(size, int) or size == 0:
            return None
        numbers = [tuple(numbers[at : at + size]) for at in range(0, len(numbers), size)]
    return numbers[0] if len(numbers) == 1 else None


def _kept_labels(array: Array, shape: Shape) -> Labels | None:
    """Class indices stay what they are as `(n,)`, `(n, 1)` or windows of it; one-hot rows while rows stay whole."""
    labels = array.labels
    if labels is None:
        return None
    if labels.kind in {"indices", "continuous", "words"}:
        return labels
    return labels if shape and isinstance(array.shape, tuple) and array.shape and shape[-1] == array.shape[-1] else None


def _side_by_side(array: Array, shape: Shape, call: Call) -> Labels | None:
    """Several one-hot rows a sample, laid beside each other: a row with several 1s."""
    if array.labels is None or array.labels.kind != "one-hot" or not isinstance(array.shape, tuple):
        return None
    if len(shape) != _ROW or len(array.shape) <= _ROW or equal(shape[0], array.shape[0]) is not True:
        return None
    if equal(array.shape[1], 1) is not False:
        return None
    return Labels("multi-hot", shape[1], place=call.place, proven=False)


_ROW = 2
"""Axes of an array with a row a sample."""


def flatten(call: Call, value: Any) -> Any:
    """`x.ravel()`: one axis."""
    return reshape(call, value, (-1,))


def transpose(call: Call, value: Any, axes: Any = None) -> Any:
    """`np.transpose`: the axes in another order, reversed without one."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    if not isinstance(array.shape, tuple):
        return array.then(call.place, "transposed", shape=unknown_shape(array.shape.reason))
    rank = len(array.shape)
    order = tuple(reversed(range(rank))) if axes is None else axes_of(axes, rank, call)
    if order is None or sorted(order) != list(range(rank)):
        known = call.items(axes) if axes is not None else None
        if known is not None and len(known) == rank:
            return array.then(
                call.place,
                "transposed",
                shape=tuple(unknown_size("the order of the axes is not known") for _ in order or known),
            )
        return unknown(f"{render(array.shape)} cannot be transposed like this", call.place)
    shape = tuple(array.shape[axis] for axis in order)
    labels = array.labels if order == tuple(range(rank)) else None
    return array.then(call.place, "transposed", shape=shape, labels=labels, image=array.image)


def move_axis(call: Call, value: Any, source: Any, destination: Any) -> Any:
    """`np.moveaxis`."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    if not isinstance(array.shape, tuple):
        return array.then(call.place, "axes moved", shape=unknown_shape(array.shape.reason), image=array.image)
    rank = len(array.shape)
    sources, targets = axes_of(source, rank, call), axes_of(destination, rank, call)
    if source is None or sources is None or targets is None or len(sources) != len(targets):
        return unknown(f"{render(array.shape)} has no such axes to move", call.place)
    order = [axis for axis in range(rank) if axis not in sources]
    for target, axis in sorted(zip(targets, sources, strict=True)):
        order.insert(target, axis)
    return transpose(call, array, tuple(order))


def swap_axes(call: Call, value: Any, first: Any, second: Any) -> Any:
    """`np.swapaxes`."""
    array = as_array(value, call)
    if isinstance(array, Unknown) or array.rank is None:
        return array
    one, other = axis_of(first, array.rank), axis_of(second, array.rank)
    if one is None or other is None:
        return unknown(f"{render(array.shape)} has no such axes to swap", call.place)
    order = list(range(array.rank))
    order[one], order[other] = order[other], order[one]
    return transpose(call, array, tuple(order))


def expand_dims(call: Call, value: Any, axis: Any) -> Any:
    """`np.expand_dims`: a new axis of size 1."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    count = 1 if number_of(axis) is not None else len(call.items(axis) or ())
    if not isinstance(array.shape, tuple):
        last = 1 if number_of(axis) == -1 else array.shape.last if number_of(axis) == 0 else None
        return array.then(call.place, "a new axis", shape=unknown_shape(array.shape.reason, last), image=array.image)
    places = axes_of(axis, array.rank + count, call) if array.rank is not None and axis is not None else None
    if not places or len(places) != count:
        if count == 1 and number_of(axis) is None:
            return array.then(call.place, "a new axis", shape=unknown_shape("which axis is new is not known"))
        return unknown(f"shape {render(array.shape)} cannot get a new axis there", call.place)
    rest = iter(array.shape)
    shape = tuple(1 if at in places else next(rest) for at in range(len(array.shape) + count))
    return array.then(
        call.place,
        "a new axis",
        shape=shape,
        content=_refilled(array.content, shape),
        labels=_kept_labels(array, shape),
        image=array.image,
    )


def squeeze(call: Call, value: Any, axis: Any = None) -> Any:
    """`np.squeeze`: axes of size 1 go. A number of samples that is not known is taken not to be 1."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    if not isinstance(array.shape, tuple):
        return array.then(call.place, "squeezed", shape=unknown_shape(array.shape.reason), image=array.image)
    if axis is None:
        if any(isinstance(dim, Size) for dim in array.shape[1:]):
            return array.then(call.place, "squeezed", shape=unknown_shape("which axes have size 1 is not known"))
        gone = tuple(at for at, dim in enumerate(array.shape) if dim == 1)
    else:
        found = axes_of(axis, len(array.shape), call)
        if found is None or any(equal(array.shape[at], 1) is False for at in found):
            return unknown(f"{render(array.shape)} has no axis of size 1 there", call.place)
        gone = found
    shape = tuple(dim for at, dim in enumerate(array.shape) if at not in gone)
    return array.then(
        call.place,
        "squeezed",
        shape=shape,
        content=_refilled(array.content, shape),
        labels=_kept_labels(array, shape),
        image=array.image,
    )


def broadcast_to(call: Call, value: Any, shape: Any) -> Any:
    """`np.broadcast_to`."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    return array.then(call.place, "broadcast", shape=shape_of(shape, call), image=array.image)


def repeat(call: Call, value: Any, repeats: Any, axis: Any = None) -> Any:
    """`np.repeat`: each element several times."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    times = dim_of(repeats)
    if axis is None:
        total = product(array.shape) if isinstance(array.shape, tuple) else unknown_size("the rank is not known")
        length = total * times if times is not None else unknown_size("how often it is repeated is not known")
        return array.then(call.place, "repeated", shape=(length,), labels=_again(array, times, call))
    if not isinstance(array.shape, tuple):
        return array.then(call.place, "repeated", shape=unknown_shape(array.shape.reason), image=array.image)
    at = axis_of(axis, len(array.shape))
    if at is None:
        return unknown(f"{render(array.shape)} has no such axis", call.place)
    size = array.shape[at] * times if times is not None else unknown_size("how often it is repeated is not known")
    shape = (*array.shape[:at], size, *array.shape[at + 1 :])
    labels = array.labels if at == 0 else None
    return array.then(call.place, "repeated", shape=shape, labels=labels, image=array.image)


def _again(array: Array, times: Any, call: Call) -> Labels | None:
    """What elements say about classes when each of them comes again."""
    if array.labels is not None:
        return array.labels if array.labels.kind == "indices" else None
    several = isinstance(times, int) and times > 1 and isinstance(array.content, tuple)
    return labels_of_content((*array.content, *array.content), call) if several else None


def tile(call: Call, value: Any, reps: Any) -> Any:
    """`np.tile`: the whole array several times along its axes."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    times = shape_of(reps, call)
    if not isinstance(times, tuple) or not isinstance(array.shape, tuple):
        return array.then(
            call.place, "tiled", shape=unknown_shape("how often it is tiled is not known"), image=array.image
        )
    rank = max(len(times), len(array.shape))
    dims = (1,) * (rank - len(array.shape)) + array.shape
    factors = (1,) * (rank - len(times)) + times
    shape = tuple(dim * factor for dim, factor in zip(dims, factors, strict=True))
    labels = _again(array, factors[0], call) if rank == 1 else None
    return array.then(call.place, "tiled", shape=shape, image=array.image, labels=labels)


def pad(call: Call, value: Any, pad_width: Any, *, constant: Any = 0, mode: Any = "constant") -> Any:
    """`np.pad`: more elements at the ends of the axes."""
    array = as_array(value, call)
    widths = as_array(pad_width, call)
    if isinstance(array, Unknown):
        return array
    if not isinstance(array.shape, tuple):
        return array.then(call.place, "padded", shape=unknown_shape(array.shape.reason))
    pairs = _pairs(None if isinstance(widths, Unknown) else widths.content, len(array.shape))
    if pairs is None:
        shape: Shape = tuple(unknown_size("how much is padded is not known") for _ in array.shape)
    else:
        shape = tuple(dim + before + after for dim, (before, after) in zip(array.shape, pairs, strict=True))
    number = number_of(constant)
    filler = (number, number) if number is not None and mode == "constant" else None
    inside = mode in {"edge", "reflect", "symmetric", "wrap", "REFLECT", "SYMMETRIC"}
    low_high = array.range if inside else hull([array.range, filler])
    return array.then(call.place, "padded", shape=shape, range=low_high, image=array.image)


def _pairs(content: Any, rank: int) -> list[tuple[int, int]] | None:
    if isinstance(content, int):
        return [(content, content)] * rank
    if not isinstance(content, tuple):
        return None
    if all(isinstance(item, int) for item in content):
        pair = content if len(content) == 2 else content * 2 if len(content) == 1 else None
        return [(int(pair[0]), int(pair[1]))] * rank if pair else None
    pairs = [tuple(item) if len(item) == 2 else tuple(item) * 2 for item in content if isinstance(item, tuple)]
    if len(pairs) == 1:
        pairs = pairs * rank
    return [(int(low), int(high)) for low, high in pairs] if len(pairs) == rank else None


def reorder(call: Call, value: Any, text: str, *, samples: bool = True) -> Any:
    """The same elements in another order: flips, rolls, shuffles, sorts."""
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    labels = array.labels if samples and array.labels and array.labels.kind == "indices" else None
    return array.then(call.place, text, labels=labels, image=array.image)
