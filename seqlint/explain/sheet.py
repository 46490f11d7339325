"""A card while it is written: its three first lines, what follows them, and both as Markdown and as plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from seqlint.explain.views import Card

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seqlint.source.span import Span

_WIDEST = 120
_LONGEST_LINE = 400
_LONGEST_PART = 2_000
HEAD = 3
"""Lines of a card that many clients show alone."""


class Block(msgspec.Struct, frozen=True):
    """Lines that keep their columns: a table, a drawing, a sum.

    Attributes:
        lines: the lines.
        drawn: whether they show what the sheet's picture shows, for clients without pictures.
    """

    lines: tuple[str, ...]
    drawn: bool = False

    @property
    def shown(self) -> Iterator[str]:
        """The lines, cut where they are too long for a hover."""
        for line in self.lines:
            yield line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


Part: TypeAlias = "str | Block"


class Sheet(msgspec.Struct, frozen=True):
    """What a card says.

    Attributes:
        about: what it is about, in one line without marks.
        head: at most three lines that stand alone.
        body: paragraphs and blocks; empty ones are left out.
        url: Keras' page.
        picture: a drawing as a data URI, for clients that show images.
    """

    about: str
    head: tuple[str, ...]
    body: tuple[Part, ...] = ()
    url: str | None = None
    picture: str | None = None

    def card(self, span: Span, detail: str = "full") -> Card:
        """The card; `detail="short"` is its first three lines."""
        head = tuple(_bounded(line, _LONGEST_LINE) for line in self.head if line)[:HEAD]
        body = tuple(
            part if isinstance(part, Block) else _bounded(part, _LONGEST_PART)
            for part in self.body
            if part and detail != "short"
        )
        url = self.url if detail != "short" else None
        pages = [_markdown(part) for part in body]
        markdown = ["  \n".join(head), *pages]
        text = ["\n".join(plain(line) for line in head), *(_text(part) for part in body)]
        if url:
            markdown.append(f"[{_title(url)}]({url})")
            text.append(url)
        picture = self.picture if detail != "short" else None
        illustrated = None
        if picture is not None:
            shown = [
                page for part, page in zip(body, pages, strict=True) if not (isinstance(part, Block) and part.drawn)
            ]
            alt = re.sub(r"[][\\]", "", self.about)
            illustrated = "\n\n".join([markdown[0], f"![{alt}]({picture})", *shown, *markdown[1 + len(pages) :]])
        return Card(span, self.about, "\n\n".join(markdown), "\n\n".join(text), self.url, picture, illustrated)


def _bounded(text: str, most: int) -> str:
    """A text cut where it is longer than a card can show; a mark that the cut opens is closed."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut}…`" if cut.count("`") % 2 else f"{cut}…"


def _markdown(part: Part) -> str:
    return "\n".join(["```text", *part.shown, "```"]) if isinstance(part, Block) else _WRAP.sub(" ", part)


def _text(part: Part) -> str:
    if isinstance(part, Block):
        return "\n".join(f"  {line}".rstrip() for line in part.shown)
    return plain(_WRAP.sub(" ", part))


_WRAP = re.compile(r"(?<!\n)\n(?!\n|- )")
"""A line break within a paragraph; those of a docstring stand where its lines are full."""
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def plain(text: str) -> str:
    """A line or paragraph without Markdown's marks."""
    return _BOLD.sub(r"\1", text).replace("`", "")


def _title(url: str) -> str:
    return "Keras' page" if "keras.io" in url else "More about it"


def lines_of(part: Part) -> str:
    """A part in Markdown, for a longer text."""
    return _markdown(part) if part else ""


def code(text: object) -> str:
    """Text of the program, a shape or a sum in backquotes, on one line."""
    return f"`{' '.join(str(text).replace('`', chr(39)).split())}`"


def bold(text: object) -> str:
    """The title of a card: text of the program, in bold."""
    return f"**{code(text)}**"


def rows(table: Iterable[Sequence[str]]) -> Block:
    """A narrow table: columns side by side, as wide as they need to be."""
    lines = [tuple(row) for row in table]
    widths = [max(len(row[column]) for row in lines) for column in range(len(lines[0]))]
    return Block(
        tuple("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in lines)
    )


def bullets(items: Iterable[str]) -> str:
    """A list of lines."""
    return "\n".join(f"- {item}" for item in items)
