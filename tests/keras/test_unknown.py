"""What is not known makes unknown what depends on it, and nothing else: a layer never refuses for it, and never raises."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING

import pytest

from seqlint.keras.layers import every
from seqlint.values.refusal import Refused
from seqlint.values.shape import NONE, Shape, symbol, unknown_shape
from seqlint.values.target import Target
from tests.keras.twin import Outcome, build, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.card import Example
    from seqlint.keras.layer import LayerType

TARGETS = {3: Target(3, 15), 2: Target(2, 21)}


def accepted() -> Iterator[tuple[LayerType, Example]]:
    for layer in every().values():
        yield from ((layer, example) for example in layer.card.examples if example.refusal is None)


EXAMPLES = list(accepted())
IDS = [f"{layer.name}-{example.call}" for layer, example in EXAMPLES]


def without_one(call: str) -> Iterator[str]:
    """The call with one argument replaced by a name that says nothing."""
    tree = ast.parse(call, mode="eval").body
    assert isinstance(tree, ast.Call)
    for index in range(len(tree.args)):
        changed = copy.deepcopy(tree)
        changed.args[index] = ast.Name("given")
        yield ast.unparse(changed)
    for index in range(len(tree.keywords)):
        changed = copy.deepcopy(tree)
        changed.keywords[index].value = ast.Name("given")
        yield ast.unparse(changed)


def covers(general: Outcome, special: Outcome) -> bool:
    """Whether one outcome is another with less knowledge."""
    if general.refused is not None:
        return False
    if general.output != "?" and special.output != "?":
        if len(general.output) != len(special.output):
            return False
        if any(one not in {other, "?", None} for one, other in zip(general.output, special.output, strict=True)):
            return False
    return general.trainable in {special.trainable, "?"} and general.frozen in {special.frozen, "?"}


def outcome_of(call: str, shape: Shape, layer: LayerType) -> Outcome:
    _, record = build(call, TARGETS[max(layer.generations)])
    return run(record, shape)


def shape_of(example: Example) -> Shape:
    return tuple(NONE if size is None else size for size in ast.literal_eval(example.input))


@pytest.mark.parametrize(("layer", "example"), EXAMPLES, ids=IDS)
def test_an_unknown_argument(layer: LayerType, example: Example) -> None:
    known = outcome_of(example.call, shape_of(example), layer)
    for call in without_one(example.call):
        assert covers(outcome_of(call, shape_of(example), layer), known), call


@pytest.mark.parametrize(("layer", "example"), EXAMPLES, ids=IDS)
def test_an_unknown_size(layer: LayerType, example: Example) -> None:
    shape = shape_of(example)
    known = outcome_of(example.call, shape, layer)
    for axis in range(len(shape)):
        changed = (*shape[:axis], symbol(f"n{axis}"), *shape[axis + 1 :])
        assert covers(outcome_of(example.call, changed, layer), known), axis


@pytest.mark.parametrize(("layer", "example"), EXAMPLES, ids=IDS)
def test_an_unknown_shape(layer: LayerType, example: Example) -> None:
    _, record = build(example.call, TARGETS[max(layer.generations)])
    assert run(record, unknown_shape("the test does not say")).refused is None


@pytest.mark.parametrize("layer", every().values(), ids=every())
@pytest.mark.parametrize("major", [2, 3])
def test_no_argument_is_known(layer: LayerType, major: int) -> None:
    parameters = layer.signature_in(major).parameters
    call = f"{layer.name}({', '.join(f'{each.name}={each.name}' for each in parameters)})"
    _, record = build(call, TARGETS[major])
    for rank in range(1, 7):
        for size in (NONE, 4, symbol("n")):
            try:
                run(record, (size,) * rank)
            except Refused:
                pytest.fail("a refusal is a value")
