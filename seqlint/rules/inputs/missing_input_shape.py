"""SEQ201."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit, LayerUse
from seqlint.keras.layer import Layer
from seqlint.keras.models import Model
from seqlint.rules import words
from seqlint.rules.insertion import inserted
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.store import Ref


@rule("SEQ201", Severity.INFO, subject=Program, after=("SEQ202",))
def missing_input_shape(program: Program) -> Iterator[Finding]:
    """The model has no input shape, so it is not built before the first batch.

    ## What it does
    Reports a Sequential that starts without `keras.Input` and without an input shape. A model that starts with
    `DenseFeatures` takes a dictionary of columns, which no Input of a Sequential can declare: it is left alone.

    ## Why is this bad?
    Until data comes the model has no shapes and no weights: `summary()` prints question marks, and a layer that
    does not fit the one before is found only in `fit()`. With the shape declared, each mistake shows at the line
    that makes it.

    ## What Keras says
    Nothing; the build waits for the first call.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Use instead
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    Safe where the data's shape is known: the model is built for the same shape, only earlier.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    nested = {use.ref.id for use in program.each(LayerUse) if isinstance(use.layer, Model)}
    for ref, model in program.models():
        if (
            model.kind != "Sequential"
            or model.declared
            or model.input_place is not None
            or model.open
            or not model.uses
            or ref.id in nested
        ):
            continue
        first = model.uses[0].layer
        if model.escaped or not isinstance(first, Layer) or _hidden(first) or first.has("columns"):
            continue  # a dictionary of columns has no shape that one Input could say
        yield _finding(model, _first_data(program, ref))


def _hidden(first: Layer) -> bool:
    """Whether `**settings` may hold the shape."""
    return any(getattr(argument, "star", "") == "**" for argument in getattr(first.place.node, "args", ()))


def _first_data(program: Program, ref: Ref) -> Fit | None:
    """The call at which the model is built."""
    return next((fit for fit in program.each(Fit) if fit.ref == ref), None)


def _finding(model: Model, data: Fit | None) -> Finding:
    first = model.uses[0].layer
    assert isinstance(first, Layer)
    known = isinstance(model.input, tuple) and model.built
    shape = words.sample(model.input) if known and model.input is not None else ""
    met = "" if data is None else f" Here {data.method}() gives it samples of shape {shape}." if known else ""
    return Finding(
        place=model.callee,
        label="the build waits for the first batch",
        message=f"This model has no input shape, so it has no shapes and no weights before the first batch.{met} "
        f"Mistakes between its layers show only then. Put {'Input(' + shape + ')' if shape else 'keras.Input(…)'} "
        "first.",
        related=() if data is None else (Related(data.place, "here the model is built"),),
        fixes=_fixes(first, model) if known else (),
        cause=(model.place, "input shape"),
        stack=model.stack,
    )


def _fixes(first: Layer, model: Model) -> tuple[Fix, ...]:
    sizes = model.input[1:] if isinstance(model.input, tuple) else ()
    if not sizes or not all(isinstance(size, int) for size in sizes):
        return ()
    return inserted(
        first, "Input", render(sizes), model.input if isinstance(model.input, tuple) else None, applicability="safe"
    )
