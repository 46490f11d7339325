"""One thing that can stand at the cursor."""

from __future__ import annotations

import msgspec

FITS, NEUTRAL, UNFIT = range(3)
"""How well a proposal goes with what is known: the first stand first."""


class Proposal(msgspec.Struct, frozen=True):
    """One choice.

    Attributes:
        label: its name.
        insert: what is written for it.
        kind: "class", "function", "module", "method", "property", "parameter" or "value".
        detail: a few words: the shape that it gives, the labels that it wants.
        doc: what it does, in Markdown.
        rank: `FITS`, `NEUTRAL` or `UNFIT`.
    """

    label: str
    insert: str
    kind: str
    detail: str = ""
    doc: str = ""
    rank: int = NEUTRAL
