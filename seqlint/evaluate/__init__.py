"""The interpreter: syntax trees to values, in execution order. The result is a `Program`."""
