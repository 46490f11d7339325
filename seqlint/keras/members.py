"""Attributes and methods of layers that programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer import Layer
from seqlint.keras.layer.given import check_given
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.join import replace
from seqlint.values.refusal import Refused
from seqlint.values.shape import NONE
from seqlint.values.store import Ref
from seqlint.values.unknown import Counted, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


def _layer(call: Call, self: Ref) -> Layer:
    record = call.store[self]
    assert isinstance(record, Layer)
    return record


def argument_of(call: Call, self: Ref, name: str) -> Any:
    """An attribute that carries a constructor argument (`layer.units`, `layer.filters`)."""
    record = _layer(call, self)
    if name in record.type.signature.names():
        return record.bound.value(name)
    return unknown(f"seqlint does not know `{name}` of a {record.title} layer", call.place)


@callee("keras.members.Layer.name", attribute=True)
def name(call: Call, self: Ref) -> Any:
    """The layer's Keras name."""
    return _layer(call, self).name or unknown("the layer's name is not known", call.place)


@callee("keras.members.Layer.trainable", attribute=True)
def trainable(call: Call, self: Ref) -> Any:
    """Whether its weights are trained."""
    return _layer(call, self).trainable


@callee("keras.members.Layer.output_shape", attribute=True)
def output_shape(call: Call, self: Ref) -> Any:
    """The output shape it was built for (Keras 2)."""
    output = _layer(call, self).output
    return _as_python(output) if isinstance(output, tuple) else unknown("the layer is not built", call.place)


@callee("keras.members.Layer.output", attribute=True)
def output(call: Call, self: Ref) -> Any:
    """The symbolic tensor that it gives in the model that it stands in."""
    return _tensor(call, self, _layer(call, self).output)


@callee("keras.members.Layer.input", attribute=True)
def input_(call: Call, self: Ref) -> Any:
    """The symbolic tensor that it gets there."""
    return _tensor(call, self, _layer(call, self).input)


def _tensor(call: Call, self: Ref, shape: Any) -> Any:
    from seqlint.keras.models.tensor import KerasTensor

    if not isinstance(shape, tuple):
        return unknown("the layer is not built", call.place)
    return call.store.new(KerasTensor(shape, "float32", call.place, self, (self,)))  # the way there is not known


@callee("keras.members.Layer.input_shape", attribute=True)
def input_shape(call: Call, self: Ref) -> Any:
    """The input shape it was built for (Keras 2)."""
    shape = _layer(call, self).input
    return _as_python(shape) if isinstance(shape, tuple) else unknown("the layer is not built", call.place)


@callee("keras.members.Layer.count_params")
def count_params(call: Call, self: Ref) -> Any:
    """The number of parameters."""
    from seqlint.keras.weights import count

    weights = _layer(call, self).weights
    return unknown("the layer is not built", call.place) if weights is None else count(weights)


def _weights(call: Call, self: Ref, method: str) -> Any:
    """The weights of a layer: not their numbers, but how many arrays they are, where that is known."""
    record = _layer(call, self)
    reason = "the weights' values are not in the program"
    weights = record.weights
    if weights is None and _waits(call, self):
        weights = ()
    if weights is None or record.unknown is not None or record.has("preprocessing"):
        return unknown(reason, call.place)
    names = tuple(each.name for each in weights)
    return Counted(
        reason,
        call.place,
        memo={},
        count=len(names),
        names=names if len(names) < _MANY else (),
        what=f"{method} of {record.name or record.title}",
        more=True,
    )


_MANY = 5


def _waits(call: Call, layer: Ref) -> bool:
    """Whether a layer stands in a model that surely is not built, and nowhere else."""
    from seqlint.keras.models.record import Model

    models = [
        record
        for record in call.store.heap.values()
        if isinstance(record, Model) and any(use.ref == layer for use in record.uses)
    ]
    return bool(models) and all(not model.built and not model.escaped and not model.open for model in models)


@callee("keras.members.Layer.get_weights")
def get_weights(call: Call, self: Ref) -> Any:
    """The numbers of its weights."""
    return _weights(call, self, "get_weights()")


@callee("keras.members.Layer.weights", attribute=True)
def weights(call: Call, self: Ref) -> Any:
    """Its weights."""
    return _weights(call, self, "weights")


@callee("keras.members.Layer.set_weights")
def set_weights(call: Call, self: Ref, weights: Any) -> None:
    """Other numbers for the weights; of a layer that is not built there are none."""
    record = _layer(call, self)
    if record.weights is not None and record.unknown is None:
        check_given(call, record.weights, weights, callee="set_weights", argument="weights", owner=record.name)


@callee("keras.members.Layer.adapt")
def adapt(call: Call, self: Ref, data: Any = None, batch_size: Any = None, steps: Any = None) -> None:
    """Learn from the data what the layer needs (preprocessing layers); builds it for the data's shape."""
    record = _layer(call, self)
    shape = data.shape if isinstance(data, Array) else None
    weights = None
    if isinstance(shape, tuple):
        try:
            weights = record.facets.weights(shape)
        except Refused:
            weights = None
    call.store[self] = replace(record, adapted=True, weights=weights)


@callee("keras.members.Layer.set_vocabulary")
def set_vocabulary(call: Call, self: Ref, vocabulary: Any, idf_weights: Any = None) -> None:
    """Give a lookup layer its words (preprocessing layers)."""
    call.store[self] = replace(_layer(call, self), adapted=True)


def _as_python(shape: tuple[Any, ...]) -> tuple[Any, ...]:
    """A shape as the program sees it: Keras' open axes are None."""
    return tuple(None if dim is NONE else dim for dim in shape)
