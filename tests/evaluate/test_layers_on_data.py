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


def test_a_symbolic_tensor_meets_an_array(keras: Any) -> None:
    followed = keras(
        """
        x = keras.Input((80, 256))
        places = layers.Embedding(80, 256)(tf.range(80))
        y, z = x + places, places + x
        """
    )
    assert (followed["y"], followed["z"]) == ("(None, 80, 256) float32", "(None, 80, 256) float32")


def test_an_initializer_that_is_called_makes_an_array(keras: Any) -> None:
    followed = keras(
        """
        a = keras.initializers.GlorotUniform()(shape=(3, 4))
        b = keras.initializers.get("zeros")((5,))
        """
    )
    assert (followed["a"], followed["b"]) == ("(3, 4) float32", "(5,) float32")


def test_a_matrix_times_vectors(keras: Any) -> None:
    followed = keras(
        """
        a = tf.linalg.matvec(tf.zeros((3, 4)), tf.zeros((7, 4)))
        b = tf.linalg.matvec(tf.zeros((4, 3)), tf.zeros((4,)), transpose_a=True)
        c = tf.linalg.matvec(tf.zeros((5, 4, 3)), tf.zeros((5, 3)))
        """
    )
    assert (followed["a"], followed["b"], followed["c"]) == ("(7, 3) float32", "(3,) float32", "(5, 4) float32")
