"""What changed between Keras 1, 2 and 3."""
