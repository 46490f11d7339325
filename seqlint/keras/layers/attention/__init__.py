"""Keras' `layers/attention`."""
