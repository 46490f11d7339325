"""SEQ209."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.functions import Library
from seqlint.values.refusal import NotALayer

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ209", Severity.ERROR, subject=NotALayer)
def not_a_layer(refusal: NotALayer) -> Iterator[Finding]:
    """Something that is no layer stands in a Sequential.

    ## What it does
    Reports classes without parentheses, strings, functions, tensors and layers of another package among the layers.

    ## Why is this bad?
    A Sequential calls its items one after the other as Keras layers; anything else has no weights and no shape for it.

    ## What Keras says
    `ValueError: Only instances of keras.Layer can be added to a Sequential model`, when the item is added.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten,
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Fix safety
    Safe for a class that needs no arguments: it is called. Unsafe for an activation's name: it becomes a layer.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    value = refusal.value
    cure = ""
    if isinstance(value, Library):
        cure = f"Call it: {words.snippet(refusal.place).strip('`')}(…)."
    elif isinstance(value, str):
        cure = f'An activation is a layer of its own only as keras.layers.Activation("{value}").'
    yield Finding(
        place=refusal.place,
        label=f"{refusal.what} is no layer",
        message=words.sentences(
            f"{words.snippet(refusal.place, 'This item')} is {refusal.what}; a Sequential takes layers.",
            words.stops(refusal),
            cure,
        ),
        fixes=_fixes(refusal),
        stack=refusal.stack,
    )


def _fixes(refusal: NotALayer) -> tuple[Fix, ...]:
    from seqlint.keras.layers import find
    from seqlint.source.edit import Edit

    value = refusal.value
    if not isinstance(value, Library) or not refusal.place.text().endswith(value.name):
        return ()
    type_ = find(value.name)
    if type_ is None or any(parameter.required for parameter in type_.signature.parameters):
        return ()
    end = refusal.place.span().end
    return (Fix(f"Call {value.name}()", (Edit(end, end, "()"),)),)
