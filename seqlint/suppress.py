"""`# seqlint:` comments against findings: which are hidden, and which comments hide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.rules import named
from seqlint.rules.stretch import stretch
from seqlint.source import comments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.rules import Entry
    from seqlint.select import Selection
    from seqlint.source.comments import Directive
    from seqlint.source.syntax import Syntax
    from seqlint.values.place import Place

# Found last, from what all others left unused: only a comment that names them hides them, and it is never unused.
_ABOUT_COMMENTS = ("SEQ002", "SEQ003", "SEQ009")


class Suppressions:
    """The suppressing comments of a document, and what they were good for.

    Args:
        syntax: the document.
    """

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.directives = [d for d in comments.read(syntax.document) if d.kind != "enable"]
        self.enables = [d for d in comments.read(syntax.document) if d.kind == "enable"]
        self._used: set[tuple[int, int | None]] = set()

    def hide(self, entry: Entry, place: Place) -> bool:
        """Whether a finding is suppressed; all comments that do so count as used."""
        rows = self._rows(place) if self.directives else ()
        hidden = False
        for index, directive in enumerate(self.directives):
            for at in _matching(directive, entry):
                if _governs(directive, at, rows):
                    self._used.add((index, at))
                    hidden = True
        return hidden

    def _rows(self, place: Place) -> tuple[int, ...]:
        """The rows at which an `ignore` holds for a place: where it starts, and where its statement ends and starts."""
        lines = self.syntax.document.lines
        row = lines.row(place.span().start)
        around = [(last, first) for first, last in comments.statement_rows(place.chunk) if first <= row <= last]
        return (row, *around[0]) if around else (row,)

    def unused(self, selection: Selection) -> Iterator[Unneeded]:
        """Codes and comments that hid nothing; call it after all findings were asked for."""
        for index, directive in enumerate(self.directives):
            if not directive.codes:
                if directive.kind != "ignore-file" and (index, None) not in self._used and not selection.narrowed:
                    yield Unneeded(directive, None)
                continue
            for at, (code, _) in enumerate(directive.codes):
                entry = named(code)
                is_on = entry is not None and entry.code in selection.codes and entry.code not in _ABOUT_COMMENTS
                if is_on and (index, at) not in self._used:
                    yield Unneeded(directive, at)

    def unknown(self) -> Iterator[tuple[Directive, int]]:
        """Codes that no rule has: the comment and the code's position in it."""
        for directive in (*self.directives, *self.enables):
            for at, (code, _) in enumerate(directive.codes):
                if named(code) is None:
                    yield directive, at


class Unneeded(msgspec.Struct, frozen=True):
    """A comment, or the code at one position of it, that hid nothing."""

    directive: Directive
    at: int | None


def _matching(directive: Directive, entry: Entry) -> Iterator[int | None]:
    """The positions of the codes that mean a rule; None for a comment that means all rules."""
    if not directive.codes and (directive.kind == "ignore-file" or entry.code not in _ABOUT_COMMENTS):
        yield None
    for at, (code, _) in enumerate(directive.codes):
        if code.upper() == entry.code or code.lower() == entry.name:
            yield at


def _governs(directive: Directive, at: int | None, rows: tuple[int, ...]) -> bool:
    first, last = directive.lines
    if directive.kind == "ignore":
        # A comment on the first line of several is about that line; one before it is about the statement.
        return any(first <= row <= last for row in (rows if first < last else rows[:2]))
    end = directive.ends[at] if directive.kind == "disable" and at is not None else last
    return first <= rows[0] <= end


def problems(suppressions: Suppressions, selection: Selection) -> Iterator[tuple[str, object]]:
    """The subjects of SEQ003 and SEQ002, each with its rule's code."""
    syntax = suppressions.syntax
    for directive, at in suppressions.unknown():
        from seqlint.rules.file.unknown_rule_in_ignore import Misspelled

        code, span = directive.codes[at]
        yield "SEQ003", Misspelled(stretch(syntax, span), code, _nearest(code))
    for unneeded in suppressions.unused(selection):
        from seqlint.rules.file.unused_ignore import Unused

        directive = unneeded.directive
        if unneeded.at is None:
            yield "SEQ002", Unused(stretch(syntax, directive.span), None, comments.remove(directive))
        else:
            code, span = directive.codes[unneeded.at]
            yield "SEQ002", Unused(stretch(syntax, span), code, comments.remove_code(directive, code))


def _nearest(code: str) -> str | None:
    from difflib import get_close_matches

    from seqlint.rules import catalogue

    known = [word for entry in catalogue().values() for word in (entry.code, entry.name)]
    wanted = code.upper() if code.upper().startswith("SEQ") else code.lower()
    return next(iter(get_close_matches(wanted, known, n=1)), None)
