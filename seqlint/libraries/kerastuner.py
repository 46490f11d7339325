"""KerasTuner under its former name."""

from __future__ import annotations

from seqlint.libraries import keras_tuner

__all__ = ["keras_tuner"]
