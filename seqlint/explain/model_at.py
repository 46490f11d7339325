"""Which model is meant by a place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.cursor import cursor_at, parts
from seqlint.explain.models import grouped
from seqlint.keras.events import Compile, Fit
from seqlint.values.place import Place
from seqlint.values.store import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.check import Analysis
    from seqlint.explain.cursor import Cursor
    from seqlint.explain.facts import Facts
    from seqlint.explain.models import Construction
    from seqlint.keras.models.record import Use
    from seqlint.source.span import Span

_STATEMENTS = frozenset({"SimpleStatementLine", "FunctionDef", "ClassDef", "For", "While", "If", "With", "Try"})


def model_at(facts: Facts, offset: int) -> list[Construction]:
    """The constructions of the model at an offset, those of one constructor call together; none where there is none.

    A model is meant where it or one of its layers is written, and by a statement that names it.

    Args:
        facts: the program, traced.
        offset: code points from the start of the document.
    """
    groups = grouped(facts.program)
    written = written_at(facts.analysis, groups, offset)
    if written:
        return written
    ref = next(_named(facts, offset), None)
    return next((group for group in groups if ref in [each.ref for each in group]), [])


def written_at(analysis: Analysis, groups: list[list[Construction]], offset: int) -> list[Construction]:
    """The constructions whose constructor call, or one of whose layers, is written at an offset: the innermost."""
    found = [
        (span.end - span.start, index)
        for index, group in enumerate(groups)
        for span in _spans(analysis, group)
        if span.start <= offset <= span.end
    ]
    return groups[min(found)[1]] if found else []


def layer_at(uses: tuple[Use, ...], offset: int) -> int | None:
    """The index of the layer of a model that is written at an offset."""
    found = [
        (span.end - span.start, index)
        for index, use in enumerate(uses)
        for span in spans_of(use)
        if span.start <= offset <= span.end
    ]
    return min(found)[1] if found else None


def spans_of(use: Use) -> list[Span]:
    """Where a layer is made, and where it is given to its model."""
    places = [use.layer.place] if use.layer is not None else []
    return [place.span() for place in dict.fromkeys([*places, use.place]) if place.document is use.place.document]


def _spans(analysis: Analysis, group: list[Construction]) -> Iterator[Span]:
    for construction in group:
        yield construction.model.place.span()
        for use in construction.model.uses:
            if use.place.document is analysis.document:
                yield from spans_of(use)


def _named(facts: Facts, offset: int) -> Iterator[Ref]:
    """The models that stand at the cursor, and then those in the statement around it."""
    leaf = cursor_at(facts, offset)
    if leaf is None:
        return
    for index in range(leaf.index, -1, -1):
        at = leaf.at(index)
        yield from _models(facts, at, at.node)
        if at.kind in _STATEMENTS:
            if at.kind == "SimpleStatementLine":
                yield from _inside(facts, at, at.node)
            return


def _inside(facts: Facts, cursor: Cursor, node: Any) -> Iterator[Ref]:
    for part in parts(node):
        yield from _models(facts, cursor, part)
        yield from _inside(facts, cursor, part)


def _models(facts: Facts, cursor: Cursor, node: Any) -> Iterator[Ref]:
    """The models that a node gave, and the one that a call of `compile`, `fit` and the like is about."""
    made = {ref.id for ref, _ in facts.models}
    yield from (value for value in cursor.values(node) if isinstance(value, Ref) and value.id in made)
    place = Place(cursor.chunk, node)
    yield from (event.ref for kind in (Compile, Fit) for event in facts.event_at(kind, place.node))
