"""SEQ506."""

from __future__ import annotations

import re
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
    data, or a metric that compile() does not have (`val_acc` where it is `val_accuracy`), and checkpoints whose file
    name asks for such a number.

    ## Why is this bad?
    What is not recorded cannot be watched: the callback warns at each epoch and does nothing, or Keras stops
    because it cannot tell whether more or less is better.

    ## What Keras says
    A warning at each epoch; for an unknown metric with mode auto `ValueError: EarlyStopping callback received
    monitor=val_acc, but Keras isn't able to automatically determine whether that metric should be maximized or
    minimized`, for a file name `KeyError: 'Failed to format this callback filepath'`, in `fit()`.

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
        if not isinstance(callback, Named) or callback.bound is None or callback.name not in _WATCHING:
            continue
        if callback.name == "ModelCheckpoint":
            yield from _in_the_name(fit, callback, known)
        monitor = callback.argument("monitor")
        if not isinstance(monitor, str) or monitor in known:
            continue
        unknown = monitor.removeprefix("val_") not in {"loss", *known}
        stopped = unknown and callback.argument("mode") == "auto" and fit.target.major >= 3
        if stopped or callback.name != "ModelCheckpoint" or callback.argument("save_best_only") is True:
            yield _finding(fit, callback, monitor, known, place or fit.place, unknown=unknown, stopped=stopped)


_WATCHING = frozenset({"EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint"})


def _finding(
    fit: Fit, callback: Named, monitor: str, known: tuple[str, ...], otherwise: Place, *, unknown: bool, stopped: bool
) -> Finding:
    place = callback.bound.place("monitor") if callback.bound is not None else None
    plain = monitor.removeprefix("val_")
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


def _in_the_name(fit: Fit, callback: Named, known: tuple[str, ...]) -> Iterator[Finding]:
    """A checkpoint's file name with a number that is not recorded."""
    path = callback.argument("filepath")
    place = callback.bound.place("filepath") if callback.bound is not None else None
    fields = _FIELD.findall(path) if isinstance(path, str) and place is not None else []
    wrong = next((field for field in fields if field not in {"epoch", "batch", *known}), None)
    if place is None or wrong is None:
        return
    meant = meant_by(wrong, known)
    yield Finding(
        place=place,
        severity=Severity.ERROR,
        label=f"recorded are {words.listed(known, 'and')}",
        message=words.sentences(
            f"The file's name asks for `{wrong}`; recorded are {words.listed(known, 'and')}.",
            f"Keras stops in fit(): KeyError: 'Failed to format this callback filepath'. Reason: '{wrong}'.",
            f"Write {{{meant}}}." if meant else "Name what is recorded.",
        ),
        related=(Related(fit.place, "this training"),),
        fixes=_renamed(place, wrong, meant),
        stack=fit.stack,
    )


_FIELD = re.compile(r"(?<!\{)\{([A-Za-z_]\w*)(?::[^{}]*)?\}(?!\})")


def _renamed(place: Place, wrong: str, meant: str | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    text = place.text()
    if meant is None or not place.is_string or text.count("{" + wrong) != 1:
        return ()
    edit = replace_node(place.chunk, place.node, text.replace("{" + wrong, "{" + meant))
    return (Fix(f"{{{meant}}}", (edit,), "unsafe"),)


def _fixes(place: Place | None, meant: str | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_string

    if place is None or meant is None or not place.is_string:
        return ()
    return (Fix(f'monitor="{meant}"', (replace_string(place.chunk, place.node, meant),), "unsafe"),)
