"""Environments of Gymnasium, patterns of einops, functions of SciPy and of the standard library."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import pytest

from seqlint.keras.models import KerasTensor
from seqlint.values.array import Array
from seqlint.values.containers import ListRecord
from seqlint.values.shape import NONE
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from tests.libraries.program import Program


@pytest.mark.parametrize(
    ("name", "seen", "actions"),
    [("CartPole-v1", (4,), 2), ("LunarLander-v3", (8,), 4), ("ALE/Breakout-v5", (210, 160, 3), 4)],
)
def test_an_environment_by_its_name(program: Program, name: str, seen: Any, actions: int) -> None:
    environment = program.run("gymnasium.make", name, render_mode="human")
    assert program.method(program.method(environment, "observation_space"), "shape") == seen
    assert program.method(program.method(environment, "action_space"), "n") == actions
    first, _ = program.method(environment, "reset", seed=1)
    assert first.shape == seen
    assert len(program.method(environment, "step", 0)) == 5


def test_what_gym_answers_depends_on_its_release(program: Program) -> None:
    environment = program.run("gym.make", "CartPole-v0")
    assert program.method(program.method(environment, "action_space"), "n") == 2
    assert isinstance(program.method(environment, "reset"), Unknown)


@pytest.mark.parametrize("arguments", [("Own-v0",), ("Taxi",), (3,)])
def test_an_environment_that_is_not_known(program: Program, arguments: Any) -> None:
    assert isinstance(program.run("gymnasium.make", *arguments), Unknown)
    assert isinstance(program.run("gymnasium.make", "FrozenLake-v1", map_name="8x8"), Unknown)


@pytest.mark.parametrize(
    ("shape", "pattern", "sizes", "expected"),
    [
        ((8, 10, 24, 3), "b t w c -> (b t) w c", {}, (80, 24, 3)),
        ((80, 24, 3), "(b t) w c -> b t w c", {"t": 10}, (8, 10, 24, 3)),
        ((2, 32, 32, 3), "b (h p) (w q) c -> b (h w) (p q c)", {"p": 8, "q": 8}, (2, 16, 192)),
        ((1, 5), "1 d -> b d", {"b": 4}, (4, 5)),
        ((2, 3), "a b -> b a 1", {}, (3, 2, 1)),
    ],
)
def test_axes_by_a_pattern(program: Program, shape: Any, pattern: str, sizes: Any, expected: Any) -> None:
    assert program.run("einops.rearrange", Array(shape, "float32"), pattern, **sizes).shape == expected


def test_a_pattern_on_a_symbolic_tensor(program: Program) -> None:
    tensor = program.store.new(KerasTensor((NONE, 4, 5), "float32", program.place))
    assert program.run("einops.reduce", tensor, "b s c -> b c", "mean").shape == (NONE, 5)


@pytest.mark.parametrize("pattern", ["b ... -> ... b", "(a b) c -> a b c", "a b c d -> a", "a b"])
def test_a_pattern_that_says_too_little(program: Program, pattern: str) -> None:
    assert isinstance(program.run("einops.rearrange", Array((6, 3), "float32"), pattern), Unknown)


def test_scores_keep_the_shape(program: Program) -> None:
    assert program.run("scipy.stats.zscore", Array((10, 3), "int64")).shape == (10, 3)
    assert program.run("scipy.special.expit", Array((10,), "float64")).range == (0.0, 1.0)


def test_operators_as_functions(program: Program) -> None:
    assert program.run("operator.mul", 3, 4) == 12
    totals = program.run("itertools.accumulate", (1, 2, 3), operator.mul)
    assert program.items(totals) == (1, 2, 6)


def test_pairs_of_the_standard_library(program: Program) -> None:
    assert program.items(program.run("itertools.pairwise", (1, 2, 3))) == ((1, 2), (2, 3))
    assert program.items(program.run("itertools.zip_longest", (1, 2), (3,))) == ((1, 3), (2, None))
    assert program.items(program.run("itertools.starmap", operator.add, ((1, 2), (3, 4)))) == (3, 7)
    counts = program.run("collections.Counter", ("a", "b", "a"))
    assert program.store[program.method(counts, "most_common", 1)] == ListRecord((("a", 2),))
