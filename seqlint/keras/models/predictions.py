"""What a model's `predict` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.models.batch import enters, running_output
from seqlint.values.array import GIVEN, Array
from seqlint.values.shape import Shape, UnknownShape, unknown_shape
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.keras.models.record import Model
    from seqlint.values.call import Call


def predictions(call: Call, model: Model, features: Any) -> Any:
    """What `predict` gives: an array of the model's output for each sample, which remembers the model."""
    output = running_output(model, call.target)
    if not enters(model, features):
        return unknown("Keras refuses this data", call.place)
    samples = (
        features.axis(0)
        if isinstance(features, Array) and features.rank != 0
        else unknown("the number of samples is not known").size()
    )
    shape: Shape | UnknownShape = (
        (samples, *output[1:])
        if isinstance(output, tuple)
        else output or unknown_shape("the model's output is not known")
    )
    bounds = None
    last = model.last
    activation = (
        last.argument("activation") if last is not None and "activation" in last.type.signature.names() else None
    )
    if getattr(activation, "name", None) in {"sigmoid", "softmax"}:
        bounds = (0.0, 1.0)
    blank = Array(shape, "float32", bounds, source=model)
    return blank.then(call.place, f"{GIVEN}`{model.name or 'the model'}`", range=bounds)
