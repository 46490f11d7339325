"""Making tensors, and their shape, type and layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries.tensorflow.structure import tensor_spec
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import ListRecord
from seqlint.values.ops import ShapeView, joining, layout
from seqlint.values.ops.indexing import take
from seqlint.values.ops.making import as_array, filled, from_python
from seqlint.values.ops.numbers import dim_of, dtype_of, integer_of, number_of, shape_of
from seqlint.values.ops.order import Changed
from seqlint.values.ops.reducing import cast, nonzero, one_hot, where, with_library
from seqlint.values.shape import Dim, Open, Symbol, product, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

TF = "tensorflow"


def tensor(value: Any, call: Call, dtype: Any = None) -> Array | Unknown:
    """A value as TensorFlow's tensor: Python's own numbers become int32 and float32."""
    made = from_python(value, call, dtype, TF)
    if isinstance(made, Unknown):
        return made
    if dtype is None and not isinstance(value, Array) and made.dtype in {"int64", "float64"}:
        narrow = {"int64": "int32", "float64": "float32"}[made.dtype]
        made = made.then(call.place, "as a tensor", dtype=narrow, labels=made.labels, content=made.content)
    return with_library(made, TF)


@callee("tensorflow.constant", "tensorflow.convert_to_tensor")
def constant(
    call: Call, value: Any, dtype: Any = None, shape: Any = None, name: Any = None, *args: Any, dtype_hint: Any = None
) -> Any:
    made = tensor(value, call, dtype)
    return layout.broadcast_to(call, made, shape) if shape is not None and isinstance(made, Array) else made


@callee("tensorflow.Variable")
def variable(
    call: Call, initial_value: Any = None, trainable: Any = None, *args: Any, dtype: Any = None, **kwargs: Any
) -> Any:
    return tensor(initial_value, call, dtype)


@callee("tensorflow.cast", "tensorflow.dtypes.cast", "tensorflow.saturate_cast")
def cast_(call: Call, x: Any, dtype: Any, name: Any = None) -> Any:
    return cast(call, x, dtype, TF)


def _cast_to(name: str, dtype: str) -> None:
    @callee(f"tensorflow.{name}")
    def convert(call: Call, x: Any, name: Any = None) -> Any:
        return cast(call, x, dtype, TF)


for _name, _dtype in {"to_float": "float32", "to_int32": "int32", "to_int64": "int64", "to_double": "float64"}.items():
    _cast_to(_name, _dtype)


@callee("tensorflow.zeros")
def zeros(call: Call, shape: Any, dtype: Any = None, name: Any = None, layout: Any = None) -> Any:
    return filled(call, shape, "float32" if dtype is None else dtype, 0, "zeros", TF)


@callee("tensorflow.ones")
def ones(call: Call, shape: Any, dtype: Any = None, name: Any = None, layout: Any = None) -> Any:
    return filled(call, shape, "float32" if dtype is None else dtype, 1, "ones", TF)


@callee("tensorflow.fill")
def fill(call: Call, dims: Any, value: Any, name: Any = None, layout: Any = None) -> Any:
    return filled(call, dims, None, value, "one number throughout", TF)


def _like(call: Call, value: Any, dtype: Any, number: float) -> Any:
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    name = dtype_of(dtype) or array.dtype
    return Array(array.shape, name, (number, number), library=TF).then(call.place, "of the same shape")


@callee("tensorflow.zeros_like")
def zeros_like(call: Call, input: Any, dtype: Any = None, name: Any = None, layout: Any = None) -> Any:
    return _like(call, input, dtype, 0)


@callee("tensorflow.ones_like")
def ones_like(call: Call, input: Any, dtype: Any = None, name: Any = None, layout: Any = None) -> Any:
    return _like(call, input, dtype, 1)


@callee("tensorflow.eye", "tensorflow.linalg.eye")
def eye(
    call: Call, num_rows: Any, num_columns: Any = None, batch_shape: Any = None, dtype: Any = None, name: Any = None
) -> Any:
    rows, columns = dim_of(num_rows), dim_of(num_rows if num_columns is None else num_columns)
    if rows is None or columns is None or batch_shape is not None:
        return unknown("the size of the matrix is not known", call.place)
    return Array((rows, columns), dtype_of(dtype) or "float32", (0, 1), library=TF).then(
        call.place, "ones on the diagonal"
    )


@callee("tensorflow.range")
def range_(call: Call, start: Any, limit: Any = None, delta: Any = 1, dtype: Any = None, name: Any = None) -> Any:
    from seqlint.libraries.numpy.making import arange

    made = arange(call, start, limit, delta if limit is not None else None, dtype)
    if isinstance(made, Unknown):
        return made
    narrow = {"int64": "int32", "float64": "float32"}.get(made.dtype or "", made.dtype) if dtype is None else made.dtype
    return with_library(made.then(call.place, "a range of numbers", dtype=narrow), TF)


@callee("tensorflow.linspace")
def linspace(call: Call, start: Any, stop: Any, num: Any, name: Any = None, axis: Any = 0) -> Any:
    from seqlint.libraries.numpy.making import linspace as evenly

    made = evenly(call, start, stop, num)
    return with_library(made.then(call.place, "evenly spaced numbers", dtype=None, range=made.range), TF)


@callee("tensorflow.one_hot")
def one_hot_(
    call: Call, indices: Any, depth: Any, on_value: Any = None, off_value: Any = None, axis: Any = None,
    dtype: Any = None, name: Any = None,
) -> Any:  # fmt: skip
    return one_hot(call, indices, depth, dtype=dtype_of(dtype) or "float32", library=TF, axis=axis)


@callee("tensorflow.reshape")
def reshape(call: Call, tensor: Any, shape: Any, name: Any = None) -> Any:
    return _tensor(layout.reshape(call, tensor, shape))


def _tensor(value: Any) -> Any:
    return with_library(value, TF) if isinstance(value, Array) else value


@callee("tensorflow.transpose", "tensorflow.linalg.matrix_transpose")
def transpose(call: Call, a: Any, perm: Any = None, conjugate: Any = False, name: Any = None) -> Any:
    return _tensor(layout.transpose(call, a, perm))


@callee("tensorflow.expand_dims")
def expand_dims(call: Call, input: Any, axis: Any, name: Any = None) -> Any:
    return _tensor(layout.expand_dims(call, input, axis))


@callee("tensorflow.squeeze")
def squeeze(call: Call, input: Any, axis: Any = None, name: Any = None) -> Any:
    return _tensor(layout.squeeze(call, input, axis))


@callee("tensorflow.tile")
def tile(call: Call, input: Any, multiples: Any, name: Any = None) -> Any:
    return _tensor(layout.tile(call, input, multiples))


@callee("tensorflow.repeat")
def repeat(call: Call, input: Any, repeats: Any, axis: Any = None, name: Any = None) -> Any:
    return _tensor(layout.repeat(call, input, repeats, axis))


@callee("tensorflow.broadcast_to")
def broadcast_to(call: Call, input: Any, shape: Any, name: Any = None) -> Any:
    return _tensor(layout.broadcast_to(call, input, shape))


@callee("tensorflow.pad")
def pad(
    call: Call, tensor: Any, paddings: Any, mode: Any = "CONSTANT", constant_values: Any = 0, name: Any = None
) -> Any:
    mode_name = mode.lower() if isinstance(mode, str) else mode
    return _tensor(layout.pad(call, tensor, paddings, constant=constant_values, mode=mode_name))


@callee("tensorflow.concat")
def concat(call: Call, values: Any, axis: Any, name: Any = None) -> Any:
    return _tensor(joining.concatenate(call, values, axis))


@callee("tensorflow.stack", "tensorflow.pack")
def stack(call: Call, values: Any, axis: Any = 0, name: Any = None) -> Any:
    return _tensor(joining.stack(call, values, axis))


@callee("tensorflow.unstack")
def unstack(call: Call, value: Any, num: Any = None, axis: Any = 0, name: Any = None) -> Any:
    array = as_array(value, call)
    if isinstance(array, Unknown) or not isinstance(array.shape, tuple) or axis != 0 or not array.shape:
        return unknown("how many parts there are is not known", call.place)
    size = array.shape[0]
    if not isinstance(size, int) or size > joining.MOST_PARTS:
        return unknown("how many parts there are is not known", call.place)
    part = array.then(call.place, "one of its rows", shape=array.shape[1:], image=array.image)
    return call.store.new(ListRecord((part,) * size))


@callee("tensorflow.split")
def split(call: Call, value: Any, num_or_size_splits: Any, axis: Any = 0, num: Any = None, name: Any = None) -> Any:
    sizes = None if number_of(num_or_size_splits) is not None else call.items(num_or_size_splits)
    if sizes is not None:
        ends: list[Dim] = []
        total: Dim = 0
        for size in sizes[:-1]:
            dim = dim_of(size)
            if dim is None or (isinstance(dim, int) and dim < 0):
                return unknown("the sizes of the parts are not known", call.place)
            total = total + dim
            ends.append(total)
        parts = joining.split(call, value, tuple(ends), axis)
    else:
        parts = joining.split(call, value, num_or_size_splits, axis)
    return call.store.new(ListRecord(tuple(map(_tensor, parts)))) if isinstance(parts, tuple) else parts


@callee("tensorflow.gather")
def gather(
    call: Call,
    params: Any,
    indices: Any,
    validate_indices: Any = None,
    axis: Any = 0,
    batch_dims: Any = 0,
    name: Any = None,
) -> Any:
    array = as_array(params, call)
    number = 0 if axis is None else integer_of(axis)
    if isinstance(array, Unknown) or number is None or batch_dims != 0:
        return unknown("what is gathered is not known", call.place)
    return _tensor(take(call, array, indices, number))


@callee(
    "tensorflow.reverse",
    "tensorflow.sort",
    "tensorflow.identity",
    "tensorflow.stop_gradient",
    "tensorflow.random.shuffle",
    "tensorflow.roll",
)
def same_shape(call: Call, x: Any, *args: Any, **kwargs: Any) -> Any:
    return _tensor(layout.reorder(call, x, "the same numbers"))


@callee("tensorflow.shape")
def shape(call: Call, input: Any, out_type: Any = None, name: Any = None) -> Any:
    array = as_array(input, call)
    if isinstance(array, Unknown):
        return array
    if not isinstance(array.shape, tuple):
        return ShapeView(array.shape)
    return tuple(
        unknown_size("the batch size is only known when it runs") if isinstance(dim, Open) else dim
        for dim in array.shape
    )


@callee("tensorflow.rank")
def rank(call: Call, input: Any, name: Any = None) -> Any:
    array = as_array(input, call)
    known = array.rank if isinstance(array, Array) else None
    return unknown("how many axes the tensor has is not known", call.place) if known is None else known


@callee("tensorflow.size")
def size(call: Call, input: Any, out_type: Any = None, name: Any = None) -> Any:
    array = as_array(input, call)
    if isinstance(array, Array) and isinstance(array.shape, tuple):
        count = product(array.shape)
        return count if not isinstance(count, Open) else unknown("the batch size is open", call.place)
    return unknown("how many elements the tensor has is not known", call.place)


@callee("tensorflow.where")
def where_(call: Call, condition: Any, x: Any = None, y: Any = None, name: Any = None) -> Any:
    if x is None:
        found = nonzero(call, condition)
        count = len(found) if isinstance(found, tuple) else unknown_size("the rank is not known")
        return Array((unknown_size("how many are selected depends on the data"), count), "int64", library=TF)
    return _tensor(where(call, condition, tensor(x, call), tensor(y, call)))


@callee("tensorflow.boolean_mask")
def boolean_mask(call: Call, tensor: Any, mask: Any, axis: Any = None, name: Any = None) -> Any:
    from seqlint.values.ops import index

    array, picked = as_array(tensor, call), as_array(mask, call)
    return index(array, picked, call) if isinstance(array, Array) else array


@callee(
    "tensorflow.TensorSpec",
    "tensorflow.RaggedTensorSpec",
    "tensorflow.SparseTensorSpec",
    "tensorflow.type_spec_from_value",
)
def tensor_spec_(
    call: Call,
    shape: Any = None,
    dtype: Any = "float32",
    *args: Any,
    name: Any = None,
    **kwargs: Any,
) -> Any:
    return tensor_spec(shape, dtype)


@callee("tensorflow.TensorShape")
def tensor_shape(call: Call, dims: Any) -> Any:
    found = shape_of(dims, call)
    if not isinstance(found, tuple):
        return ShapeView(found)
    return tuple(None if isinstance(dim, Open) else dim for dim in found)


@callee("tensorflow.newaxis", attribute=True)
def newaxis(call: Call) -> Any:
    return None


@callee("tensorflow.Tensor.numpy", "numpy.ndarray.numpy", "tensorflow.Tensor.__array__")
def numpy(call: Call, self: Any) -> Any:
    return with_library(self, "numpy") if isinstance(self, Array) else self


@callee("tensorflow.Tensor.get_shape")
def get_shape(call: Call, self: Any) -> Any:
    from seqlint.libraries.numpy.attributes import shape as read

    return read(call, self)


@callee("tensorflow.ensure_shape")
def ensure_shape(call: Call, x: Any, shape: Any, name: Any = None) -> Any:
    return _declared(call, tensor(x, call), shape)


@callee("tensorflow.Tensor.set_shape", raw=True)
def set_shape(call: Call, arguments: Arguments) -> Changed | None:
    """The name of the tensor is bound to what TensorFlow knows of it afterwards."""
    receiver, shape = arguments.get(0, "self"), arguments.value(1, "shape")
    if receiver is None:
        return None
    declared = _declared(call, receiver.value, shape)
    return None if declared is receiver.value else Changed(receiver, declared)


def _declared(call: Call, value: Any, shape: Any) -> Any:
    """A tensor with the sizes that are declared for axes of which nothing was known."""
    declared = shape_of(shape, call)
    if not isinstance(value, Array) or not isinstance(declared, tuple):
        return value
    if not isinstance(value.shape, tuple):
        sizes = declared
    elif len(value.shape) != len(declared):
        return value
    else:
        pairs = zip(value.shape, declared, strict=True)
        sizes = tuple(new if _is_open(old) and not _is_open(new) else old for old, new in pairs)
    return value.then(call.place, "its shape is declared", shape=sizes, labels=value.labels, image=value.image)


def _is_open(size: Dim) -> bool:
    return isinstance(size, Open) or (isinstance(size, Symbol) and not size.named)


@callee(
    "tensorflow.Tensor.assign",
    "tensorflow.Tensor.assign_add",
    "tensorflow.Tensor.assign_sub",
)
def in_place(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return None


@callee("tensorflow.Tensor.to_tensor", "tensorflow.RaggedTensor.to_tensor")
def to_tensor(call: Call, self: Any, default_value: Any = None, name: Any = None, shape: Any = None) -> Any:
    array = as_array(self, call)
    if isinstance(array, Unknown) or shape is None:
        return array
    return _tensor(layout.broadcast_to(call, array, shape))


@callee(
    "tensorflow.ragged.constant",
    "tensorflow.ragged.stack",
    "tensorflow.SparseTensor",
    "tensorflow.sparse.from_dense",
    "tensorflow.sparse.to_dense",
    "tensorflow.TensorArray",
    "tensorflow.gather_nd",
    "tensorflow.scatter_nd",
    "tensorflow.tensor_scatter_nd_update",
    "tensorflow.einsum",
    "tensorflow.while_loop",
    "tensorflow.slice",
    "tensorflow.strided_slice",
    "tensorflow.meshgrid",
    "tensorflow.unique",
)
def not_followed(call: Call, *args: Any, **kwargs: Any) -> Any:
    return unknown("seqlint does not follow this TensorFlow call", call.place)
