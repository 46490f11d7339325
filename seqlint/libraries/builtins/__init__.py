"""Python's builtin functions, and the methods of its own types."""
