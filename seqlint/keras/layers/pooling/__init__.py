"""Keras' `layers/pooling`."""
