"""What layers and functions are given."""
