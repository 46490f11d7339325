"""SEQ411."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.entrance import stops_single
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset
from seqlint.values.refusal import IncompatibleRank
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ411", Severity.ERROR, subject=Fit)
def unbatched_dataset(fit: Fit) -> Iterator[Finding]:
    """A dataset gives single samples, not batches.

    ## What it does
    Reports a tf.data.Dataset on which `batch()` was not called.

    ## Why is this bad?
    The model takes a batch at each step. Without `batch()` each step brings one sample without its batch axis.

    ## What Keras says
    `ValueError: Invalid input shape for input …` or an error of the first layer about the number of axes, in
    `fit()`.

    ## Example
    ```python
    import keras
    import numpy as np
    import tensorflow as tf

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    data = tf.data.Dataset.from_tensor_slices((x, y))
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(data)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np
    import tensorflow as tf

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    data = tf.data.Dataset.from_tensor_slices((x, y))
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(data.batch(32))
    ```

    ## Fix safety
    Unsafe: the batch size is yours to choose.

    ## References
    - [TensorFlow: tf.data.Dataset.batch](https://www.tensorflow.org/api_docs/python/tf/data/Dataset#batch)
    """
    if not isinstance(fit.x, Dataset) or fit.x.batch is not None or not isinstance(fit.features, Array):
        return
    shape, declared = fit.features.shape, fit.model.input
    if not isinstance(shape, tuple) or not (stops_single(fit.model, shape) or _stopped_the_build(fit)):
        return
    takes = f", {render(declared)}" if fit.model.declared and isinstance(declared, tuple) else ""
    yield Finding(
        place=fit.bound.place("x") or fit.place,
        label=f"gives single samples of shape {render(shape)}",
        message=words.sentences(
            f"{words.snippet(fit.bound.place('x'), 'The dataset')} gives one sample at a time, {render(shape)}; the "
            f"model takes batches{takes}.",
            f"Keras stops in {fit.method}(): the batch axis is missing.",
            "Call batch(32) on the dataset.",
        ),
        related=() if fit.x.place is None else (Related(fit.x.place, "made here, without batch()"),),
        fixes=_fixes(fit),
        stack=fit.stack,
    )


def _stopped_the_build(fit: Fit) -> bool:
    """Whether a sample without its batch axis was what a layer refused when the model was built for it."""
    broken = fit.model.broken
    return isinstance(broken, IncompatibleRank) and broken.raised == fit.place and len(broken.shape) < broken.wanted


def _fixes(fit: Fit) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    place = fit.bound.place("x")
    if place is None or not place.text().rstrip(")")[-1:].replace("_", "a").isalnum():
        return ()
    end = place.span().end
    return (Fix("Call batch(32)", (Edit(end, end, ".batch(32)"),), "unsafe"),)
