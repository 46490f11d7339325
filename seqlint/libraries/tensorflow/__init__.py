"""TensorFlow outside Keras: tensors, `tf.data`, strategies; thin wrappers over `seqlint.values.ops`.

A tensor's `shape` and `dtype`, and the types themselves, are declared with numpy's.
"""

from __future__ import annotations

from seqlint.libraries.numpy import attributes

__all__ = ["attributes"]
