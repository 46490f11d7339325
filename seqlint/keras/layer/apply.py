"""A layer is applied to a tensor: built if it is not built, and its output shape worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.keras.layer.again import checked_late, only_computed, refusing_axes
from seqlint.keras.layer.start import started_weights
from seqlint.values.functions import Library
from seqlint.values.refusal import (
    IncompatibleAxis,
    IncompatibleRank,
    NotALayer,
    Refused,
    SeveralInputs,
    UndefinedAxis,
)
from seqlint.values.shape import NONE, Open, Shape, UnknownShape, equal, join_shapes, unknown_shape
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.keras.layer.record import Layer


class Application(msgspec.Struct, frozen=True):
    """What came of applying a layer to a tensor.

    Attributes:
        layer: the layer's record afterwards.
        output: the shape that goes out.
        late: what Keras refuses as soon as numbers go through.
    """

    layer: Layer
    output: Shape | UnknownShape
    late: Refused | None = None


def apply(record: Layer, shape: Shape | UnknownShape, *, asked_once: bool = False) -> Application:
    """Build the layer, if it is not built, and give its output shape.

    Args:
        record: the layer.
        shape: its input, batch included.
        asked_once: whether a layer looks at its input only before it is built, as in Keras 2.

    Raises:
        Refused: where Keras would raise.
    """
    if record.type.several is not None:
        raise Refused(SeveralInputs, needs=record.type.several)
    if not isinstance(shape, tuple):
        output = _for_unknown_input(record, shape)
        return Application(
            msgspec.structs.replace(record, input=record.input or shape, output=output, unknown=shape.reason), output
        )
    if asked_once and isinstance(record.input, tuple):
        again = _again(record, shape)
        if again is not None:
            return again
    _check_entering(record, shape)
    weights = record.weights
    if asked_once:
        check_adapted(record, shape)
        _refuse_class(record)
    if record.adapted:
        weights = weights or ()
    elif weights is None or not isinstance(record.input, tuple):
        weights = started_weights(record, shape)
    else:
        _check_built(record, shape)
    output = record.facets.output(shape)
    facets = record.facets
    if facets.gives is not None:
        facets = msgspec.structs.replace(facets, several=facets.gives(shape))
    built = msgspec.structs.replace(
        record,
        facets=facets,
        input=record.input if isinstance(record.input, tuple) else shape,
        output=output,
        weights=weights,
        unknown=None,
    )
    return Application(built, output)


def _again(record: Layer, shape: Shape) -> Application | None:
    """A built layer that only computes; None where it looks at its input as well."""
    if only_computed(record, shape):
        if refusing_axes(record, shape):
            raise _wrong_rank(record, shape)
        return Application(record, unknown_shape("the layer was built for another shape"), checked_late(record, shape))
    if shape and isinstance(shape[-1], Open):
        return Application(record, record.facets.output(shape))
    return None


def _check_entering(record: Layer, shape: Shape) -> None:
    _check_rank(record, shape)
    if record.facets.unfitted is not None and not record.adapted:
        raise record.facets.unfitted
    if record.type.last_axis and shape and isinstance(shape[-1], Open):
        raise Refused(UndefinedAxis, axis=-1, shape=shape)


def _check_rank(record: Layer, shape: Shape) -> None:
    if not (record.facets.rank or record.type.rank).admits(shape):
        raise _wrong_rank(record, shape)


def _wrong_rank(record: Layer, shape: Shape) -> Refused:
    rank = record.facets.rank or record.type.rank
    keras = (
        f"ValueError: Input 0 of layer '{record.name}' is incompatible with the layer: "
        f"expected {rank.expected}, found ndim={len(shape)}"
    )
    return Refused(IncompatibleRank, keras=keras, expected=rank.expected, wanted=rank.least, shape=shape)


def check_adapted(record: Layer, shape: Shape) -> None:
    """Numbers that `adapt` collected for other features do not fit these; Keras 2 says so before numbers come.

    Raises:
        Refused: where they do not.
    """
    if not record.adapted or not record.weights or not record.has("normalization"):
        return
    try:
        needed = record.facets.weights(shape)
    except Refused:
        return
    for have, want in zip(record.weights[:1], needed[:1], strict=True):
        for mine, theirs in zip(have.shape, want.shape, strict=False):
            if 1 not in {mine, theirs} and equal(mine, theirs) is False:
                keras = "ValueError: Dimensions must be equal"
                facts = {"axis": -1, "expected": mine, "found": theirs, "shape": shape, "why": "adapted"}
                raise Refused(IncompatibleAxis, None, keras, **facts)


def _refuse_class(record: Layer) -> None:
    """A layer's class in the place of an activation: Keras 2 calls it on a symbolic tensor.

    Raises:
        Refused: for such a class.
    """
    given = record.bound.given.get("activation")
    value = None if given is None else given.value
    if isinstance(value, Library) and value.path.startswith("keras.layers.") and value.name[:1].isupper():
        what = f"the class `{value.name}` itself, without `()`"
        raise Refused(NotALayer, "activation", "TypeError: a layer object is no tensor", what=what, value=value)


def _check_built(record: Layer, shape: Shape) -> None:
    """A layer with weights that was built for other sizes refuses: its weights do not fit."""
    assert isinstance(record.input, tuple)
    if not record.weights:
        return
    try:
        needed = record.facets.weights(shape)
    except Refused:
        if record.type.rank.least:
            raise
        return  # only a layer that is not built looks at the number of axes (RNN)
    for have, want in zip(record.weights, needed, strict=False):
        if any(equal(one, two) is False for one, two in zip(have.shape, want.shape, strict=False)):
            raise Refused(
                IncompatibleAxis, axis=-1, expected=record.input[-1], found=shape[-1], shape=shape, why="built"
            )


def _for_unknown_input(record: Layer, shape: UnknownShape) -> Shape | UnknownShape:
    """What is known of the output although the input's rank is not: what it has in common for every rank."""
    if record.facets.inner or record.has("lambda") or record.has("own"):
        return unknown_shape(shape.reason)
    rank = record.facets.rank or record.type.rank
    ranks = [each for each in (2, 3, 4, 5) if each >= rank.least and (rank.most is None or each <= rank.most)]
    found: list[tuple[Shape, Shape]] = []
    for each in ranks:
        assumed: Shape = (
            NONE,
            *(Unknown(shape.reason, None, None, {}).size() for _ in range(each - 2)),
            shape.axis(-1),
        )
        try:
            output = record.facets.output(assumed)
        except Refused:
            continue
        if isinstance(output, tuple):
            found.append((assumed, output))
    if not found:
        return unknown_shape(shape.reason)
    if all(output == assumed for assumed, output in found) and len(found) > 1:
        return shape
    outputs = [output for _, output in found]
    common: Shape | UnknownShape = outputs[0]
    for output in outputs[1:]:
        common = join_shapes(common, output, shape.reason)
    if isinstance(common, tuple):
        return common
    last = outputs[0][-1] if outputs[0] else None
    same = last is not None and all(output and equal(output[-1], last) for output in outputs)
    return unknown_shape(shape.reason, last if same else None)
