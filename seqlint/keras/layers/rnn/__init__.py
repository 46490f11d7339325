"""Keras' `layers/rnn`."""
