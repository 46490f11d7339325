"""`keras.Model(inputs, outputs)`: a model made of tensors that layers were called on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer import Facets, Layer
from seqlint.keras.models.build import made
from seqlint.keras.models.record import Model
from seqlint.keras.models.tensor import KerasTensor
from seqlint.keras.weights import Weight, under
from seqlint.values.callee import callee
from seqlint.values.shape import Shape, UnknownShape, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("keras.models.Model", "keras.models.Functional", "keras.engine.training.Model")
def functional(
    call: Call,
    inputs: Any = None,
    outputs: Any = None,
    name: Any = None,
    trainable: Any = True,
    input: Any = None,
    output: Any = None,
) -> Any:
    """A functional model, from its input tensors to its output tensors."""
    start = _single(call, inputs if inputs is not None else input)
    end = _single(call, outputs if outputs is not None else output)
    if start is None and end is None:
        return unknown("a model of several tensors is not followed as one", call.place)
    base = "functional" if call.target.major >= 3 else "model"
    known = name if isinstance(name, str) else call.unique_name(base) if name is None else None
    return made(
        call,
        Model(
            kind="Functional",
            name=known,
            place=call.place,
            callee=call.callee,
            stack=call.stack,
            built=True,
            declared=True,
            input=start.shape if start is not None else unknown_shape("it has several inputs"),
            input_place=start.place if start is not None else None,
            facets=_facets(call, end),
            trainable=trainable,
        ),
    )


def _single(call: Call, value: Any) -> KerasTensor | None:
    """The one tensor of the inputs or outputs; None where there are several or it is not known."""
    tensor = call.store.record(value, KerasTensor)
    if tensor is None and not isinstance(value, Unknown):
        items = call.items(value)
        if items is not None and len(items) == 1:
            tensor = call.store.record(items[0], KerasTensor)
    return tensor if isinstance(tensor, KerasTensor) else None


def _facets(call: Call, end: KerasTensor | None) -> Facets:
    weights = None if end is None else _weights(call, end)

    def output(shape: Shape) -> Shape | UnknownShape:
        if end is None:
            return unknown_shape("it has several outputs")
        return (*shape[:1], *end.shape[1:]) if isinstance(end.shape, tuple) else end.shape

    def all_weights(_: Shape) -> tuple[Weight, ...]:
        if weights is None:
            return (Weight("weights", (unknown_size("not every layer's weights are known"),)),)
        return weights

    return Facets(output, all_weights)


def _weights(call: Call, end: KerasTensor) -> tuple[Weight, ...] | None:
    """The weights of all layers that lead to a tensor, each layer's once."""
    found: list[Weight] = []
    seen: set[int] = set()
    pending = [end]
    while pending:
        tensor = pending.pop()
        if tensor.layer is not None and tensor.layer.id not in seen:
            seen.add(tensor.layer.id)
            record = call.store[tensor.layer]
            weights = record.weights if isinstance(record, (Layer, Model)) else None
            if weights is None:
                return None
            found.extend(under(weights, record.trainable))
        for ref in tensor.inputs:
            inner = call.store.record(ref, KerasTensor)
            if inner is None:
                return None
            pending.append(inner)
    return tuple(found)
