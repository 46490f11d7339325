"""How a model learns the shape of its input, and what stands first in it."""
