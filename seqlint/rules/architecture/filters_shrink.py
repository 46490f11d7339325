"""SEQ610."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.rules import words
from seqlint.rules.chain import chain
from seqlint.rules.prediction import prediction
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ610", Severity.HINT, subject=Compile)
def filters_shrink(compiled: Compile) -> Iterator[Finding]:
    """A convolution has fewer filters than the one before, and the maps get smaller too.

    ## What it does
    Reports convolutions that have less than half of the filters of the one before, after pooling or strides.

    ## Why is this bad?
    The maps get smaller on the way; more filters make up for it. Fewer of both throw information away early.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 28, 28, 1)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(64, 3, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 28, 28, 1)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(64, 3, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Conv2D(128, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    No fix: the width is yours to choose.

    ## References
    - [Keras: layers](https://keras.io/api/layers/)
    """
    end = prediction(compiled.model)
    if end is None or not (end.softmax or end.sigmoid) or end.affine is None or not end.affine.has("dense"):
        return
    convolutions = [layer for layer in chain(compiled.model) or [] if layer.type.name in {"Conv1D", "Conv2D", "Conv3D"}]
    for before, layer in itertools.pairwise(convolutions):
        wide, narrow = before.argument("filters"), layer.argument("filters")
        if (
            isinstance(wide, int)
            and isinstance(narrow, int)
            and narrow * 2 < wide
            and layer.argument("kernel_size") not in ((1,), (1, 1), (1, 1, 1))
        ):
            yield Finding(
                place=layer.bound.place("filters") or layer.place,
                label=f"{narrow} filters after {wide}",
                message=words.sentences(
                    f"{words.layer(layer)} has {narrow} filters after {wide}, while the maps get smaller too.",
                    "Keras says nothing.",
                    "Usual is the other way: more filters as the maps get smaller.",
                ),
                related=(Related(before.place, f"{wide} filters"),),
                stack=compiled.stack,
            )
