"""Optimizers that find a step size for every weight: Adam and its relatives."""

from __future__ import annotations

from seqlint.keras.kinds import Anything, Boolean
from seqlint.keras.optimizers.optimizer import LearningRate, optimizer


@optimizer(only={2: ("adaptive_epsilon",)})
def Adam(
    learning_rate: LearningRate = 0.001,
    beta_1: Anything = 0.9,
    beta_2: Anything = 0.999,
    epsilon: Anything = 1e-7,
    adaptive_epsilon: Boolean = False,
    amsgrad: Boolean = False,
) -> None:
    """Follows the gradients with a running mean, and gives every weight its own step size.

    The usual first choice: it works well in most models without tuning. If training jumps about, lower the learning
    rate tenfold; if it hardly moves, raise it.

    Args:
        learning_rate: the size of the steps. 0.001 is usual; 1e-4 … 1e-5 to fine-tune a trained model.
        beta_1: how much of the running mean of the gradients is kept at each step.
        beta_2: how much of the running mean of their squares is kept.
        epsilon: a small number that keeps a division from failing.
        adaptive_epsilon: whether `epsilon` follows the step number.
        amsgrad: a variant that never lets step sizes grow again.
    """


@optimizer()
def AdamW(
    learning_rate: LearningRate = 0.001,
    weight_decay: Anything = 0.004,
    beta_1: Anything = 0.9,
    beta_2: Anything = 0.999,
    epsilon: Anything = 1e-7,
    amsgrad: Boolean = False,
) -> None:
    """Adam that also pulls all weights a little towards 0 at each step.

    The usual choice for transformers. The pull works like an L2 penalty, but apart from the gradients.

    Args:
        learning_rate: the size of the steps. 0.001 is usual.
        weight_decay: how strong the pull is; 0.004 unless you say otherwise.
        beta_1: how much of the running mean of the gradients is kept at each step.
        beta_2: how much of the running mean of their squares is kept.
        epsilon: a small number that keeps a division from failing.
        amsgrad: a variant that never lets step sizes grow again.
    """


@optimizer()
def Adamax(
    learning_rate: LearningRate = 0.001, beta_1: Anything = 0.9, beta_2: Anything = 0.999, epsilon: Anything = 1e-7
) -> None:
    """Adam that divides by the largest recent gradient instead of a mean.

    Sometimes better than Adam with embeddings, where most gradients are 0.

    Args:
        learning_rate: the size of the steps.
        beta_1: how much of the running mean of the gradients is kept at each step.
        beta_2: how fast a large gradient is forgotten.
        epsilon: a small number that keeps a division from failing.
    """


@optimizer(gone={"schedule_decay": None})
def Nadam(
    learning_rate: LearningRate = 0.001, beta_1: Anything = 0.9, beta_2: Anything = 0.999, epsilon: Anything = 1e-7
) -> None:
    """Adam that looks one step ahead (Nesterov's momentum).

    Args:
        learning_rate: the size of the steps.
        beta_1: how much of the running mean of the gradients is kept at each step.
        beta_2: how much of the running mean of their squares is kept.
        epsilon: a small number that keeps a division from failing.
    """


@optimizer(strings=(3,), defaults={"learning_rate": 0.0001})
def Lion(learning_rate: LearningRate = 0.001, beta_1: Anything = 0.9, beta_2: Anything = 0.99) -> None:
    """Makes steps of one size in the direction of a running mean of the gradients.

    It needs less memory than Adam. Its learning rate should be 3 to 10 times smaller than Adam's.

    Args:
        learning_rate: the size of the steps.
        beta_1: how much the running mean counts against the newest gradient.
        beta_2: how much of the running mean is kept at each step.
    """


@optimizer(strings=(), generations=(3,), since=(3, 5))
def Lamb(
    learning_rate: LearningRate = 0.001, beta_1: Anything = 0.9, beta_2: Anything = 0.999, epsilon: Anything = 1e-7
) -> None:
    """Adam whose steps are scaled for each layer, for very large batches. No string names it.

    Args:
        learning_rate: the size of the steps.
        beta_1: how much of the running mean of the gradients is kept at each step.
        beta_2: how much of the running mean of their squares is kept.
        epsilon: a small number that keeps a division from failing.
    """


@optimizer(strings=(3,), generations=(3,), since=(3, 10), named_since=(3, 14))
def Muon(
    learning_rate: LearningRate = 0.001,
    adam_beta_1: Anything = 0.9,
    adam_beta_2: Anything = 0.999,
    adam_weight_decay: Anything = 0.004,
    epsilon: Anything = 1e-7,
    weight_decay: Anything = 0.004,
    *,
    exclude_layers: Anything = None,
    exclude_embeddings: Boolean = True,
    muon_a: Anything = 3.4445,
    muon_b: Anything = -4.775,
    muon_c: Anything = 2.0315,
    adam_lr_ratio: Anything = 1,
    momentum: Anything = 0.95,
    ns_steps: Anything = 5,
    nesterov: Boolean = True,
    rms_rate: Anything = 0.2,
) -> None:
    """Turns the gradient of each weight matrix into a pure rotation before the step; other weights get Adam.

    For large transformers. It expects matrices inside the network and treats embeddings with Adam.

    Args:
        learning_rate: the size of the steps.
        adam_beta_1: Adam's share of the running mean that is kept, for the weights it handles.
        adam_beta_2: Adam's share of the running mean of squares that is kept.
        adam_weight_decay: the pull towards 0 of the weights that Adam handles.
        epsilon: a small number that keeps a division from failing.
        weight_decay: the pull towards 0 of the weight matrices.
        exclude_layers: names of layers that Adam should handle.
        exclude_embeddings: whether Adam handles embeddings.
        muon_a: the first number of the polynomial that makes the rotation.
        muon_b: its second number.
        muon_c: its third number.
        adam_lr_ratio: Adam's learning rate as a part of this one.
        momentum: how much of the last step is kept.
        ns_steps: how many rounds make the rotation; more are more exact and slower.
        nesterov: whether it looks one step ahead.
        rms_rate: the size that the steps are scaled to.
    """


@optimizer(strings=(3,), generations=(3,), since=(3, 14))
def ScheduleFreeAdamW(
    learning_rate: LearningRate = 0.0025,
    beta_1: Anything = 0.9,
    beta_2: Anything = 0.999,
    epsilon: Anything = 1e-8,
    warmup_steps: Anything = 0,
) -> None:
    """AdamW that needs no learning rate schedule: it averages the weights along the way instead.

    Args:
        learning_rate: the size of the steps, larger than Adam's.
        beta_1: how far the weights that are trained lie between the newest and the averaged ones.
        beta_2: how much of the running mean of the squared gradients is kept.
        epsilon: a small number that keeps a division from failing.
        warmup_steps: over how many steps the learning rate grows to its size.
    """


@optimizer(strings=(3,))
def Adafactor(
    learning_rate: LearningRate = 0.001,
    beta_2_decay: Anything = -0.8,
    epsilon_1: Anything = 1e-30,
    epsilon_2: Anything = 1e-3,
    clip_threshold: Anything = 1.0,
    relative_step: Boolean = True,
) -> None:
    """Adam that remembers rows and columns of each weight matrix instead of every weight: much less memory.

    For very large models.

    Args:
        learning_rate: the size of the steps.
        beta_2_decay: how fast old squared gradients are forgotten.
        epsilon_1: a small number added to the squared gradients.
        epsilon_2: the smallest size of a weight matrix that steps are scaled by.
        clip_threshold: how large a step may be at most.
        relative_step: whether the learning rate shrinks as training goes on.
    """
