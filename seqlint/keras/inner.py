"""A layer or model inside another: what a wrapper sees of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.kinds import Context
from seqlint.keras.layer import Layer
from seqlint.keras.layer.start import started_weights
from seqlint.keras.models.build import apply_model
from seqlint.keras.models.record import Model
from seqlint.keras.weights import Weight
from seqlint.values.containers import InstanceRecord
from seqlint.values.refusal import IncompatibleRank, Refused, SeveralInputs
from seqlint.values.shape import Shape, UnknownShape, unknown_shape
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


class Inner(msgspec.Struct, frozen=True):
    """The value of a wrapper's `layer` argument.

    Attributes:
        call: the wrapper's constructor.
        value: a layer or model, or what is not known.
    """

    call: Call
    value: Any

    @property
    def record(self) -> Any:
        """Its record, None where it is not known."""
        return self.call.store.heap.get(self.value.id) if isinstance(self.value, Ref) else None

    @property
    def layer(self) -> Layer | None:
        """Its record, if it is one of Keras' layers."""
        return record if isinstance(record := self.record, Layer) else None

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The layer's place in the store, if it has one."""
        return (self.value,) if isinstance(self.value, Ref) else ()

    @property
    def reason(self) -> str:
        """Why it is not known."""
        return self.value.reason if isinstance(self.value, Unknown) else "the wrapped layer is not known"

    def fits(self, shape: Shape) -> bool:
        """Whether the layer's own demand on the rank is met."""
        layer = self.layer
        if layer is None:
            return True
        rank = layer.facets.rank or layer.type.rank
        return rank.admits(shape)

    def refuse_rank(self, shape: Shape) -> Refused:
        """The layer's refusal of that many axes."""
        layer = self.layer
        assert layer is not None
        rank = layer.facets.rank or layer.type.rank
        return Refused(IncompatibleRank, "layer", expected=rank.expected, wanted=rank.least, shape=shape)

    def output(self, shape: Shape) -> Shape | UnknownShape:
        """What goes out; the demand on the rank is the caller's to check.

        Raises:
            Refused: where Keras would raise.
        """
        record = self.record
        if isinstance(record, Model):
            return apply_model(self.call, self.value, record, shape).output_for
        if isinstance(record, Layer):
            if record.type.several is not None:
                raise Refused(SeveralInputs, "layer", needs=record.type.several)
            return record.facets.output(shape)
        return unknown_shape(self.reason)

    def weights(self, shape: Shape) -> tuple[Weight, ...]:
        """Its weights for that input.

        Raises:
            Refused: where Keras would raise.
        """
        record = self.record
        if isinstance(record, Model):
            built = apply_model(self.call, self.value, record, shape).model
            return built.weights or self.unknown_weights()
        if isinstance(record, Layer):
            return started_weights(record, shape)
        return self.unknown_weights()

    def unknown_weights(self) -> tuple[Weight, ...]:
        """One weight of unknown size that stands for all."""
        return (Weight("weights", (unknown(self.reason).size(),)),)


def inner_layer(value: Any, context: Context) -> Inner:
    """A wrapper's `layer` argument.

    Raises:
        Refused: if it is known to be no layer.
    """
    if isinstance(value, Ref):
        record = context.call.store.heap.get(value.id)
        if isinstance(record, (Layer, Model, InstanceRecord)):
            return Inner(context.call, value)
    elif isinstance(value, (Unknown, OneOf)):
        return Inner(context.call, value)
    raise context.refuse(
        value,
        "a layer, made: `layers.LSTM(…)`",
        "ValueError: Please initialize the wrapper with a `keras.layers.Layer` instance.",
    )
