"""SEQ219."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit, LayerUse
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ219", Severity.WARNING, subject=Program)
def preprocessing_not_adapted(program: Program) -> Iterator[Finding]:
    """A preprocessing layer never saw the data.

    ## What it does
    Reports Normalization, TextVectorization, StringLookup, IntegerLookup and Discretization that were neither
    adapted nor given their numbers.

    ## Why is this bad?
    These layers learn a mean, a vocabulary or boundaries from the data by `adapt()`. Normalization without it
    changes nothing; the others have nothing to look up.

    ## What Keras says
    Nothing for Normalization. The others stop in `fit()`: `Table not initialized`, or `You need to either pass the
    bin_boundaries argument or call adapt(dataset)`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Normalization(),
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
    y = np.random.rand(100)
    normalize = keras.layers.Normalization()
    normalize.adapt(x)
    model = keras.Sequential([
        keras.Input((8,)),
        normalize,
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    No fix: the layer needs a name to be adapted by.

    ## References
    - [Keras: preprocessing layers](https://keras.io/guides/preprocessing_layers/)
    """
    met: set[int] = set()
    builders: dict[int, int] = {}
    for event in program.each(LayerUse):
        builders.setdefault(event.ref.id, event.model.id)
    for fit in program.each(Fit):
        late = fit.ref.id not in met and not fit.model.declared and fit.model.input_place in {None, fit.place}
        late = late and not _eager(fit)
        met.add(fit.ref.id)
        for use in fit.model.uses:
            layer = program.record(use.ref)
            if isinstance(layer, Layer) and _learned_nothing(layer):
                here = use.ref is None or builders.get(use.ref.id, fit.ref.id) == fit.ref.id
                yield _finding(fit, layer, late=late and here and not fit.model.called)


def _eager(fit: Fit) -> bool:
    """Whether the training step runs line by line, so that the layer is built outside any graph."""
    return fit.compile is not None and fit.compile.bound.value("run_eagerly") is not False


_LEARN = frozenset({"Normalization", "TextVectorization", "StringLookup", "IntegerLookup", "Discretization"})
_GIVEN = ("mean", "variance", "vocabulary", "bin_boundaries")


def _learned_nothing(layer: Layer) -> bool:
    """Whether a layer that learns from data was neither adapted nor given its numbers."""
    if layer.type.name not in _LEARN or layer.adapted:
        return False
    return not any(layer.bound.value(name) is not None for name in _GIVEN if name in layer.bound.names())


def _finding(fit: Fit, layer: Layer, *, late: bool) -> Finding:
    """What Keras says of it; Keras 3 cannot build a Normalization inside the training step, which is `late`."""
    normalizes = layer.type.name == "Normalization"
    silent = normalizes and not (late and fit.target.major >= 3)
    return Finding(
        place=layer.place,
        severity=None if silent else Severity.ERROR,
        label="never adapted",
        message=words.sentences(
            f"{words.layer(layer)} was never shown the data.",
            "Keras says nothing, and the layer changes nothing."
            if silent
            else f"Keras stops in {fit.method}(): {'InaccessibleTensorError' if normalizes else 'its table is empty'}.",
            "Call adapt(…) on it before, with the training data.",
        ),
        related=(Related(fit.place, "used here"),),
        stack=layer.stack,
    )
