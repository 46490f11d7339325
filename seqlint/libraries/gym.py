"""Gymnasium under its former name."""

from __future__ import annotations

from seqlint.libraries import gymnasium

__all__ = ["gymnasium"]
