"""Keras' `layers/convolutional`."""
