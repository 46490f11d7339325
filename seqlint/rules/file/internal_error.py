"""SEQ009."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.rules.rule import Finding, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.rules.stretch import Stretch


class Failure(msgspec.Struct, frozen=True):
    """A part of seqlint that could not do its work.

    Attributes:
        place: the line that it could not deal with; the first line where it is the whole file.
        part: the rule or stage ("rule SEQ307", "the parser").
        reason: what went wrong.
        is_bug: whether it is a mistake in seqlint; else the text passes one of its limits.
    """

    place: Stretch
    part: str
    reason: str
    is_bug: bool = True


@rule("SEQ009", Severity.INFO)
def internal_error(failure: Failure) -> Iterator[Finding]:
    """A part of seqlint failed, or a piece of the file is too much for it.

    ## What it does
    Names the rule or stage that failed. Everything else went on: the other findings hold. The exit status becomes 2,
    so that a run that did not look at everything is never mistaken for a clean one.

    ## Why is this bad?
    What the failed part would have found is missing.

    ## What Keras says
    Nothing: the program may well be right.

    ## Example
    A statement with 10,000 nested brackets is not read.

    ## Use instead
    Split the statement, or keep the data in a file of its own. Where the program is ordinary it is a mistake in
    seqlint: please report it with the program. `# seqlint: ignore-file[SEQ009]` silences it.

    ## Fix safety
    There is no fix.
    """
    if failure.is_bug:
        message = (
            f"{failure.part[:1].upper()}{failure.part[1:]} failed: {failure.reason}. The rest went on. "
            "This is a mistake in seqlint: please report it with the program."
        )
    else:
        message = (
            f"This was not read: {failure.reason}. Split it into several statements, or keep the data in a file of its "
            "own. The rest of the file was checked without it."
        )
    yield Finding(place=failure.place, label="not checked", message=message)
