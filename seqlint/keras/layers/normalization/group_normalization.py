"""GroupNormalization (Keras: `layers/normalization/group_normalization.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.axes import size_at
from seqlint.keras.kinds import (
    Anything,
    Boolean,
    Constraint,
    Context,
    Initializer,
    Kind,
    Regularizer,
    is_unknown,
    when_applied,
)
from seqlint.keras.layer import Facets, layer
from seqlint.keras.nested import broadcast as meet
from seqlint.keras.nested import is_numeric, nested_shape
from seqlint.keras.weights import Weight, weight
from seqlint.values.array import Array, is_float
from seqlint.values.call import Call
from seqlint.values.refusal import IncompatibleAxis, InvalidValue, Refused
from seqlint.values.shape import Dim, Shape, broadcast


def _groups(value: Any, context: Context) -> Any:
    wanted = "a positive integer, or -1 for one group for each channel"
    listed = context.call.items(value) is not None
    if context.call.target.major < 3 and value is not None and not isinstance(value, (float, str)) and not listed:
        return value.content if isinstance(value, Array) and isinstance(value.content, int) else value
    if isinstance(value, (float, str, Array)) or value is None or context.call.items(value) is not None:
        raise context.refuse(value, wanted)
    if isinstance(value, int) and value <= 0 and value != -1:
        raise context.refuse(value, wanted)
    return value


def _axis(value: Any, context: Context) -> Any:
    newer = context.call.target.major >= 3
    numbered = isinstance(value, Array) and value.rank == 0 and value.dtype is not None
    if numbered and (newer or not is_float(value.dtype)):
        keras = "TypeError: 'numpy.int64' object is not iterable"
        raise context.refuse(value, "a Python int (this is one of numpy's numbers)", keras).when_applied()
    odd = isinstance(value, bool) or (isinstance(value, Array) and is_float(value.dtype))
    if (
        (odd and not newer)
        or isinstance(value, (float, str, tuple))
        or value is None
        or context.call.items(value) is not None
    ):
        keras = "TypeError: tuple indices must be integers or slices"
        raise context.refuse(value, "one integer", keras).when_applied()
    return value


@layer(tags="normalization")
def GroupNormalization(
    call: Call,
    groups: Annotated[Any, when_applied(Kind("a positive integer or -1", _groups), 2)] = 32,
    axis: Annotated[Any, Kind("one integer", _axis)] = -1,
    epsilon: Anything = 0.001,
    center: Boolean = True,
    scale: Boolean = True,
    beta_initializer: Initializer = "zeros",
    gamma_initializer: Initializer = "ones",
    beta_regularizer: Regularizer = None,
    gamma_regularizer: Regularizer = None,
    beta_constraint: Constraint = None,
    gamma_constraint: Constraint = None,
) -> Facets:
    """Brings groups of channels of each sample to mean 0 and spread 1, then scales and shifts by learned numbers.

    output = γ · (x − mean of the group) / √(its variance + ε) + β. The channels are divided into {groups} groups; mean
    and variance are taken over each group of one sample. It does not depend on the batch, so it works with batches of a
    few large images. The shape stays.

    Args:
        groups: how many groups the channels are divided into; the number of channels must be a multiple of it. 1 is
            like layer normalization, -1 makes every channel a group (instance normalization).
        axis: the axis of the channels: -1, the last, with channels last.
        epsilon: a small number that avoids a division by zero.
        center: whether a learned beta is added.
        scale: whether a learned gamma multiplies.
        beta_initializer: how the shifts start.
        gamma_initializer: how the factors start.
        beta_regularizer: a penalty on large shifts, added to the loss.
        gamma_regularizer: a penalty on large factors, added to the loss.
        beta_constraint: a limit that the shifts are pulled back to after each step.
        gamma_constraint: a limit that the factors are pulled back to after each step.

    Examples:
        (None, 8, 8, 64) → GroupNormalization() → (None, 8, 8, 64), 128 parameters
        (None, 8, 8, 6) → GroupNormalization(groups=3) → (None, 8, 8, 6), 12 parameters
        (None, 8, 8, 64) → GroupNormalization(scale=False) → (None, 8, 8, 64), 64 parameters
        (None, 8, 8, 6) → GroupNormalization(groups=4) → IncompatibleAxis
        (None, 8, 8, 6) → GroupNormalization() → IncompatibleAxis
        (None, None) → GroupNormalization() → UndefinedAxis
    """

    def output(shape: Shape) -> Shape:
        if call.target.major < 3:
            _check_epsilon(call, epsilon, groups, axis, shape)
        return shape

    def weights(shape: Shape) -> tuple[Weight, ...]:
        size = size_at(axis, shape)
        _check_groups(groups, axis, size, shape)
        return (weight("gamma", size) if scale else ()) + (weight("beta", size) if center else ())

    return Facets(output, weights)


def _check_epsilon(call: Call, epsilon: Any, groups: Any, axis: Any, shape: Shape) -> None:
    """Keras 2 adds it to the groups' variances; it may be a list that fits them."""
    sizes, size = nested_shape(call, epsilon), size_at(axis, shape)
    known = isinstance(size, int) and isinstance(groups, int) and isinstance(axis, int) and groups != 0
    if sizes is None or not known:
        return
    assert isinstance(size, int)
    number = size if groups == -1 else groups
    at = axis % len(shape)
    split: Shape = (*shape[:at], number, size // number, *shape[at + 1 :])
    variances: Shape = (shape[0], *(number if index == at else 1 for index in range(1, len(split))))
    wider = meet(sizes, variances)
    met = None if wider is None else broadcast(wider, split)
    grown = met is not None and all(isinstance(each, int) for each in met) and met != split
    if not is_numeric(call, epsilon) or (sizes and (met is None or grown)):
        raise Refused(
            InvalidValue,
            "epsilon",
            "ValueError: Dimensions must be equal",
            callee="GroupNormalization",
            argument="epsilon",
            value=epsilon,
            wanted="a small number",
        )


def _check_groups(groups: Any, axis: Any, size: Dim, shape: Shape) -> None:
    if not isinstance(groups, int) or not isinstance(size, int) or groups == -1 or is_unknown(axis):
        return
    if groups == 0 or size < groups or size % groups:
        more = size < groups
        keras = f"Number of groups ({groups}) cannot be more than the number of channels ({size})."
        other = f"Number of groups ({groups}) must be a multiple of the number of channels ({size})."
        raise Refused(
            IncompatibleAxis,
            "groups",
            f"ValueError: {keras if more else other}",
            axis=axis,
            expected=groups,
            found=size,
            shape=shape,
            why="groups",
        )
