"""What a tensor of Keras 2 carries besides its shape: a mask, or that it is sparse; and which layers fail on it.

Only what Keras 2 finds while it makes the model is told: a mask or a sparse tensor meets shapes that it does not fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.layer import Layer
from seqlint.keras.models.record import NOTHING, Carried, Model
from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.shape import Open, Shape, broadcast, equal, render

if TYPE_CHECKING:
    from seqlint.keras.models.record import Use
    from seqlint.values.call import Call


_PASS = ("dropout", "noise", "activation", "normalization", "dense", "masking", "recurrent")
"""Families whose layers hand a mask on."""
_DROP = frozenset({"Normalization", "SpectralNormalization", "EinsumDense", "Identity"})
_LEAVE_SPARSE = ("dropout", "noise")
"""Families that compute nothing unless the model trains."""


def handed_on(call: Call, use: Use, before: Use | None) -> Use:
    """A layer that was applied, with what its output carries and the shape that follows from it.

    Args:
        call: the call that builds the model.
        use: the layer, with its input and output.
        before: the layer before it, if there is one.

    Raises:
        Refused: where Keras 2 cannot compute with what its input carries.
    """
    if isinstance(use.layer, Layer):
        return _layer(call, use, use.layer, before.carried if before is not None else NOTHING)
    inside = before
    for each in use.layer.uses if isinstance(use.layer, Model) else ():
        inside = handed_on(call, each, inside)
    return msgspec.structs.replace(use, carried=NOTHING if inside is before or inside is None else inside.carried)


def _layer(call: Call, use: Use, layer: Layer, carried: Carried) -> Use:
    name = layer.type.name
    if carried.sparse:
        _refuse_sparse(call, use, layer)
    if name == "Embedding":
        mask = _tuple(use.input) if _is_on(call, layer, "mask_zero") else None
        carried = Carried(mask, _is_on(call, layer, "sparse"))
    elif name == "Masking":
        carried = Carried(use.input[:-1] if isinstance(use.input, tuple) else None)
    elif carried.mask is not None:
        use, carried = _masked(call, use, layer, carried.mask)
    return use if carried is use.carried else msgspec.structs.replace(use, carried=carried)


def _tuple(shape: Any) -> Shape | None:
    return shape if isinstance(shape, tuple) else None


def _is_on(call: Call, layer: Layer, name: str) -> bool:
    """Whether a flag is known to count as true."""
    value = layer.argument(name) if name in layer.bound.names() else False
    return bool(value) if isinstance(value, (bool, int, float, str)) else bool(call.items(value))


def _refuse_sparse(call: Call, use: Use, layer: Layer) -> None:
    name = layer.type.name
    dense = name == "Embedding" and not _is_on(call, layer, "sparse")
    plain = name == "ActivityRegularization" and not (_is_on(call, layer, "l1") or _is_on(call, layer, "l2"))
    if dense or plain or name == "Identity" or any(map(layer.has, (*_LEAVE_SPARSE, "lambda"))):
        return
    if layer.has("own") or layer.has("preprocessing"):
        return
    keras = "TypeError: Failed to convert elements of SparseTensor to Tensor."
    wanted = "dense tensors (an Embedding before it has `sparse=True`)"
    raise Refused(InvalidValue, None, keras, callee=name, argument="inputs", value=use.ref, wanted=wanted)


def _masked(call: Call, use: Use, layer: Layer, mask: Shape) -> tuple[Use, Carried]:
    """A layer whose input has a mask."""
    name, shape = layer.type.name, use.input
    if not isinstance(shape, tuple):
        return use, NOTHING
    if name == "Softmax":
        wider = broadcast(mask, shape)
        if wider is None:
            raise _unfitting(use, name, mask, shape)
        return msgspec.structs.replace(use, output=wider), Carried(mask)
    if name == "GroupNormalization" and _unlike(mask, shape):
        raise _unfitting(use, name, mask, shape)
    if name.startswith("ConvLSTM"):
        return use, _convolved(use, layer, mask, shape)
    if name == "TimeDistributed":
        return use, _distributed(call, layer, mask, shape)
    if name == "GlobalAveragePooling1D":
        first = layer.argument("data_format") == "channels_first"
        if first and broadcast((*mask[:1], 1, *mask[1:]), shape) is None:
            raise _unfitting(use, name, mask, shape)
        return use, NOTHING
    passes = any(map(layer.has, _PASS)) and name not in _DROP
    if layer.has("recurrent") and not _gives_steps(call, layer):
        passes = False
    return use, Carried(mask) if passes or name == "ActivityRegularization" else NOTHING


def _gives_steps(call: Call, layer: Layer) -> bool:
    """Whether a recurrent layer, or the one that a wrapper holds, gives every step."""
    inner = [call.store.heap.get(ref.id) for ref in layer.facets.inner]
    one = next((each for each in (layer, *inner) if isinstance(each, Layer) and _has(each, "return_sequences")), None)
    return one is not None and _is_on(call, one, "return_sequences")


def _has(layer: Layer, name: str) -> bool:
    return name in layer.bound.names()


def _convolved(use: Use, layer: Layer, mask: Shape, shape: Shape) -> Carried:
    """The mask of a step must have the size of the step's output."""
    output = use.output
    if not isinstance(output, tuple):
        return NOTHING
    steps = len(output) == len(shape)
    step = output[2:] if steps else output[1:]
    for have, want in zip(mask[2:], step, strict=False):
        if equal(have, want) is False and not isinstance(have, Open):
            raise _unfitting(use, layer.type.name, mask, shape)
    return Carried(mask) if steps else NOTHING


def _distributed(call: Call, layer: Layer, mask: Shape, shape: Shape) -> Carried:
    """Each step's mask goes through the layer inside, which has to know masks, unless the batch size is fixed."""
    if shape and isinstance(shape[0], int):
        return Carried(mask)
    inner = next((call.store.heap.get(ref.id) for ref in layer.facets.inner), None)
    if not isinstance(inner, Layer):
        return Carried(mask[:2])
    name = inner.type.name
    knows = (any(map(inner.has, _PASS)) and name not in _DROP) or inner.has("lambda") or inner.has("own")
    known = knows or name in {"ActivityRegularization", "GlobalAveragePooling1D", "TimeDistributed", "Bidirectional"}
    if not known and name != "Embedding":
        keras = f"TypeError: Layer {inner.name} does not support masking, but was passed an input_mask"
        facts = {"callee": "TimeDistributed", "argument": "layer", "value": layer.bound.value("layer")}
        raise Refused(InvalidValue, "layer", keras, **facts, wanted="a layer that takes masks (a mask reaches it)")
    return Carried(mask)


def _unlike(mask: Shape, shape: Shape) -> bool:
    """Whether a mask cannot be stretched to a shape, axis by axis from the last."""
    pairs = zip(reversed(mask), reversed(shape), strict=False)
    return any(have != 1 and equal(have, want) is False for have, want in pairs)


def _unfitting(use: Use, name: str, mask: Shape, shape: Shape) -> Refused:
    keras = "ValueError: Dimensions must be equal"
    wanted = f"one that fits the input {render(shape)}, and it is {render(mask)}"
    return Refused(InvalidValue, None, keras, callee=name, argument="mask", value=use.ref, wanted=wanted)
