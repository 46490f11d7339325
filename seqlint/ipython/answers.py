"""Answers to `%seqlint`: cards, walks and tables, each as text, Markdown or HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.explain.cards import card_at
from seqlint.explain.drawings import model_picture
from seqlint.explain.models import Construction, constructions
from seqlint.explain.sheet import plain
from seqlint.explain.summary import table_of
from seqlint.explain.walk import walk
from seqlint.keras.models import Model
from seqlint.table import shape, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.check import Analysis
    from seqlint.ipython.session import Session
    from seqlint.source.document import Document
    from seqlint.values.store import Ref

_CELL = "padding:2px 14px 2px 0;text-align:{side};color:inherit;background:transparent"
_PAPER = "background:#ffffff;border-radius:6px;padding:6px;max-width:100%"


class Text:
    """A longer text: Markdown in notebooks, plain in the terminal."""

    def __init__(self, markdown: str, text: str) -> None:
        self.markdown = markdown
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return self.markdown


class Table:
    """A model's table, with its picture where pictures can be shown."""

    def __init__(self, entry: dict[str, Any], picture: str | None) -> None:
        self.entry = entry
        self.picture = picture

    def __repr__(self) -> str:
        return "\n".join(summary(self.entry).splitlines()[1:])

    def _repr_html_(self) -> str:
        entry = self.entry
        rows = [_row("th", "layer", "output shape", "parameters")]
        for layer in entry["layers"]:
            name = f"{layer['name'] or '?'} ({layer['class'] or '?'})"
            rows.append(_row("td", name, shape(layer["output_shape"]), _number(layer["parameters"])))
        trainable = _number(entry["trainable_parameters"])
        totals = f"{_number(entry['parameters'])} parameters, {trainable} of them trainable"
        reasons = "".join(f"<div>{escape(reason)}</div>" for reason in entry["unknown"])
        title = f"<div><b>{escape(entry['name'] or '?')}</b> ({escape(entry['class'])})</div>"
        style = "border-collapse:collapse;margin:4px 0;font-family:monospace;color:inherit"
        table = f'<table style="{style}">{"".join(rows)}</table>'
        return f'<div class="seqlint">{title}{table}<div>{totals}</div>{reasons}{drawn(self.picture)}</div>'


class Picture:
    """A drawing, for what shows pictures."""

    def __init__(self, uri: str) -> None:
        self.uri = uri

    def __repr__(self) -> str:
        return "a picture"

    def _repr_html_(self) -> str:
        return drawn(self.uri)


def drawn(uri: str | None) -> str:
    """A picture on paper: it is drawn in dark ink, whatever the theme is."""
    return "" if uri is None else f'<img alt="the network" src="{uri}" style="{_PAPER}">'


def explained(session: Session, name: str) -> Iterator[Text | Picture]:
    """What an expression is; without one the walk through all models.

    Args:
        session: the session.
        name: a name or an expression; it is followed, never run.
    """
    if not name:
        text = walk(session.about("None"))
        yield Text(text, _unmarked(text))
        return
    analysis = session.about(name)
    document = analysis.document
    card = card_at(analysis, document.cells[-1].start + len(name) - 1)
    if card is None:
        yield Text(f"Nothing is known of `{name}`.", f"Nothing is known of {name}.")
        return
    yield Text(card.markdown, card.text)
    if card.picture is not None:
        yield Picture(card.picture)


def summarised(session: Session, name: str) -> Iterator[Table | Text]:
    """The table of a model, or of all models that the cells made."""
    analysis = session.about(name or "None")
    found = [_named(analysis)] if name else constructions(analysis.program)
    shown = [each for each in found if each is not None]
    for each in shown:
        yield Table(msgspec.to_builtins(table_of(_home(each), each)), model_picture(each.model))
    if not shown:
        words = f"`{name}` is no model that seqlint knows." if name else "No cell made a Sequential so far."
        yield Text(words, plain(words))


def _named(analysis: Analysis) -> Construction | None:
    """The model that a name or expression stands for in the last cell."""
    start = analysis.document.cells[-1].start
    for chunk in reversed(analysis.syntax.chunks):
        for statement in chunk.statements if chunk.anchor >= start else ():
            body = getattr(statement, "body", ())
            node = getattr(body[0], "value", None) if body else None
            for value in analysis.program.values.get(node) or ():
                model = analysis.program.record(value)
                if isinstance(model, Model):
                    ref: Ref = value
                    return Construction(ref, model, model.kind, None)
    return None


def _home(construction: Construction) -> Document:
    return construction.model.place.document


def _row(tag: str, *cells: str) -> str:
    sides = ("left", "left", "right")
    styles = [_CELL.format(side=side) for side in sides]
    items = [f'<{tag} style="{style}">{escape(cell)}</{tag}>' for cell, style in zip(cells, styles, strict=True)]
    return f"<tr>{''.join(items)}</tr>"


def _number(number: int | None) -> str:
    return "?" if number is None else f"{number:,}"


def _unmarked(markdown: str) -> str:
    """Markdown without its marks, for a terminal."""
    lines = [line.lstrip("# ") if line.startswith("#") else line for line in markdown.splitlines()]
    return plain("\n".join(line for line in lines if not line.startswith("```"))).rstrip()
