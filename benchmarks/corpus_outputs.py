"""Outputs: the summaries that notebooks keep of their last run, against what seqlint says of the same models."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.corpus import share, table
from seqlint.keras.events import ModelUse
from seqlint.keras.models import Model
from seqlint.source.outputs import saved, summaries
from seqlint.values.shape import NONE, Symbol

if TYPE_CHECKING:
    from benchmarks.corpus import Case
    from seqlint.keras.models.record import Use
    from seqlint.source.outputs import Row, Summary


class Counted:
    """Rows of printed summaries by whether seqlint says the same."""

    def __init__(self) -> None:
        self.tables = self.other = 0
        self.verdicts: Counter[str] = Counter()
        self.wrong: list[str] = []

    def look(self, case: Case) -> None:
        """Compare the summaries of one notebook, where a cell printed as many as it was asked for."""
        printed = {index: summaries(each.printed) for index, each in saved(case.document).items()}
        asked: dict[int, list[ModelUse]] = {}
        for event in case.program.each(ModelUse):
            cell = case.document.cell_at(event.place.span().start)
            if (
                event.name == "summary"
                and event.model.kind == "Sequential"
                and event.place.document is case.document
                and cell is not None
            ):
                asked.setdefault(cell.index, []).append(event)
        for index, events in asked.items():
            tables = printed.get(index, [])
            if len(tables) == len(events):
                for event, found in zip(events, tables, strict=True):
                    self._compare(f"{case.name}:{index}", event.model, found)

    def _compare(self, where: str, model: Model, found: Summary) -> None:
        rows = [row for row in found.rows if row.kind != "InputLayer"]
        if len(rows) != len(model.uses) or any(
            use.layer is not None and use.layer.title != row.kind and not isinstance(use.layer, Model)
            for use, row in zip(model.uses, rows, strict=False)
        ):
            self.other += 1
            return
        self.tables += 1
        for use, row in zip(model.uses, rows, strict=True):
            self._row(where, use, row)
        whole = model.parameters
        if found.total is not None:
            self._count("total", whole, found.total, where)

    def _row(self, where: str, use: Use, row: Row) -> None:
        shape = None
        if isinstance(use.output, tuple) and not any(isinstance(dim, Symbol) for dim in use.output):
            shape = tuple(None if dim is NONE else dim for dim in use.output)
            if shape and row.shape and shape[0] is None:  # a model that was built by `fit` prints the size of a batch
                shape = (row.shape[0], *shape[1:])
        if row.shape is not None:
            self._count("shape", shape, row.shape, f"{where} {row.name} ({row.kind})")
        weights = use.layer.parameters if isinstance(use.layer, Model) else _sum(use)
        if row.parameters is not None:
            self._count("parameters", weights, row.parameters, f"{where} {row.name} ({row.kind})")

    def _count(self, what: str, ours: object, theirs: object, where: str) -> None:
        known = ours is not None and not isinstance(ours, Symbol)
        verdict = "not known" if not known else "same" if ours == theirs else "other"
        self.verdicts[f"{what}: {verdict}"] += 1
        if verdict == "other":
            self.wrong.append(f"{where}: {what} {ours}, printed {theirs}")

    def report(self) -> None:
        """Print the shares, and every difference."""
        same = sum(number for verdict, number in self.verdicts.items() if verdict.endswith("same"))
        print(f"\noutputs: {share(same, self.verdicts.total())} numbers and shapes of {self.tables} printed summaries")
        print(f"         {len(self.wrong)} differ; {self.other} summaries are of other layers than the text makes")
        table("by kind", self.verdicts)
        for each in self.wrong:
            print(f"  {each}")


def _sum(use: Use) -> object:
    """The parameters of a layer; None where they are not known."""
    from seqlint.keras.weights import count

    weights = use.layer.weights if use.layer is not None else None
    return None if weights is None else count(weights)
