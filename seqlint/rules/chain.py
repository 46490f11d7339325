"""The layers of a model in order, where all of them are known, with nested models spread out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer
from seqlint.keras.models import Model
from seqlint.rules.prediction import activation_of

if TYPE_CHECKING:
    from seqlint.keras.activations import Activation


def chain(model: Model) -> list[Layer] | None:
    """The layers of a model; None where one of them is not known."""
    if model.open or model.facets is not None:
        return None
    found: list[Layer] = []
    for use in model.uses:
        if isinstance(use.layer, Model):
            inner = chain(use.layer)
            if inner is None:
                return None
            found += inner
        elif isinstance(use.layer, Layer):
            found.append(use.layer)
        else:
            return None
    return found


def stacks(model: Model) -> list[list[Layer]]:
    """The runs of known layers that follow each other within one model, nested models' runs among them."""
    found: list[list[Layer]] = [[]]
    for use in model.uses:
        if isinstance(use.layer, Layer):
            found[-1].append(use.layer)
            continue
        if isinstance(use.layer, Model):
            found += stacks(use.layer)
        found.append([])
    return found


def affine(layer: Layer) -> bool:
    """Whether a layer is a linear map with weights of its own."""
    return layer.has("affine") and not layer.has("recurrent") and not layer.has("wrapper")


def nonlinearity(layer: Layer) -> tuple[bool, Activation | None]:
    """Whether a layer's activation is known, and what it is; None for none."""
    known, activation, _ = activation_of(layer)
    return known, activation


def passes(layer: Layer) -> bool:
    """Whether a layer only drops values or writes them in a row."""
    return any(layer.has(tag) for tag in ("dropout", "flatten", "noise"))
