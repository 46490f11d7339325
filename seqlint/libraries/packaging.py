"""packaging: releases that version switches compare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from seqlint.values.callee import callee
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("packaging.version.parse", "packaging.version.Version")
def parse(call: Call, version: Any) -> Any:
    """A release as the tuple of its numbers, which compares as the release does."""
    if not isinstance(version, str) or not re.match(r"\d+(\.\d+)*", version):
        return unknown("the release is not known", call.place)
    numbers = [int(part) for part in re.findall(r"\d+", version)]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
