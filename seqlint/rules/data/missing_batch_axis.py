"""SEQ403."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.entrance import Entrance, entrance
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ403", Severity.ERROR, subject=Fit)
def missing_batch_axis(fit: Fit) -> Iterator[Finding]:
    """One sample is given to predict() without its batch axis.

    ## What it does
    Reports `predict` on data that has the shape of one sample.

    ## Why is this bad?
    `predict` takes many samples at once, so its data has one axis more than a sample. One sample is a batch of one:
    shape (1, 28, 28).

    ## What Keras says
    `ValueError: Invalid input shape for input …`, in `predict()`; or, where the last axis is 1, rows of the picture
    are taken for pictures.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 28, 28)
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(3, activation="softmax"),
    ])
    p = model.predict(x[0])
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 28, 28)
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(3, activation="softmax"),
    ])
    p = model.predict(x[0:1])
    ```

    ## Fix safety
    Safe: a batch of one is what is meant.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    found = entrance(fit)
    if found is None or found.trouble != "batch":
        return
    shape = found.features.shape
    yield Finding(
        place=fit.bound.place("x") or fit.place,
        severity=None if found.refused else Severity.WARNING,
        label=f"one sample, {render(shape)}; a batch is wanted",
        message=words.sentences(
            f"{found.name} has shape {render(shape)}, that of one sample; the model takes {found.expected}.",
            found.stops,
            f"Make it a batch of one: {_batch(found.name.strip('`'))}.",
        ),
        related=() if fit.model.input_place is None else (Related(fit.model.input_place, f"takes {found.expected}"),),
        fixes=_fixes(found),
        stack=fit.stack,
    )


_INDEX = re.compile(r"^(?P<data>.*)\[(?P<index>\d+)\]$", re.DOTALL)


def _batch(text: str) -> str:
    """One sample, alone or in a list, as a batch of one."""
    if text[:1] == "[" and text[-1:] == "]":
        text = text[1:-1].strip()
    match = _INDEX.match(text)
    return f"{match['data']}[{match['index']}:{int(match['index']) + 1}]" if match else f"{text}[None]"


def _fixes(found: Entrance) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    place, shape = found.fit.bound.place("x"), found.features.shape
    if place is None or not isinstance(shape, tuple) or not re.match(r"^[\w.\[\]]+$", place.text()):
        return ()
    edit = replace_node(place.chunk, place.node, _batch(place.text()))
    return (Fix(f"Make it a batch of one → {render((1, *shape))}", (edit,)),)
