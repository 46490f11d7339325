"""Tensors that meet a layer that cannot take them."""
