"""SEQ207."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.refusal import InputNotFirst

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ207", Severity.ERROR, subject=InputNotFirst)
def input_layer_not_first(refusal: InputNotFirst) -> Iterator[Finding]:
    """An Input stands after other layers, or there are two.

    ## What it does
    Reports an `Input` or `InputLayer` that is not the first item of a Sequential.

    ## Why is this bad?
    Input declares what goes into the whole stack. Between two layers the shape is what the layer before gives.

    ## What Keras says
    `ValueError: Sequential model … has already been configured to use input shape …`, when the item is added.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.Input((16,)),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    No fix: the first one may be the wrong one.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    yield Finding(
        place=refusal.place,
        label="only the first item may be an Input",
        message=words.sentences(
            f"{words.snippet(refusal.place, 'This Input')} stands after other items; an Input can only open the stack.",
            words.stops(refusal),
            "Take it out: a layer gets its shape from the one before.",
        ),
        stack=refusal.stack,
    )
