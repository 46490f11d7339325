"""Callbacks: what happens between epochs and batches (Keras: `keras.callbacks`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec

from seqlint.keras.kinds import Anything, Boolean, Context, Kind
from seqlint.keras.room import Declaration, Room
from seqlint.values.refusal import Refused, RemovedArgument

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seqlint.keras.lookup import Invokable
    from seqlint.values.call import Arguments, Bound, Call
    from seqlint.values.signature import Signature


def _factor(value: Any, context: Context) -> Any:
    if isinstance(value, int | float) and value >= 1:
        said = f"ValueError: ReduceLROnPlateau does not support a factor >= 1.0. Received factor={value}"
        raise context.refuse(value, "a number below 1: the learning rate is multiplied by it", said)
    return value


def _frequency(value: Any, context: Context) -> Any:
    if isinstance(value, float | None) or (isinstance(value, str) and value != "epoch"):
        said = f"ValueError: Unrecognized save_freq: {value}. Expected save_freq are 'epoch' or integer values"
        raise context.refuse(value, "'epoch' or a number of batches", said)
    return value


Factor: TypeAlias = Annotated[Any, Kind("a number below 1", _factor)]
Frequency: TypeAlias = Annotated[Any, Kind("'epoch' or a number of batches", _frequency)]


class Callback(Declaration, frozen=True, eq=False, kw_only=True):
    """One callback.

    Attributes:
        gone: arguments that Keras 3 has no more, with what replaces them.
        ignores: the generations in which it takes any further keyword.
    """

    gone: Mapping[str, str | None] = {}
    ignores: tuple[int, ...] = ()

    def signature_in(self, major: int) -> Signature:
        """Its constructor's signature in one generation."""
        found = super().signature_in(major)
        return msgspec.structs.replace(found, keywords=found.keywords or major in self.ignores)

    def bind(self, call: Call, arguments: Arguments) -> Bound:
        """The arguments bound and checked.

        Raises:
            Refused: where the constructor would raise, and for an argument that Keras 3 has no more.
        """
        for name, replacement in self.gone.items():
            argument = arguments.keywords.get(name)
            if argument is not None:
                refused = call.target.major >= 3 and 3 not in self.ignores
                raise Refused(
                    RemovedArgument,
                    name,
                    f"TypeError: {self.name}.__init__() got an unexpected keyword argument '{name}'" if refused else "",
                    callee=self.name,
                    argument=name,
                    replacement=replacement,
                    since="Keras 3",
                    refused=refused,
                    whole=argument.whole,
                )
        return super().bind(call, arguments)

    @property
    def monitors(self) -> bool:
        """Whether it watches a number from the logs."""
        return "monitor" in self.body.__code__.co_varnames


ROOM: Room[Callback] = Room("callback")
lookup = ROOM.lookup
names = ROOM.names


def callback(
    *,
    generations: tuple[int, ...] = (2, 3),
    since: tuple[int, int] = (3, 0),
    only: Mapping[int, tuple[str, ...]] | None = None,
    gone: Mapping[str, str | None] | None = None,
    ignores: tuple[int, ...] = (),
) -> Callable[[Callable[..., Any]], Callback]:
    """Declare a callback by a function with its class's signature.

    Args:
        generations: the generations that have it.
        since: the release of Keras 3 that brought it.
        only: parameters of one generation alone.
        gone: arguments that Keras 3 has no more, with what replaces them.
        ignores: the generations in which it takes any further keyword.
    """

    def declare(body: Callable[..., Any]) -> Callback:
        return ROOM.add(
            Callback(
                room="callback",
                name=body.__name__,
                body=body,
                generations=generations,
                since=since,
                only=only or {},
                stored=True,
                gone=gone or {},
                ignores=ignores,
                cache={},
            )
        )

    return declare


def find(name: str) -> Invokable | None:
    """What `keras.callbacks.<name>` is."""
    return ROOM.named(name.removeprefix("experimental."))


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


@callback(only={2: ("options",)}, gone={"period": "save_freq", "load_weights_on_restart": None}, ignores=(2,))
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


