"""`python -m seqlint`."""

from __future__ import annotations

import sys

from seqlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
