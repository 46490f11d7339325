"""Statements: assignment, branches, loops, exceptions, functions, classes."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a, (b, *c) = 1, (2, 3, 4)\nx = a, b, c", (1, 2, [3, 4])),
        ("x = [0]\nx[0] = 5\nx += [6]\nx.append(7)", [5, 6, 7]),
        ("x = {}\nx['a'] = 1\nx.update(b=2)", {"a": 1, "b": 2}),
        ("x = 0\nfor i in range(5):\n    if i == 3:\n        break\n    x += i", 3),
        ("x = []\nfor i in range(4):\n    if i % 2:\n        continue\n    x.append(i)", [0, 2]),
        ("x = 1\nwhile x < 100:\n    x *= 2", 128),
        ("if unknown:\n    x = 1\nelse:\n    x = 2", {1, 2}),
        ("if unknown:\n    x = 1\nelse:\n    x = 1", 1),
        ("if unknown:\n    x = 'same'\nelse:\n    x = 'valid'", {"same", "valid"}),
        ("if unknown:\n    x = 1", 1),
        ("x = 3\nif unknown:\n    raise ValueError\nelse:\n    x = 4", 4),
        ("try:\n    import tensorflow.keras as k\nexcept ImportError:\n    k = None\nx = k is None", False),
        ("try:\n    x = 1\nfinally:\n    y = 2", 1),
        ("def f(a, b=2, *c, d=4, **e):\n    return a, b, c, d\nx = f(1, 2, 3, d=5, z=6)", (1, 2, (3,), 5)),
        ("def f(n):\n    if n > 1:\n        return 'big'\n    return 'small'\nx = f(3), f(0)", ("big", "small")),
        ("def f(n):\n    if n:\n        return 1\n    return 2\nx = f(unknown)", {1, 2}),
        ("def f():\n    global x\n    x = 9\nf()", 9),
        (
            "def outer():\n    n = 1\n    def inner():\n        nonlocal n\n        n = 2\n    inner()\n    return n\nx = outer()",
            2,
        ),
        (
            "class A:\n    k = 3\n    def __init__(self, n):\n        self.n = n\n    def get(self):\n        return self.n * self.k\nx = A(4).get()",
            12,
        ),
        (
            "class A:\n    def f(self):\n        return 1\nclass B(A):\n    def f(self):\n        return super().f() + 1\nx = B().f()",
            2,
        ),
        (
            "class A:\n    @staticmethod\n    def f(n):\n        return n\n    @property\n    def p(self):\n        return 5\nx = A.f(2), A().p",
            (2, 5),
        ),
        ("from functools import partial\ndef f(a, b):\n    return a - b\nx = partial(f, b=1)(3)", 2),
        ("x = 1\ndel x\nx = 2", 2),
        ("with open('f') as f:\n    x = 3", 3),
        ("assert True\nx: int = 4", 4),
        ("import os.path as p\nx = p.join('a', 'b')", "a/b"),
        ("def g():\n    yield 1\n    yield 1\nx = [i for i in g()]\nx = 1", 1),
        ("if __name__ == '__main__':\n    x = 1", 1),
    ],
)
def test_statements(run: Any, text: str, value: Any) -> None:
    assert run(text + "\n")["x"] == value


def test_paths_that_build_differently_leave_a_gap(keras: Any) -> None:
    followed = keras(
        """
        model = keras.Sequential([keras.Input((8,)), layers.Dense(4)])
        if flag:
            model.add(layers.Dense(3))
        model.add(layers.Dense(2))
        """
    )
    assert followed.shapes() == ["(None, 4)", "?", "?"]


def test_an_unknown_number_of_rounds_leaves_a_gap(keras: Any) -> None:
    followed = keras(
        """
        model = keras.Sequential([keras.Input((8,))])
        for units in settings:
            model.add(layers.Dense(units))
        model.add(layers.Dense(1))
        """
    )
    assert followed.shapes()[-1] == "(None, 1)" or followed.shapes()[-1] == "?"
    assert followed.refusals() == []


def test_a_list_filled_in_a_loop_over_data_becomes_an_array(keras: Any) -> None:
    followed = keras(
        """
        data = np.zeros((200, 3))
        windows = []
        for i in range(len(data) - 10):
            windows.append(data[i:i + 10])
        x = np.array(windows)
        """
    )
    assert followed["x"] == "(190, 10, 3) float64"


@pytest.mark.parametrize(
    "text",
    [
        "sizes = [i * 10 for i in range(2000)]",
        "sizes = [8 * (i + 1) for i in range(900)]",
        "sizes = [a * b for a, b in zip(range(1, 900), range(2, 901))]",
        "sizes = []\nfor i in range(900):\n    sizes.append(i + 5)",
        "sizes = []\nfor i in list(range(700)):\n    sizes.append(i + 5)",
    ],
)
def test_what_stands_for_many_rounds_is_not_the_first_of_them(keras: Any, text: str) -> None:
    followed = keras(
        f"""
{text}
model = keras.Sequential([keras.Input((4,)), layers.Dense(sizes[3])])
"""
    )
    assert followed.shapes()[-1] not in {"(None, 0)", "(None, 2)", "(None, 5)", "(None, 8)"}
    assert followed.refusals() == []


def test_an_item_of_a_short_loop_is_itself(run: Any) -> None:
    followed = run("x = 0\nfor a, b in [(1, 2), (3, 4), (5, 6)]:\n    x += a * b")
    assert followed["x"] == 44


OWN_LAYER = """
class Positions(layers.Layer):
    def build(self, input_shape):
        _, self.steps, _ = input_shape
        self.embedding = layers.Embedding(self.steps, 8)

    def call(self, x):
        return {returned}

