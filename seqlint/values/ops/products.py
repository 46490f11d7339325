"""Products of matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.ops.elementwise import broadcast_shapes, result_type
from seqlint.values.ops.making import as_array
from seqlint.values.refusal import MatrixMismatch, Refused
from seqlint.values.shape import Shape, equal, render, unknown_shape
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.array import Array
    from seqlint.values.call import Call


def matmul(call: Call, left: Any, right: Any) -> Any:
    """`left @ right`: the last axis of the left side meets the second last of the right one."""
    one, other = as_array(left, call), as_array(right, call)
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return one if isinstance(one, Unknown) else other
    dtype = result_type("*", one, other, (one, other), _library(one, other))
    if not isinstance(one.shape, tuple) or not isinstance(other.shape, tuple):
        last = other.axis(-1) if isinstance(other.shape, tuple) and len(other.shape) > 1 else None
        return _made(call, one, other, unknown_shape("a factor of the product is not known", last), dtype)
    shape = _matmul_shape(one.shape, other.shape)
    if shape is None:
        return unknown(f"{render(one.shape)} @ {render(other.shape)} does not fit", call.place)
    return _made(call, one, other, shape, dtype)


def check_product(call: Call, left: Any, right: Any, said: str) -> None:
    """Columns of the left side that meet another number of rows.

    Args:
        call: the call.
        left: the left side.
        right: the right one.
        said: what the library says.

    Raises:
        Refused: where both numbers are known.
    """
    one, other = as_array(left, call), as_array(right, call)
    if isinstance(one, Unknown) or isinstance(other, Unknown) or not one.rank or not other.rank:
        return
    columns, rows = one.axis(-1), other.axis(-2 if other.rank > 1 else -1)
    if isinstance(columns, int) and isinstance(rows, int) and columns != rows:
        facts = {"left": one.shape, "right": other.shape, "columns": columns, "rows": rows}
        raise Refused(MatrixMismatch, None, said, **facts)


def dot(call: Call, left: Any, right: Any) -> Any:
    """`np.dot`: the product of matrices for up to two axes, else the sum over the right side's second last axis."""
    one, other = as_array(left, call), as_array(right, call)
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return one if isinstance(one, Unknown) else other
    if one.shape == () or other.shape == ():
        from seqlint.values.ops.elementwise import binary

        return binary("*", one, other, call)
    if isinstance(one.shape, tuple) and isinstance(other.shape, tuple) and len(other.shape) > 2:
        if equal(one.shape[-1], other.shape[-2]) is False:
            return unknown(f"dot of {render(one.shape)} and {render(other.shape)} does not fit", call.place)
        shape = one.shape[:-1] + other.shape[:-2] + other.shape[-1:]
        return _made(call, one, other, shape, result_type("*", one, other, (one, other), _library(one, other)))
    if isinstance(one.shape, tuple) and isinstance(other.shape, tuple) and len(other.shape) == 2 and len(one.shape) > 2:
        shape = (*one.shape[:-1], other.shape[-1])
        return _made(call, one, other, shape, result_type("*", one, other, (one, other), _library(one, other)))
    return matmul(call, one, other)


def tensordot(call: Call, left: Any, right: Any, axes: Any) -> Any:
    """`np.tensordot` for a number of axes."""
    one, other = as_array(left, call), as_array(right, call)
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return one if isinstance(one, Unknown) else other
    if isinstance(one.shape, tuple) and isinstance(other.shape, tuple) and isinstance(axes, int):
        shape = one.shape[: len(one.shape) - axes] + other.shape[axes:]
        return _made(call, one, other, shape, result_type("*", one, other, (one, other), _library(one, other)))
    return _made(call, one, other, unknown_shape("which axes the product sums is not known"), None)


def _library(left: Array, right: Array) -> str | None:
    return "tensorflow" if "tensorflow" in (left.library, right.library) else "numpy"


def _made(call: Call, left: Array, right: Array, shape: Any, dtype: str | None) -> Array:
    text = f"matrix product with {render(right.shape)}"
    return left.then(call.place, text, shape=shape, dtype=dtype, range=None, library=_library(left, right), image=False)


def _matmul_shape(left: Shape, right: Shape) -> Shape | None:
    if not left or not right:
        return None
    inner = right[-2] if len(right) > 1 else right[-1]
    if equal(left[-1], inner) is False:
        return None
    batch = broadcast_shapes(left[:-2], right[:-2])
    if not isinstance(batch, tuple):
        return None
    rows = left[-2:-1] if len(left) > 1 else ()
    columns = right[-1:] if len(right) > 1 else ()
    return batch + rows + columns
