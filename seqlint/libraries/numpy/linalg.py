"""Linear algebra and transforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import integer_of
from seqlint.values.ops.reducing import reduce
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("numpy.linalg.norm")
def norm(call: Call, x: Any, ord: Any = None, axis: Any = None, keepdims: Any = False) -> Any:
    return reduce(call, "norm", x, axis, keepdims=keepdims)


@callee("numpy.linalg.inv", "numpy.linalg.cholesky", "numpy.linalg.matrix_power", "numpy.linalg.expm")
def inv(call: Call, a: Any, n: Any = None) -> Any:
    array = as_array(a, call)
    return array if isinstance(array, Unknown) else array.then(call.place, "of a matrix", range=None, dtype="float64")


@callee("numpy.linalg.pinv")
def pinv(call: Call, a: Any, rcond: Any = None, hermitian: Any = False, *, rtol: Any = None) -> Any:
    array = as_array(a, call)
    if isinstance(array, Array) and array.rank == 2:
        return array.then(
            call.place, "pseudo-inverse", shape=(array.axis(1), array.axis(0)), range=None, dtype="float64"
        )
    return unknown("the shape of the matrix is not known", call.place)


@callee(
    "numpy.linalg.det",
    "numpy.linalg.matrix_rank",
    "numpy.linalg.svd",
    "numpy.linalg.eig",
    "numpy.linalg.eigh",
    "numpy.linalg.qr",
    "numpy.linalg.solve",
    "numpy.linalg.lstsq",
    "numpy.polyfit",
    "numpy.polyval",
    "numpy.poly1d",
    "numpy.einsum",
    "numpy.kron",
    "numpy.cross",
    "numpy.convolve",
    "numpy.correlate",
    "numpy.apply_along_axis",
    "numpy.apply_over_axes",
    "numpy.lib",
)
def complicated(call: Call, *args: Any, **kwargs: Any) -> Any:
    return unknown("seqlint does not follow this calculation", call.place)


@callee(
    "numpy.fft.fft", "numpy.fft.ifft", "numpy.fft.fft2", "numpy.fft.ifft2", "numpy.fft.fftshift", "numpy.fft.ifftshift"
)
def fft(call: Call, a: Any, n: Any = None, axis: Any = -1, norm: Any = None) -> Any:
    array = as_array(a, call)
    if isinstance(array, Unknown) or n is not None:
        return unknown("the length of the transform is not known", call.place)
    return array.then(call.place, "Fourier transform", range=None, dtype="complex128")


@callee("numpy.fft.rfft")
def rfft(call: Call, a: Any, n: Any = None, axis: Any = -1, norm: Any = None) -> Any:
    array = as_array(a, call)
    length = integer_of(n)
    missing = n is not None and length is None
    if isinstance(array, Unknown) or not isinstance(array.shape, tuple) or not array.shape or axis != -1 or missing:
        return unknown("the length of the transform is not known", call.place)
    size = array.shape[-1] if length is None else length
    return array.then(
        call.place, "Fourier transform", shape=(*array.shape[:-1], size // 2 + 1), range=None, dtype="complex128"
    )
