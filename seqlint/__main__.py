"""`python -m seqlint`."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    # Python looks into the working folder first: a msgspec.py there would be run in the package's place.
    if sys.path and sys.path[0] == os.getcwd() != os.path.dirname(os.path.dirname(os.path.abspath(__file__))):
        del sys.path[0]

    from seqlint.cli import start

    start()
