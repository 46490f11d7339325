"""Callbacks that watch a number and act: stop, save, lower the learning rate."""

from __future__ import annotations

from seqlint.keras.callbacks.callback import Factor, Frequency, callback
from seqlint.keras.kinds import Anything, Boolean


@callback()
def EarlyStopping(
    monitor: Anything = "val_loss",
    min_delta: Anything = 0,
    patience: Anything = 0,
    verbose: Anything = 0,
    mode: Anything = "auto",
    baseline: Anything = None,
    restore_best_weights: Boolean = False,
    start_from_epoch: Anything = 0,
) -> None:
    """Stops training when a number no longer gets better.

    Give `validation_data` or `validation_split` to fit, so that `val_loss` exists.

    Args:
        monitor: the number to watch, by its name in the logs; `val_…` is measured on validation data.
        min_delta: the smallest change that counts as better.
        patience: how many epochs without getting better are allowed; 0 stops at the first.
        verbose: 1 says when it stops.
        mode: `min` if less is better, `max` if more is, `auto` to go by the name.
        baseline: a value that must be reached, or training stops.
        restore_best_weights: whether the weights of the best epoch are put back at the end; otherwise the last stay.
        start_from_epoch: epochs at the start that are not looked at.
    """


@callback(
    only={2: ("options",)}, gone={"period": "save_freq", "load_weights_on_restart": None}, ignores=(2,), told=True
)
def ModelCheckpoint(
    filepath: Anything,
    monitor: Anything = "val_loss",
    verbose: Anything = 0,
    save_best_only: Boolean = False,
    save_weights_only: Boolean = False,
    mode: Anything = "auto",
    save_freq: Frequency = "epoch",
    options: Anything = None,
    initial_value_threshold: Anything = None,
) -> None:
    """Saves the model or its weights during training.

    Args:
        filepath: the file; in Keras 3 it ends in `.keras`, or in `.weights.h5` for weights alone. May name numbers
            from the logs: `model-{epoch:02d}.keras`.
        monitor: the number to watch when only the best is saved.
        verbose: 1 says when it saves.
        save_best_only: whether a worse model is not saved.
        save_weights_only: whether the weights alone are saved.
        mode: `min` if less is better, `max` if more is, `auto` to go by the name.
        save_freq: `epoch`, or after how many batches it saves.
        options: settings of TensorFlow for the file.
        initial_value_threshold: the value that the first saved model must beat.
    """


@callback(gone={"epsilon": "min_delta"}, ignores=(2, 3))
def ReduceLROnPlateau(
    monitor: Anything = "val_loss",
    factor: Factor = 0.1,
    patience: Anything = 10,
    verbose: Anything = 0,
    mode: Anything = "auto",
    min_delta: Anything = 1e-4,
    cooldown: Anything = 0,
    min_lr: Anything = 0.0,
) -> None:
    """Lowers the learning rate when a number no longer gets better.

    Args:
        monitor: the number to watch, by its name in the logs.
        factor: what the learning rate is multiplied by, below 1.
        patience: how many epochs without getting better are allowed. With EarlyStopping, keep it smaller than there.
        verbose: 1 says when it acts.
        mode: `min` if less is better, `max` if more is, `auto` to go by the name.
        min_delta: the smallest change that counts as better.
        cooldown: how many epochs it waits after it has acted.
        min_lr: the learning rate below which it does not go.
    """


@callback()
def LearningRateScheduler(schedule: Anything, verbose: Anything = 0) -> None:
    """Sets the learning rate at the start of each epoch.

    Args:
        schedule: a function of the epoch's number and the learning rate that gives the new one, a float.
        verbose: 1 says what it sets.
    """


@callback(only={3: ("double_checkpoint",), 2: ("save_before_preemption",)})
def BackupAndRestore(
    backup_dir: Anything,
    save_freq: Frequency = "epoch",
    double_checkpoint: Boolean = False,
    delete_checkpoint: Boolean = True,
    save_before_preemption: Boolean = False,
) -> None:
    """Saves the state of training, so that it goes on where it was cut off.

    Args:
        backup_dir: the folder.
        save_freq: `epoch`, or after how many batches it saves.
        double_checkpoint: whether the state before the last is kept too.
        delete_checkpoint: whether the state is removed when training has ended.
        save_before_preemption: whether it saves when the machine is about to be taken away.
    """


@callback(generations=(3,))
def SwapEMAWeights(swap_on_epoch: Boolean = False) -> None:
    """Puts the running mean of the weights in their place for evaluation; the optimizer needs `use_ema=True`.

    Args:
        swap_on_epoch: whether it also does so at the end of each epoch.
    """


@callback(generations=(3,), since=(3, 13))
def OrbaxCheckpoint(
    directory: Anything,
    monitor: Anything = "val_loss",
    verbose: Anything = 0,
    save_best_only: Boolean = False,
    mode: Anything = "auto",
    save_freq: Frequency = "epoch",
    initial_value_threshold: Anything = None,
    max_to_keep: Anything = 1,
    save_on_background: Boolean = True,
    save_weights_only: Boolean = False,
) -> None:
    """Saves the model during training in Orbax' format.

    Args:
        directory: the folder.
        monitor: the number to watch when only the best is saved.
        verbose: 1 says when it saves.
        save_best_only: whether a worse model is not saved.
        mode: `min` if less is better, `max` if more is, `auto` to go by the name.
        save_freq: `epoch`, or after how many batches it saves.
        initial_value_threshold: the value that the first saved model must beat.
        max_to_keep: how many saved states stay.
        save_on_background: whether training goes on while it saves.
        save_weights_only: whether the weights alone are saved.
    """


@callback(generations=(2,), ignores=(2,))
def SidecarEvaluatorModelExport(export_filepath: Anything, checkpoint_filepath: Anything) -> None:
    """Exports the best model that a second process has found. Only Keras 2 has it.

    Args:
        export_filepath: where the model goes.
        checkpoint_filepath: where the checkpoints lie.
    """
