"""The language server of seqlint: what `seqlint.explain` and `seqlint.check` know, at the cursor."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the server until the client leaves; see `seqlint_server.start`."""
    from .start import main as run

    return run(argv)
