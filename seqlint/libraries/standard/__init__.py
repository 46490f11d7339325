"""Python's standard library, as far as programs that train models use it."""
