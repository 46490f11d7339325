"""Losses that are functions of the program: what Keras refuses when it first trains with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer import Layer
from seqlint.values.functions import Function
from seqlint.values.refusal import NoGradient, UnusableLoss

if TYPE_CHECKING:
    from seqlint.keras.models.record import Model
    from seqlint.values.call import Call
    from seqlint.values.functions import Outcome

_ARGUMENTS = 2
_PENALTIES = ("kernel_regularizer", "bias_regularizer", "activity_regularizer", "embeddings_regularizer", "l1", "l2")


def adds_a_loss(layer: Layer) -> bool:
    """Whether a layer brings a loss of its own."""
    return any(
        layer.bound.value(name) is not None
        for name in _PENALTIES
        if name in layer.bound.names() or name in layer.bound.extra
    )


def check_own_loss(call: Call, model: Model) -> None:
    """Read the function that `compile` was given as a loss; what Keras refuses in `fit` is told."""
    compiled = model.compiled
    loss = None if compiled is None else compiled.loss
    if compiled is None or not isinstance(loss, Function) or loss.kind != "function" or loss.cls is not None:
        return
    place = compiled.bound.place("loss")
    if place is None or loss.name == "<lambda>":
        return
    found = call.outcome(loss)
    told: dict[str, Any] = {"raised": call.place, "stage": "fit", "stack": call.stack, "function": loss}
    told["target"] = call.target
    if found is not None and found.kind == "function":
        call.emit(UnusableLoss(place=place, fault="function", keras=_SAID["function"], **told))
    elif loss.takes(_ARGUMENTS) is False:
        call.emit(UnusableLoss(place=place, fault="arguments", **told))
    elif found is not None and found.kind == "nothing":
        call.emit(UnusableLoss(place=place, fault="nothing", keras=_SAID["nothing"], **told))
    elif found is not None and _alone(model, found):
        call.emit(NoGradient(place=place, step=found.place, keras=_SAID["no gradient"], **told))


_SAID = {
    "function": "TypeError: a function cannot be made a tensor",
    "nothing": "ValueError: None values not supported.",
    "no gradient": "ValueError: No gradients provided for any variable.",
}


def _alone(model: Model, found: Outcome) -> bool:
    """Whether nothing but this loss is trained for: layers of the program, inside and penalties may add to it."""
    return (
        found.kind == "no gradient"
        and model.kind == "Sequential"
        and not (model.open or model.escaped or model.facets is not None)
        and all(
            isinstance(use.layer, Layer) and "own" not in use.layer.type.tags and not adds_a_loss(use.layer)
            for use in model.uses
        )
    )
