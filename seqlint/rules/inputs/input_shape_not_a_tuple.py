"""SEQ203."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.refusal import InvalidShape

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ203", Severity.ERROR, subject=InvalidShape)
def input_shape_not_a_tuple(refusal: InvalidShape) -> Iterator[Finding]:
    """A shape is given as a number.

    ## What it does
    Reports `Input(784)`, `input_shape=784` and `input_shape=(784)`: parentheses alone make no tuple.

    ## Why is this bad?
    A shape is a tuple with one size for each axis, also where there is one axis only: `(784,)` with its comma.

    ## What Keras says
    `ValueError: Cannot convert '784' to a shape`, when the layer or input is made.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input(shape=(784)),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input(shape=(784,)),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Fix safety
    Safe: the number can only be the size of the one axis.

    ## References
    - [Keras: Input](https://keras.io/api/layers/core_layers/input/)
    """
    text = refusal.place.text()
    number = text.strip("() ")
    yield Finding(
        place=refusal.place,
        label=f"a tuple is wanted: ({number},)",
        message=words.sentences(
            f"`{refusal.argument}` of {refusal.callee} is a number, {words.snippet(refusal.place)}; a tuple of sizes "
            "is wanted.",
            words.stops(refusal),
            f"Write ({number},): the comma makes the tuple.",
        ),
        fixes=_fixes(refusal, number),
        stack=refusal.stack,
    )


def _fixes(refusal: InvalidShape, number: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit
    from seqlint.source.syntax import extent

    if not isinstance(refusal.value, int) or isinstance(refusal.value, bool) or refusal.value < 1:
        return ()
    span = extent(refusal.place.chunk, refusal.place.node)
    return (Fix(f"Write ({number},)", (Edit(span.start, span.end, f"({number},)"),)),)
