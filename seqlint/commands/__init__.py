"""The commands: one file each, with `HELP`, `arguments(parser)` and `run(options)`; found by walking."""

from __future__ import annotations

import os

OK = 0
FOUND = 1
FAILED = 2


def commands() -> tuple[str, ...]:
    """The names of all commands."""
    files = os.listdir(os.path.dirname(__file__))
    return tuple(sorted(file[:-3] for file in files if file.endswith(".py") and not file.startswith("_")))
