"""Drawings of networks as text books have them: as SVG in a data URI, and in characters for clients that show text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from seqlint.explain.amount import number
from seqlint.explain.layers import brief, title_of
from seqlint.explain.sheet import Block
from seqlint.keras.layer import Layer
from seqlint.values.shape import Dim, render_dim

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seqlint.explain.facts import Seen
    from seqlint.keras.models.record import Model

_MOST_CIRCLES = 5
_MOST_COLUMNS = 7
_STEP = 26
_GAP = 150
# The ground is drawn too: an image knows the theme of the desktop, which need not be that of the editor.
_STYLE = (
    "svg{--ground:#fff;--ink:#424a53;--dim:#8c959f;--lit:#d9480f}"
    "@media(prefers-color-scheme:dark){svg{--ground:#1f2428;--ink:#d1d7e0;--dim:#7d8590;--lit:#ff922b}}"
    ".ground{fill:var(--ground)}text{fill:var(--ink);font:13px sans-serif;text-anchor:middle}"
    "line,.axes{stroke:var(--dim);stroke-width:.8;fill:none}line.lit{stroke:var(--lit)}"
    "circle,.box{fill:var(--ground);stroke:var(--ink)}.lit{fill:var(--lit)}"
    "polyline{stroke:var(--lit);stroke-width:2.5;fill:none}"
)


class Column(msgspec.Struct, frozen=True):
    """One column of a drawing.

    Attributes:
        size: how many numbers it stands for.
        label: what stands below it.
        lit: whether it is what the cursor is on.
        flat: whether it is one row of numbers; else it is drawn as a box with its sizes.
        sizes: the sizes of one sample, for a box.
    """

    size: Dim | None
    label: str
    lit: bool = False
    flat: bool = True
    sizes: str = ""

    @property
    def circles(self) -> int:
        """How many circles are drawn for it."""
        return min(self.size, _MOST_CIRCLES) if isinstance(self.size, int) else _MOST_CIRCLES

    @property
    def cut(self) -> bool:
        """Whether there are more than are drawn."""
        return not isinstance(self.size, int) or self.size > _MOST_CIRCLES


def _column(shape: object, label: str, *, lit: bool = False) -> Column | None:
    if not isinstance(shape, tuple) or len(shape) < 2:
        return None
    sizes = " × ".join(number(size) if isinstance(size, int) else render_dim(size) for size in shape[1:])
    return Column(shape[-1], label, lit, len(shape) == 2, sizes)


def columns_of(seen: Seen, lit: str) -> list[Column]:
    """Input and output of one layer.

    Args:
        seen: the layer.
        lit: what the cursor is on: "inputs", "outputs" or "" for the layer itself.
    """
    before = _column(seen.input, "inputs", lit=lit == "inputs")
    after = _column(seen.output, "outputs", lit=lit == "outputs")
    return [column for column in (before, after) if column is not None]


def network(columns: Sequence[Column], *, lines_lit: bool = False) -> str | None:
    """A picture of columns of circles with all their connections, as a data URI; None if there are no two columns.

    Args:
        columns: from the input to the output.
        lines_lit: whether the connections are what the cursor is on.
    """
    if len(columns) < 2:
        return None
    shown = list(columns[: _MOST_COLUMNS - 1]) + list(columns[-1:]) if len(columns) > _MOST_COLUMNS else list(columns)
    height = (_MOST_CIRCLES + 1) * _STEP
    width = _GAP * len(shown)
    parts = [_lines(left, right, index, lit=lines_lit) for index, (left, right) in enumerate(pairwise(shown))]
    parts += [_circles(column, index) for index, column in enumerate(shown)]
    words = " → ".join(f"{column.sizes} {column.label}".strip() for column in shown)
    return _uri(width, height + 44, "".join(parts), words)


def _x(index: int) -> int:
    return _GAP // 2 + index * _GAP


def _ys(column: Column) -> list[float]:
    """The heights of a column's circles; a column that is cut leaves a gap before its last circle."""
    if not column.flat:
        return [(_MOST_CIRCLES + 1) * _STEP / 2]
    count = column.circles
    top = (_MOST_CIRCLES + 1) * _STEP / 2 - (count - 1) * _STEP / 2
    return [top + index * _STEP + (8 if column.cut and index == count - 1 else 0) for index in range(count)]


def _lines(left: Column, right: Column, index: int, *, lit: bool) -> str:
    mark = ' class="lit"' if lit else ""
    return "".join(
        f'<line x1="{_x(index)}" y1="{one:g}" x2="{_x(index + 1)}" y2="{two:g}"{mark}/>'
        for one in _ys(left)
        for two in _ys(right)
    )


