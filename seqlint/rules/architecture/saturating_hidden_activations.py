"""SEQ608."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.rules import words
from seqlint.rules.chain import affine, chain, nonlinearity
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.layer import Layer


@rule("SEQ608", Severity.HINT, subject=Compile)
def saturating_hidden_activations(compiled: Compile) -> Iterator[Finding]:
    """Several hidden layers in a row use sigmoid or tanh.

    ## What it does
    Reports three or more hidden Dense or convolution layers in a row with sigmoid or tanh.

    ## Why is this bad?
    Far from 0 these curves are flat, and each layer shrinks the gradient of those before it. relu does not.

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
        keras.layers.Dense(16, activation="sigmoid"),
        keras.layers.Dense(16, activation="sigmoid"),
        keras.layers.Dense(16, activation="sigmoid"),
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
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: another model.

    ## References
    - [Keras: activations](https://keras.io/api/layers/activations/)
    """
    layers = [layer for layer in chain(compiled.model) or [] if affine(layer)][:-1]
    run: list[Layer] = []
    for layer in layers:
        _, activation = nonlinearity(layer)
        run = [*run, layer] if activation is not None and activation.name in {"sigmoid", "tanh"} else []
        if len(run) == _DEEP:
            yield Finding(
                place=run[0].bound.place("activation") or run[0].place,
                label="shrinks the gradient, layer by layer",
                message=words.sentences(
                    f"{words.layer(run[0])} and the next layers saturate: each shrinks the gradient of those before "
                    "it.",
                    "Keras says nothing, and the first layers learn slowly.",
                    "Use relu in hidden layers.",
                ),
                fixes=_fixes(layers),
                stack=compiled.stack,
            )


_DEEP = 3


def _fixes(layers: list[Layer]) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_string

    edits = []
    for layer in layers:
        _, activation = nonlinearity(layer)
        place = layer.bound.place("activation")
        if activation is None or activation.name not in {"sigmoid", "tanh"} or place is None:
            continue
        if place.is_string:
            edits.append(replace_string(place.chunk, place.node, "relu"))
    return (Fix('activation="relu"', tuple(edits), "unsafe"),) if edits else ()
