"""Layers that are called on data before a model gets it."""

from __future__ import annotations

from typing import Any


def test_texts_in_a_column_lose_it_where_they_are_at_hand(keras: Any) -> None:
    followed = keras(
        """
        layer = layers.TextVectorization(output_mode="multi_hot", vocabulary=["a", "b"])
        texts = tf.constant([["a b"], ["b"]])
        x = layer(texts)
        y = layer(tf.constant(["a b", "b"]))
        model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
        model.compile(loss="mse")
        model.fit(x, np.zeros((2, 1)))
        symbolic = layer(keras.Input((1,), dtype="string"))
        z = symbolic.shape
        """
    )
    assert (followed["x"], followed["y"]) == ("(2, 3) float32", "(2, 3) float32")
    assert followed.refusals() == []
