"""Keras' `layers/reshaping`."""
