"""Keras' `layers/core`."""
