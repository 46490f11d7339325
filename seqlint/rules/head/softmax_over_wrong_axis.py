"""SEQ330."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import LayerMade
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ330", Severity.WARNING, subject=LayerMade)
def softmax_over_wrong_axis(made: LayerMade) -> Iterator[Finding]:
    """Softmax runs over the samples.

    ## What it does
    Reports `Softmax(axis=0)`.

    ## Why is this bad?
    Axis 0 is the batch: the probabilities of each class then sum to 1 over the samples of a batch, and those of one
    sample sum to anything.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(3),
        keras.layers.Softmax(axis=0),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(3),
        keras.layers.Softmax(axis=-1),
    ])
    ```

    ## Fix safety
    Safe: the classes stand on the last axis.

    ## References
    - [Keras: Softmax](https://keras.io/api/layers/activation_layers/softmax/)
    """
    layer = made.layer
    place = layer.bound.place("axis")
    if layer.type.name != "Softmax" or place is None or layer.argument("axis") != 0 or layer.argument("axis") is False:
        return
    yield Finding(
        place=place,
        label="axis 0 is the batch",
        message="Softmax over axis 0 makes each class sum to 1 over the samples of a batch, not the classes of a "
        "sample. "
        "Keras says nothing. Take the last axis: -1.",
        fixes=_fixes(place),
        stack=made.stack,
    )


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    return (Fix("axis=-1", (replace_node(place.chunk, place.node, "-1"),)),)