@callback(gone={"write_grads": None, "batch_size": None, "embeddings_layer_names": None, "embeddings_data": None})
def TensorBoard(
    log_dir: Anything = "logs",
    histogram_freq: Anything = 0,
    write_graph: Boolean = True,
    write_images: Boolean = False,
    write_steps_per_second: Boolean = False,
    update_freq: Anything = "epoch",
    profile_batch: Anything = 0,
    embeddings_freq: Anything = 0,
    embeddings_metadata: Anything = None,
) -> None:
    """Writes logs that TensorBoard shows.

    Args:
        log_dir: the folder; one for each run keeps them apart.
        histogram_freq: every how many epochs weights are drawn as histograms; 0 draws none.
        write_graph: whether the graph of the model is written.
        write_images: whether weights are drawn as pictures.
        write_steps_per_second: whether the speed is written.
        update_freq: `epoch`, `batch`, or every how many batches losses are written.
        profile_batch: which batches are timed.
        embeddings_freq: every how many epochs embeddings are written; 0 writes none.
        embeddings_metadata: files with the names of what is embedded.
    """


@callback()
def CSVLogger(filename: Anything, separator: Anything = ",", append: Boolean = False) -> None:
    """Writes the numbers of each epoch into a CSV file.

    Args:
        filename: the file.
        separator: what stands between two numbers.
        append: whether an existing file goes on instead of starting anew.
    """


@callback(only={3: ("raise_error",)})
def TerminateOnNaN(raise_error: Boolean = False) -> None:
    """Stops training when the loss is no number any more.

    Args:
        raise_error: whether that is an error instead of a quiet stop.
    """


@callback(only={3: ("on_train_batch_begin", "on_train_batch_end"), 2: ("on_batch_begin", "on_batch_end")})
def LambdaCallback(
    on_epoch_begin: Anything = None,
    on_epoch_end: Anything = None,
    on_batch_begin: Anything = None,
    on_batch_end: Anything = None,
    on_train_begin: Anything = None,
    on_train_end: Anything = None,
    on_train_batch_begin: Anything = None,
    on_train_batch_end: Anything = None,
    **kwargs: Anything,
) -> None:
    """Calls your own functions during training.

    Args:
        on_epoch_begin: called before each epoch with its number and the logs.
        on_epoch_end: called after each epoch with its number and the logs.
        on_batch_begin: called before each batch with its number and the logs.
        on_batch_end: called after each batch with its number and the logs.
        on_train_begin: called once before training.
        on_train_end: called once after training.
        on_train_batch_begin: called before each training batch.
        on_train_batch_end: called after each training batch.
        kwargs: further functions of the same kind.
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


@callback()
def RemoteMonitor(
    root: Anything = "http://localhost:9000",
    path: Anything = "/publish/epoch/end/",
    field: Anything = "data",
    headers: Anything = None,
    send_as_json: Boolean = False,
) -> None:
    """Sends the numbers of each epoch to a server.

    Args:
        root: the address of the server.
        path: the path on it.
        field: the name of the field that holds the numbers.
        headers: further lines for the request.
        send_as_json: whether they are sent as JSON.
    """


@callback(only={2: ("count_mode", "stateful_metrics")})
def ProgbarLogger(count_mode: Anything = "samples", stateful_metrics: Anything = None) -> None:
    """Prints the progress bar: `fit` adds it by itself.

    Args:
        count_mode: whether `samples` or `steps` are counted.
        stateful_metrics: metrics that are not averaged over an epoch.
    """


@callback()
def History() -> None:
    """Collects the numbers of each epoch: `fit` adds it by itself and returns it."""


@callback(generations=(2,))
def BaseLogger(stateful_metrics: Anything = None) -> None:
    """Averages the metrics of an epoch: Keras 2 adds it by itself.

    Args:
        stateful_metrics: metrics that are not averaged.
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


@callback()
def CallbackList(
    callbacks: Anything = None,
    add_history: Boolean = False,
    add_progbar: Boolean = False,
    model: Anything = None,
    **params: Anything,
) -> None:
    """Several callbacks as one: for training loops of your own.

    Args:
        callbacks: the callbacks.
        add_history: whether a History is added.
        add_progbar: whether a progress bar is added.
        model: the model that they watch.
        params: settings that they can read.
    """
