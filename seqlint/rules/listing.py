"""Layers that are given to Sequential one by one instead of in a list: each refusal that comes of it."""

from __future__ import annotations

from seqlint.values.refusal import InvalidValue, LayersNotInAList, Refusal, TooManyArguments

_NO_LAYER = (bool, str, int, float)


def one_by_one(refusal: Refusal) -> bool:
    """Whether a refusal means that layers lie in Sequential's other arguments."""
    if isinstance(refusal, LayersNotInAList):
        return True
    if isinstance(refusal, TooManyArguments):
        return refusal.callee == "Sequential"
    if isinstance(refusal, InvalidValue) and refusal.callee == "Sequential":
        return refusal.argument in {"trainable", "name"} and not isinstance(refusal.value, _NO_LAYER)
    return False
