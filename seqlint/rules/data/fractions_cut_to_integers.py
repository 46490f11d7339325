"""SEQ424."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.making import steps_here
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.array import Array, changed, is_float, is_integer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.array import Step


@rule("SEQ424", Severity.WARNING, subject=Fit)
def fractions_cut_to_integers(fit: Fit) -> Iterator[Finding]:
    """Scaled data is made whole numbers again, so nearly all of it becomes 0.

    ## What it does
    Reports training data that was divided to 0 … 1 and then cast to an integer type, or divided with `//` by its
    largest value.

    ## Why is this bad?
    Integers keep nothing of what is behind the point: each value below 1 becomes 0, and only the largest stays 1. The
    model sees almost empty data.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras

    (x, y), _ = keras.datasets.mnist.load_data()
    x = (x / 255).astype("uint8")
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras

    (x, y), _ = keras.datasets.mnist.load_data()
    x = (x / 255).astype("float32")
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    No fix: the type may be wanted elsewhere in the program.

    ## References
    - [numpy: astype](https://numpy.org/doc/stable/reference/generated/numpy.ndarray.astype.html)
    """
    if fit.method not in {"fit", "train_on_batch"} or not isinstance(fit.features, Array):
        return
    for step in steps_here(fit.features, fit):
        before = changed(step.previous)
        finding = None if before is None else _of(fit, step, before)
        if finding is not None:
            yield finding
            return


def _of(fit: Fit, step: Step, before: Step) -> Finding | None:
    limits = before.range
    if limits is None or not limits[0] >= 0:
        return None
    if step.text.startswith("as ") and is_integer(step.dtype) and is_float(before.dtype):
        cut = before.previous is not None and before.text.startswith("divided by") and limits[0] < limits[1] <= 1
        done, cure = f"makes {step.dtype} of values from {limits[0]:g} to {limits[1]:g}", 'Say "float32".'
    else:
        cut = is_integer(before.dtype) and step.text == f"divided (whole) by {limits[1]:g}" and limits[1] > 1
        done, cure = f"divides values from {limits[0]:g} to {limits[1]:g} without a rest", "Divide with `/`."
    if not cut:
        return None
    return Finding(
        place=step.place or fit.place,
        label="all below 1 become 0",
        message=words.sentences(
            f"{words.snippet(step.place)} {done}: only the largest stays 1, all others become 0.",
            "Keras says nothing and trains on almost empty data.",
            cure,
        ),
        stack=fit.stack,
    )
