"""SEQ213."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.nearest import nearest
from seqlint.values.refusal import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ213", Severity.ERROR, subject=UnknownName)
def unknown_name(refusal: UnknownName) -> Iterator[Finding]:
    """A string names no activation, initializer, loss, optimizer or metric.

    ## What it does
    Reports strings that Keras' lookup does not know.

    ## Why is this bad?
    Keras turns such strings into objects; an unknown one gives none.

    ## What Keras says
    `ValueError: Could not interpret activation function identifier: Relu`. For the strings of a layer, at its
    constructor; for the optimizer in `compile()`; for losses and metrics only in `fit()`.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="Relu"),
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
    Safe where only upper and lower case or underscores differ, else unsafe.

    ## References
    - [Keras: activations](https://keras.io/api/layers/activations/)
    """
    meant = _meant(refusal)
    yield Finding(
        place=refusal.place,
        label=f'did you mean "{meant}"?' if meant else f"no {refusal.kind} has this name",
        message=words.sentences(
            f'Keras knows no {refusal.kind} "{refusal.name}"{f", but {chr(34)}{meant}{chr(34)}" if meant else ""}.',
            words.stops(refusal),
        ),
        fixes=_fixes(refusal, meant),
        stack=refusal.stack,
    )


_ALSO = {
    "xavier": "glorot_uniform",
    "xavier_uniform": "glorot_uniform",
    "xavier_normal": "glorot_normal",
    "kaiming": "he_normal",
    "kaiming_normal": "he_normal",
    "kaiming_uniform": "he_uniform",
    "cosine": "cosine_similarity",
    "cosine_proximity": "cosine_similarity",
    "kullback_leibler_divergence": "kl_divergence",
    "rmse": "root_mean_squared_error",
}
"""Names that other libraries and older Keras have for the same thing."""


def _meant(refusal: UnknownName) -> str | None:
    other = _ALSO.get(refusal.name.lower())
    if other in refusal.names:
        return other
    alike = tuple(name for name in refusal.names if name.islower() == refusal.name.islower())
    return nearest(refusal.name, alike) or nearest(refusal.name, refusal.names)


def _fixes(refusal: UnknownName, meant: str | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_string

    place = refusal.place
    if meant is None or not place.is_string:
        return ()
    same = refusal.name.lower().replace("_", "") == meant.lower().replace("_", "")
    edit = replace_string(place.chunk, place.node, meant)
    return (Fix(f'Write "{meant}"', (edit,), "safe" if same else "unsafe"),)
