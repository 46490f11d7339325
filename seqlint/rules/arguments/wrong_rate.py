"""SEQ217."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit, LayerMade
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place

_TRAINS = frozenset({"fit", "train_on_batch"})
_REFUSED = frozenset({"Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"})
"""Those that TensorFlow's own dropout serves in Keras 2."""

_KEEP = 0.9
"""From this rate on, what is kept was probably meant: nobody drops nine values of ten."""


@rule("SEQ217", Severity.WARNING, subject=LayerMade | Fit)
def wrong_rate(subject: LayerMade | Fit) -> Iterator[Finding]:
    """A dropout drops (nearly) everything.

    ## What it does
    Reports a dropout rate of 0.9 or more.

    ## Why is this bad?
    `rate` is the part that is dropped. TensorFlow 1 and some books give the part that is kept: 0.9 there is 0.1 here.
    With 1.0 nothing is left, and the layers before it learn nothing.

    ## What Keras says
    Nothing: it trains. Keras 2 stops in `fit()` at Dropout and SpatialDropout with 1.0: `ValueError: rate must be a
    scalar tensor or a float in the range [0, 1)`; there it is an error.

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
    if isinstance(subject, LayerMade):
        if (found := _dropping(subject.layer, subject)) is not None:
            yield found
    elif subject.target.major == 2 and subject.method in _TRAINS and subject.compile is not None:
        for use in subject.model.uses:
            layer = use.layer
            if isinstance(layer, Layer) and layer.type.name in _REFUSED and layer.argument("rate") == 1:
                found = _dropping(layer, subject)
                if found is not None:
                    yield found


def _dropping(layer: Layer, subject: LayerMade | Fit) -> Finding | None:
    if not layer.has("dropout") or "rate" not in layer.type.signature.names():
        return None
    rate, place = layer.argument("rate"), layer.bound.place("rate")
    if not isinstance(rate, int | float) or isinstance(rate, bool) or not _KEEP <= rate <= 1 or place is None:
        return None
    everything, fit = rate == 1, isinstance(subject, Fit)
    stops = "Keras stops in fit(): ValueError: `rate` must be a float in the range [0, 1)."
    return Finding(
        place=place,
        severity=Severity.ERROR if fit else None,
        label="drops everything" if everything else f"keeps {1 - rate:.0%}",
        message=f"`rate` is the part that {words.layer(layer)} drops: "
        f"{'all values' if everything else f'{rate:.0%} of the values'} become 0. "
        f"{stops if fit else 'Keras says nothing.'} {_cure(rate)}",
        related=(Related(subject.place, "stops here"),) if fit else (),
        fixes=() if everything else _fixes(place, f"{1 - rate:g}"),
        stack=subject.stack,
    )


def _fixes(place: Place, rate: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    return (Fix(f"Drop {rate} instead", (replace_node(place.chunk, place.node, rate),), "unsafe"),)


def _cure(rate: float) -> str:
    return "Take a rate below 1." if rate == 1 else f"If {rate:g} is the part to keep, the rate is {1 - rate:g}."
