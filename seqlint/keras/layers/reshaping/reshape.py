"""Reshape (Keras: `layers/reshaping/reshape.py`)."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from seqlint.keras.kinds import Context, Kind, is_no_number, is_unknown, size_of
from seqlint.keras.layer import Facets, layer
from seqlint.values.array import Array
from seqlint.values.call import Call
from seqlint.values.refusal import Refused, ReshapeMismatch
from seqlint.values.shape import (
    NONE,
    Dim,
    Open,
    Shape,
    Size,
    UnknownShape,
    equal,
    product,
    render_dim,
    unknown_shape,
    unknown_size,
)


def _reshape_target(value: Any, context: Context) -> Any:
    if value is None or isinstance(value, (int, float, Size)) or (isinstance(value, Array) and value.rank == 0):
        raise context.refuse(value, "a tuple of sizes", "TypeError: object is not iterable")
    items = context.call.items(value) if not is_unknown(value) else None
    if items is None:
        return value
    sizes = tuple(_target_size(item, value, context) for item in items)
    if sum(size == -1 for size in sizes) > 1 and context.call.target.major >= 3:
        raise context.refuse(value, "a tuple with at most one -1")
    return sizes


def _target_size(item: Any, whole: Any, context: Context) -> Dim:
    """One size of a Reshape: what is no integer becomes None silently in Keras 3.15."""
    size = size_of(item)
    if size is None:
        if is_no_number(item):
            if not context.call.target.at_least(3, 15):
                late = context.call.target.major < 3
                raise context.refuse(whole, "a tuple of integers").when_applied(late=late)
            return NONE
        return unknown_size("its value is not known")
    if isinstance(size, int) and size < -1 and context.call.target.major >= 3:
        raise context.refuse(whole, "sizes that are positive, or -1 for one")
    return size


ReshapeTarget: TypeAlias = Annotated[Any, Kind("a tuple of sizes", _reshape_target)]
"""The sizes, -1 for one to be worked out; an unknown value as it is."""


@layer(tags="reshaping")
def Reshape(call: Call, target_shape: ReshapeTarget) -> Facets:
    """Puts the numbers of each sample into another shape; their order and number stay.

    {input} becomes {output}. Flat pixels become an image, a vector becomes a sequence of single readings. The batch
    axis is not written.

    Args:
        target_shape: the shape of one sample afterwards, as a tuple without the batch. Its sizes have to multiply to
            the same number as the input's; one of them may be -1 and is then worked out.

    Examples:
        (None, 784) → Reshape((28, 28, 1)) → (None, 28, 28, 1), 0 parameters
        (None, 784) → Reshape((-1, 7)) → (None, 112, 7), 0 parameters
        (None, None, 4) → Reshape((-1, 8)) → (None, None, 8), 0 parameters
        (None, 784) → Reshape((28, 29)) → ReshapeMismatch
        (None, 784) → Reshape((-1, 5)) → ReshapeMismatch
        (None, 784) → Reshape(784) → InvalidValue
    """

    def output(shape: Shape) -> Shape | UnknownShape:
        if not isinstance(target_shape, tuple):
            return unknown_shape("the target shape is not known")
        sizes = shape[1:]
        if call.target.major == 2:
            _refuse_traced(shape, target_shape)
            target = _negative_as_unknown(call, target_shape, sizes)
        else:
            target = target_shape
        if any(isinstance(size, Open) for size in (*sizes, *target)):
            return (shape[0], *(NONE if isinstance(size, int) and size < 0 else size for size in target))
        return (shape[0], *_solved(product(sizes), target, shape))

    def steps(shape: Shape) -> tuple[str, ...]:
        result = output(shape)
        if not isinstance(result, tuple):
            return ()
        whole = render_dim(product(shape[1:]))
        sides = dict.fromkeys((_product(shape[1:]), whole, _product(result[1:])))
        return (" = ".join(sides),)

    return Facets(output, steps=steps)


def _negative_as_unknown(call: Call, target: tuple[Any, ...], sizes: Shape) -> tuple[Any, ...]:
    """Keras 2 works out one size that is negative, whichever it is, where all others are known.

    Raises:
        Refused: if there are more.
    """
    if any(isinstance(size, Open) for size in sizes):
        return target
    found = tuple(-1 if isinstance(size, int) and size < 0 else size for size in target)
    if found.count(-1) > 1:
        keras = "ValueError: There must be at most one unknown dimension in output_shape."
        raise Context("Reshape", "target_shape", call).refuse(target, "a tuple with at most one -1", keras)
    return found


def _refuse_traced(shape: Shape, target: tuple[Any, ...]) -> None:
    """Keras 2 runs the layer, and TensorFlow compares the sizes that are known when the batch is."""
    known = [size for size in shape if isinstance(size, int)]
    fixed = all(isinstance(size, int) and size >= 0 for size in target)
    if fixed and isinstance(shape[0], int) and len(known) == len(shape) - 1 and product(known) != 0:
        rest = product((shape[0], *target)) % product(known)
        if rest != 0:
            raise _mismatch(shape, target)


def _product(sizes: Shape) -> str:
    return " × ".join(map(render_dim, sizes)) or "1"


def _solved(total: Dim, target: tuple[Any, ...], shape: Shape) -> Shape:
    """The target with its -1 worked out."""
    rest = product(size for size in target if size != -1)
    if -1 not in target:
        if equal(total, rest) is False:
            raise _mismatch(shape, target)
        return target
    left = total % rest if rest != 0 else 1
    if isinstance(left, int) and left:
        raise _mismatch(shape, target)
    solved = total // rest if isinstance(left, int) else unknown_size("it depends on sizes that are not known")
    return tuple(solved if size == -1 else size for size in target)


def _mismatch(shape: Shape, target: tuple[Any, ...]) -> Refused:
    keras = "ValueError: The total size of the tensor must be unchanged."
    return Refused(ReshapeMismatch, "target_shape", keras, shape=shape, wanted=target)
