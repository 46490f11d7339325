"""Keras' `layers/activations`."""
