"""SEQ324."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.keras.layer import snake
from seqlint.keras.names import Named
from seqlint.rules import words
from seqlint.rules.prediction import prediction
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ324", Severity.WARNING, subject=Compile)
def negative_output_with_poisson(compiled: Compile) -> Iterator[Finding]:
    """The Poisson loss gets an output that can be negative.

    ## What it does
    Reports the Poisson loss on a model whose last layer has no activation, or one that gives negative numbers.

    ## Why is this bad?
    The Poisson loss takes the logarithm of the predicted count. Of a negative number there is none: the loss becomes
    NaN, and with it every weight.

    ## What Keras says
    Nothing: the loss is shown as nan.

    ## Example
    ```python
    import keras
    import numpy as np

    x, y = np.random.randn(200, 5), np.random.poisson(3, 200)
    model = keras.Sequential([
        keras.Input((5,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="poisson")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x, y = np.random.randn(200, 5), np.random.poisson(3, 200)
    model = keras.Sequential([
        keras.Input((5,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="exponential"),
    ])
    model.compile(optimizer="adam", loss="poisson")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: it changes what the model computes; "softplus" keeps an output above 0 too.

    ## References
    - [Keras: Poisson](https://keras.io/api/losses/probabilistic_losses/#poisson-class)
    """
    loss, end = compiled.loss, prediction(compiled.model)
    if not isinstance(loss, Named) or snake(loss.name) != "poisson" or end is None:
        return
    low = end.activation.range[0] if end.activation is not None else None
    if low is not None and low >= 0:
        return
    edits = end.with_activation("exponential")
    yield Finding(
        place=end.place,
        label="can be negative",
        message=words.sentences(
            f"{end.name} gives {'any number' if low is None else f'numbers from {low:g} up'}; the Poisson loss takes "
            "the logarithm of it.",
            "Keras says nothing: the loss becomes nan at the first negative prediction, and so does every weight.",
            'Use activation="exponential".',
        ),
        related=(Related(compiled.bound.place("loss") or compiled.place, "takes the logarithm"),),
        fixes=() if edits is None else (Fix('activation="exponential"', edits, "unsafe"),),
        stack=compiled.stack,
    )
