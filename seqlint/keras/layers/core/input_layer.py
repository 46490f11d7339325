"""InputLayer (Keras: `layers/core/input_layer.py`)."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from seqlint.keras.kinds import SHAPE, Anything, Boolean, Context, Kind, ShapeOrNone, optional
from seqlint.keras.layer import Facets, layer
from seqlint.values.call import Call
from seqlint.values.refusal import InvalidValue, MissingArgument, Refused
from seqlint.values.shape import Size


def _tensor(value: Any, context: Context) -> Any:
    if isinstance(value, (str, int, float)) or context.call.items(value) is not None:
        raise context.refuse(value, "a Keras tensor", "ValueError: Argument `input_tensor` must be a KerasTensor.")
    return value


def _batch_size(value: Any, context: Context) -> Any:
    wrong = isinstance(value, (str, float)) or context.call.items(value) is not None
    if wrong and context.call.target.major >= 3:
        raise context.refuse(value, "a positive integer or None", "ValueError: Cannot convert to a shape.")
    return value


def _sample_shape(value: Any, context: Context) -> Any:
    """Keras 2 takes a number for a row of so many numbers."""
    plain = isinstance(value, (int, Size)) and not isinstance(value, bool)
    return SHAPE_OR_NONE.check((value,) if plain and context.call.target.major < 3 else value, context)


SHAPE_OR_NONE = optional(SHAPE)
SampleShape: TypeAlias = Annotated[Any, Kind("a tuple of sizes", _sample_shape)]


@layer(
    kwargs=False,
    keras2="input_shape batch_size dtype input_tensor sparse name ragged type_spec optional *batch_input_shape",
    removed="type_spec",
    tags="input",
)
def InputLayer(
    call: Call,
    shape: SampleShape = None,
    batch_size: Annotated[Any, Kind("a positive integer or None", _batch_size)] = None,
    dtype: Anything = None,
    sparse: Anything = None,
    ragged: Anything = None,
    batch_shape: ShapeOrNone = None,
    input_tensor: Annotated[Any, Kind("a Keras tensor", _tensor)] = None,
    optional: Boolean = False,
    name: Anything = None,
    *,
    input_shape: SampleShape = None,
    batch_input_shape: ShapeOrNone = None,
    type_spec: Anything = None,
    **ignored: Anything,
) -> Facets:
    """Says what one sample looks like, so that the model knows its shapes before it sees data.

    It computes nothing and has no weights. `keras.Input(shape)` is the usual way to write it.

    Args:
        shape: the sizes of one sample, without the batch: (784,) for 784 numbers, (28, 28, 1) for a grey image. None
            stands for a size that varies.
        batch_size: the number of samples in every batch, if it is fixed. Leave it out, except for stateful layers.
        dtype: the number type of the input; 'float32' without it, 'int32' for indices, 'string' for text.
        sparse: whether the input comes as a sparse tensor.
        ragged: whether the input comes as a ragged tensor, with rows of different lengths.
        batch_shape: the whole shape with the batch in front, instead of `shape`.
        input_tensor: an existing Keras tensor to start from.
        optional: whether the input may be None.
        name: the input's name.
        input_shape: the older name of `shape`.
        batch_input_shape: the older name of `batch_shape`.
        type_spec: only in Keras 2: a TensorFlow type specification instead of shape and dtype.

    Examples:
        (None, 784) → InputLayer((784,)) → (None, 784), 0 parameters
        (None, 28, 28, 1) → InputLayer(shape=(28, 28, 1)) → (None, 28, 28, 1), 0 parameters
    """
    whole = batch_input_shape if batch_input_shape is not None else batch_shape
    sample = input_shape if input_shape is not None else shape
    if input_tensor is None and type_spec is None:
        if whole is None and sample is None:
            raise Refused(
                MissingArgument,
                None,
                "ValueError: You must pass a `shape` argument.",
                callee="InputLayer",
                argument="shape",
            )
        if call.target.major >= 3 and whole is not None and (sample is not None or batch_size is not None):
            raise _both("shape" if sample is not None else "batch_size", sample if sample is not None else batch_size)
    return Facets()


def _both(argument: str, value: Any) -> Refused:
    return Refused(
        InvalidValue,
        argument,
        f"ValueError: You cannot pass both `{argument}` and `batch_shape` at the same time.",
        callee="InputLayer",
        argument=argument,
        value=value,
        wanted="left out next to `batch_shape`",
    )
