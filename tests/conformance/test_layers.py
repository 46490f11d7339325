"""Layers against real Keras: every card's examples, and random cases."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING

import pytest

from seqlint.keras.layers import every
from seqlint.values.target import DEFAULT
from tests.conformance.layers import Case, Generator, Oracle, campaign
from tests.keras.test_stages import APPLICATIONS, CONSTRUCTORS, TAKEN

if TYPE_CHECKING:
    from seqlint.keras.card import Example
    from seqlint.keras.layer import LayerType
    from tests.keras.twin import Outcome

pytest.importorskip("tensorflow")

THREE = [layer for layer in every().values() if 3 in layer.generations]
EXAMPLES = [(layer, example) for layer in THREE for example in layer.card.examples]
COUNT = 500


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle(3)


@pytest.mark.parametrize(
    ("layer", "example"), EXAMPLES, ids=[f"{layer.name}-{example.call}" for layer, example in EXAMPLES]
)
def test_example(oracle: Oracle, layer: LayerType, example: Example) -> None:
    verdict = oracle.verdict(Case(example.call, example.input))
    assert (verdict.error is not None) == (example.refusal is not None), verdict
    if verdict.error is None:
        assert verdict.output == ast.literal_eval(example.output)
        if example.parameters is not None:
            assert (verdict.trainable + verdict.frozen, verdict.frozen) == (example.parameters, example.frozen)


@pytest.mark.parametrize("layer", THREE, ids=[layer.name for layer in THREE])
def test_signature(oracle: Oracle, layer: LayerType) -> None:
    real = inspect.signature(oracle.names[layer.name].__init__).parameters
    taken = [
        name
        for name, each in real.items()
        if each.kind is not each.VAR_KEYWORD and each.kind is not each.VAR_POSITIONAL
    ]
    ours = [each.name for each in layer.signature.parameters if not each.keyword_only]
    assert ours == [name for name in taken[1:] if name in ours]
    assert not [name for name in taken[1:] if name not in layer.signature.names() and name not in layer.common(3)]


def test_random_cases(oracle: Oracle) -> None:
    differences = [
        f"{case.shape} → {case.call}: seqlint {difference}, Keras {theirs}"
        for case, difference, _, theirs in campaign(Generator(0, DEFAULT), oracle, COUNT)
        if difference is not None
    ]
    assert not differences, "\n".join(differences)


@pytest.mark.parametrize(
    ("call", "shape", "made"),
    [
        (call, shape, made)
        for rows, made in ((CONSTRUCTORS, False), (APPLICATIONS, True))
        for major, call, shape, _ in rows
        if major == 3
    ],
)
def test_refusals_come_when_keras_refuses(oracle: Oracle, call: str, shape: str, made: bool) -> None:
    verdict = oracle.verdict(Case(call, shape))
    assert (verdict.error is not None, verdict.made) == (True, made)


@pytest.mark.parametrize(("call", "shape", "wanted"), [row[1:] for row in TAKEN if row[0] == 3])
def test_keras_takes_it(oracle: Oracle, call: str, shape: str, wanted: Outcome) -> None:
    verdict = oracle.verdict(Case(call, shape))
    assert (verdict.error, verdict.trainable, verdict.frozen) == (None, wanted.trainable, wanted.frozen)
