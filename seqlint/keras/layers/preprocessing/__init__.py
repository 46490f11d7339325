"""Keras' `layers/preprocessing`."""
