"""Arithmetic of sizes with numbers, as Python would do it with the integers that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.shape import Dim, Open, Size, equal, floor_divide, least
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

MOST_EXPONENT = 8
"""Largest power of a size that is kept as a product."""


def size_binary(op: str, left: Any, right: Any, call: Call) -> Any:
    """`left op right` where at least one side is a size and none is an array."""
    if isinstance(left, Open) or isinstance(right, Open):
        return unknown("Keras leaves this size open (`None`)", call.place)
    if isinstance(left, (bool, int, Size)) and isinstance(right, (bool, int, Size)):
        whole = _whole(op, left, right)
        if whole is not None:
            return whole
    return computed(call, "it is computed from a size that the program does not fix")


def computed(call: Call, reason: str) -> Unknown:
    """An unknown number that is named by the expression that computes it."""
    text = call.place.code()
    return unknown(reason, call.place, text if len(text) <= LONGEST_NAME else None)


LONGEST_NAME = 40
"""Expressions longer than this are no name for a size."""


def _whole(op: str, left: Dim, right: Dim) -> Any:
    """The exact result among integers and sizes; None where it depends on them."""
    if op == "+":
        return left + right
    if op == "-":
        return left - right
    if op == "*":
        return left * right
    if op in {"//", "%"}:
        return None if right == 0 else floor_divide(left, right) if op == "//" else left % right
    if op == "**" and isinstance(right, int) and 0 <= right <= MOST_EXPONENT:
        result: Dim = 1
        for _ in range(right):
            result = result * left
        return result
    return _compared(op, left, right)


def _compared(op: str, left: Dim, right: Dim) -> bool | None:
    if op in {"==", "!="}:
        answer = equal(left, right)
        return answer if op == "==" or answer is None else not answer
    if op not in {"<", "<=", ">", ">="}:
        return None
    difference = left - right if op in {">", ">="} else right - left
    low, high = least(difference), least(-difference)
    strict = 1 if op in {">", "<"} else 0
    if low is not None and low >= strict:
        return True
    if high is not None and high > -strict:
        return False
    return None
