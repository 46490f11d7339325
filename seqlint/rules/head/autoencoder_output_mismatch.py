"""SEQ331."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import meeting
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.values.shape import equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ331", Severity.ERROR, subject=Fit)
def autoencoder_output_mismatch(fit: Fit) -> Iterator[Finding]:
    """An autoencoder gives another shape than it gets.

    ## What it does
    Reports a model that is trained on its own input, `fit(x, x)`, and whose output has another shape.

    ## Why is this bad?
    The loss compares the output with the input, value by value. Convolutions without padding and pooling make the
    picture smaller; the decoder has to bring it back to the same size.

    ## What Keras says
    `ValueError: Dimensions must be equal` or `Arguments target and output must have the same shape`, in `fit()`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 28, 28, 1)
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.Conv2D(1, 3, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, x)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 28, 28, 1)
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(8, 3, activation="relu", padding="same"),
        keras.layers.Conv2D(1, 3, activation="sigmoid", padding="same"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, x)
    ```

    ## Fix safety
    No fix: where the sizes are to come back is yours to choose.

    ## References
    - [Keras: autoencoders](https://blog.keras.io/building-autoencoders-in-keras.html)
    """
    met = meeting(fit)
    if met is None or fit.x is None or fit.y is not fit.x:
        return
    if len(met.shape) == len(met.output) and not any(
        equal(one, other) is False for one, other in zip(met.shape[1:], met.output[1:], strict=True)
    ):
        return
    if met.refused is None or not fit.model.uses:
        return
    last = fit.model.uses[-1].place
    yield Finding(
        place=last if met.prediction is None else met.prediction.layer.place,
        label=f"gives {render(met.output)}, gets {render(met.shape)}",
        message=words.sentences(
            f"The model is trained on its own input: {render(met.shape)} goes in, {render(met.output)} comes out.",
            met.stops,
            "Bring the output back to the input's shape.",
        ),
        related=(Related(met.objective.place, "compares value by value"),),
        stack=fit.stack,
    )
