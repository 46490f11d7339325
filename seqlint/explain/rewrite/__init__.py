"""Other ways to write the model at the cursor: each leaves the model as it is, and is offered only if it does."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.explain.summary import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.check import Analysis
    from seqlint.explain.facts import Facts
    from seqlint.explain.models import Construction
    from seqlint.explain.summary import Row, Table
    from seqlint.source.change import Edit
    from seqlint.source.document import Document


class Rewrite(msgspec.Struct, frozen=True):
    """Another way to write a model: what it is, and the edits that lead there."""

    title: str
    edits: tuple[Edit, ...]


def rewrites(facts: Facts, offset: int) -> list[Rewrite]:
    """The other ways to write the model that is written at an offset.

    Args:
        facts: the program.
        offset: code points from the start of the document.
    """
    from seqlint.explain.model_at import written_at
    from seqlint.explain.models import grouped

    group = written_at(facts.analysis, grouped(facts.program), offset)
    if not group or not any(group[0].model.uses):
        return []
    found = [rewrite for rewrite in _made(facts, group) if rewrite.edits and _within_a_cell(facts.document, rewrite)]
    if not found:
        return []
    before = _of(facts.analysis)
    return [rewrite for rewrite in found if _of(_after(facts.analysis, rewrite)) == before]


def _made(facts: Facts, group: list[Construction]) -> Iterator[Rewrite]:
    """What the modules of this folder make of a model."""
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        rewrite = getattr(import_module(f"{__name__}.{module.name}"), "rewrite", None)
        if rewrite is not None:
            yield from rewrite(facts, group)


def _within_a_cell(document: Document, rewrite: Rewrite) -> bool:
    return all(
        document.cell_at(edit.start) is document.cell_at(max(edit.end - 1, edit.start)) for edit in rewrite.edits
    )


def _after(analysis: Analysis, rewrite: Rewrite) -> Analysis:
    """The program as it would be."""
    from seqlint.check import analyse
    from seqlint.source.change import Edit, apply
    from seqlint.source.document import from_cells, from_text, is_notebook

    document = analysis.document
    if not document.cells:
        text = apply(document.text, rewrite.edits)
        return analyse(from_text(text, document.path, ipython=is_notebook(document.path)), analysis.settings)
    cells = []
    for cell in document.cells:
        inside = [
            Edit(edit.start - cell.start, edit.end - cell.start, edit.text)
            for edit in rewrite.edits
            if document.cell_at(edit.start) is cell
        ]
        cells.append((cell.index, apply(document.text[cell.start : cell.end], inside)))
    return analyse(from_cells(cells, document.path), analysis.settings)


def _of(analysis: Analysis) -> tuple[Any, ...]:
    """What a program makes and what is wrong with it, apart from where it says so."""
    made = tables(analysis)
    models = [(model.name, model.state, _row(model), [_row(layer) for layer in model.layers]) for model in made]
    codes = sorted(one.entry.code for one in analysis.reported if one.severity in {"error", "warning"})
    return models, codes


def _row(of: Table | Row) -> tuple[Any, ...]:
    return of.class_, of.name, of.input_shape, of.output_shape, of.parameters