def _circles(column: Column, index: int) -> str:
    x, ys = _x(index), _ys(column)
    lit = " lit" if column.lit else ""
    if column.flat:
        drawn = "".join(f'<circle cx="{x}" cy="{y:g}" r="8" class="unit{lit}"/>' for y in ys)
        if column.cut and len(ys) > 1:
            drawn += _text(x + 16, (ys[-1] + ys[-2]) / 2 + 4, "⋮")
    else:
        drawn = f'<rect x="{x - 34}" y="{ys[0] - 34:g}" width="68" height="68" rx="6" class="box{lit}"/>'
    base = (_MOST_CIRCLES + 1) * _STEP + 16
    return drawn + _text(x, base, column.sizes) + _text(x, base + 18, column.label)


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:g}" y="{y:g}">{_safe(text)}</text>'


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _uri(width: float, height: float, body: str, words: str) -> str:
    from base64 import b64encode

    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    ground = f'<rect width="{width:g}" height="{height:g}" rx="8" class="ground"/>'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>{_safe(words)}</title>'
        f"<style>{_STYLE}</style>{ground}{body}</svg>"
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def curve_picture(function: Callable[[float], float | None], title: str) -> str:
    """The curve of an activation between -4 and 4, as a data URI."""
    points = []
    for step in range(-80, 81):
        x = step / 20
        y = function(x)
        if y is not None and -4 <= y <= 4:
            points.append(f"{120 + x * 25:.1f},{120 - y * 25:.1f}")
    axes = '<path d="M20 120H220M120 20V220" class="axes"/>'
    drawn = f'<polyline points="{" ".join(points)}"/>'
    edges = _text(28, 134, "−4") + _text(212, 134, "4") + _text(132, 30, "4") + _text(134, 218, "−4")
    return _uri(240, 244, axes + edges + drawn + _text(120, 238, title), f"the curve of {title}")


def model_picture(model: Model) -> str | None:
    """The whole network of a model, as a data URI."""
    first = _column(model.input, "input")
    rest = [_column(use.output, title_of(use)) for use in model.uses]
    return network([column for column in (first, *rest) if column is not None])


def sketch(seen: Seen, lit: str = "") -> Block | str:
    """A layer of weighted sums in characters: circles for numbers, lines for weights; empty for other layers.

    Args:
        seen: the layer.
        lit: what the cursor is on, drawn as full circles: "inputs", "outputs" or "" for the weights.
    """
    columns = columns_of(seen, lit)
    if not seen.layer.has("dense") or len(columns) < 2 or not all(column.flat for column in columns):
        return ""
    left, right = columns
    rows = max(min(column.circles, 4) for column in columns)
    weights = f"{left.sizes} × {right.sizes} weights"
    middle = _wires(rows, len(weights) + 4)
    marks = [_marks(column, rows) for column in columns]
    head = f"{left.sizes:>6}{'':{len(weights) + 6}}{right.sizes}"
    body = [f"{one:>6} {wire} {two}" for one, wire, two in zip(marks[0], middle, marks[1], strict=True)]
    return Block((head, *body, f"{'inputs':>6}  {weights:^{len(weights) + 4}} outputs"), drawn=True)


def _marks(column: Column, rows: int) -> list[str]:
    mark = "●" if column.lit else "○"
    count = min(column.circles, rows)
    found = [mark] * count
    if isinstance(column.size, int) and column.size > count and count > 1:
        found[-2] = "⋮"
    start = (rows - count) // 2
    return [found[index - start] if start <= index < start + count else " " for index in range(rows)]


def _wires(rows: int, width: int) -> list[str]:
    """Lines from all on the left to all on the right."""
    if rows == 1:
        return ["─" * width]
    half = (width - 3) // 2
    rest = width - 3 - half
    found = [f"{'─' * half}╲ ╱{'─' * rest}"]
    found += [f"{'─' * half}─╳─{'─' * rest}" for _ in range(rows - 2)]
    return [*found, f"{'─' * half}╱ ╲{'─' * rest}"]


def samples_sketch(shape: object) -> Block | str:
    """Samples as rows of numbers, one below the other: what the batch axis is; empty for other shapes."""
    column = _column(shape, "")
    if column is None or not column.flat or not isinstance(column.size, int):
        return ""
    row = " ".join("●" * column.size) if column.size <= 6 else "● ● ● … ●"
    return Block(
        (
            f"sample 1   {row}   {column.sizes} numbers: this is what is declared",
            f"sample 2   {row}",
            f"   ⋮       {'⋮':^{len(row)}}   as many samples as there are: the batch, None",
        )
    )


def chain(model: Model) -> Block | str:
    """A model in one line: `784 ─relu→ 64 ─softmax→ 10`; empty for one that is not built, or long."""
    first = _column(model.input, "")
    if first is None or not model.built or not 0 < len(model.uses) <= _MOST_COLUMNS:
        return ""
    text = first.sizes
    for use in model.uses:
        after = _column(use.output, "")
        text += f" ──{_verb(use.layer)}─→ {after.sizes if after is not None else '?'}"
    return Block((text,), drawn=True) if len(text) <= 110 else ""


def _verb(layer: object) -> str:
    if not isinstance(layer, Layer):
        return "model"
    if layer.has("dense"):
        name = brief(layer.argument("activation"))
        return "Dense" if name in {"None", "linear"} else f"Dense, {name}"
    return layer.title
