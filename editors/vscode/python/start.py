"""Runs the copy of seqlint that lies in `bundled`, with what is compiled taken from there or from the environment."""

from __future__ import annotations

import os
import sys

BUNDLED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bundled")
sys.path[:1] = [
    os.path.join(BUNDLED, "libs"),
    os.path.join(BUNDLED, "cp{}{}".format(*sys.version_info[:2])),
]

from seqlint.cli import start  # noqa: E402 - only now can it be found

start()
