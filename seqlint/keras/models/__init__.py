"""Sequential and its relatives (`keras.models`): made, filled, built, compiled, fitted."""

from __future__ import annotations

from seqlint.keras.models import asking, cloning, functional, members, numbers, saving, training
from seqlint.keras.models.record import Model, Use
from seqlint.keras.models.tensor import KerasTensor

__all__ = ["KerasTensor", "Model", "Use", "asking", "cloning", "functional", "members", "numbers", "saving", "training"]
