"""What Keras refuses only when numbers flow: a symbolic tensor passes, the computation on its values does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer import Layer, apply
from seqlint.keras.layer.apply import check_adapted
from seqlint.keras.models.build import Sequential
from seqlint.keras.models.record import Model
from seqlint.values.array import Array
from seqlint.values.refusal import Refused, SeveralInputs

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call
    from seqlint.values.refusal import Stage
    from seqlint.values.shape import Shape, UnknownShape
    from seqlint.values.store import Ref


def check_computation(call: Call, ref: Ref, stage: Stage, *, training: bool) -> bool:
    """Follow numbers through a built model; what Keras refuses on the way is told, the first layer only.

    Args:
        call: the call that brings the numbers.
        ref: the model.
        stage: what Keras is doing.
        training: whether the layers are told that they train.

    Returns:
        Whether they come through, as far as that is known.
    """
    model = call.store[ref]
    if model.kind != "Sequential" or model.broken is not None or model.open:
        return True
    actual: Shape | UnknownShape | None = None
    before: Layer | Model | None = None
    for use in model.uses:
        layer = use.layer
        if isinstance(layer, Model):
            inner = use.ref if layer.kind == "Sequential" else None
            if inner is not None and not check_computation(call, inner, stage, training=training):
                return False
            actual = None
        elif isinstance(layer, Layer):
            try:
                actual = _through(layer, use.input, use.output, actual, training)
            except Refused as refused:
                call.emit(Sequential(ref).refusal(call, refused, use, before, stage, model))
                return False
        else:
            return True
        before = layer
    return True


def _through(layer: Layer, given: Any, planned: Any, actual: Any, training: bool) -> Any:
    """What really leaves a layer, where that is another shape than the planned one; else None.

    Raises:
        Refused: where the computation fails.
    """
    shape = given if actual is None else actual
    if not isinstance(shape, tuple):
        return None
    output = planned if actual is None else apply(layer, shape).output
    check_adapted(layer, shape)
    computed = layer.facets.computes(shape, training) if layer.facets.computes is not None else None
    if computed is not None:
        output = computed
    return output if isinstance(output, tuple) and output != planned else None


def check_one_output(call: Call, ref: Ref, model: Model, stage: Stage, labels: Any) -> None:
    """A loss compares one tensor with one array of labels; a last layer that gives several has too many (Keras 3)."""
    use = model.uses[-1] if model.uses else None
    last = None if use is None else use.layer
    if call.target.major < 3 or use is None or not isinstance(last, Layer) or not last.facets.several:
        return
    if not isinstance(labels, Array) or model.broken is not None or model.kind != "Sequential":
        return
    compiled = model.compiled
    if compiled is None or not isinstance(compiled.bound.value("loss"), str):
        return
    keras = "KeyError: The path: (0,) in the `loss` argument, can't be found in the model's output"
    refused = Refused(SeveralInputs, None, keras, needs=f"one array of labels, and gives {last.facets.several}")
    before = model.uses[-2].layer if len(model.uses) > 1 else None
    call.emit(Sequential(ref).refusal(call, refused, use, before, stage, model))


def compute(call: Call, ref: Ref, shape: Any, arguments: Arguments) -> None:
    """Numbers go through a layer or model that is called on them.

    Raises:
        Refused: where the layer's computation fails; that of a layer in a model is told.
    """
    given, record = arguments.keywords.get("training"), call.store[ref]
    training = given is not None and given.value is True
    if isinstance(record, Model):
        check_computation(call, ref, "call", training=training)
    elif isinstance(record, Layer) and isinstance(shape, tuple):
        check_adapted(record, shape)
        if record.facets.computes is not None:
            record.facets.computes(shape, training)
