"""Losses and metrics that are functions of the program: what Keras refuses when it first trains with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from seqlint.keras.layer import Layer
from seqlint.values.functions import Function
from seqlint.values.refusal import NoGradient, UnusableLoss
from seqlint.values.unknown import WithoutArguments

if TYPE_CHECKING:
    from seqlint.keras.models.record import Model
    from seqlint.values.call import Call
    from seqlint.values.functions import Outcome
    from seqlint.values.place import Place

_ARGUMENTS = 2
_PENALTIES = ("kernel_regularizer", "bias_regularizer", "activity_regularizer", "embeddings_regularizer", "l1", "l2")


def adds_a_loss(layer: Layer) -> bool:
    """Whether a layer brings a loss of its own."""
    return any(
        layer.bound.value(name) is not None
        for name in _PENALTIES
        if name in layer.bound.names() or name in layer.bound.extra
    )


def check_own_functions(call: Call, model: Model) -> None:
    """Read the functions that `compile` was given as loss and metrics; what Keras refuses in `fit` is told."""
    compiled = model.compiled
    if compiled is None:
        return
    _check(call, model, compiled.loss, compiled.bound.place("loss"), "loss")
    for metric, place in zip(compiled.metrics or (), compiled.metric_places, strict=False):
        _check(call, model, metric, place, "metric")


def _check(call: Call, model: Model, given: Any, place: Place | None, role: Literal["loss", "metric"]) -> None:
    if (
        isinstance(given, WithoutArguments)
        and place is not None
        and given.place == place
        and given.function.takes(_ARGUMENTS)
    ):
        facts: dict[str, Any] = {"stack": call.stack, "target": call.target, "function": given.function, "role": role}
        call.emit(UnusableLoss(place=place, raised=place, stage="compile", fault="called", **facts))
        return
    if not isinstance(given, Function) or given.kind != "function" or given.cls is not None:
        return
    if place is None or given.name == "<lambda>":
        return
    found = call.outcome(given)
    told: dict[str, Any] = {"raised": call.place, "stage": "fit", "stack": call.stack, "function": given}
    told["target"] = call.target
    if found is not None and found.kind == "function":
        call.emit(UnusableLoss(place=place, fault="function", keras=_said(call, role, "function"), role=role, **told))
    elif given.takes(_ARGUMENTS) is False:
        call.emit(UnusableLoss(place=place, fault="arguments", role=role, **told))
    elif found is not None and found.kind == "nothing":
        call.emit(UnusableLoss(place=place, fault="nothing", keras=_said(call, role, "nothing"), role=role, **told))
    elif found is not None and role == "loss" and _alone(model, found):
        call.emit(NoGradient(place=place, step=found.place, keras=_NO_GRADIENT, **told))


_NO_GRADIENT = "ValueError: No gradients provided for any variable."
_SAID = {
    "function": "TypeError: a function cannot be made a tensor",
    "nothing": "ValueError: None values not supported.",
}


def _said(call: Call, role: str, fault: str) -> str:
    two = call.target.major < 3 and role == "metric"
    return "RuntimeError: The output of a metric function can only be a single Tensor" if two else _SAID[fault]


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
