"""SEQ521."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.values.refusal import NoGradient

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ521", Severity.ERROR, subject=NoGradient)
def loss_without_gradient(refusal: NoGradient) -> Iterator[Finding]:
    """A loss of your own rounds, compares or takes the argmax of the predictions, so nothing can be learned from it.

    ## What it does
    Reports a loss function in which the predictions only count after a step that has no gradient: `round`, `argmax`,
    a comparison such as `y_pred > 0.5`, a cast to integers.

    ## Why is this bad?
    Training asks how the loss changes when a weight changes a little. A rounded number does not change at all then, so
    there is no direction to learn in. Such a number is good as a metric.

    ## What Keras says
    `ValueError: No gradients provided for any variable.`, in `fit()`.

    ## Example
    ```python
    import numpy as np
    import tensorflow as tf
    from tensorflow import keras

    def wrong_answers(y_true, y_pred):
        return tf.reduce_mean(tf.abs(y_true - tf.round(y_pred)))

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, (100, 1)).astype("float32")
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss=wrong_answers)
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import numpy as np
    import tensorflow as tf
    from tensorflow import keras

    def wrong_answers(y_true, y_pred):
        return tf.reduce_mean(tf.abs(y_true - tf.round(y_pred)))

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, (100, 1)).astype("float32")
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[wrong_answers])
    model.fit(x, y)
    ```

    ## Fix safety
    No fix: which smooth loss stands for yours is yours to choose.

    ## References
    - [TensorFlow: gradients of None](https://www.tensorflow.org/guide/autodiff#getting_a_gradient_of_none)
    """
    yield Finding(
        place=refusal.step,
        label="no gradient passes",
        message=words.sentences(
            f"The loss `{refusal.function.name}` sees the predictions only through {words.snippet(refusal.step)}, "
            "which has no gradient.",
            f"Keras stops in fit(): {refusal.keras}",
            "Compute the loss from the predictions as they are, and keep this as a metric.",
        ),
        related=(Related(refusal.place, "given as the loss"), Related(refusal.raised, "trained here")),
        stack=refusal.stack,
    )
