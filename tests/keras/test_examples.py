"""Every layer's card: its examples are what its twin does, and it describes each argument once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from seqlint.keras.layers import every, find
from seqlint.values.target import Target, parse_target
from tests.keras.twin import outcome

if TYPE_CHECKING:
    from seqlint.keras.card import Example
    from seqlint.keras.layer import LayerType

LAYERS = every()
EXAMPLES = [(layer, example) for layer in LAYERS.values() for example in layer.card.examples]


def target_of(layer: LayerType) -> Target:
    """The newest Keras that has the layer."""
    target = parse_target(str(max(layer.generations)), "the test")
    assert target is not None
    return target


@pytest.mark.parametrize(
    ("layer", "example"), EXAMPLES, ids=[f"{layer.name}-{example.call}" for layer, example in EXAMPLES]
)
def test_example(layer: LayerType, example: Example) -> None:
    got = outcome(example.call, example.input, target_of(layer))
    if example.refusal is not None:
        assert got.refused == example.refusal
        return
    assert got.refused is None
    assert got.output == ast.literal_eval(example.output)
    if example.parameters is not None:
        assert (got.trainable, got.frozen) == (example.parameters - example.frozen, example.frozen)


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_is_found_by_its_name(name: str) -> None:
    assert find(name) is LAYERS[name]


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_a_card_describes_every_argument_once(layer: LayerType) -> None:
    arguments = layer.card.arguments
    names = {name for major in layer.generations for name in layer.signature_in(major).names()}
    assert set(arguments) == names
    assert len(set(arguments.values())) == len(arguments)
    assert all(text.endswith(".") for text in arguments.values())
    assert layer.card.summary.endswith(".")
