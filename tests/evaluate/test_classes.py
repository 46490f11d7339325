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


def test_a_model_that_the_program_saved_is_loaded_again(keras: Any) -> None:
    followed = keras(
        """
        model = keras.Sequential([keras.Input((8,)), layers.Dense(4), layers.Dense(2)])
        model.save("model.keras")
        again = keras.models.load_model("model.keras")
        again.pop()
        other = keras.models.load_model("other.keras")
        x, y, z = len(model.layers), len(again.layers), again.output_shape
        """
    )
    assert (followed["x"], followed["y"], followed["other"]) == (2, 1, "?")


def test_a_subclass_of_a_layer_is_that_layer(keras: Any) -> None:
    followed = keras(
        """
        class Wide(layers.Dense):
            def __init__(self, factor, **kwargs):
                super().__init__(factor * 8, **kwargs)
        class Always(layers.Dropout):
            def call(self, inputs):
                return super().call(inputs, training=True)
        model = keras.Sequential([keras.Input((4,)), Wide(2, activation="relu"), Always(0.5)])
        units = model.layers[0].units
        """
    )
    assert followed.shapes() == ["(None, 16)", "(None, 16)"]
    assert followed["units"] == 16
    assert followed.refusals() == []


def test_data_meets_a_model_of_the_programs_own(keras: Any) -> None:
    followed = keras(
        """
        class Auto(keras.Model):
            def __init__(self):
                super().__init__()
                self.encoder = keras.Sequential([layers.Flatten(), layers.Dense(8)])
                self.decoder = keras.Sequential([layers.Dense(784), layers.Reshape((28, 28))])
            def call(self, x):
                return self.decoder(self.encoder(x))
        auto = Auto()
        auto.compile(loss="mse")
        auto.fit(np.zeros((5, 28, 28)), np.zeros((5, 28, 28)))
        """
    )
    assert [followed.shapes(0), followed.shapes(1)] == [["(None, 784)", "(None, 8)"], ["(None, 784)", "(None, 28, 28)"]]
    assert all(model.escaped for _, model in followed.program.models())


def test_a_model_that_trains_in_its_own_way_is_not_guessed(keras: Any) -> None:
    followed = keras(
        """
        class Own(keras.Model):
            def __init__(self):
                super().__init__()
                self.net = keras.Sequential([layers.Dense(8)])
            def call(self, x):
                return self.net(x)
            def train_step(self, data):
                return {}
        own = Own()
        own.fit(np.zeros((5, 3)))
        """
    )
    assert followed.shapes() == ["?"]


def test_an_attribute_that_some_paths_set_is_what_they_set(keras: Any) -> None:
    followed = keras(
        """
        class Window:
            def __init__(self, columns=None):
                if flag:
                    self.size = 7
        x = Window().size
        """
    )
    assert followed["x"] == 7
