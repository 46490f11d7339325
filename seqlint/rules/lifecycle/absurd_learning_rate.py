"""SEQ504."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.keras.names import Named
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ504", Severity.WARNING, subject=Compile)
def absurd_learning_rate(compiled: Compile) -> Iterator[Finding]:
    """The learning rate is zero, negative, or far too large for the optimizer.

    ## What it does
    Reports learning rates of 0 and below, and of 1 and above for Adam, RMSprop and their relatives.

    ## Why is this bad?
    At 0 nothing is learned; a negative rate climbs the loss. Adam moves each weight by about the learning rate at
    each step, so 1 throws all of them about.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=1.0), loss="mse")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.001), loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: 0.001 is where one starts, not what suits your data.

    ## References
    - [Keras: Adam](https://keras.io/api/optimizers/adam/)
    """
    optimizer = compiled.optimizer
    if not isinstance(optimizer, Named) or optimizer.bound is None:
        return
    rate, place = optimizer.argument("learning_rate"), optimizer.bound.place("learning_rate")
    if not isinstance(rate, int | float) or isinstance(rate, bool) or place is None:
        return
    adaptive = optimizer.name in _BY_STEP
    if rate > 0 and not (adaptive and rate >= 1):
        return
    why = (
        "nothing is learned"
        if rate == 0
        else "the loss climbs"
        if rate < 0
        else f"{optimizer.name} moves every weight by about {rate:g} at each step"
    )
    yield Finding(
        place=place,
        label=why,
        message=words.sentences(f"The learning rate is {rate:g}: {why}.", "Keras says nothing.", "Start with 0.001."),
        fixes=_fixes(place),
        stack=compiled.stack,
    )


_BY_STEP = frozenset({"Adam", "AdamW", "Adamax", "Nadam", "RMSprop", "Lion"})
"""Optimizers that move each weight by about the learning rate."""


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    return (Fix("learning_rate=0.001", (replace_node(place.chunk, place.node, "0.001"),), "unsafe"),)
