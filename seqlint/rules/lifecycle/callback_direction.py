"""SEQ512."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.names import Named
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ512", Severity.WARNING, subject=Fit)
def callback_direction(fit: Fit) -> Iterator[Finding]:
    """A callback takes the wrong direction for better.

    ## What it does
    Reports `mode="min"` for accuracies and `mode="max"` for losses and errors.

    ## Why is this bad?
    EarlyStopping with the wrong mode stops when the model gets better, ModelCheckpoint keeps the worst one,
    ReduceLROnPlateau slows a good training down.

    ## What Keras says
    Nothing.

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
    model.fit(x, y, callbacks=[keras.callbacks.EarlyStopping(monitor="loss", mode="max")])
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
    model.fit(x, y, callbacks=[keras.callbacks.EarlyStopping(monitor="loss", mode="min")])
    ```

    ## Fix safety
    Safe: less of a loss, and more of an accuracy, is better.

    ## References
    - [Keras: EarlyStopping](https://keras.io/api/callbacks/early_stopping/)
    """
    for callback in fit.callbacks or ():
        if not isinstance(callback, Named) or callback.bound is None or "mode" not in callback.bound:
            continue
        monitor, mode, place = callback.argument("monitor"), callback.argument("mode"), callback.bound.place("mode")
        if not isinstance(monitor, str) or place is None:
            continue
        right = _direction(monitor.removeprefix("val_"))
        if right is None or mode not in {"min", "max"} or mode == right:
            continue
        better = "less" if right == "min" else "more"
        yield Finding(
            place=place,
            label=f"{better} of `{monitor}` is better",
            message=words.sentences(
                f'{callback.name} watches `{monitor}` with mode "{mode}"; {better} of it is better.',
                "Keras says nothing and does the reverse of what is meant.",
                f'Say mode="{right}".',
            ),
            fixes=_fixes(place, right),
            stack=fit.stack,
        )


_LESS = ("loss", "mae", "mse", "mape", "msle", "error", "crossentropy")
_MORE = ("accuracy", "acc", "auc", "precision", "recall")


def _direction(name: str) -> str | None:
    """Which direction is better for a number of that name; None where the name does not say."""
    if name.endswith(_LESS):
        return "min"
    return "max" if name.endswith(_MORE) else None


def _fixes(place: Place, mode: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_string

    if not place.is_string:
        return ()
    return (Fix(f'mode="{mode}"', (replace_string(place.chunk, place.node, mode),)),)
