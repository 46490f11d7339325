"""SEQ401."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.declaration import shape_argument
from seqlint.rules.entrance import Entrance, declares_samples, entrance, takes_axes
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.generator import Generator
from seqlint.values.shape import NONE, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ401", Severity.ERROR, subject=Fit, after=("SEQ404",))
def data_shape_mismatch(fit: Fit) -> Iterator[Finding]:
    """The data has another shape than the model takes.

    ## What it does
    Compares the shape of the data with the model's input shape, and follows it through the layers.

    ## Why is this bad?
    The weights of the layers were made for the declared shape. Data with another number of axes or features cannot
    be multiplied with them; data with other picture sizes or lengths may pass in silence.

    ## What Keras says
    `ValueError: Invalid input shape for input …` where the number of axes differs, an error of the first layer with
    weights where a size differs. Keras 3 compares only the number of axes, so sizes that meet no weights pass.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 9)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 9)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((9,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: the data may be what is wrong.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    found = None if isinstance(fit.x, Generator) else entrance(fit)
    if found is None or found.trouble != "shape" or declares_samples(fit):
        return
    features = found.features
    if features.dtype == "object":  # Keras says so first, and its shape says nothing about the samples
        return
    yield Finding(
        place=fit.bound.place("x") or fit.place,
        severity=None if found.refused else Severity.WARNING,
        label=f"{render(features.shape)} given, {found.expected} wanted",
        message=words.sentences(
            f"{found.name} has shape {render(features.shape)}; the model takes {found.expected}.",
            found.stops,
            "Change the data, or the declared shape." if fit.model.declared else "Change the data, or the first layer.",
        ),
        related=_sources(found),
        fixes=_fixes(found),
        cause=found.cause,
        stack=fit.stack,
    )


def _sources(found: Entrance) -> tuple[Related, ...]:
    place = found.fit.model.input_place
    places: tuple[Related, ...] = (
        (Related(place, f"the model takes {found.expected}"),) if place is not None and found.fit.model.declared else ()
    )
    if found.layer is not None:
        places += (Related(found.layer.place, "this layer cannot take it"),)
    return places


def _fixes(found: Entrance) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    place = found.fit.model.input_place
    place = None if place is None else shape_argument(place)
    shape = found.features.shape
    sizes = shape[1:] if isinstance(shape, tuple) else ()
    if place is None or not found.fit.model.declared or not sizes or not all(isinstance(size, int) for size in sizes):
        return ()
    if not place.text().startswith("(") or not takes_axes(found.fit.model, (NONE, *sizes)):
        return ()
    edit = replace_node(place.chunk, place.node, render(sizes))
    return (Fix(f"Declare {render(sizes)}", (edit,), "unsafe"),)
