"""SEQ204."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.declaration import shape_argument
from seqlint.rules.entrance import declares_samples, entrance
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.rules.stack import input_has_the_batch
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset
from seqlint.values.refusal import IncompatibleRank
from seqlint.values.shape import Shape, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.rules.rule import Applicability
    from seqlint.values.place import Place


@rule("SEQ204", Severity.ERROR, subject=IncompatibleRank | Fit)
def batch_axis_in_input_shape(subject: IncompatibleRank | Fit) -> Iterator[Finding]:
    """The declared input shape counts the samples as well.

    ## What it does
    Reports `input_shape=x_train.shape`, `Input((60000, 28, 28))` and `Input((None, 784))` where the data, or the
    layer that receives it, shows that the first size is the batch.

    ## Why is this bad?
    An input shape describes one sample. Keras puts the batch axis in front of it: `Input((784,))` is (None, 784).
    If the number of samples stands in the shape, the model expects one axis more than the data has.

    ## What Keras says
    `ValueError: Invalid input shape for input … Expected shape (None, 60000, 784)`, in `fit()`; or the first layer
    refuses one axis too many while the model is built.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.mnist.load_data()
    model = keras.Sequential([
        keras.Input(x_train.shape),
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
        keras.Input(x_train.shape[1:]),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    Safe where the data shows that the first size is the number of samples; else unsafe.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    model = subject.model
    if model is None or not isinstance(model.input, tuple) or model.input_place is None or not model.declared:
        return
    place = model.input_place
    related: tuple[Related, ...] = ()
    if isinstance(subject, IncompatibleRank):
        if not input_has_the_batch(subject):
            return
        said, certain, stopped = words.stops(subject), False, True
    else:
        features = subject.features
        if subject.method.startswith("predict") or (isinstance(subject.x, Dataset) and subject.x.batch is None):
            return
        if not isinstance(features, Array) or not isinstance(features.shape, tuple) or not declares_samples(subject):
            return
        outside = entrance(subject) if model.broken is None else None
        if subject.target.major < 3 and outside is None and model.broken is None:
            return  # Keras 2 lets it in, and the layers take it
        stopped = model.broken is not None or (outside is not None and outside.refused)
        said = (
            f"Keras stops in {subject.method}(): ValueError: Invalid input shape. Expected {render(model.input)}."
            if outside is not None and outside.refused
            else ""
            if stopped
            else "Keras gives the data a last axis of size 1, says nothing, and trains on other sizes."
        )
        related = (Related(subject.place, f"samples of shape {words.sample(features.shape)} arrive here"),)
        certain = True
    shape = model.input[1:]
    yield Finding(
        place=shape_argument(place),
        severity=None if stopped else Severity.WARNING,
        label=f"the first size is the batch: {render(shape)}",
        message=words.sentences(
            f"The declared shape is {render(shape)}, and Keras puts the batch axis in front of it: "
            f"{render(model.input)}.",
            f"Its first size counts the samples, which do not belong there: one sample is {render(shape[1:])}.",
            said,
        ),
        related=related,
        fixes=_fixes(shape_argument(place), shape, certain),
        cause=(place, "batch axis"),
        stack=subject.stack,
    )


def _fixes(place: Place, shape: Shape, certain: bool) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit, replace_node

    text = place.text()
    applicability: Applicability = "safe" if certain else "unsafe"
    title = f"Leave the samples out → {render(shape[1:])}"
    if text.endswith(".shape"):
        end = place.span().end
        return (Fix(title, (Edit(end, end, "[1:]"),), applicability),)
    if text.startswith("(") and all(isinstance(size, int) for size in shape[1:]):
        return (Fix(title, (replace_node(place.chunk, place.node, render(shape[1:])),), applicability),)
    return ()
