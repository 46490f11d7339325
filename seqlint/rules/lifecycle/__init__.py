"""Compile, fit, evaluate, and what happens to a model in between."""
