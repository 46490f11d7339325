"""SEQ314."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.shape import NONE, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ314", Severity.WARNING, subject=Fit, after=("SEQ320",))
def label_shape_mismatch(fit: Fit) -> Iterator[Finding]:
    """Labels and output have different widths, and the loss stretches one of them.

    ## What it does
    Reports mean squared error and other distances where one side has one value and the other several.

    ## Why is this bad?
    These losses follow numpy's rule: a size of 1 is stretched to any other. So each output is compared with the
    same label, or one output with all labels, and the model learns an average.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100, 4)
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

    x = np.random.rand(100, 8)
    y = np.random.rand(100, 4)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(4),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: more outputs are more weights.

    ## References
    - [Keras: regression losses](https://keras.io/api/losses/regression_losses/)
    """
    met = meeting(fit) if fit.y is not fit.x else None
    if (
        met is None
        or met.objective.kind != "regression"
        or met.prediction is None
        or met.refused is not None
        or not _side_by_side(met)
    ):
        return
    columns, units = met.columns, met.units
    if not isinstance(columns, int) or not isinstance(units, int) or columns == units or 1 not in (columns, units):
        return
    classes = met.prediction.softmax and met.kind == "indices" and columns == 1
    dense = met.prediction.affine
    place = dense.bound.place("units") if dense is not None and dense.has("dense") else None
    yield Finding(
        place=met.objective.place if classes else place or met.prediction.layer.place,
        label="a distance between class numbers" if classes else f"{words.counted(columns, 'value')} wanted",
        message=words.sentences(
            f"The model gives {words.counted(units, 'number')} for each {'sample' if met.flat else 'place or step'}, "
            f"{render(met.output)}; {met.name} has "
            f"{columns}, {render(met.labels.shape)}.",
            "Keras says nothing and stretches the side with one value over the other.",
            "Classes want sparse_categorical_crossentropy."
            if classes
            else f"Give the last layer {words.counted(columns, 'unit')}.",
        ),
        related=met.origin(),
        fixes=() if classes else _fixes(place, columns),
        cause=(fit.place, "amounts"),
        stack=fit.stack,
    )


def _side_by_side(met: Meeting) -> bool:
    """Whether labels and output have the same axes, of which the last one alone is stretched."""
    if len(met.output) > _ROW:
        return len(met.shape) == len(met.output)
    return len(met.shape) in ((_ROW,) if met.fit.target.major >= 3 else (1, _ROW))


_ROW = 2


def _fixes(place: Place | None, wanted: int) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    if place is None or not place.text().isdigit():
        return ()
    edit = replace_node(place.chunk, place.node, str(wanted))
    return (Fix(f"{words.counted(wanted, 'unit')} → {render((NONE, wanted))}", (edit,), "unsafe"),)
