"""What explain hands out: plain values. Offsets are code points in `Document.text`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from seqlint.source.span import Span


class Card(msgspec.Struct, frozen=True):
    """The answer to "what does this part do, here?".

    Attributes:
        span: what the card is about.
        about: one line: what it is ("activation='relu' of Dense(64)").
        markdown: the card; its first three lines stand alone.
        text: the same for clients without Markdown.
        url: Keras' page, if there is one.
        picture: a drawing as a data URI, if there is one.
        illustrated: the card with its picture, for clients that show images.
    """

    span: Span
    about: str
    markdown: str
    text: str
    url: str | None = None
    picture: str | None = None
    illustrated: str | None = None


class Hint(msgspec.Struct, frozen=True):
    """A few words shown in the text.

    Attributes:
        offset: where it stands.
        label: "→ (None, 26, 26, 32)".
        kind: "layer", "data", "parameters" or "argument".
        tooltip: more words.
        target: the place it leads to, if any.
        stale: whether it is kept from the last text that could be read.
    """

    offset: int
    label: str
    kind: str
    tooltip: str = ""
    target: Span | None = None
    stale: bool = False


class Lens(msgspec.Struct, frozen=True):
    """A line above a model: `784 → 10 · 50,890 parameters · 199 KiB`."""

    span: Span
    title: str
    model: int


class Outline(msgspec.Struct, frozen=True):
    """A symbol: a model, or a layer of one.

    Attributes:
        name: its Keras name, else its class.
        detail: its shapes.
        kind: "model" or "layer".
        span, selection: the whole piece of the program, and what stands for it.
        children: the layers.
        variable: the global name that holds a model, if one does.
    """

    name: str
    detail: str
    kind: str
    span: Span
    selection: Span
    children: tuple[Outline, ...] = ()
    variable: str = ""


class Site(msgspec.Struct, frozen=True):
    """A place that may be in another file of the project.

    Attributes:
        path: the file.
        span: the place there.
        start, end: its rows and columns, from 1; rows count from the start of the file.
    """

    path: str
    span: Span
    start: tuple[int, int]
    end: tuple[int, int]


class Link(msgspec.Struct, frozen=True):
    """A piece of the text that leads to a page."""

    span: Span
    url: str
    tooltip: str
