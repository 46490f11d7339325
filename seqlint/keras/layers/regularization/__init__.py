"""Keras' `layers/regularization`."""
