"""KerasTuner: chosen numbers are sizes with names, and a search trains what it builds."""

from __future__ import annotations

from typing import Any

TUNER = """
import keras_tuner as kt
def build_model(hp):
    model = keras.Sequential()
    model.add(layers.Flatten())
    model.add(layers.Dense(hp.Int("units", min_value=32, max_value=512, step=32), activation=hp.Choice("act", ["relu", "tanh"])))
    model.add(layers.Dense(10, activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Adam(hp.Float("lr", 1e-4, 1e-2)))
    return model
"""


def test_a_search_builds_and_trains(keras: Any) -> None:
    followed = keras(
        TUNER
        + """
tuner = kt.RandomSearch(build_model, objective="val_accuracy", max_trials=3)
tuner.search(np.zeros((50, 28, 28)), np.zeros(50, dtype="int64"), epochs=2)
best = tuner.get_best_models(num_models=2)[0]
hp = tuner.get_best_hyperparameters(1)[0]
model = tuner.hypermodel.build(hp)
model.fit(np.zeros((50, 28, 28)), np.zeros(50, dtype="int64"))
"""
    )
    assert followed.shapes(0) == ["(None, 784)", "(None, units)", "(None, 10)"]
    assert followed.shapes() == ["(None, 784)", "(None, units)", "(None, 10)"]
    assert followed.refusals() == []
    assert followed.program.failures == ()


def test_without_a_search_each_number_is_its_default(keras: Any) -> None:
    followed = keras(TUNER + "model = build_model(kt.HyperParameters())\nmodel.build((None, 4))\n")
    assert followed.shapes(0) == ["(None, 4)", "(None, 32)", "(None, 10)"]


def test_a_class_that_builds(keras: Any) -> None:
    followed = keras(
        """
        import keras_tuner
        class Hyper(keras_tuner.HyperModel):
            def build(self, hp):
                return keras.Sequential([keras.Input((3,)), layers.Dense(hp.Int("n", 1, 8))])
        tuner = keras_tuner.Hyperband(Hyper(), objective="loss")
        tuner.search(np.zeros((5, 3)), np.zeros((5, 1)))
        """
    )
    assert followed.shapes(0) == ["(None, n)"]
