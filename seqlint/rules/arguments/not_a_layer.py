"""SEQ209."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.functions import Library
from seqlint.values.refusal import NotALayer

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ209", Severity.ERROR, subject=NotALayer | Fit)
def not_a_layer(subject: NotALayer | Fit) -> Iterator[Finding]:
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
    if isinstance(subject, Fit):
        if subject.target.major < 3:
            return  # Keras 2 says so when the layer is applied
        for use in subject.model.uses:
            if isinstance(use.layer, Layer):
                yield from _class_as_activation(subject, use.layer, f"Keras stops in {subject.method}()")
        return
    refusal = subject
    if isinstance(refusal.layer, Layer) and refusal.layer.bound.place("activation") == refusal.place:
        yield from _class_as_activation(refusal, refusal.layer, words.stops(refusal).rstrip("."))
        return
    value = refusal.value
    written = words.snippet(refusal.place).strip("`")
    cure = ""
    if isinstance(value, Library) and value.name[:1].isupper():
        cure = f"Call it: {written}(…)."
    elif isinstance(value, Library):
        cure = f"An activation is a layer of its own only as keras.layers.Activation({written})."
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


def _class_as_activation(subject: NotALayer | Fit, layer: Layer, stops: str) -> Iterator[Finding]:
    """A layer class, not an instance, as activation of a layer that is called."""
    from seqlint.keras.layers import find
    from seqlint.source.edit import Edit

    value, place = layer.bound.value("activation"), layer.bound.place("activation")
    if not isinstance(value, Library) or place is None or not value.path.startswith("keras.layers."):
        return
    if find(value.name) is None:
        return
    end = place.span().end
    yield Finding(
        place=place,
        label="the class itself, without `()`",
        message=words.sentences(
            f"{words.snippet(place)} is a class; an activation is a function, a name or a layer object.",
            f"{stops}, when the layer is called.",
            f"Call it: {place.text()}().",
        ),
        related=(Related(subject.place, "called here"),) if isinstance(subject, Fit) else (),
        fixes=(Fix(f"Call {value.name}()", (Edit(end, end, "()"),)),),
        stack=layer.stack,
    )
