"""What leaves a model: its last layer with weights, and the activation that its values go through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.layer import Layer
from seqlint.keras.models import Model
from seqlint.keras.names import Named
from seqlint.rules.asked import once
from seqlint.values.shape import Dim, Shape, Size

if TYPE_CHECKING:
    from seqlint.keras.activations import Activation
    from seqlint.source.edit import Edit
    from seqlint.values.place import Place

_PASSED = ("dropout", "noise", "reshaping", "flatten")


class Prediction(msgspec.Struct, frozen=True, eq=False):
    """What a model gives.

    Attributes:
        layer: the last layer that computes something.
        affine: the layer with the weights under it, if that is known; often the same.
        activation: what the values go through; None for nothing (or `linear`).
        place: where the activation stands; the layer's call where there is none.
        shape: the model's output shape with batch; None where it is not known.
        units: size of the last axis; None where it is not known.
        several: whether the activation stands in a layer of its own.
    """

    layer: Layer
    affine: Layer | None
    activation: Activation | None
    place: Place
    shape: Shape | None
    units: Dim | None
    several: bool = False

    @property
    def linear(self) -> bool:
        """Whether no activation stands at the end."""
        return self.activation is None

    @property
    def softmax(self) -> bool:
        """Whether the values of a row are probabilities that sum to 1."""
        return self.activation is not None and self.activation.probability == "softmax-like"

    @property
    def sigmoid(self) -> bool:
        """Whether each value is a probability of its own."""
        return self.activation is not None and self.activation.probability == "sigmoid-like"

    @property
    def name(self) -> str:
        """The activation's name; `linear` for none."""
        return "linear" if self.activation is None else self.activation.name

    def with_activation(self, name: str) -> tuple[Edit, ...] | None:
        """Edits that make another activation of this one; None where it is not a string or a missing argument."""
        from seqlint.source.edit import add_argument, replace_string

        place = self.place
        if place.is_string:
            return (replace_string(place.chunk, place.node, name),)
        place = self.layer.place
        if self.activation is not None or "activation" in self.layer.bound.given or not place.text().endswith(")"):
            return None
        if "activation" not in self.layer.type.signature.names():
            return None
        return (add_argument(place.chunk, place.node, f'activation="{name}"'),)


@once
def prediction(model: Model) -> Prediction | None:
    """What a model gives, or None where its end is not known."""
    found = _end(model)
    if found is None:
        return None
    layer, affine, activation, place = found
    output = model.output if model.broken is None else None
    shape = output if isinstance(output, tuple) else None
    return Prediction(layer, affine, activation, place, shape, _units(shape, affine), layer is not affine)


def _units(shape: Shape | None, affine: Layer | None) -> Dim | None:
    if shape:
        return shape[-1]
    if affine is None or not affine.has("dense"):
        return None
    units = affine.argument("units")
    return units if isinstance(units, int | Size) else None


def _end(model: Model) -> tuple[Layer, Layer | None, Activation | None, Place] | None:
    if model.open or model.facets is not None:
        return None
    for index in range(len(model.uses) - 1, -1, -1):
        layer = model.uses[index].layer
        if isinstance(layer, Model):
            return _end(layer)
        if layer is None:
            return None
        if any(layer.has(tag) for tag in _PASSED):
            continue
        known, activation, place = activation_of(layer)
        if not known:
            return None
        if layer.has("activation"):
            under = _affine(model, index)
            if activation is not None:
                return layer, under, activation, place
            if under is None:
                return None
            continue
        return (layer, layer, activation, place) if layer.has("affine") or layer.has("recurrent") else None
    return None


def _affine(model: Model, index: int) -> Layer | None:
    for use in model.uses[:index][::-1]:
        if not isinstance(use.layer, Layer):
            return None
        if use.layer.has("affine") or use.layer.has("recurrent"):
            return use.layer
        if not any(use.layer.has(tag) for tag in (*_PASSED, "normalization", "activation")):
            return None
    return None


def activation_of(layer: Layer) -> tuple[bool, Activation | None, Place]:
    """Whether a layer's activation is known, what it is (None for none or `linear`), and where it stands."""
    if "activation" in layer.type.signature.names():
        value = layer.argument("activation")
        return *_entry(value), layer.bound.place("activation") or layer.place
    if layer.has("activation"):
        entry = _own_activation(layer.type.name)
        return entry is not None, entry, layer.callee
    return True, None, layer.place


def _own_activation(name: str) -> Activation | None:
    """The activation that a layer of its own applies: `ReLU`, `LeakyReLU`, `Softmax`."""
    from seqlint.keras.activations import lookup, names
    from seqlint.values.target import DEFAULT

    found = next((each for each in names(DEFAULT) if each.replace("_", "") == name.lower()), None)
    return None if found is None else lookup(found, DEFAULT)


def _entry(value: Any) -> tuple[bool, Activation | None]:
    if value is None:
        return True, None
    if isinstance(value, Named) and value.room == "activation":
        return True, None if value.name == "linear" else value.entry
    return False, None
