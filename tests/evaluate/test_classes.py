"""Classes of the program: layers of its own, members that are set from outside, faults that stay where they are."""

from __future__ import annotations

from typing import Any

from seqlint.evaluate import statements


def test_a_layer_of_the_programs_own_is_built_before_it_is_called(keras: Any) -> None:
    followed = keras(
        """
        class Block(layers.Layer):
            def build(self, input_shape):
                self.net = keras.Sequential([layers.Dense(input_shape[-1] * 2), layers.Dense(3)])
            def call(self, x):
                return self.net(x)
        y = Block()(keras.Input((4, 5)))
        """
    )
    assert followed.shapes() == ["(None, 4, 10)", "(None, 4, 3)"]


def test_a_property_that_is_hung_on_a_class_later_is_read(keras: Any) -> None:
    followed = keras(
        """
        class Window:
            def __init__(self, width):
                self.width = width
        @property
        def example(self):
            return np.zeros((8, self.width))
        Window.example = example
        Window.steps = 7
        x, y = Window(5).example, Window(5).steps
        """
    )
    assert (followed["x"], followed["y"]) == ("(8, 5) float64", 7)


def test_freezing_reaches_models_that_hold_a_layer_of_the_programs_own(keras: Any) -> None:
    followed = keras(
        """
        class Own(layers.Layer):
            def call(self, x):
                return x
        own = Own()
        inner = layers.Dense(2)
        model = keras.Sequential([keras.Input((4,)), own, inner])
        own.trainable = False
        inner.trainable = False
        """
    )
    assert followed.program.failures == ()
    assert [use.layer.trainable for use in followed.program.models()[0][1].uses] == [False, False]


def test_a_fault_of_the_interpreter_costs_one_statement(keras: Any, monkeypatch: Any) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("a fault")

    monkeypatch.setitem(statements._SMALL, statements.cst.Assert, broken)
    followed = keras("x = 1\ndef f():\n    assert x\n    return 2\ny = f()\nz = x + 1\n")
    assert followed["z"] == 2
    assert followed.program.failures == ("a statement: KeyError: 'a fault'",)


def test_a_hub_model_gives_what_its_address_says(keras: Any) -> None:
    followed = keras(
        """
        import tensorflow_hub as hub
        model = keras.Sequential([
            hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim50/2", input_shape=[], dtype=tf.string),
            layers.Dense(1),
        ])
        """
    )
    assert followed.shapes() == ["(None, 50)", "(None, 1)"]


def test_a_hub_model_at_an_address_that_tells_nothing_gives_what_the_program_says(keras: Any) -> None:
    followed = keras(
        """
        import tensorflow_hub as hub
        known = keras.Sequential([hub.KerasLayer(path, output_shape=[20], input_shape=(8,)), layers.Dense(1)])
        other = keras.Sequential([hub.KerasLayer(path, input_shape=(8,)), layers.Dense(1)])
        """
    )
    assert followed.shapes(0) == ["(None, 20)", "(None, 1)"]
    assert followed.shapes(1)[0] == "?"


def test_a_layer_is_asked_for_its_class(keras: Any) -> None:
    followed = keras(
        """
        model = keras.Sequential([keras.Input((8,)), layers.Dense(4), layers.SpatialDropout1D(0.1), layers.Dropout(0.5)])
        x = [isinstance(layer, layers.Dropout) for layer in model.layers[:1] + model.layers[-1:]]
        y = isinstance(model.layers[1], layers.Dropout)
        z = isinstance(model.layers[0], (layers.Conv2D, layers.Layer))
        """
    )
    assert (followed["x"], followed["y"], followed["z"]) == ([False, True], "?", True)


def test_an_activation_that_get_gave_is_called(keras: Any) -> None:
    followed = keras(
        """
        x = tf.ones((2, 3))
        y = keras.activations.get("relu")(x)
        z = keras.activations.get(None)(x)
        """
    )
    assert (followed["y"], followed["z"]) == ("(2, 3) float32", "(2, 3) float32")


def test_packages_that_stand_for_others(run: Any) -> None:
    followed = run(
        "from six.moves import range, xrange\nfrom keras_preprocessing.sequence import pad_sequences\n"
        "x = [i for i in range(2)] + list(xrange(1))\ny = pad_sequences([[1], [2, 3]], maxlen=4)\n"
    )
    assert (followed["x"], followed["y"]) == ([0, 1, 0], "(2, 4) int32")
