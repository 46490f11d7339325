"""Keras' `layers/normalization`."""
