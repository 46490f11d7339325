"""Each model's table as plain data: one entry a construction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.explain.amount import plain
from seqlint.explain.models import Construction, constructions
from seqlint.keras.weights import count, under
from seqlint.values.shape import Symbol, UnknownShape

if TYPE_CHECKING:
    from seqlint.check import Analysis
    from seqlint.keras.models.record import Use
    from seqlint.source.document import Document
    from seqlint.values.place import Place
    from seqlint.values.shape import Dim


class At(msgspec.Struct, frozen=True):
    """Row and column in code points, from 1; the row counts from the start of the cell."""

    row: int
    column: int


class Row(msgspec.Struct, frozen=True, rename={"class_": "class"}):
    """One layer."""

    location: At | None
    cell: int | None
    class_: str | None
    name: str | None
    input_shape: list[int | str | None] | None
    output_shape: list[int | str | None] | None
    parameters: int | None
    trainable_parameters: int | None


class Table(msgspec.Struct, frozen=True, rename={"class_": "class"}):
    """One construction of a model."""

    filename: str
    cell: int | None
    location: At
    call: At | None
    name: str | None
    class_: str
    state: str
    input_shape: list[int | str | None] | None
    output_shape: list[int | str | None] | None
    parameters: int | None
    trainable_parameters: int | None
    unknown: list[str]
    layers: list[Row]


def tables(analysis: Analysis) -> list[Table]:
    """The tables of all models of a document, in the order in which they are made."""
    return [table_of(analysis.document, construction) for construction in constructions(analysis.program)]


def table_of(document: Document, construction: Construction) -> Table:
    """The table of one construction, whose places are in that document."""
    model = construction.model
    weights = model.weights
    where = document.position(model.place.span().start)
    return Table(
        filename=document.path, cell=where.cell, location=At(where.row, where.column),
        call=_at(construction.call), name=model.name, class_=construction.title, state=model.state,
        input_shape=plain(model.input), output_shape=plain(model.output),
        parameters=None if weights is None else _known(count(weights)),
        trainable_parameters=None if weights is None else _known(count(weights, trainable=True)),
        unknown=_reasons(construction), layers=[_row(use) for use in model.uses],
    )  # fmt: skip


def _at(place: Place | None) -> At | None:
    if place is None:
        return None
    position = place.position()
    return At(position.row, position.column)


def _known(number: Dim) -> int | None:
    return number if isinstance(number, int) else None


def _row(use: Use) -> Row:
    layer = use.layer
    place = layer.place if layer is not None else use.place
    position = place.position()
    weights = None if layer is None else layer.weights
    trained = None if layer is None or weights is None else count(under(weights, layer.trainable), trainable=True)
    return Row(
        location=At(position.row, position.column), cell=position.cell, class_=use.title if layer is not None else None,
        name=None if layer is None else layer.name, input_shape=plain(use.input), output_shape=plain(use.output),
        parameters=None if weights is None else _known(count(weights)),
        trainable_parameters=None if trained is None else _known(trained),
    )  # fmt: skip


def _reasons(construction: Construction) -> list[str]:
    """Why something of the table is not known, each reason once, with the place where it was lost."""
    model = construction.model
    found: dict[str, None] = {}
    if model.open:
        found[f"Not all layers are known: {model.open}."] = None
    for index, use in enumerate(model.uses, start=1):
        reason = use.reason or _lost(use.output)
        if reason:
            found.setdefault(f"Layer {index} ({use.title}): {reason} ({_words(use.place)}).", None)
    return list(found)


def _lost(shape: Any) -> str | None:
    if isinstance(shape, UnknownShape):
        return shape.reason
    if isinstance(shape, tuple):
        return next((dim.reason for dim in shape if isinstance(dim, Symbol) and not dim.named), None)
    return None


def _words(place: Place) -> str:
    position = place.position()
    return f"cell {position.cell}, line {position.row}" if position.cell else f"line {position.row}"
