"""What numpy offers without a call: constants, and the attributes of arrays; and the methods that change the type."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import ListRecord
from seqlint.values.functions import Library
from seqlint.values.ops import ShapeView
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import BOUNDS, dtype_of, integer_of, number_of
from seqlint.values.ops.reducing import cast
from seqlint.values.shape import Dim, Open, Size, product
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_CONSTANTS: dict[str, Any] = {
    "newaxis": None,
    "pi": math.pi,
    "e": math.e,
    "inf": math.inf,
    "Inf": math.inf,
    "Infinity": math.inf,
    "nan": math.nan,
    "NaN": math.nan,
    "NAN": math.nan,
    "euler_gamma": 0.5772156649015329,
    "__version__": "2.4.0",
}


def _constant(name: str, value: Any) -> None:
    @callee(f"numpy.{name}", attribute=True)
    def read(call: Call) -> Any:
        return value


for _name, _value in _CONSTANTS.items():
    _constant(_name, _value)


def plain(dim: Dim) -> Any:
    """A size as Python sees it: Keras' open axis is None."""
    return None if isinstance(dim, Open) else dim


@callee("numpy.ndarray.shape", "tensorflow.Tensor.shape", attribute=True)
def shape(call: Call, a: Any) -> Any:
    if not isinstance(a, Array):
        return unknown("the array is not known", call.place)
    return tuple(map(plain, a.shape)) if isinstance(a.shape, tuple) else ShapeView(a.shape)


@callee("numpy.UnknownShape.__getitem__")
def shape_item(call: Call, view: Any, key: Any) -> Any:
    number = integer_of(key)
    if isinstance(view, ShapeView) and number is not None:
        return plain(view.shape.axis(number))
    return unknown("how many axes the array has is not known", call.place)


@callee("numpy.UnknownShape.__len__", "numpy.UnknownShape.rank", "numpy.UnknownShape.ndims", attribute=True)
def shape_length(call: Call, view: Any) -> Any:
    return unknown("how many axes the array has is not known", call.place)


@callee("numpy.UnknownShape.as_list", "builtins.tuple.as_list")
def shape_list(call: Call, view: Any) -> Any:
    if isinstance(view, tuple):
        return call.store.new(ListRecord(view))
    return view if isinstance(view, ShapeView) else unknown("the shape is not known", call.place)


@callee("numpy.ndarray.ndim", "tensorflow.Tensor.ndim", attribute=True)
def ndim(call: Call, a: Any) -> Any:
    rank = a.rank if isinstance(a, Array) else None
    return unknown("how many axes the array has is not known", call.place) if rank is None else rank


@callee("numpy.ndarray.size", attribute=True)
def size(call: Call, a: Any) -> Any:
    if isinstance(a, Array) and isinstance(a.shape, tuple):
        return plain(product(a.shape))
    return unknown("how many elements the array has is not known", call.place)


@callee("numpy.ndarray.dtype", "tensorflow.Tensor.dtype", attribute=True)
def dtype(call: Call, a: Any) -> Any:
    if isinstance(a, Array) and a.dtype is not None:
        return Library(f"{'tensorflow' if a.library == 'tensorflow' else 'numpy'}.{a.dtype}")
    return unknown("the type of the elements is not known", call.place)


@callee(
    "numpy.ndarray.nbytes",
    "numpy.ndarray.itemsize",
    "numpy.ndarray.strides",
    "numpy.ndarray.flags",
    "numpy.ndarray.base",
    attribute=True,
)
def layout_fact(call: Call, a: Any) -> Any:
    return unknown("it depends on how the array lies in memory", call.place)


@callee("numpy.ndarray.real", "numpy.ndarray.imag", attribute=True)
def real(call: Call, a: Any) -> Any:
    return a


@callee("numpy.ndarray.flat", attribute=True)
def flat(call: Call, a: Any) -> Any:
    from seqlint.values.ops.layout import flatten

    return flatten(call, a)


@callee("numpy.shape")
def shape_function(call: Call, a: Any) -> Any:
    array = as_array(a, call)
    return array if isinstance(array, Unknown) else shape(call, array)


