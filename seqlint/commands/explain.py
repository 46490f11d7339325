"""Explain a program: a walk through its models, or what stands at one place."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from seqlint import options as shared
from seqlint.check import analyse
from seqlint.commands import FAILED, OK
from seqlint.output import encoded
from seqlint.sources import Sources

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from seqlint.check import Analysis
    from seqlint.explain.views import Card

HELP = "explain a program, or the part of it at FILE:LINE:COLUMN"

_PLACE = re.compile(r"(?P<path>.+?)(?::cell (?P<cell>\d+))?:(?P<row>\d+)(?::(?P<column>\d+))?:?")


def arguments(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "place",
        metavar="FILE[:LINE[:COLUMN]]",
        help="a program, or a place in it (of a notebook FILE:cell N:LINE:COLUMN); - reads standard input",
    )
    parser.add_argument(
        "--output-format",
        choices=("text", "markdown", "json"),
        default="text",
        help="how it is written (default: text)",
    )
    parser.add_argument("--stdin-filename", metavar="PATH", help="the name of what standard input brings")
    shared.add_configuration(parser)
    shared.add_files(parser)


class _Asked:
    """What is asked for: a file, and maybe a place in it."""

    def __init__(self, text: str) -> None:
        match = None if os.path.exists(text) else _PLACE.fullmatch(text)
        groups = match.groupdict() if match else {"path": text}
        self.path: str = groups["path"]
        self.cell, self.row, self.column = (
            int(groups[key]) if groups.get(key) else None for key in ("cell", "row", "column")
        )


def run(options: Namespace) -> int:
    """Write the walk, or the card.

    Raises:
        ConfigError: the configuration or an option is wrong.
    """
    asked = _Asked(options.place)
    options.paths = [asked.path]
    sources = Sources(options)
    written: list[str] = []
    cards: list[dict[str, Any]] = []
    is_json = options.output_format == "json"
    is_read = False
    for document, settings in sources:
        is_read = True
        analysis = analyse(document, settings, trace=True)
        if asked.row is None and not is_json:
            written.append(_walk(analysis))
            continue
        for card in _cards(analysis, asked):
            cards.append(_plain(analysis, card))
            written.append(card.markdown if options.output_format == "markdown" else card.text)
    if sources.failed:
        return FAILED
    if is_json:
        sys.stdout.write(encoded(cards))
        return OK
    if not written:
        words = (
            f"nothing at {options.place} has an explanation"
            if is_read
            else f"{asked.path} has nothing to do with Keras"
        )
        sys.stderr.write(f"seqlint: {words}.\n")
        return FAILED
    sys.stdout.write("\n\n".join(text.rstrip() for text in written) + "\n")
    return OK


def _walk(analysis: Analysis) -> str:
    from seqlint.explain.walk import walk

    return walk(analysis)


def _cards(analysis: Analysis, asked: _Asked) -> Iterator[Card]:
    """All cards, those that start on a line, or the one at a place."""
    from seqlint.explain.cards import card_at, every_card

    document = analysis.document
    if asked.row is None:
        yield from every_card(analysis)
    elif asked.column is None:
        for card in every_card(analysis):
            at = document.position(card.span.start)
            row = at.row if asked.cell is not None else document.lines.row(card.span.start)
            if (at.cell if asked.cell is not None else None, row) == (asked.cell, asked.row):
                yield card
    else:
        found = card_at(analysis, document.offset_of(asked.row, asked.column, asked.cell))
        if found is not None:
            yield found


def _plain(analysis: Analysis, card: Card) -> dict[str, Any]:
    start, end = analysis.document.position(card.span.start), analysis.document.position(card.span.end)
    return {
        "filename": analysis.document.path,
        "cell": start.cell,
        "location": {"row": start.row, "column": start.column},
        "end_location": {"row": end.row, "column": end.column},
        "about": card.about,
        "markdown": card.markdown,
        "text": card.text,
    }
