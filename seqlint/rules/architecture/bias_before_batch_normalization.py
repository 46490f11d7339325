"""SEQ605."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.rules import words
from seqlint.rules.chain import affine, chain, nonlinearity
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.layer import Layer


@rule("SEQ605", Severity.HINT, subject=Compile)
def bias_before_batch_normalization(compiled: Compile) -> Iterator[Finding]:
    """A layer has a bias that BatchNormalization takes away again.

    ## What it does
    Reports Dense and convolutions without activation whose next layer is a BatchNormalization with its own offset.

    ## Why is this bad?
    BatchNormalization subtracts the mean of each channel, and with it any bias. Its own `beta` is the bias then.

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
        keras.layers.Dense(16),
        keras.layers.BatchNormalization(),
        keras.layers.Activation("relu"),
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
        keras.layers.Dense(16, use_bias=False),
        keras.layers.BatchNormalization(),
        keras.layers.Activation("relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: saved weights have one array more.

    ## References
    - [Keras: BatchNormalization](https://keras.io/api/layers/normalization_layers/batch_normalization/)
    """
    layers = chain(compiled.model) or []
    for layer, following in itertools.pairwise(layers):
        if not affine(layer) or following.type.name != "BatchNormalization" or following.argument("center") is not True:
            continue
        known, activation = nonlinearity(layer)
        if not known or activation is not None or layer.bound.value("use_bias") is not True:
            continue
        yield Finding(
            place=layer.place,
            label="its bias is taken away by the next layer",
            message=words.sentences(
                f"{words.layer(following)} after {words.layer(layer)} subtracts the mean, and with it the bias.",
                "Keras says nothing.",
                "Say use_bias=False.",
            ),
            related=(Related(following.place, "subtracts the mean"),),
            fixes=_fixes(layer),
            stack=compiled.stack,
        )


def _fixes(layer: Layer) -> tuple[Fix, ...]:
    from seqlint.source.edit import add_argument

    if not layer.place.text().endswith(")") or "use_bias" in layer.bound.given:
        return ()
    edit = add_argument(layer.place.chunk, layer.place.node, "use_bias=False")
    return (Fix("use_bias=False", (edit,), "unsafe"),)
