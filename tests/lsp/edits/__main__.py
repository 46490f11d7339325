"""The campaign as a command."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.lsp.edits.campaign import run
from tests.lsp.edits.programs import PROGRAMS

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign; 1 if it found differences."""
    parser = argparse.ArgumentParser(prog="python -m tests.lsp.edits", description="Edit programs at random.")
    parser.add_argument("--count", type=int, default=300, help="how many edits")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("programs", nargs="*", type=Path, help="scripts to edit; some small ones where none are named")
    options = parser.parse_args(arguments)
    programs = [path.read_text(encoding="utf-8", errors="replace") for path in options.programs] or PROGRAMS
    found = asyncio.run(run(programs, options.count, options.seed))
    print(f"{options.count} edits, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
