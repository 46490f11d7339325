"""SEQ506."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.names import Named
from seqlint.rules import words
from seqlint.rules.record import meant_by, recorded
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ506", Severity.WARNING, subject=Fit)
def monitor_not_recorded(fit: Fit) -> Iterator[Finding]:
    """A callback watches a number that this training does not record.

    ## What it does
    Reports `EarlyStopping`, `ReduceLROnPlateau` and `ModelCheckpoint` that watch a `val_…` value without validation
    data, or a metric that compile() does not have (`val_acc` where it is `val_accuracy`).

    ## Why is this bad?
    What is not recorded cannot be watched: the callback warns at each epoch and does nothing, or Keras stops
    because it cannot tell whether more or less is better.

    ## What Keras says
    A warning at each epoch; for an unknown metric with mode auto `ValueError: EarlyStopping callback received
    monitor=val_acc, but Keras isn't able to automatically determine whether that metric should be maximized or
    minimized`, in `fit()`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y, callbacks=[keras.callbacks.EarlyStopping(monitor="val_loss")])
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y, callbacks=[keras.callbacks.EarlyStopping(monitor="loss")])
    ```

    ## Fix safety
    Unsafe: what is watched changes; validation data is the other way.

    ## References
    - [Keras: EarlyStopping](https://keras.io/api/callbacks/early_stopping/)
    """
    known = recorded(fit) if fit.method == "fit" and fit.callbacks else None
    if known is None:
        return
    for callback, place in zip(fit.callbacks or (), fit.callback_places, strict=False):
        if isinstance(callback, Named) and callback.bound is not None and _watches(callback):
            monitor = callback.argument("monitor")
            if isinstance(monitor, str) and monitor not in known:
                yield _finding(fit, callback, monitor, known, place or fit.place)


def _watches(callback: Named) -> bool:
    if callback.name == "ModelCheckpoint":
        return callback.argument("save_best_only") is True or (
            callback.bound is not None and "monitor" in callback.bound
        )
    return callback.name in {"EarlyStopping", "ReduceLROnPlateau"}


def _finding(fit: Fit, callback: Named, monitor: str, known: tuple[str, ...], otherwise: Place) -> Finding:
    place = callback.bound.place("monitor") if callback.bound is not None else None
    plain = monitor.removeprefix("val_")
    unknown = plain != "loss" and plain not in known
    stopped = unknown and callback.argument("mode") == "auto" and fit.target.major >= 3
    why = f"compile() has no metric `{plain}`" if unknown else "there is no validation data"
    meant = meant_by(monitor, known)
    return Finding(
        place=place or otherwise,
        severity=Severity.ERROR if stopped else None,
        label=f"recorded are {words.listed(known, 'and')}",
        message=words.sentences(
            f"{callback.name} watches `{monitor}`, and {why}: recorded are {words.listed(known, 'and')}.",
            f"Keras stops in fit(): ValueError: {callback.name} callback received monitor={monitor}, but Keras isn't "
            "able to tell whether more is better."
            if stopped
            else "Keras warns at each epoch, and the callback does nothing.",
            f"Watch `{meant}`." if meant and unknown else "Give validation_data, or watch what is recorded.",
        ),
        related=(Related(fit.place, "this training"),),
        fixes=_fixes(place, meant),
        stack=fit.stack,
    )


def _fixes(place: Place | None, meant: str | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_string

    if place is None or meant is None or not place.is_string:
        return ()
    return (Fix(f'monitor="{meant}"', (replace_string(place.chunk, place.node, meant),), "unsafe"),)
