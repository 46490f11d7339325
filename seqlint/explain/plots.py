"""Curves and bars in block characters, for clients that show text alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WIDTH = 33
_ROWS = 7
_EDGE = 4.0


def curve(function: Callable[[float], float | None]) -> tuple[str, ...]:
    """A function of one number between -4 and 4, with the numbers of its axes."""
    xs = [-_EDGE + 2 * _EDGE * step / (_WIDTH - 1) for step in range(_WIDTH)]
    ys = [function(x) for x in xs]
    known = [y for y in ys if y is not None and math.isfinite(y)]
    if not known:
        return ()
    low, high = max(min(*known, 0.0), -_EDGE), min(max(*known, 0.0), _EDGE)
    if high - low < 1e-9:
        high = low + 1.0
    filled = _filled(ys, low, high)
    labels = {0: f"{high:g}" if abs(high) >= 1 else f"{high:.2g}", _ROWS - 1: f"{low:.2g}"}
    labels = {row: f"{float(text) + 0.0:.1f}".rstrip("0").rstrip(".") for row, text in labels.items()}
    lines = [f"{labels.get(row, ''):>5} │{_line(filled, row)}".rstrip() for row in range(_ROWS)]
    middle = " " * (_WIDTH // 2 - 2)
    return (*lines, f"{'':>5} └{'─' * _WIDTH}", f"{'':>6}-4{middle}0{middle[1:]}  4 x")


def _filled(ys: Sequence[float | None], low: float, high: float) -> set[tuple[int, int]]:
    """The half cells that the curve covers, as (column, level from below); steep parts are joined."""
    top = 2 * _ROWS - 1
    cells: set[tuple[int, int]] = set()
    before: int | None = None
    for column, y in enumerate(ys):
        if y is None or not math.isfinite(y) or not low - 1e-9 <= y <= high + 1e-9:
            before = None
            continue
        level = round((y - low) / (high - low) * top)
        start = level if before is None or abs(level - before) <= 1 else before + (1 if level > before else -1)
        cells.update((column, each) for each in range(min(start, level), max(start, level) + 1))
        before = level
    return cells


def _line(filled: set[tuple[int, int]], row: int) -> str:
    upper, lower = 2 * (_ROWS - row) - 1, 2 * (_ROWS - row) - 2
    marks = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    return "".join(marks[(column, upper) in filled, (column, lower) in filled] for column in range(_WIDTH))


_BAR = 20


def bars(rows: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Shares of 1 as bars, with their names before and their numbers behind."""
    width = max(len(name) for name, _ in rows)
    return tuple(f"{name:<{width}}  {_bar(share):<{_BAR}}  {share:.3f}" for name, share in rows)


_EIGHTHS = " ▏▎▍▌▋▊▉█"


def _bar(share: float) -> str:
    whole, rest = divmod(round(share * _BAR * 8), 8)
    return ("█" * whole + _EIGHTHS[rest]).rstrip()


_SCORES = (0.4, -1.1, 2.9, 1.7, -0.6, 0.9, -2.0, 2.2, 0.1, -0.3)


def softmax_example(units: int) -> tuple[str, ...]:
    """Scores of some classes as softmax turns them into shares of 1."""
    scores = _SCORES[: min(max(units, 2), len(_SCORES))]
    whole = sum(math.exp(score) for score in scores)
    return bars(
        [(f"class {index}  score {score:>4.1f}", math.exp(score) / whole) for index, score in enumerate(scores)]
    )
