"""Keras under names of TensorFlow: `tf.losses` is `keras.losses`."""

from __future__ import annotations

import pytest

from seqlint.evaluate.names import canonical


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("tensorflow.losses.MeanSquaredError", "keras.losses.MeanSquaredError"),
        ("tensorflow.losses.categorical_crossentropy", "keras.losses.categorical_crossentropy"),
        ("tensorflow.optimizers.schedules.CosineDecay", "keras.optimizers.schedules.CosineDecay"),
        ("tensorflow.compat.v2.metrics.Mean", "keras.metrics.Mean"),
        ("tensorflow.losses.mean_squared_error", "tensorflow.losses.mean_squared_error"),
        ("tensorflow.losses.softmax_cross_entropy", "tensorflow.losses.softmax_cross_entropy"),
        ("tensorflow.compat.v1.losses.Reduction", "tensorflow.losses.Reduction"),
        ("losses.MeanSquaredError", "losses.MeanSquaredError"),
        ("tensorflow.losses", "tensorflow.losses"),
    ],
)
def test_paths(path: str, wanted: str) -> None:
    assert canonical(path) == wanted