inputs = keras.Input((27, 8))
outputs = Positions()(inputs)
pooled = layers.GlobalAveragePooling1D()(outputs)
"""


@pytest.mark.parametrize(
    "text", ["x + self.embedding(tf.range(self.steps))", "self.embedding(tf.range(self.steps)) + x"]
)
def test_a_tensor_and_an_array_make_a_tensor(keras: Any, text: str) -> None:
    followed = keras(OWN_LAYER.format(returned=text))
    assert followed.refusals() == []
    assert followed["outputs"].startswith("(None, 27, 8)")


def test_a_model_that_was_built_is_not_built_again(keras: Any) -> None:
    followed = keras(
        """
        class Net(keras.Sequential):
            def build(self, input_shape):
                super().build(input_shape)

        net = Net([layers.Conv2D(3, 3), layers.Conv2D(3, 3)])
        net.build((None, None, None, 1))
        y = net(np.zeros((64, 28, 28, 1)))
        """
    )
    assert followed.refusals() == []


def test_a_tensor_is_not_taken_apart_into_rows_that_it_may_not_have(keras: Any) -> None:
    followed = keras(
        """
        x = keras.Input((5, 8))
        a, b, c = layers.Dense(4)(x)
        d, e = tf.zeros((2, 3))
        f, g = np.zeros((2, 3))
        """
    )
    assert [followed[name] for name in "adf"] == ["?", "(3,) float32", "(3,) float64"]


def test_a_function_makes_one_model_a_call(keras: Any) -> None:
    followed = keras(
        """
        def build(units):
            return keras.Sequential([keras.Input((8,)), layers.Dense(units)])
        small, large = build(4), build(64)
        """
    )
    assert [followed.shapes(0), followed.shapes(1)] == [["(None, 4)"], ["(None, 64)"]]


def test_a_function_that_nobody_calls_is_followed_with_named_parameters(keras: Any) -> None:
    followed = keras(
        """
        def build(features, classes=10):
            return keras.Sequential([keras.Input((features,)), layers.Dense(2 * features), layers.Dense(classes)])
        """
    )
    assert followed.shapes() == ["(None, 2 * features)", "(None, 10)"]


def test_a_class_that_nobody_uses_is_followed(keras: Any) -> None:
    followed = keras(
        """
        class Trainer:
            def __init__(self, size=16):
                self.model = keras.Sequential([keras.Input((size,)), layers.Dense(1)])
            def train(self, x, y):
                self.model.compile("adam", "mse")
                self.model.fit(x, y)
        """
    )
    assert followed.shapes() == ["(None, 1)"]
    assert followed.program.models()[0][1].state == "fitted"


def test_a_refusal_inside_try_is_no_event(keras: Any) -> None:
    assert keras("try:\n    layers.Dense(-1)\nexcept ValueError:\n    pass\n").refusals() == []
    assert keras("import pytest\nwith pytest.raises(ValueError):\n    layers.Dense(-1)\n").refusals() == []
    assert keras("layers.Dense(-1)\n").refusals() == ["InvalidValue"]


def test_nothing_is_judged_after_the_script_leaves(keras: Any) -> None:
    assert keras("exit()\nlayers.Dense(-1)\n").refusals() == []


def test_what_one_alternative_alone_refuses_is_no_event(keras: Any) -> None:
    text = "units = 0 if flag else {}\nkeras.Sequential([keras.Input((4,)), layers.Dense(units)])\n"
    assert keras(text.format(8)).refusals() == []
    assert keras(text.format(-1)).refusals() == ["InvalidValue"]


def test_a_list_of_models_from_rounds_that_are_not_run_holds_none_of_them(
    keras: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seqlint.evaluate.limits.LOOP_STEPS", 1)
    followed = keras(
        """
        models = []
        for n in range(1, 10):
            models.append(keras.Sequential([keras.Input((n,)), layers.Dense(2)]))
        y = models[6](keras.Input((7,)))
        """
    )
    assert followed.refusals() == []


def test_lists_filled_in_loops_inside_loops_hold_all_rounds(keras: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seqlint.evaluate.limits.LOOP_STEPS", 1)
    followed = keras(
        """
        pictures, numbers = [], []
        for number, folder in enumerate(["cats", "dogs"]):
            for index in range(30):
                pictures.append(np.zeros((16, 16, 3)))
                numbers.append(number)
        x, y = np.array(pictures), np.array(numbers)
        """
    )
    assert followed["x"] == "(60, 16, 16, 3) float64"
    assert followed["y"].startswith("(60,) int64")


def test_a_shuffled_list_keeps_what_its_items_are(keras: Any) -> None:
    followed = keras(
        """
        import random
        rows = [[np.zeros((4, 4)), 0]] * 20 + [[np.ones((4, 4)), 1]] * 20
        random.shuffle(rows)
        x = np.array([picture for picture, _ in rows])
        """
    )
    assert followed["x"].startswith("(40, 4, 4) float64")


def test_an_array_may_have_other_sizes_than_the_first_batch_had(keras: Any) -> None:
    followed = keras(
        """
        m = keras.Sequential([keras.Input((1, 5)), layers.Dense(4), layers.Dense(1)])
        y = m(np.zeros((32, 24, 5)))
        """
    )
    assert followed["y"].startswith("(32, 24, 1)")
    assert followed.refusals() == []
    text = "m = keras.Sequential([keras.Input((1, 5)), layers.Dense(4)])\n"
    assert keras(f"{text}y = m(keras.Input((24, 5)))").refusals() == ["IncompatibleAxis"]
    assert keras(f"{text}y = m(np.zeros((32, 1, 6)))").refusals() == ["IncompatibleAxis"]


def test_a_file_holds_what_was_saved_last(keras: Any) -> None:
    followed = keras(
        """
        class Net(keras.Model):
            def call(self, x):
                return x

        model = keras.Sequential([keras.Input((32,)), layers.Dense(1)])
        model.save("model.keras")
        known = keras.models.load_model("model.keras")
        Net().save("model.keras")
        other = keras.models.load_model("model.keras")
        y = other(np.zeros((1, 5)))
        """
    )
    assert followed.refusals() == []
    assert followed["other"] == "?"


def test_patterns_of_classes(keras: Any) -> None:
    followed = keras(
        """
        from dataclasses import dataclass
        @dataclass
        class Conv:
            filters: int
            kernel: int = 3
        def read(spec):
            match spec:
                case int(n) if n > 10:
                    return "large"
                case int(n):
                    return n
                case ("dense", str(act)):
                    return act
                case {"rate": rate}:
                    return rate
                case Conv(filters, kernel=5):
                    return filters * 100
                case Conv(filters=f):
                    return f
                case [first, *rest] if first == "seq":
                    return len(rest)
        found = [read(each) for each in (20, 7, ("dense", "relu"), {"rate": 0.5}, Conv(2, 5), Conv(4), ["seq", 1, 2])]
        """
    )
    assert followed["found"] == ["large", 7, "relu", 0.5, 200, 4, 2]
