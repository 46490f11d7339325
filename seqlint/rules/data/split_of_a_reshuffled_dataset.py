"""SEQ421."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.libraries.tensorflow.pipeline import CACHED, FIRST, REST, SHUFFLED
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ421", Severity.WARNING, subject=Fit)
def split_of_a_reshuffled_dataset(fit: Fit) -> Iterator[Finding]:
    """A dataset is shuffled anew in every epoch, and split behind the shuffle.

    ## What it does
    Reports `take` and `skip` that split a tf.data.Dataset after `shuffle(…)` into training and validation.

    ## Why is this bad?
    `shuffle` gives another order each time the dataset is gone through. So the first 200 elements are others in every
    epoch, and samples of the validation come up in the training: it says too much.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    import numpy as np
    import tensorflow as tf

    x, y = np.random.rand(1000, 8), np.random.rand(1000)
    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(1000)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(data.skip(200).batch(32), validation_data=data.take(200).batch(32))
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np
    import tensorflow as tf

    x, y = np.random.rand(1000, 8), np.random.rand(1000)
    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(1000, reshuffle_each_iteration=False)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(data.skip(200).batch(32), validation_data=data.take(200).batch(32))
    ```

    ## Fix safety
    Safe: the order stays the same in every epoch. Shuffle the training part again after the split.

    ## References
    - [TensorFlow: Dataset.shuffle](https://www.tensorflow.org/api_docs/python/tf/data/Dataset#shuffle)
    """
    value, place = fit.bound.value("validation_data"), fit.bound.place("validation_data")
    if fit.method != "fit" or place is None or not isinstance(value, Dataset) or not isinstance(fit.x, Dataset):
        return
    whole = _whole(fit.x.chain(), value.chain())
    shuffled = None if whole is None else _shuffled(whole)
    if shuffled is None:
        return
    yield Finding(
        place=shuffled,
        label="another order in every epoch",
        message=words.sentences(
            f"{words.snippet(shuffled)} gives another order in every epoch, and the dataset is split behind it.",
            "Nothing complains, and samples of the validation come up in the training.",
            "Say reshuffle_each_iteration=False, or split before the shuffle.",
        ),
        related=(Related(place, "validated on a part that changes"),),
        fixes=_fixes(shuffled),
        stack=fit.stack,
    )


def _whole(trained: list[Dataset], validated: list[Dataset]) -> Dataset | None:
    """The dataset of which one part is trained on and the other validated."""
    for text, other in ((FIRST, REST), (REST, FIRST)):
        parts = [step.previous for step in validated if step.text == text]
        for step in trained:
            if step.text == other and any(step.previous is part for part in parts):
                return step.previous
    return None


def _shuffled(whole: Dataset) -> Place | None:
    """The shuffle that gives it another order each time; None where nothing does, or its order was kept since."""
    for step in reversed(whole.chain()):
        if step.text == CACHED:
            return None
        if step.text == SHUFFLED:
            return step.place
    return None


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import add_argument

    text = "reshuffle_each_iteration=False"
    if "reshuffle_each_iteration" in place.text():
        return ()
    return (Fix(text, (add_argument(place.chunk, place.node, text),)),)
