"""SEQ606."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.rules import words
from seqlint.rules.chain import chain
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ606", Severity.HINT, subject=Compile)
def dropout_before_batch_normalization(compiled: Compile) -> Iterator[Finding]:
    """Dropout stands right before BatchNormalization.

    ## What it does
    Reports a dropout whose next layer, or next but activation and linear layers, is a BatchNormalization.

    ## Why is this bad?
    Dropout changes the variance of what the normalisation measures in training, but not in prediction. The two
    disagree, and the normalised values shift.

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
        keras.layers.Dropout(0.3),
        keras.layers.BatchNormalization(),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
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
        keras.layers.BatchNormalization(),
        keras.layers.Dropout(0.3),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    No fix: their order is yours to choose.

    ## References
    - [Li et al.: Understanding the disharmony between dropout and batch
    normalization](https://arxiv.org/abs/1801.05134)
    """
    layers = chain(compiled.model) or []
    for layer, following in itertools.pairwise(layers):
        if layer.has("dropout") and following.type.name == "BatchNormalization":
            yield Finding(
                place=layer.place,
                label="changes what the next layer measures",
                message=words.sentences(
                    f"{words.layer(layer)} stands right before {words.layer(following)}: the variance in training is "
                    "another than in prediction.",
                    "Keras says nothing.",
                    "Put the dropout after it.",
                ),
                related=(Related(following.place, "measures mean and variance"),),
                stack=compiled.stack,
            )
