"""Cells that are functions (marimo): followed in the order in which one needs what another makes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import libcst as cst

from seqlint.evaluate import limits
from seqlint.values.functions import Function

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.evaluate.interpreter import Interpreter

CELL = "cell"
"""The kind of a function that is a cell."""


def run_cells(run: Interpreter) -> None:
    """Follow the cells of the module, each in the module's own names."""
    from seqlint.evaluate.statements import execute_block, guarded

    cells = [each for each in run.definitions if isinstance(each, Function) and each.kind == CELL]
    for cell in ordered(cells):
        run.called[cell.place.node] = None
        run.start_statement()
        run.chunk = cell.place.chunk
        guarded(run, partial(execute_block, run, cell.place.node.body))


def ordered(cells: list[Function]) -> list[Function]:
    """The cells so that each comes after those that make its parameters; in the order of the text otherwise."""
    makers = {name: cell for cell in cells for name in _returned(cell)}
    done: dict[int, Function] = {}

    def visit(cell: Function, depth: int) -> None:
        if id(cell) in done or depth > limits.NESTING:
            return
        pending.add(id(cell))
        for name in _parameters(cell):
            maker = makers.get(name)
            if maker is not None and id(maker) not in pending:
                visit(maker, depth + 1)
        done.setdefault(id(cell), cell)

    pending: set[int] = set()
    for cell in cells:
        visit(cell, 0)
    return list(done.values())


def _parameters(cell: Function) -> Iterator[str]:
    for param in cell.place.node.params.params:
        yield param.name.value


def _returned(cell: Function) -> Iterator[str]:
    """The names that a cell hands to the others: those of its last `return`."""
    body = cell.place.node.body.body
    last = body[-1].body[-1] if body and isinstance(body[-1], cst.SimpleStatementLine) else None
    value = last.value if isinstance(last, cst.Return) else None
    elements = [element.value for element in value.elements] if isinstance(value, cst.Tuple) else [value]
    for element in elements:
        if isinstance(element, cst.Name):
            yield element.value
