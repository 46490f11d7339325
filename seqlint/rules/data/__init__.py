"""Data on its way into the model."""
