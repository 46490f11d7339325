"""A nested model of Keras 2 that is built and meets another input: its layers are asked, not the model.

A symbolic tensor goes through the layers of a model with a declared input whatever its sizes are, and numbers are
compared with the declaration. A model without one is built anew for what both inputs have in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.keras.layer import Layer, apply
from seqlint.keras.layer.again import check_noted
from seqlint.keras.models.entering import adjusted
from seqlint.keras.models.own import as_layer, own_class
from seqlint.keras.models.record import Model
from seqlint.values.refusal import IncompatibleAxis, Refused
from seqlint.values.shape import NONE, Open, Shape, UnknownShape, equal, unknown_shape

if TYPE_CHECKING:
    from seqlint.keras.models.record import Use
    from seqlint.values.call import Call
    from seqlint.values.store import Ref


def mismatch(model: Model, shape: Shape) -> Refused | None:
    """What Keras 2 says of numbers of that shape; it compares the sizes one by one, and not how many there are."""
    if not isinstance(model.input, tuple) or not model.declared:
        return None
    for axis, (want, have) in enumerate(zip(model.input, shape, strict=False)):
        if axis and not isinstance(want, Open) and equal(want, have) is False:
            return Refused(IncompatibleAxis, axis=axis, expected=want, found=have, shape=shape, why="nested")
    return None


def through(call: Call, model: Model, shape: Shape) -> Shape | UnknownShape:
    """What leaves the layers of a built model when this enters.

    Raises:
        Refused: where one of them refuses.
    """
    current: Shape | UnknownShape = adjusted(shape, model.input) if isinstance(model.input, tuple) else shape
    for use in model.uses:
        if not isinstance(current, tuple):
            return current
        current = _passed(call, use, current, asked_once=False)[1]
    return current


def relaxed(call: Call, ref: Ref, model: Model, shape: Shape) -> Model:
    """The model built for every size that differs left open, where its layers take that; else as it is."""
    if model.declared or not isinstance(model.input, tuple) or len(model.input) != len(shape):
        return model
    wider = tuple(
        have if have is now or equal(have, now) else NONE for have, now in zip(model.input, shape, strict=True)
    )
    if all(one is other or equal(one, other) for one, other in zip(wider, model.input, strict=True)):
        return model
    current: Shape | UnknownShape = wider
    uses: list[Use] = []
    for use in model.uses:
        if not isinstance(current, tuple):
            return model
        try:
            layer, output = _passed(call, use, current, asked_once=True)
        except Refused:
            return model
        uses.append(msgspec.structs.replace(use, input=current, output=output, layer=layer))
        current = output
    found = msgspec.structs.replace(model, uses=tuple(uses), input=wider)
    call.store[ref] = found
    return found


def forgive(call: Call, model: Model, use: Use, shape: Shape | UnknownShape, refused: Refused) -> Use | None:
    """A layer that Keras 2 applies a second time where the model found its input by itself, after a first failure.

    A SpectralNormalization counts as built before it looks for the weights of the layer inside.
    """
    layer = use.layer
    named = isinstance(layer, Layer) and layer.type.name == "SpectralNormalization" and refused.argument == "layer"
    if not named or call.target.major >= 3 or model.declared or not isinstance(shape, tuple):
        return None
    assert isinstance(layer, Layer)
    reason = "the layer inside has no weights that are normalised"
    layer = msgspec.structs.replace(layer, input=shape, output=layer.facets.output(shape), unknown=reason)
    return msgspec.structs.replace(use, input=shape, output=layer.output, layer=layer)


def _passed(
    call: Call, use: Use, shape: Shape, *, asked_once: bool
) -> tuple[Layer | Model | None, Shape | UnknownShape]:
    """A layer's record and what leaves it."""
    record = use.layer
    if isinstance(record, Model) and record.facets is None:
        if asked_once and use.ref is not None:
            record = relaxed(call, use.ref, record, shape)
        return record, through(call, record, shape)
    cls = own_class(call.store.heap.get(use.ref.id)) if use.ref is not None else None
    if cls is not None and use.ref is not None:
        return record, apply(as_layer(call, use.ref, cls), shape).output
    if not isinstance(record, Layer):
        return record, unknown_shape("a layer of the model is not known")
    if not asked_once:
        check_noted(record, shape)
    applied = apply(record, shape, asked_once=asked_once)
    return applied.layer, applied.output
