"""numpy: thin wrappers, with numpy's own signatures, over the algebra of `seqlint.values.ops`."""
