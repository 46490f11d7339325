"""The outline: each model with its layers and their shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.amount import number
from seqlint.explain.facts import Facts
from seqlint.explain.models import grouped
from seqlint.explain.views import Outline
from seqlint.source.span import Span
from seqlint.values.shape import render

if TYPE_CHECKING:
    from seqlint.check import Analysis
    from seqlint.explain.models import Construction
    from seqlint.keras.models.record import Use


def outline(analysis: Analysis) -> list[Outline]:
    """One symbol for each place where a model is made, its layers below it."""
    return [_model(analysis, group[0]) for group in grouped(analysis.program)]


def _model(analysis: Analysis, construction: Construction) -> Outline:
    model = construction.model
    span = model.place.span()
    children = tuple(_layer(use) for use in model.uses if use.place.document is analysis.document)
    whole = Span(
        min([span.start, *(child.span.start for child in children)]),
        max([span.end, *(child.span.end for child in children)]),
    )
    parameters = f", {number(model.parameters)} parameters" if model.parameters is not None else ""
    detail = f"{render(model.input)} → {render(model.output)}{parameters}" if model.built else "not built yet"
    variable = Facts(analysis).name_of(construction.ref) or ""
    return Outline(model.name or "Sequential", detail, "model", whole, span, children, variable)


def _layer(use: Use) -> Outline:
    place = use.layer.place if use.layer is not None else use.place
    span = place.span()
    name = use.layer.name if use.layer is not None and use.layer.name else use.title
    return Outline(name, f"{use.title} → {render(use.output)}", "layer", span, span)
