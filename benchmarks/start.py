"""`seqlint check` of one small script against `python -c "import libcst"`, which is the floor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Ratio, command, medians

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = str(Path(__file__).parents[1] / "examples" / "digits.py")
ROUNDS = 15


def run(_: Path | None) -> Iterator[Ratio]:
    """The ratios."""
    check = [sys.executable, "-m", "seqlint", "check", EXAMPLE]
    found = medians(
        {
            "libcst": command([sys.executable, "-c", "import libcst"]),
            "check": command([*check, "--no-cache"]),
            "cached": command(check),
        },
        ROUNDS,
    )
    yield Ratio("check of one small script", "import libcst", found["check"], found["libcst"], 1.5)
    yield Ratio("the same, from the cache", "import libcst", found["cached"], found["libcst"])
