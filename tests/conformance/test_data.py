"""Programs that prepare data are run for real, and every value that seqlint claims is compared with the true one."""

from __future__ import annotations

import os
from typing import Any

import pytest

from seqlint.check import analyse
from seqlint.source.document import from_text
from seqlint.values.array import Array, Labels
from seqlint.values.containers import ListRecord
from seqlint.values.store import Ref
from seqlint.values.table import Table
from seqlint.values.unknown import Unknown

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")
pytest.importorskip("sklearn")
tf = pytest.importorskip("tensorflow")

FOLDER = os.path.join(os.path.dirname(__file__), "data")
NAMES_KERAS = "import keras\n"


class Comparison:
    """What is claimed about a program's values against what they are."""

    def __init__(self, heap: dict[int, Any]) -> None:
        self.heap = heap
        self.known = self.unknown = 0
        self.wrong: list[str] = []

    def value(self, name: str, claimed: Any, real: Any) -> None:
        record = self.heap.get(claimed.id) if isinstance(claimed, Ref) else claimed
        if isinstance(record, Unknown):
            self.unknown += 1
        elif isinstance(record, Array):
            self.array(name, record, real)
        elif isinstance(record, Table):
            self.shape(name, (record.rows, record.width), real.shape)
        elif isinstance(record, ListRecord | tuple):
            items = record.items if isinstance(record, ListRecord) else record
            self.holds(name, len(items) == len(real), f"{len(items)} items")
            for at, (item, true) in enumerate(zip(items, real, strict=False)):
                self.value(f"{name}[{at}]", item, true)
        elif isinstance(record, bool | int | float | str):
            self.holds(name, bool(record == real) or real != real, f"{record!r}")

    def holds(self, name: str, true: bool, claim: str) -> None:
        self.known += 1
        if not true:
            self.wrong.append(f"{name}: {claim}")

    def shape(self, name: str, claimed: Any, real: Any) -> None:
        agree = len(claimed) == len(real) and all(
            not isinstance(one, int) or one == other for one, other in zip(claimed, real, strict=False)
        )
        self.holds(name, agree, f"shape {claimed}, is {tuple(real)}")

    def array(self, name: str, claimed: Array, real: Any) -> None:
        if not isinstance(real, pd.Index):
            framed = isinstance(real, pd.DataFrame | pd.Series)
            values = np.asarray(real)
            if isinstance(claimed.shape, tuple):
                self.shape(name, claimed.shape, values.shape)
            if claimed.dtype not in {None, "object", "str"} and not framed and hasattr(real, "dtype"):
                self.holds(name, claimed.dtype == str(values.dtype), f"{claimed.dtype}, is {values.dtype}")
            if values.dtype.kind in "biuf" and values.size:
                self.numbers(name, claimed, values)

    def numbers(self, name: str, claimed: Array, values: Any) -> None:
        low, high = float(values.min()), float(values.max())
        if claimed.range is not None:
            inside = claimed.range[0] <= low + 1e-6 and high <= claimed.range[1] + 1e-6
            self.holds(name, inside, f"range {claimed.range}, is {low}, {high}")
        if claimed.labels is not None:
            self.labels(name, claimed.labels, set(values.ravel().tolist()))

    def labels(self, name: str, claimed: Labels, values: set[float]) -> None:
        if claimed.kind == "indices" and claimed.highest is not None:
            classes = set(range(claimed.low, claimed.highest + 1))
            self.holds(name, values == classes if claimed.proven else values <= classes, f"{claimed}, is {values}")
        elif claimed.kind in {"one-hot", "multi-hot"}:
            self.holds(name, values <= {0, 1}, f"{claimed}, is {values}")


@pytest.mark.parametrize("name", sorted(os.listdir(FOLDER)))
def test_every_claim_is_true(name: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        text = file.read()
    monkeypatch.chdir(tmp_path)
    real: dict[str, Any] = {}
    exec(compile(text, name, "exec"), real)
    program = analyse(from_text(NAMES_KERAS + text, name)).program
    comparison = Comparison(program.heap)
    for variable, claimed in program.names.items():
        if variable in real and not callable(real[variable]):
            comparison.value(variable, claimed, real[variable])
    assert comparison.wrong == []
    assert comparison.known > 100
    assert comparison.unknown <= 3
