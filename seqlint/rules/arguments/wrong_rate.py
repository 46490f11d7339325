"""SEQ217."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import LayerMade
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEEP = 0.9
"""From this rate on, what is kept was probably meant: nobody drops nine values of ten."""


@rule("SEQ217", Severity.WARNING, subject=LayerMade)
def wrong_rate(made: LayerMade) -> Iterator[Finding]:
    """A dropout drops (nearly) everything.

    ## What it does
    Reports a dropout rate of 0.9 or more.

    ## Why is this bad?
    `rate` is the part that is dropped. TensorFlow 1 and some books give the part that is kept: 0.9 there is 0.1 here.
    With 1.0 nothing is left, and the layers before it learn nothing.

    ## What Keras says
    Nothing: it trains. Keras 2 stops in `fit()` where a Dropout or SpatialDropout drops everything.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dropout(0.9),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dropout(0.1),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    Unsafe: the fix takes 1 minus the rate.

    ## References
    - [Keras: Dropout](https://keras.io/api/layers/regularization_layers/dropout/)
    """
    layer = made.layer
    if not layer.has("dropout") or "rate" not in layer.type.signature.names():
        return
    rate, place = layer.argument("rate"), layer.bound.place("rate")
    if not isinstance(rate, int | float) or isinstance(rate, bool) or not _KEEP <= rate <= 1 or place is None:
        return
    everything = rate == 1
    refused = everything and made.target.major < 3 and layer.type.name.startswith(("Dropout", "SpatialDropout"))
    said = "Keras 2 stops in fit(): `rate` must be a float in the range [0, 1)." if refused else "Keras says nothing."
    yield Finding(
        place=place,
        severity=Severity.ERROR if refused else None,
        label="drops everything" if everything else f"keeps {1 - rate:.0%}",
        message=f"`rate` is the part that {words.layer(layer)} drops: "
        f"{'all values' if everything else f'{rate:.0%} of the values'} become 0. "
        f"{said} {_cure(rate)}",
        fixes=() if everything else _fixes(made, f"{1 - rate:g}"),
        stack=made.stack,
    )


def _fixes(made: LayerMade, rate: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    place = made.layer.bound.place("rate")
    if place is None:
        return ()
    return (Fix(f"Drop {rate} instead", (replace_node(place.chunk, place.node, rate),), "unsafe"),)


def _cure(rate: float) -> str:
    return "Take a rate below 1." if rate == 1 else f"If {rate:g} is the part to keep, the rate is {1 - rate:g}."
