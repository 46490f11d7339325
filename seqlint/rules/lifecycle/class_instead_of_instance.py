"""SEQ515."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.events import Compile, Fit, Validation
from seqlint.keras.names import Named
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.functions import Class, Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ515", Severity.ERROR, subject=Compile | Fit)
def class_instead_of_instance(subject: Compile | Fit) -> Iterator[Finding]:
    """A loss, metric or callback class is given, not an object of it.

    ## What it does
    Reports `loss=keras.losses.MeanSquaredError`, `metrics=[keras.metrics.MeanAbsoluteError]` and
    `callbacks=[MyCallback]` without the parentheses.

    ## Why is this bad?
    Keras calls what it is given. A loss class called with labels and predictions makes an object of itself and takes
    the labels for its settings; a method of a callback class has no object to work on.

    ## What Keras says
    `TypeError: Callback.set_model() missing 1 required positional argument` for a callback, in `fit()`. For a loss or
    metric Keras 2 stops in `fit()`, Keras 3.0 to 3.2 says nothing and shows nonsense, and later ones make the object
    themselves: then nothing is reported.

    ## Example
    ```python
    import keras
    import numpy as np

    class Stop(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = True

    x = np.random.rand(100, 8)
    y = np.random.rand(100, 1)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y, callbacks=[Stop])
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    class Stop(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = True

    x = np.random.rand(100, 8)
    y = np.random.rand(100, 1)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y, callbacks=[Stop()])
    ```

    ## Fix safety
    Safe: an object with the default settings is what is meant.

    ## References
    - [Keras: losses](https://keras.io/api/losses/)
    """
    yield from _callbacks(subject) if isinstance(subject, Fit) else _compiled(subject)


def _callbacks(fit: Fit) -> Iterator[Finding]:
    for value, place in zip(fit.callbacks or (), fit.callback_places, strict=False):
        library = isinstance(value, Library) and value.path.rpartition(".")[2][:1].isupper()
        if place is None or isinstance(fit, Validation) or not (isinstance(value, Class) or library):
            continue
        yield Finding(
            place=place,
            label="the class itself, without `()`",
            message=words.sentences(
                f"{words.snippet(place)} is a class; fit() wants an object of it.",
                f"Keras stops in {fit.method}(): TypeError: set_model() misses an argument.",
                f"Call it: {place.text()}(…)." if library else f"Call it: {place.text()}().",
            ),
            fixes=() if library else _fixes(place),
            stack=fit.stack,
        )


def _compiled(compiled: Compile) -> Iterator[Finding]:
    if compiled.target.at_least(*_MADE_SINCE):
        return
    metrics = zip(compiled.metrics or (), compiled.metric_places, strict=False)
    given = [("loss", compiled.loss, compiled.bound.place("loss")), *(("metric", *each) for each in metrics)]
    for kind, value, place in given:
        if isinstance(value, str) or (isinstance(value, Named) and value.bound is not None):
            continue
        if place is None or place.is_string or not (_CLASS.match(place.text()) or _is_class(value, place.text())):
            continue
        yield Finding(
            place=place,
            severity=None if compiled.target.major < 3 else Severity.WARNING,
            label="the class itself, without `()`",
            message=words.sentences(
                f"{words.snippet(place)} is a class; Keras wants an object of it, a function or a name.",
                "Keras stops in fit(): TypeError."
                if compiled.target.major < 3
                else f"Keras says nothing in compile(), and the {kind} is nonsense.",
                f"Call it: {place.text()}().",
            ),
            fixes=_fixes(place),
            stack=compiled.stack,
        )


_MADE_SINCE = (3, 3)
"""The release since which Keras makes an object of a loss or metric class itself."""

_CLASS = re.compile(r"(?:\w+\.)*(?:losses|metrics)\.(?:[A-Z]\w*[a-z]\w*|AUC)$")
"""A class by its name; `MSE`, `MAE` and the other short names in capitals are functions."""


def _is_class(value: object, text: str) -> bool:
    """Whether a bare name is that of the class that it means; functions have small letters."""
    if not isinstance(value, Named) or not text[:1].isupper() or text.isupper():
        return False
    return text.lower() == value.name.replace("_", "").lower()


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    end = place.span().end
    return (Fix("Call it", (Edit(end, end, "()"),)),)
