"""Optimizers that follow the gradient more or less as it is, and their elder relatives."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.optimizers.optimizer import Fraction, LearningRate, optimizer


@optimizer()
def SGD(learning_rate: LearningRate = 0.01, momentum: Fraction = 0.0, nesterov: Boolean = False) -> None:
    """Goes against the gradient by a fixed part of it.

    Plain stochastic gradient descent. Slower than Adam at first; with momentum 0.9 and a falling learning rate it
    often ends a little better, above all on images.

    Args:
        learning_rate: the size of the steps. 0.01 … 0.1 is usual.
        momentum: how much of the last step is kept; 0.9 is usual, 0 keeps nothing.
        nesterov: whether it looks one step ahead.
    """


@optimizer(defaults={"ema_overwrite_frequency": 100})
def RMSprop(
    learning_rate: LearningRate = 0.001,
    rho: Anything = 0.9,
    momentum: Anything = 0.0,
    epsilon: Anything = 1e-7,
    centered: Boolean = False,
) -> None:
    """Divides every gradient by the size that it had of late.

    The usual choice for recurrent networks before Adam. It is what `compile` takes when no optimizer is given.

    Args:
        learning_rate: the size of the steps.
        rho: how slowly the sizes of old gradients are forgotten.
        momentum: how much of the last step is kept.
        epsilon: a small number that keeps a division from failing.
        centered: whether the mean gradient is taken away first; a little better and slower.
    """


@optimizer()
def Adagrad(
    learning_rate: LearningRate = 0.001, initial_accumulator_value: Anything = 0.1, epsilon: Anything = 1e-7
) -> None:
    """Divides every gradient by all that came before, so that weights seldom touched make larger steps.

    For sparse data. Its steps only shrink, so it may stop early.

    Args:
        learning_rate: the size of the steps; larger than Adam's is usual (0.01).
        initial_accumulator_value: what the sum of squares starts with.
        epsilon: a small number that keeps a division from failing.
    """


@optimizer()
def Adadelta(learning_rate: LearningRate = 0.001, rho: Anything = 0.95, epsilon: Anything = 1e-7) -> None:
    """Adagrad that forgets: steps follow the size of recent gradients and of recent steps.

    The paper's learning rate is 1.0. Keras' default of 0.001 is so small that training hardly moves.

    Args:
        learning_rate: a factor for the steps; give 1.0 for the method as published.
        rho: how slowly old gradients are forgotten.
        epsilon: a small number that keeps a division from failing.
    """


@optimizer()
def Ftrl(
    learning_rate: LearningRate = 0.001,
    learning_rate_power: Anything = -0.5,
    initial_accumulator_value: Anything = 0.1,
    l1_regularization_strength: Anything = 0.0,
    l2_regularization_strength: Anything = 0.0,
    l2_shrinkage_regularization_strength: Anything = 0.0,
    beta: Anything = 0.0,
) -> None:
    """Follows the regularised leader: made for wide, shallow models with very many sparse inputs.

    Args:
        learning_rate: the size of the steps.
        learning_rate_power: how steps shrink as training goes on; 0 keeps them.
        initial_accumulator_value: what the sum of squares starts with.
        l1_regularization_strength: how strongly weights that matter little are set to 0.
        l2_regularization_strength: how strongly all weights are kept small.
        l2_shrinkage_regularization_strength: a penalty on the size alone, without changing the steps.
        beta: a number from the paper that damps the first steps.
    """


@optimizer(strings=(), generations=(3,), shares=False)
def LossScaleOptimizer(
    inner_optimizer: Anything,
    initial_scale: Anything = 2.0**15,
    dynamic_growth_steps: Anything = 2000,
    name: Anything = None,
) -> None:
    """Wraps another optimizer so that small gradients survive in 16-bit numbers.

    Args:
        inner_optimizer: the optimizer that makes the steps.
        initial_scale: the factor that the loss starts with.
        dynamic_growth_steps: after how many good steps the factor is doubled.
        name: the name of the optimizer.
    """


@optimizer(strings=(), generations=(3,), since=(3, 15), shares=False)
def MultiOptimizer(optimizer_map: Anything, loss_scale_factor: Anything = None, name: Anything = None) -> None:
    """Uses several optimizers, each for its own weights.

    Args:
        optimizer_map: which optimizer belongs to which weights.
        loss_scale_factor: a factor for the loss.
        name: the name of the optimizer.
    """
