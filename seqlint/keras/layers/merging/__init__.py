"""Keras' `layers/merging`."""
