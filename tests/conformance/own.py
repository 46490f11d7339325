"""Layers that a random program defines itself: simple functions in a Lambda, and classes with weights of their own."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import random

    from tests.conformance.sequentials import Dims


class Own(msgspec.Struct, frozen=True):
    """One layer of the program's own.

    Attributes:
        text: the call that makes it.
        output: the shape that it gives.
        lines: the definitions that it needs.
    """

    text: str
    output: Dims
    lines: tuple[str, ...] = ()


def _functions(shape: Dims) -> list[tuple[str, Dims]]:
    """Functions that take a tensor of a shape, each with what it gives."""
    last = shape[-1]
    found: list[tuple[str, Dims]] = [
        ("lambda x: x", shape),
        ("lambda x: x * 2 + 1", shape),
        ("lambda x: x ** 2", shape),
        ("lambda x: -x", shape),
        ("lambda x: tf.square(x)", shape),
        ("lambda x: tf.nn.relu(x)", shape),
        ("lambda x: tf.cast(x, 'float32') / 255.0", shape),
        ("lambda x: tf.expand_dims(x, -1)", (*shape, 1)),
        ("lambda x: tf.expand_dims(x, axis=1)", (shape[0], 1, *shape[1:])),
        ("lambda x: x[..., :1]", (*shape[:-1], 1)),
        ("lambda x: x[..., 0]", shape[:-1]),
        ("lambda x: tf.reduce_sum(x, axis=-1, keepdims=True)", (*shape[:-1], 1)),
        ("lambda x: tf.reduce_mean(x, axis=-1)", shape[:-1]),
    ]
    if isinstance(last, int):
        found.append(("lambda x: tf.concat([x, x], axis=-1)", (*shape[:-1], 2 * last)))
    if len(shape) > 2:
        found += [
            ("lambda x: x[:, 0]", (shape[0], *shape[2:])),
            ("lambda x: x[:, -1]", (shape[0], *shape[2:])),
            ("lambda x: tf.reduce_max(x, axis=1)", (shape[0], *shape[2:])),
            ("lambda x: x[:, ::-1]", shape),
        ]
    if len(shape) == 3:
        found.append(("lambda x: tf.transpose(x, [0, 2, 1])", (shape[0], shape[2], shape[1])))
    return [(text, output) for text, output in found if len(output) > 1]


_SCALE = """\
class Scale(layers.Layer):
    def __init__(self, units={default}, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(name="w", shape=(input_shape[-1], self.units), initializer="ones"{frozen})
        {bias}

    def call(self, inputs):
        return tf.matmul(inputs, self.w){plus}
"""
_BLOCK = """\
class Block(layers.Layer):
    def __init__(self, units={default}, **kwargs):
        super().__init__(**kwargs)
        self.first = layers.Dense(units, activation="relu")
        self.second = layers.{second}

    def call(self, inputs):
        return self.second(self.first(inputs))
"""
_PLAIN = """\
class Double(layers.Layer):
    def call(self, inputs):
        return inputs * 2
"""


def draw(random: random.Random, text: str) -> Own | None:
    """A layer of the program's own for an input shape."""
    shape: Dims = ast.literal_eval(text)
    if len(shape) < 2 or any(isinstance(size, str) for size in shape):
        return None
    if random.random() < 0.55:
        function, output = random.choice(_functions(shape))
        return Own(f"Lambda({function})", output)
    kind = random.choice(("Scale", "Block", "Double"))
    if kind == "Double":
        return Own("Double()", shape, tuple(_PLAIN.splitlines()))
    if not isinstance(shape[-1], int):
        return None
    default, given = random.choice((2, 3, 5)), random.choice((None, 4, 6))
    called = f"{kind}()" if given is None else f"{kind}({random.choice(('', 'units='))}{given})"
    output = (*shape[:-1], given or default)
    if kind == "Block":
        second = random.choice(("Dropout(0.5)", "BatchNormalization()", "Activation('tanh')", "LayerNormalization()"))
        return Own(called, output, tuple(_BLOCK.format(default=default, second=second).splitlines()))
    has_bias = random.random() < 0.5
    bias = 'self.b = self.add_weight(name="b", shape=(self.units,), initializer="zeros", trainable={})'
    lines = _SCALE.format(
        default=default,
        frozen=random.choice(("", ", trainable=False")),
        bias=bias.format(random.choice((True, False))) if has_bias else "pass",
        plus=" + self.b" if has_bias else "",
    )
    return Own(called, output, tuple(lines.splitlines()))
