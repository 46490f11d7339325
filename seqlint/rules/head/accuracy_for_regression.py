"""SEQ322."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.array import is_float

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ322", Severity.WARNING, subject=Fit)
def accuracy_for_regression(fit: Fit) -> Iterator[Finding]:
    """Accuracy is asked of a regression.

    ## What it does
    Reports the metric `accuracy` where the loss is a distance, the last layer has no bounded activation and the
    targets are no classes.

    ## Why is this bad?
    Accuracy counts predictions that equal the label (after a threshold of 0.5). A predicted amount hardly ever
    equals the true one, so the number shown is near 0 or means nothing.

    ## What Keras says
    Nothing: it shows the number.

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
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    model.fit(x, y)
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
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: what reads `history.history["accuracy"]` has to follow.

    ## References
    - [Keras: metrics](https://keras.io/api/metrics/)
    """
    met = meeting(fit)
    if met is None or met.objective.kind != "regression" or met.prediction is None or not _open_ended(met):
        return
    if met.kind not in {None, "continuous"} or (met.kind is None and not is_float(met.labels.dtype)):
        return
    if (compiled := met.objective.compile) is None or met.labels.range in _CLASSES:
        return
    for metric, place in zip(compiled.metrics or (), compiled.metric_places, strict=False):
        if metric in ("accuracy", "acc"):
            yield Finding(
                place=place or compiled.place,
                label="counts predictions that equal the target",
                message=words.sentences(
                    f"{met.name} has real numbers, and {met.objective.name} measures a distance to them; accuracy "
                    "counts exact hits.",
                    "Keras says nothing and shows a number without meaning.",
                    'Use "mae": how far off the predictions are on average.',
                ),
                related=(*met.origin(), Related(met.objective.place, "this is a regression")),
                fixes=_fixes(place),
                stack=compiled.stack,
            )


_CLASSES = ((0, 0), (1, 1))
"""Labels that are all 0 or all 1, as those of real and made samples are: one batch holds one class."""


def _open_ended(met: Meeting) -> bool:
    """Whether the last layer gives any number, or any that is not negative."""
    activation = met.prediction.activation if met.prediction is not None else None
    return activation is None or activation.range[1] is None


def _fixes(place: Place | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_string

    if place is None or not place.is_string:
        return ()
    return (Fix('metrics=["mae"]', (replace_string(place.chunk, place.node, "mae"),), "unsafe"),)
