"""Functions of tensors against Keras itself: the shape and type of what each expression gives."""

from __future__ import annotations

from typing import Any

import pytest

from seqlint.evaluate.interpreter import follow
from seqlint.source.document import from_text
from seqlint.source.stack import with_large_stack
from seqlint.source.syntax import parse
from seqlint.values.array import Array
from seqlint.values.target import parse_target

np = pytest.importorskip("numpy")
tf = pytest.importorskip("tensorflow")

NAMES = """
a = tf.ones((2, 3, 4))
m = tf.ones((2, 8, 9, 3))
v = np.ones((5,), "float32")
i = np.array([[0, 2], [1, 1]], "int32")
k = np.ones((3, 3, 3, 7), "float32")
"""

OPS = """
ops.mean(a, axis=1)
ops.sum(a, axis=(0, 2), keepdims=True)
ops.max(a)
ops.std(a, axis=-1)
ops.argmax(a, axis=-1)
ops.abs(a)
ops.softmax(a, axis=-1)
ops.add(a, 1.0)
ops.multiply(a, a)
ops.power(a, 2)
ops.maximum(a, 0.5)
ops.greater(a, 0.5)
ops.clip(a, 0.0, 0.5)
ops.reshape(a, (2, -1))
ops.transpose(a, (0, 2, 1))
ops.moveaxis(a, 1, 2)
ops.swapaxes(a, 0, 2)
ops.expand_dims(a, 1)
ops.expand_dims(a, -1)
ops.squeeze(ops.expand_dims(a, 1), 1)
ops.tile(a, (1, 2, 1))
ops.repeat(a, 2, axis=1)
ops.broadcast_to(v, (3, 5))
ops.pad(a, ((0, 0), (1, 1), (2, 0)))
ops.ravel(a)
ops.flip(a, axis=1)
ops.concatenate([a, a], axis=-1)
ops.concatenate([a, a])
ops.stack([a, a], axis=1)
ops.split(a, 2, axis=2)[1]
ops.unstack(a, axis=1)[0]
ops.take(a, i, axis=1)
ops.where(a > 0, a, 0.0)
ops.slice(a, (0, 1, 0), (2, 2, 2))
ops.top_k(a, 2)[0]
ops.top_k(a, 2)[1]
ops.zeros((2, 3))
ops.ones_like(a)
ops.full((2, 3), 1.0)
ops.arange(7)
ops.arange(2, 9, 2)
ops.eye(4)
ops.cast(a, "int32")
ops.one_hot(i, 5)
ops.convert_to_tensor([[1.0, 2.0]])
ops.matmul(a, ops.transpose(a, (0, 2, 1)))
ops.dot(a, np.ones((4, 6), "float32"))
ops.einsum("bij,bkj->bik", a, a)
ops.cumsum(a, axis=1)
ops.isnan(a)
ops.conv(m, k, strides=2, padding="same")
ops.conv(m, k)
ops.depthwise_conv(m, k)
ops.max_pool(m, 2)
ops.average_pool(m, (3, 2), strides=1, padding="same")
ops.image.resize(m, (4, 5))
ops.image.extract_patches(m, 3, padding="valid")
ops.image.extract_patches(m, (2, 4), strides=(2, 3), padding="same")
tf.nn.conv2d(m, k, 2, "SAME")
tf.nn.conv2d(m, k, 1, "VALID", dilations=2)
tf.nn.convolution(m, k)
tf.nn.max_pool(m, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")
tf.nn.avg_pool2d(m, 3, 2, "VALID")
tf.nn.depthwise_conv2d(m, k, [1, 1, 1, 1], "SAME")
tf.image.extract_patches(m, sizes=[1, 3, 3, 1], strides=[1, 2, 2, 1], rates=[1, 1, 1, 1], padding="VALID")
tf.image.crop_and_resize(m, np.zeros((6, 4), "float32"), np.zeros((6,), "int32"), (4, 5))
tf.nn.moments(m, axes=[1, 2])[1]
tf.nn.space_to_depth(np.ones((1, 4, 6, 2), "float32"), 2)
tf.nn.depth_to_space(np.ones((1, 4, 6, 8), "float32"), 2)
tf.nn.embedding_lookup(np.ones((9, 6), "float32"), i)
"""

BACKEND = """
K.mean(a, axis=1)
K.sum(a, axis=-1, keepdims=True)
K.argmax(a)
K.concatenate([a, a])
K.stack([a, a])
K.permute_dimensions(a, (0, 2, 1))
K.reshape(a, (2, 12))
K.batch_flatten(a)
K.expand_dims(a)
K.squeeze(K.expand_dims(a, 1), 1)
K.repeat(K.ones((2, 5)), 3)
K.repeat_elements(a, 2, axis=1)
K.tile(a, (1, 2, 1))
K.gather(np.ones((9, 6), "float32"), i)
K.one_hot(i, 4)
K.dot(a, K.ones((4, 6)))
K.batch_dot(a, K.permute_dimensions(a, (0, 2, 1)))
K.l2_normalize(a, axis=-1)
K.clip(a, 0.0, 0.5)
K.pow(a, 2)
K.abs(a)
K.exp(a)
K.relu(a)
K.softmax(a)
K.zeros((2, 3))
K.ones_like(a)
K.cast(a, "int32")
K.arange(5)
K.eye(3)
K.equal(a, a)
K.random_normal((2, 3))
K.conv2d(m, k, strides=(2, 2), padding="same")
K.pool2d(m, (2, 2), strides=(2, 2))
K.std(a, axis=1)
K.var(a)
K.reverse(a, 1)
"""


def known(expression: str, imports: str, major: int) -> Any:
    """What seqlint says that an expression is."""
    target = parse_target(str(major), "a test")
    assert target is not None
    text = f"import numpy as np\nimport tensorflow as tf\n{imports}\n{NAMES}\nx = {expression}\n"
    return with_large_stack(lambda: follow(parse(from_text(text, "<text>")), target).names["x"])


def agree(expression: str, imports: str, major: int, package: str) -> None:
    pytest.importorskip(package)
    names: dict[str, Any] = {"np": np, "tf": tf}
    exec(imports.replace("tensorflow.keras", package) + NAMES, names)  # the test's own text
    real = eval(expression, names)
    found = known(expression, imports, major)
    assert isinstance(found, Array)
    assert found.shape == tuple(real.shape)
    assert found.dtype in {None, np.asarray(real).dtype.name}


@pytest.mark.parametrize("expression", OPS.strip().splitlines())
def test_ops(expression: str) -> None:
    agree(expression, "from keras import ops\n", 3, "keras")


@pytest.mark.parametrize("expression", BACKEND.strip().splitlines())
def test_backend(expression: str) -> None:
    agree(expression, "from tensorflow.keras import backend as K\n", 2, "tf_keras")
