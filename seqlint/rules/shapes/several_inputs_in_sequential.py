"""SEQ107."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.refusal import SeveralInputs

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ107", Severity.ERROR, subject=SeveralInputs)
def several_inputs_in_sequential(refusal: SeveralInputs) -> Iterator[Finding]:
    """A layer that takes or gives more than one tensor stands in a Sequential.

    ## What it does
    Reports merging layers (Concatenate, Add …), attention, recurrent cells and `return_state=True` inside a Sequential.

    ## Why is this bad?
    A Sequential hands exactly one tensor from layer to layer. Branches that meet again need the functional API.

    ## What Keras says
    `ValueError: A merge layer should be called on a list of at least 1 input`, while the model is built, or in
    `fit()` if it has no input shape.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Concatenate(),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras

    inputs = keras.Input((8,))
    wide = keras.layers.Dense(16, activation="relu")(inputs)
    both = keras.layers.Concatenate()([inputs, wide])
    model = keras.Model(inputs, keras.layers.Dense(1)(both))
    ```

    ## Fix safety
    No fix: which tensors should meet is not in the program.

    ## References
    - [Keras: the functional API](https://keras.io/guides/functional_api/)
    """
    layer = refusal.layer
    title = words.layer(layer) if layer is not None else "The layer"
    yield Finding(
        place=refusal.place,
        label=f"works with {refusal.needs}",
        message=words.sentences(
            f"{title} works with {refusal.needs}; a Sequential hands on one tensor.",
            words.stops(refusal),
            "Write this part with the functional API: keras.Model(inputs, outputs).",
        ),
        stack=refusal.stack,
    )
