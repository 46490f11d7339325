"""SEQ604."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.keras.names import Named
from seqlint.rules import words
from seqlint.rules.chain import affine, chain
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.layer import Layer


@rule("SEQ604", Severity.WARNING, subject=Compile)
def constant_initializer(compiled: Compile) -> Iterator[Finding]:
    """All weights of a hidden layer start with the same number.

    ## What it does
    Reports `kernel_initializer="zeros"`, `"ones"` and other constants on a layer that another one follows.

    ## Why is this bad?
    Units that start alike get the same gradient and stay alike: a layer of 64 units does the work of one. With
    zeros no gradient comes through at all.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu", kernel_initializer="zeros"),
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
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: the weights start elsewhere.

    ## References
    - [Keras: initializers](https://keras.io/api/layers/initializers/)
    """
    layers = chain(compiled.model) or []
    for index, layer in enumerate(layers):
        if not affine(layer) or not any(affine(each) for each in layers[index + 1 :]):
            continue
        initializer = layer.bound.value("kernel_initializer")
        if (
            not isinstance(initializer, Named)
            or not getattr(initializer.entry, "constant", False)
            or layer.argument("trainable") is False
        ):
            continue
        if layer.has("dense") and layer.argument("units") == 1:
            continue
        place = layer.bound.place("kernel_initializer") or layer.place
        yield Finding(
            place=place,
            label="all weights start alike",
            message=words.sentences(
                f"All weights of {words.layer(layer)} start with one number, so its units stay alike.",
                "Keras says nothing, and the layer does the work of one unit.",
                'Leave it away: "glorot_uniform" is the default.',
            ),
            fixes=_fixes(layer),
            stack=compiled.stack,
        )


def _fixes(layer: Layer) -> tuple[Fix, ...]:
    from seqlint.source.edit import remove_argument

    argument = layer.bound.given.get("kernel_initializer")
    if argument is None or argument.whole is None or argument.whole.node not in getattr(layer.place.node, "args", ()):
        return ()
    edit = remove_argument(layer.place.chunk, layer.place.node, argument.whole.node)
    return (Fix("Start with the default", (edit,), "unsafe"),)
