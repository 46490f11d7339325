"""SEQ607."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.keras.weights import count
from seqlint.rules import words
from seqlint.rules.chain import chain
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.layer import Layer


@rule("SEQ607", Severity.HINT, subject=Compile)
def large_dense_layer(compiled: Compile) -> Iterator[Finding]:
    """One Dense layer holds nearly all parameters.

    ## What it does
    Reports a Dense layer after Flatten with more than a million parameters and nine tenths of the model's.

    ## Why is this bad?
    Flatten of a big map makes as many inputs as it has values, and Dense has a weight for each of them and each
    unit. Such a layer is slow and learns the training data by heart. Global pooling, or more pooling before, makes
    it small.

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
        keras.layers.Conv2D(32, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
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
        keras.layers.Conv2D(32, 3, activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: another model.

    ## References
    - [Keras: GlobalAveragePooling2D](https://keras.io/api/layers/pooling_layers/global_average_pooling2d/)
    """
    layers = chain(compiled.model) or []
    total = compiled.model.parameters
    if not isinstance(total, int) or total < _MANY:
        return
    for flatten, layer in itertools.pairwise(layers):
        own = count(layer.weights) if layer.weights is not None else 0
        if (
            not flatten.has("flatten")
            or not layer.has("dense")
            or not isinstance(own, int)
            or own < _MANY
            or own < 0.9 * total
        ):
            continue
        yield Finding(
            place=layer.place,
            label=f"{own:,} of {total:,} parameters",
            message=words.sentences(
                f"{words.layer(layer)} has {own:,} of the model's {total:,} parameters, a weight for each of the "
                "flattened values.",
                "Keras says nothing; it is slow and learns by heart.",
                "Pool before it: GlobalAveragePooling instead of Flatten.",
            ),
            related=(Related(flatten.place, "flattened here"),),
            fixes=_fixes(flatten),
            stack=compiled.stack,
        )


_MANY = 1_000_000


def _fixes(flatten: Layer) -> tuple[Fix, ...]:
    from seqlint.rules.spelling import like
    from seqlint.source.edit import replace_node

    axes = len(flatten.input) - 2 if isinstance(flatten.input, tuple) else 0
    if axes not in {1, 2, 3}:
        return ()
    spelling = like(flatten.callee, flatten.callee.text().rpartition(".")[2], f"GlobalAveragePooling{axes}D")
    if spelling is None:
        return ()
    edit = replace_node(flatten.place.chunk, flatten.place.node, f"{spelling.text}()")
    return (Fix("Pool instead of flattening", (*spelling.edits, edit), "unsafe"),)
