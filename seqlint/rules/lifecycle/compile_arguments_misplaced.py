"""SEQ505."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ505", Severity.ERROR, subject=Compile)
def compile_arguments_misplaced(compiled: Compile) -> Iterator[Finding]:
    """The metrics stand where compile() has its loss weights.

    ## What it does
    Reports `compile("adam", "mse", ["accuracy"])`: a list of names as third positional argument in Keras 3.

    ## Why is this bad?
    In Keras 3 the order is optimizer, loss, loss_weights, metrics; in Keras 2 the metrics came third.

    ## What Keras says
    `ValueError: dtype='string' is not a valid dtype for Keras type promotion.`, only in `fit()`.

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
    model.compile("adam", "mse", ["mae"])
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
    model.compile("adam", "mse", metrics=["mae"])
    model.fit(x, y)
    ```

    ## Fix safety
    Safe: names can only be metrics.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    argument = compiled.bound.given.get("loss_weights")
    if argument is None or argument.keyword is not None or argument.place is None or compiled.target.major < 3:
        return
    if not _NAMES.match(argument.place.text()):
        return
    yield Finding(
        place=argument.place,
        label="this is loss_weights, not metrics",
        message=words.sentences(
            "The third argument of compile() is `loss_weights` in Keras 3; the names of metrics stand there.",
            "Keras stops in fit(): ValueError: dtype='string' is not a valid dtype for Keras type promotion.",
            f"Write metrics={argument.place.text()}.",
        ),
        fixes=_fixes(argument.place),
        stack=compiled.stack,
    )


_NAMES = re.compile(r"^[\[(]\s*['\"]")


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    start = place.span().start
    return (Fix("Name them: metrics=", (Edit(start, start, "metrics="),)),)
