"""TensorFlow outside Keras: tensors, `tf.data`, strategies; thin wrappers over `seqlint.values.ops`."""
