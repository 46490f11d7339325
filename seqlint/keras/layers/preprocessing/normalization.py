"""Normalization (Keras: `layers/preprocessing/normalization.py`)."""

from __future__ import annotations

from typing import Any

from seqlint.keras.amounts import AxesOrNone
from seqlint.keras.axes import as_tuple, in_range, size_at
from seqlint.keras.kinds import Anything, Boolean, is_unknown
from seqlint.keras.layer import Facets, layer
from seqlint.keras.nested import broadcast, is_numeric, nested_shape
from seqlint.keras.weights import Weight, weight
from seqlint.values.call import Call
from seqlint.values.refusal import IncompatibleAxis, InvalidValue, Refused
from seqlint.values.shape import Shape, product, unknown_size


@layer(tags="preprocessing normalization")
def Normalization(
    call: Call, axis: AxesOrNone = -1, mean: Anything = None, variance: Anything = None, invert: Boolean = False
) -> Facets:
    """Subtracts the mean of the training data and divides by their spread, so that each feature is about 0 ± 1.

    output = (x - mean) / √variance, for each feature of axis {axis}. The numbers come from `adapt(data)`, to be called
    before training, or are given. A layer that was neither adapted nor given numbers changes nothing. The shape stays.

    Args:
        axis: the axis of the features, each with its own mean; -1 is the last. None takes one mean of all values.
        mean: the mean to subtract, if it is known already; then `variance` is needed too.
        variance: the square of the spread to divide by, if it is known already; then `mean` is needed too.
        invert: do the opposite: from normalised values back to the original scale.

    Examples:
        (None, 13) → Normalization() → (None, 13), 27 parameters, 27 non-trainable
        (None, 13) → Normalization(axis=None) → (None, 13), 3 parameters, 3 non-trainable
        (None, 13) → Normalization(mean=0.0, variance=1.0) → (None, 13), 0 parameters
        (None, None) → Normalization() → UndefinedAxis
        (None, 13) → Normalization(mean=0.0) → InvalidValue
    """
    if (mean is None) != (variance is None) and not is_unknown(mean) and not is_unknown(variance):
        missing = "variance" if variance is None else "mean"
        raise Refused(
            InvalidValue,
            "mean" if variance is None else "variance",
            "ValueError: When setting values directly, both `mean` and `variance` must be set.",
            callee="Normalization",
            argument=missing,
            value=None,
            wanted="given together with the other",
        )

    given = _given(call, axis, mean, variance)

    def weights(shape: Shape) -> tuple[Weight, ...]:
        sizes = _kept(axis, shape)
        _check_total(call, axis, given, sizes, shape, *(("axis", axis) if given is None else ("mean", mean)))
        if call.target.major < 3 and given is not None:
            _check_total(call, axis, nested_shape(call, variance), sizes, shape, "variance", variance)
        if any(value is not None and not is_unknown(value) for value in (mean, variance)):
            for name, value in (("mean", mean), ("variance", variance)):
                if not is_numeric(call, value):
                    raise _refuse(name, value, "a number or a list of numbers")
            for value in (given,) if call.target.major >= 3 else (given, nested_shape(call, variance)):
                _check_broadcast(value, sizes, shape)
            return ()
        if is_unknown(mean) or is_unknown(variance):
            return weight("statistics", unknown_size("whether `mean` is given is not known"), trainable=False)
        return (
            weight("mean", *sizes, trainable=False)
            + weight("variance", *sizes, trainable=False)
            + weight("count", trainable=False)
        )

    return Facets(weights=weights, dtype=_float)


def _float(_: str | None) -> str | None:
    return "float32"


def _given(call: Call, axis: Any, mean: Any, variance: Any) -> tuple[int, ...] | None:
    """The shape of the means that are given; None where it is not known."""
    if mean is None or variance is None:
        return None
    first, second = nested_shape(call, mean), nested_shape(call, variance)
    if first is None or second is None:
        return None
    if first != second and call.target.major >= 3:
        raise _refuse("variance", variance, "of the shape that `mean` has")
    axes = () if axis is None else as_tuple(axis)
    if len(first) > len(axes) and call.target.major >= 3:
        raise _refuse("mean", mean, f"a list of at most {len(axes)} dimensions, one for each axis")
    return first


def _refuse(argument: str, value: Any, wanted: str) -> Refused:
    keras = "ValueError: When setting values directly, `mean` and `variance` must have the same shape."
    return Refused(InvalidValue, argument, keras, callee="Normalization", argument=argument, value=value, wanted=wanted)


def _check_broadcast(given: tuple[int, ...] | None, sizes: Shape, shape: Shape) -> None:
    """The means that are given have to fit the axis."""
    if not given or given[-1] == 1 or not sizes:
        return
    if isinstance(sizes[-1], int) and sizes[-1] != given[-1]:
        raise Refused(
            IncompatibleAxis,
            "mean",
            f"InvalidArgumentError: Incompatible shapes: [{given[-1]}] vs. [{sizes[-1]}]",
            axis=-1,
            expected=given[-1],
            found=sizes[-1],
            shape=shape,
            why="axis",
        )


def _check_total(
    call: Call, axis: Any, given: tuple[int, ...] | None, sizes: Shape, shape: Shape, argument: str, value: Any
) -> None:
    """The numbers are laid out over the axes: an axis that is named twice leaves too many."""
    if given is not None and call.target.major >= 3:
        return
    laid = sizes if given is None else broadcast(given, sizes)
    unique = {each % len(shape) for each in (() if axis is None else as_tuple(axis)) if isinstance(each, int)}
    room = [shape[each] for each in unique]
    if laid is None or not all(isinstance(size, int) for size in (*laid, *room)):
        return
    if product(laid) != product(tuple(room)):
        keras = "InvalidArgumentError: Input to reshape is a tensor with other values than the requested shape has"
        raise Refused(
            InvalidValue,
            argument,
            keras,
            callee="Normalization",
            argument=argument,
            value=value,
            wanted="different axes" if argument == "axis" else "one number for each position of different axes",
        )


def _kept(axis: Any, shape: Shape) -> Shape:
    """Sizes of the axes with numbers of their own, in the order of the shape."""
    if axis is None:
        return ()
    axes = as_tuple(axis)
    in_range(axis, shape)
    if not all(isinstance(each, int) for each in axes):
        return tuple(unknown_size("the axis is not known") for _ in axes)
    return tuple(size_at(at, shape) for at in sorted(each % len(shape) for each in axes))
