"""Learning rate schedules: a learning rate that changes as training goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.room import Declaration, Room

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEDULES: Room[Declaration] = Room("schedule")


def schedule(body: Callable[..., Any]) -> Declaration:
    """Declare a schedule by a function with its signature."""
    return SCHEDULES.add(Declaration(room="schedule", name=body.__name__, body=body, cache={}))


@schedule
def ExponentialDecay(
    initial_learning_rate: Anything,
    decay_steps: Anything,
    decay_rate: Anything,
    staircase: Boolean = False,
    name: Anything = "ExponentialDecay",
) -> None:
    """Multiplies the learning rate by the same factor every so many steps.

    Args:
        initial_learning_rate: the learning rate at the start.
        decay_steps: after how many steps (batches, not epochs) the factor has worked once.
        decay_rate: the factor, below 1.
        staircase: whether it falls in jumps instead of evenly.
        name: the name of the schedule.
    """


@schedule
def PiecewiseConstantDecay(boundaries: Anything, values: Anything, name: Anything = "PiecewiseConstant") -> None:
    """Changes the learning rate at steps that you choose.

    Args:
        boundaries: the steps (batches) at which it changes.
        values: the learning rates before, between and after: one more than there are boundaries.
        name: the name of the schedule.
    """


@schedule
def PolynomialDecay(
    initial_learning_rate: Anything,
    decay_steps: Anything,
    end_learning_rate: Anything = 0.0001,
    power: Anything = 1.0,
    cycle: Boolean = False,
    name: Anything = "PolynomialDecay",
) -> None:
    """Lets the learning rate fall along a line or a curve to an end value.

    Args:
        initial_learning_rate: the learning rate at the start.
        decay_steps: after how many steps (batches) the end is reached.
        end_learning_rate: the learning rate at the end.
        power: 1 is a straight line, more a curve.
        cycle: whether it starts again when it has ended.
        name: the name of the schedule.
    """


@schedule
def InverseTimeDecay(
    initial_learning_rate: Anything,
    decay_steps: Anything,
    decay_rate: Anything,
    staircase: Boolean = False,
    name: Anything = "InverseTimeDecay",
) -> None:
    """Divides the learning rate by a number that grows with the steps: what `decay=` did in older Keras.

    Args:
        initial_learning_rate: the learning rate at the start.
        decay_steps: after how many steps (batches) the divisor grows by `decay_rate`.
        decay_rate: how much the divisor grows.
        staircase: whether it falls in jumps instead of evenly.
        name: the name of the schedule.
    """


@schedule
def CosineDecay(
    initial_learning_rate: Anything,
    decay_steps: Anything,
    alpha: Anything = 0.0,
    name: Anything = "CosineDecay",
    warmup_target: Anything = None,
    warmup_steps: Anything = 0,
) -> None:
    """Lets the learning rate fall along half a cosine wave, after a warm-up if you like.

    Args:
        initial_learning_rate: the learning rate at the start.
        decay_steps: over how many steps (batches) it falls.
        alpha: what is left at the end, as a part of the start.
        name: the name of the schedule.
        warmup_target: the learning rate that the warm-up climbs to.
        warmup_steps: how many steps the warm-up takes.
    """


@schedule
def CosineDecayRestarts(
    initial_learning_rate: Anything,
    first_decay_steps: Anything,
    t_mul: Anything = 2.0,
    m_mul: Anything = 1.0,
    alpha: Anything = 0.0,
    name: Anything = "SGDRDecay",
) -> None:
    """Lets the learning rate fall along half a cosine wave, again and again.

    Args:
        initial_learning_rate: the learning rate at the start.
        first_decay_steps: how many steps (batches) the first wave takes.
        t_mul: how much longer each wave is than the one before.
        m_mul: how much lower each wave starts.
        alpha: what is left at the end of a wave, as a part of its start.
        name: the name of the schedule.
    """
