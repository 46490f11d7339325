"""Facts that many rules ask of one event: worked out for the first that asks."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

SubjectT = TypeVar("SubjectT")
FactT = TypeVar("FactT")


def once(function: Callable[[SubjectT], FactT]) -> Callable[[SubjectT], FactT]:
    """The function with a memory for its last subject, which is told by identity.

    All rules that judge an event are asked about it before the next one, so one place is enough.
    """
    last: list[tuple[SubjectT, FactT]] = []

    @wraps(function)
    def remembering(subject: SubjectT) -> FactT:
        for known, fact in last:
            if known is subject:
                return fact
        fact = function(subject)
        last[:] = [(subject, fact)]
        return fact

    return remembering