@callee("numpy.ndim", "numpy.rank")
def ndim_function(call: Call, a: Any) -> Any:
    array = as_array(a, call)
    return array if isinstance(array, Unknown) else ndim(call, array)


@callee("numpy.size")
def size_function(call: Call, a: Any, axis: Any = None) -> Any:
    array = as_array(a, call)
    if isinstance(array, Unknown):
        return array
    if isinstance(axis, int) and isinstance(array.shape, tuple) and -len(array.shape) <= axis < len(array.shape):
        return plain(array.shape[axis])
    return size(call, array) if axis is None else unknown("the size of that axis is not known", call.place)


@callee("numpy.ndarray.astype", "numpy.astype")
def astype(
    call: Call, a: Any, dtype: Any, order: Any = "K", casting: Any = "unsafe", subok: Any = True, copy: Any = True
) -> Any:
    return cast(call, a, dtype)


@callee("numpy.ndarray.tolist", "numpy.ndarray.to_list")
def tolist(call: Call, a: Any) -> Any:
    if isinstance(a, Array) and isinstance(a.content, tuple):
        return _as_lists(call, a.content)
    if isinstance(a, Array) and a.shape == ():
        return item(call, a)
    from seqlint.values.containers import Sequence, SequenceRecord
    from seqlint.values.ops import elements

    rows = elements(a, call)
    if rows is None:
        return unknown("the numbers of the array are not known", call.place)
    element = rows.element
    if isinstance(a, Array) and a.rank == 1 and a.dtype in {None, "object"}:
        element = unknown("each element may be an array itself", call.place)
    return call.store.new(SequenceRecord(Sequence(element, rows.length)))


def _as_lists(call: Call, content: Any) -> Any:
    if isinstance(content, tuple):
        return call.store.new(ListRecord(tuple(_as_lists(call, each) for each in content)))
    return content


@callee("numpy.ndarray.item", "numpy.asscalar")
def item(call: Call, a: Any, *args: Any) -> Any:
    number = number_of(a)
    return unknown("the number is computed from the data", call.place) if number is None else number


@callee(
    "numpy.ndarray.fill",
    "numpy.ndarray.sort",
    "numpy.ndarray.setflags",
    "numpy.ndarray.tofile",
    "numpy.ndarray.dump",
    "numpy.ndarray.put",
    "numpy.ndarray.itemset",
)
def in_place(call: Call, a: Any, *args: Any, **kwargs: Any) -> Any:
    return None


@callee("numpy.ndarray.__len__")
def length(call: Call, a: Any) -> Any:
    return a.axis(0) if isinstance(a, Array) and a.shape != () else unknown("it has no length", call.place)


def _type(name: str) -> None:
    @callee(f"numpy.{name}", f"tensorflow.{name}")
    def convert(call: Call, x: Any = 0) -> Any:
        found = as_array(x, call)
        if isinstance(found, Array) and isinstance(x, Size):
            return Array((), name)
        return cast(call, found, name)


for _name in [*BOUNDS, "float16", "float32", "float64", "int_", "float_", "bool_", "double", "single", "intp"]:
    _type(_name)


@callee("numpy.dtype", "tensorflow.as_dtype", "tensorflow.dtypes.as_dtype")
def dtype_object(call: Call, dtype: Any, align: Any = False, copy: Any = False) -> Any:
    name = dtype_of(dtype)
    return unknown("this type is not known", call.place) if name is None else Library(f"numpy.{name}")


@callee("numpy.result_type", "numpy.promote_types", "numpy.can_cast", "numpy.issubdtype", "numpy.iinfo", "numpy.finfo")
def type_fact(call: Call, *args: Any, **kwargs: Any) -> Any:
    return unknown("seqlint does not follow questions about types", call.place)


@callee(
    "numpy.set_printoptions",
    "numpy.seterr",
    "numpy.save",
    "numpy.savez",
    "numpy.savez_compressed",
    "numpy.savetxt",
    "numpy.put",
    "numpy.copyto",
    "numpy.fill_diagonal",
    "numpy.testing",
)
def nothing(call: Call, *args: Any, **kwargs: Any) -> Any:
    return None
