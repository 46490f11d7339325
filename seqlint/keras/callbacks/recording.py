"""Callbacks that write down or show how training goes."""

from __future__ import annotations

from seqlint.keras.callbacks.callback import callback
from seqlint.keras.kinds import Anything, Boolean


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
