"""SEQ402."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.entrance import Entrance, entrance
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.generator import Generator
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ402", Severity.ERROR, subject=Fit)
def missing_channel_axis(fit: Fit) -> Iterator[Finding]:
    """Pictures come without a channel axis.

    ## What it does
    Reports data of shape (n, height, width) for a model that takes (n, height, width, channels), where Keras does
    not add the axis itself.

    ## Why is this bad?
    A picture for Conv2D has three axes: height, width and channels. Grey pictures have one channel, and the axis
    must still be there.

    ## What Keras says
    `ValueError: … expected min_ndim=4, found ndim=3`, in `fit()`. Where an Input with one channel is declared,
    Keras 3 adds the axis itself, and nothing is reported.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 28, 28)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((28, 28, 3)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 28, 28, 3)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((28, 28, 3)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    No fix where several channels are wanted. Where one is, the fix adds the axis and is unsafe: other calls need it
    too.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    found = None if isinstance(fit.x, Generator) else entrance(fit)
    if found is None or found.trouble != "channel":
        return
    yield Finding(
        place=fit.bound.place("x") or fit.place,
        label=f"{render(found.features.shape)} has no channel axis",
        message=words.sentences(
            f"{found.name} has shape {render(found.features.shape)}; the model takes {found.expected}: the channel "
            "axis is missing.",
            found.stops,
            f"Add it: {found.name.strip('`')}[..., None]."
            if not fit.model.declared
            else "Add it, or declare one channel.",
        ),
        related=_sources(found),
        fixes=_fixes(found),
        cause=found.cause,
        stack=fit.stack,
    )


def _sources(found: Entrance) -> tuple[Related, ...]:
    place = found.fit.model.input_place if found.fit.model.declared else None
    place = place or (found.layer.place if found.layer is not None else None)
    return () if place is None else (Related(place, f"takes {found.expected}"),)


def _fixes(found: Entrance) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    place = found.fit.bound.place("x")
    if place is None or found.fit.model.declared or not place.text().replace("_", "a").isalnum():
        return ()
    end = place.span().end
    shape = found.features.shape
    title = f"Add the channel axis → {render((*shape, 1))}" if isinstance(shape, tuple) else "Add the channel axis"
    return (Fix(title, (Edit(end, end, "[..., None]"),), "unsafe"),)
