"""`python -m seqlint`."""

from __future__ import annotations

from seqlint.cli import start

if __name__ == "__main__":
    start()
