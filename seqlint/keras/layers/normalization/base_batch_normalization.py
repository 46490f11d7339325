"""What Keras 2 asks of a BatchNormalization beyond Keras 3: its fused kernel and virtual batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.axes import as_tuple
from seqlint.keras.kinds import is_unknown
from seqlint.keras.nested import broadcast, is_list, is_numeric, nested_shape
from seqlint.values.array import Array
from seqlint.values.refusal import InvalidValue, Refused

if TYPE_CHECKING:
    from seqlint.values.call import Call
    from seqlint.values.shape import Shape

_AXES = {4: (1, 3), 5: (1, 4)}
"""Axes of the features that the fused kernel takes, by the rank of the input."""


def _refuse(argument: str, value: Any, wanted: str, keras: str) -> Refused:
    return Refused(
        InvalidValue, argument, keras, callee="BatchNormalization", argument=argument, value=value, wanted=wanted
    )


def _truth(call: Call, value: Any) -> bool | None:
    """Whether a flag counts as true; None where it is not known."""
    if value is None or isinstance(value, (int, float, str)):
        return bool(value)
    if is_list(call, value):
        return bool(call.items(value))
    return bool(value.content) if isinstance(value, Array) and isinstance(value.content, (int, float)) else None


def fused(
    call: Call, flag: Any, synchronized: Any, renorm: Any, axis: Any, virtual_batch_size: Any, adjustment: Any
) -> bool | None:
    """Whether the fused kernel is demanded: True, False, or None where the rank of the input decides.

    Raises:
        Refused: if it is demanded next to arguments with which it cannot be used.
    """
    wanted = _truth(call, flag)
    if _truth(call, synchronized):
        if wanted:
            keras = "ValueError: `fused=True` is not supported when `synchronized=True`."
            raise _refuse("fused", flag, "False next to `synchronized=True`", keras)
        return False
    axes = as_tuple(axis)
    why = (
        "`renorm=True`" if _truth(call, renorm) else
        f"axis={axis}" if len(axes) != 1 or (isinstance(axes[0], int) and axes[0] not in {-4, -3, -1, 1, 3, 4}) else
        "`virtual_batch_size`" if virtual_batch_size is not None and not is_unknown(virtual_batch_size) else
        "`adjustment`" if adjustment is not None and not is_unknown(adjustment) else
        ""
    )  # fmt: skip
    if wanted and why:
        raise _refuse(
            "fused", flag, f"False next to {why}", f"ValueError: Passing `fused=True` is not supported: {why}"
        )
    if why or (flag is not None and wanted is False):
        return False
    return wanted or None


def is_fused(demanded: bool | None, axis: Any, shape: Shape) -> bool:
    """Whether the fused kernel is used for that input.

    Raises:
        Refused: if it is demanded, or taken by itself, and cannot take the input.
    """
    rank = len(shape)
    if demanded is False:
        return False
    if rank not in _AXES:
        if demanded:
            keras = "ValueError: Batch normalization layers with `fused=True` only support 4D or 5D input tensors."
            raise _refuse("fused", True, f"False for an input of {rank} axes", keras)
        return False
    axes = tuple(each % rank for each in as_tuple(axis) if isinstance(each, int))
    fits = len(axes) == 1 and axes[0] in _AXES[rank]
    if not fits and rank == 4 and axes:
        keras = "ValueError: Unsupported axis. The use of `fused=True` is only possible with `axis=1` or `axis=3`."
        raise _refuse("axis", axis, "1 or 3 for images", keras)
    return fits


def check_virtual(call: Call, size: Any, adjustment: Any, axis: Any, shape: Shape) -> None:
    """Refuse a virtual batch size that is no positive number, or that stands next to what it excludes."""
    if size is None or is_unknown(size):
        return
    keras = f"ValueError: `virtual_batch_size` must be a positive integer. Received: virtual_batch_size={size}"
    if is_list(call, size) or isinstance(size, str) or (isinstance(size, (int, float)) and size <= 0):
        raise _refuse("virtual_batch_size", size, "a positive integer", keras)
    if any(isinstance(each, int) and each % len(shape) == 0 for each in as_tuple(axis)):
        raise _refuse("axis", axis, "without axis 0 next to `virtual_batch_size`", "ValueError: axis cannot include 0.")
    if adjustment is not None and not is_unknown(adjustment):
        keras = "ValueError: When using `virtual_batch_size`, adjustment cannot be specified"
        raise _refuse("adjustment", adjustment, "left out next to `virtual_batch_size`", keras)


def output(call: Call, epsilon: Any, kernel: bool, axis: Any, shape: Shape) -> Shape:
    """The output shape; `epsilon` may be a list that fits the features, but not for the fused kernel.

    Raises:
        Refused: if it does not fit.
    """
    sizes = nested_shape(call, epsilon)
    if sizes is None:
        return shape
    features = tuple(shape[each] for each in as_tuple(axis) if isinstance(each, int))
    fits = not sizes or (not kernel and broadcast(sizes, features) is not None)
    if not fits or broadcast(sizes, shape) != shape or not is_numeric(call, epsilon):
        raise _refuse("epsilon", epsilon, "a small number", "ValueError: Dimensions must be equal")
    return shape
