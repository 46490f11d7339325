"""A tensor that enters a model which is built: whether it fits, and what leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer, apply
from seqlint.values.refusal import IncompatibleAxis, IncompatibleRank, Refused
from seqlint.values.shape import Open, Shape, UnknownShape, equal, unknown_shape

if TYPE_CHECKING:
    from seqlint.keras.models.record import Model


def adjusted(shape: Shape, wanted: Shape) -> Shape:
    """Keras adds or removes a last axis of size 1 where the ranks differ by one (`Functional._adjust_input_rank`)."""
    if len(shape) == len(wanted) - 1 and wanted[-1] == 1:
        return (*shape, 1)
    if len(shape) == len(wanted) + 1 and shape[-1] == 1:
        return shape[:-1]
    return shape


def differ(one: Shape, other: Shape) -> bool:
    """Whether two shapes of one rank are not known to be the same, the batch aside."""
    return any(equal(left, right) is not True for left, right in zip(one[1:], other[1:], strict=True))


def check(model: Model, wanted: Shape, shape: Shape, *, sizes: bool) -> None:
    """Refuse what Keras does not compute.

    Args:
        model: the model.
        wanted: its input.
        shape: what enters, adjusted.
        sizes: whether Keras compares them as well as their number.

    Raises:
        Refused: if it does not fit.
    """
    if len(shape) != len(wanted):
        keras = (
            f"ValueError: Input 0 of layer '{model.name}' is incompatible with the layer: "
            f"expected ndim={len(wanted)}, found ndim={len(shape)}"
        )
        raise Refused(IncompatibleRank, keras=keras, expected=f"ndim={len(wanted)}", wanted=len(wanted), shape=shape)
    for axis, (want, have) in enumerate(zip(wanted, shape, strict=True)):
        if sizes and axis and not isinstance(want, Open) and equal(want, have) is False:
            raise Refused(IncompatibleAxis, axis=axis, expected=want, found=have, shape=shape, why="nested")


def overlooked(wanted: Shape, shape: Shape) -> bool:
    """Whether Keras 3 builds with a symbolic tensor that does not fit.

    It leaves a last axis of size 1 out of the comparison, on both sides, and compares no more axes than both have.
    """
    one, other = (each[:-1] if each and each[-1] == 1 else each for each in (wanted, shape))
    return not any(equal(left, right) is False for left, right in zip(one[1:], other[1:], strict=False))


def through(model: Model, shape: Shape, *, asked: bool = True) -> Shape | UnknownShape:
    """What leaves the layers of a model, which keep what they were built for, when this enters.

    Args:
        model: the model.
        shape: what enters.
        asked: whether the layers look at what comes; they do not where only shapes are worked out.

    Raises:
        Refused: if a layer does not take it.
    """
    if model.facets is not None and not asked:
        return model.facets.output(shape)
    for use in model.uses:
        if isinstance(use.layer, Layer) and isinstance(shape, tuple):
            passed = apply(use.layer, shape).output if asked else use.layer.facets.output(shape)
        else:
            passed = unknown_shape("a layer of the model is not known")
        if not isinstance(passed, tuple):
            return passed
        shape = passed
    return shape


def refusal_of_values(model: Model, wanted: Shape, shape: Shape) -> Refused | None:
    """What Keras says to values of a shape that it overlooked before; None where it computes something, or may."""
    try:
        entered = adjusted(shape, wanted)
        check(model, wanted, entered, sizes=False)
        through(model, entered)
    except Refused as refused:
        try:
            check(model, wanted, entered, sizes=True)
        except Refused as better:
            return better
        return refused
    return None
