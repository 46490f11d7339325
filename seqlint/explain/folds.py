"""Pieces that an editor can fold away: a model's constructor call, and the `add` calls in a row below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from seqlint.explain.cards.model import summary
from seqlint.explain.models import grouped
from seqlint.source.span import Span

if TYPE_CHECKING:
    from seqlint.check import Analysis
    from seqlint.explain.models import Construction

_NOTHING = re.compile(r"(?:\s|#[^\r\n]*)*")


class Fold(msgspec.Struct, frozen=True):
    """A piece of several lines, and what it is in a few words."""

    span: Span
    title: str


def folds(analysis: Analysis) -> list[Fold]:
    """The pieces of a document, in order."""
    found = [fold for group in grouped(analysis.program) for fold in _folds(analysis, group[0])]
    return sorted(found, key=lambda fold: (fold.span.start, -fold.span.end))


def _folds(analysis: Analysis, construction: Construction) -> list[Fold]:
    model, text = construction.model, analysis.document.text
    places = [model.place, *(use.place for use in model.uses)]
    spans = list(dict.fromkeys(place.span() for place in places if place.document is analysis.document))
    made = spans[0]
    # Items of the constructor's list stand inside its call.
    added = sorted((span for span in spans[1:] if not made.start <= span.start < made.end), key=lambda each: each.start)
    runs: list[Span] = [made]
    for span in added:
        last = runs[-1]
        if last.end <= span.start and _NOTHING.fullmatch(text, last.end, span.start):
            runs[-1] = Span(last.start, span.end)
        else:
            runs.append(span)
    title = summary(model)
    return [Fold(run, title) for run in runs if "\n" in text[run.start : run.end]]
