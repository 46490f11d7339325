"""Inlay hints: the shape after each layer, and what data is after it was loaded or reshaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.beside import beside
from seqlint.explain.models import grouped
from seqlint.explain.views import Hint
from seqlint.keras.weights import arithmetic
from seqlint.values.array import Array
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.check import Analysis
    from seqlint.explain.beside import Beside
    from seqlint.keras.models.record import Use
    from seqlint.source.span import Span
    from seqlint.values.place import Place
    from seqlint.values.shape import Shape, UnknownShape


def hints(analysis: Analysis, start: int, end: int) -> list[Hint]:
    """The hints between two offsets, in order."""
    facts = beside(analysis)
    found = [*_layers(analysis, facts, start, end), *_data(analysis, facts, start, end)]
    return sorted(found, key=lambda hint: hint.offset)


def _inside(place: Place, analysis: Analysis, start: int, end: int) -> bool:
    """Whether a place may lie between two offsets, told from its chunk alone: spans cost more."""
    chunk = place.chunk
    return place.document is analysis.document and chunk.start < end and start < chunk.start + len(chunk.text)


def _layers(analysis: Analysis, facts: Beside, start: int, end: int) -> Iterator[Hint]:
    uses: dict[Any, list[Use]] = {}
    sources: dict[Any, Place | None] = {}
    for group in grouped(analysis.program):
        for construction in group:
            before = construction.model.input_place
            for use in construction.model.uses:
                place = use.layer.place if use.layer is not None else use.place
                sources.setdefault(place, before)
                before = place
                if _inside(place, analysis, start, end) and (use.output is not None or facts.layer(place) is not None):
                    uses.setdefault(place, []).append(use)
    for place, same in uses.items():
        span = place.span()
        shapes = list(dict.fromkeys(render(use.output) for use in same))
        shown = facts.layer(place) if shapes == ["?"] else None
        if start <= span.end <= end and (shapes != ["?"] or shown is not None):
            filled = facts.filled(same[0].output) if len(shapes) == 1 else None
            more = f" = {filled}" if filled is not None else ""
            label = f"→ {shown or ' or '.join(shapes[:3])}{more}"
            yield Hint(span.end, label, "layer", _tooltip(same[0]), _source(sources[place], analysis))


def _source(place: Place | None, analysis: Analysis) -> Span | None:
    """Where what goes in comes from, if that is in the same document."""
    return place.span() if place is not None and place.document is analysis.document else None


def _tooltip(use: Use) -> str:
    weights = use.layer.weights if use.layer is not None else None
    words = f"{use.title}: {render(use.input)} → {render(use.output)}"
    return f"{words}, {arithmetic(weights)} parameters" if weights else words


def _data(analysis: Analysis, facts: Beside, start: int, end: int) -> Iterator[Hint]:
    """After a statement that binds data to names: what they are."""
    for chunk in analysis.syntax.chunks:
        if not (chunk.start < end and start < chunk.start + len(chunk.text)):
            continue
        for statement in chunk.statements:
            for target in _targets(statement):
                values = analysis.program.values.get(target)
                arrays = [value for value in values if isinstance(value, Array)]
                labels = list(dict.fromkeys(words(array) for array in arrays if isinstance(array.shape, tuple)))
                shown = facts.of(values[0]) if len(values) == 1 else None
                if labels or shown is not None:
                    from seqlint.source.syntax import locate

                    span = locate(chunk, target)
                    label = " = ".join(filter(None, (" or ".join(labels[:2]), str(shown or ""))))
                    if start <= span.end <= end:
                        chain = _chain(arrays[0], analysis) if arrays else ("", None)
                        yield Hint(span.end, f": {label}", "data", *chain)


def _targets(statement: Any) -> Iterator[Any]:
    """The names that an assignment statement binds."""
    for small in getattr(statement, "body", ()) if type(statement).__name__ == "SimpleStatementLine" else ():
        for target in getattr(small, "targets", ()):
            yield from _names(target.target)


def _names(target: Any) -> Iterator[Any]:
    if type(target).__name__ == "Name":
        yield target
    for element in getattr(target, "elements", ()):
        yield from _names(element.value)


def words(array: Array) -> str:
    """An array in a few words: `(60000, 784) float32 0…1`."""
    parts = [render(array.shape)]
    if array.dtype:
        parts.append(array.dtype)
    if array.range is not None:
        low, high = array.range
        parts.append(f"{low:g}…{high:g}")
    return " ".join(parts)


def _chain(array: Array, analysis: Analysis) -> tuple[str, Span | None]:
    """How an array came to be, line by line, and where it came from before the last step."""
    steps = array.history.chain() if array.history is not None else []
    words = "\n".join(f"{step.text} → {shape_words(step.shape)}" for step in steps)
    places = [step.place for step in steps if step.place is not None]
    return words, _source(places[-2] if len(places) > 1 else None, analysis)


def shape_words(shape: Shape | UnknownShape) -> str:
    """A shape for a sentence."""
    return render(shape)
