"""What stands beside a program: data files in its folder, and the outputs that a notebook keeps of its last run.

These facts fill what the text leaves open, in cards and hints alone, and say where they come from. They stand beside
the values, not in them: no finding sees them, so an editor and a build server say the same.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.events import ModelUse
from seqlint.keras.models import Model
from seqlint.values.array import Array
from seqlint.values.functions import Library
from seqlint.values.shape import NONE, Atom, Dim, Shape, Symbol, UnknownShape, render
from seqlint.values.store import Ref
from seqlint.values.table import Table, those_fewer
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.check import Analysis
    from seqlint.evaluate.program import CallRecord
    from seqlint.source.datafile import Datafile
    from seqlint.source.outputs import Row, Saved
    from seqlint.values.place import Place

LAST_RUN = "in your last run"
_READERS = {"pandas.read_csv", "pandas.read_table", "numpy.load", "numpy.loadtxt", "numpy.genfromtxt"}
_PLAIN = frozenset({
    "sep", "delimiter", "header", "names", "index_col", "encoding", "dtype", "low_memory", "parse_dates", "engine",
    "skipinitialspace", "na_values", "delim_whitespace", "filepath_or_buffer", "allow_pickle", "mmap_mode", "file",
})  # fmt: skip
"""Keywords of a reader that leave the number of rows as it is in the file, or that are looked at here."""


class Shown(msgspec.Struct, frozen=True):
    """A shape that something beside the program shows, and where."""

    shape: Shape
    where: str

    def __str__(self) -> str:
        return f"{render(self.shape)} {self.where}"


class Beside:
    """The facts beside one analysis.

    Args:
        analysis: the analysis, traced.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.program = analysis.program
        self.files: dict[int, Datafile] = {}
        self._numbers: dict[Atom, tuple[int, str]] = {}
        self._shapes: dict[int, Shown] = {}
        self._layers: dict[Place, Shown] = {}
        self._kept: list[Any] = []
        text = analysis.document.text
        if analysis.settings.read_data_files and any(reader.partition(".")[2] in text for reader in _READERS):
            for record in self.program.calls.each():
                self._read(record)
        if analysis.document.cells:
            from seqlint.source.outputs import saved

            outputs = saved(analysis.document)
            if outputs:
                for index, statements in self._cells():
                    if index in outputs:
                        self._run(statements, outputs[index])
                self._summaries(outputs)

    def of(self, value: Any) -> Shown | None:
        """The shape of a value whose shape the text leaves open; None where nothing beside the program shows it."""
        value = self._record(value)
        found = self._shapes.get(id(value))
        if found is not None:
            return found
        if isinstance(value, Array):
            return self.filled(value.shape)
        return self.filled((value.rows, value.width)) if isinstance(value, Table) else None

    def layer(self, place: Place) -> Shown | None:
        """What a layer gives that stands there and of whose output the text does not tell."""
        return self._layers.get(place)

    def file(self, value: Any) -> Datafile | None:
        """The file beside the program that a value was read from."""
        return self.files.get(id(self._record(value)))

    def filled(self, shape: Shape | UnknownShape | None) -> Shown | None:
        """A shape with its open sizes filled; None if it has none, or one of them stays open."""
        if not isinstance(shape, tuple) or not any(isinstance(dim, Symbol) for dim in shape):
            return None
        sizes: list[Dim] = []
        where: dict[str, None] = {}
        for dim in shape:
            size = self._size(dim, where)
            if size is None:
                return None
            sizes.append(size)
        return Shown(tuple(sizes), LAST_RUN if LAST_RUN in where else next(iter(where)))

    def _size(self, dim: Dim, where: dict[str, None]) -> Dim | None:
        if not isinstance(dim, Symbol):
            return dim
        total = 0
        for monomial, coefficient in dim.terms:
            part = coefficient
            for atom in monomial:
                known = self._numbers.get(atom)
                if known is None:
                    return None
                part *= known[0]
                where[known[1]] = None
            total += part
        return total

    def _record(self, value: Any) -> Any:
        return self.program.heap.get(value.id) if isinstance(value, Ref) else value

    def _note(self, value: Any, shape: tuple[int | None, ...], where: str) -> None:
        """Take a shape in, unless it contradicts what the text says: then it is of another run."""
        record = self._record(value)
        sizes = tuple(NONE if size is None else size for size in shape)
        told = record.shape if isinstance(record, Array) else None
        if isinstance(record, Table):
            told = (record.rows, record.width)
        if isinstance(told, tuple):
            if not _agree(told, sizes):
                return
            pairs = list(zip(told, sizes, strict=True))
        elif isinstance(told, UnknownShape):
            pairs = [(dim, sizes[axis]) for axis, dim in told.axes.items() if -len(sizes) <= axis < len(sizes)]
        elif isinstance(record, Unknown):
            pairs = []
        else:
            return
        for dim, size in pairs:
            if isinstance(size, int):
                self._number(dim, size, where)
        if not isinstance(told, tuple):
            self._kept.append(record)
            self._shapes[id(record)] = Shown(sizes, where)

    def _number(self, dim: Dim, size: int, where: str) -> None:
        if isinstance(dim, Symbol) and len(dim.terms) == 1:
            (monomial, coefficient) = dim.terms[0]
            if coefficient == 1 and len(monomial) == 1 and monomial[0] not in self._numbers:
                self._numbers[monomial[0]] = (size, where)
                for gone, less in those_fewer(dim):
                    self._number(less, size - gone, where)

    def _read(self, record: CallRecord) -> None:
        """A call that reads a file of the folder."""
        from seqlint.source.datafile import look

        path = record.function.path if isinstance(record.function, Library) else ""
        arguments = record.arguments
        if path not in _READERS or not _PLAIN.issuperset(arguments.keywords) or len(arguments.positional) > 1:
            return
        name = arguments.value(0, "filepath_or_buffer", arguments.value(None, "file"))
        folder = os.path.dirname(os.path.abspath(self.analysis.document.path))
        separator = arguments.value(None, "sep", arguments.value(None, "delimiter"))
        separator = ("\t" if path.endswith("table") else ",") if separator is None else separator
        if not isinstance(name, str) or not isinstance(separator, str):
            return
        found = look(folder, name, separator)
        if found is None:
            return
        where = f"in {found.name}"
        if not path.startswith("pandas."):
            if found.dtype is not None:
                self._note(record.result, found.shape, where)
                self.files[id(self._record(record.result))] = found
            return
        self._frame(record, found, where)

    def _frame(self, record: CallRecord, found: Datafile, where: str) -> None:
        """A frame as it was when it was read: what became of it later does not count."""
        frame = self._record(record.result)
        keywords = record.arguments.keywords
        if not isinstance(frame, Table) or frame.history is None or "index_col" in keywords:
            return
        whole = frame.history.chain()[0].shape
        rows, width = found.shape
        headless = "names" in keywords if "header" not in keywords else keywords["header"].value is None
        count = None if rows is None else rows + headless
        if isinstance(whole, tuple) and len(whole) == 2:
            if count is not None:
                self._number(whole[0], count, where)
            if width is not None and "names" not in keywords:
                self._number(whole[1], width, where)
        self._kept.append(frame)
        self.files[id(frame)] = msgspec.structs.replace(
            found, shape=(count, width), columns=() if headless else found.columns
        )

    def _cells(self) -> Iterator[tuple[int, list[Any]]]:
        """The top-level statements of each cell."""
        found: dict[int, list[Any]] = {}
        for chunk in self.analysis.syntax.chunks:
            cell = self.analysis.document.cell_at(chunk.start)
            if cell is not None:
                found.setdefault(cell.index, []).extend(chunk.statements)
        return iter(found.items())

    def _run(self, statements: list[Any], outputs: Saved) -> None:
        from seqlint.source.outputs import shapes_in

        lines = [line for statement in statements if (line := _printed(statement)) is not None]
        printed = outputs.printed.splitlines()
        if len(lines) == len(printed):
            for subjects, text in zip(lines, printed, strict=True):
                self._shown(subjects, shapes_in(text))
        last = _expression(statements[-1]) if statements else None
        if last is not None and outputs.result:
            items = [element.value for element in last.elements] if _kind(last) == "Tuple" else [last]
            subjects = [_subject(item) for item in items]
            if all(subject is not None for subject in subjects):
                result = outputs.result[1:-1] if _kind(last) == "Tuple" else outputs.result
                self._shown(subjects, shapes_in(result))

    def _summaries(self, outputs: dict[int, Saved]) -> None:
        """The printed summaries, where a cell printed as many as it was asked for."""
        from seqlint.source.outputs import summaries

        asked: dict[int, list[Model]] = {}
        for event in self.program.each(ModelUse):
            if event.name == "summary" and event.place.document is self.analysis.document:
                cell = self.analysis.document.cell_at(event.place.span().start)
                asked.setdefault(cell.index if cell is not None else 0, []).append(event.model)
        for index, models in asked.items():
            tables = summaries(outputs[index].printed) if index in outputs else []
            if len(tables) == len(models):
                for model, table in zip(models, tables, strict=True):
                    self._summary(model, [row for row in table.rows if row.kind != "InputLayer"])

    def _summary(self, model: Model, rows: list[Row]) -> None:
        same = len(rows) == len(model.uses) and all(
            use.layer is None or isinstance(use.layer, Model) or use.title == row.kind
            for use, row in zip(model.uses, rows, strict=True)
        )
        for use, row in zip(model.uses, rows, strict=True) if same else ():
            if row.shape is not None and not isinstance(use.output, tuple):
                sizes = tuple(NONE if size is None else size for size in row.shape)
                self._layers[use.layer.place if use.layer is not None else use.place] = Shown(sizes, LAST_RUN)

    def _shown(self, subjects: list[Any], shapes: list[tuple[int | None, ...]]) -> None:
        """What `x.shape` showed, for each that was shown in one line."""
        if len(subjects) != len(shapes):
            return
        for subject, shape in zip(subjects, shapes, strict=True):
            values = self.program.values.get(subject)
            if len(values) == 1:
                self._note(values[0], shape, LAST_RUN)


def _agree(told: Shape, shown: Shape) -> bool:
    return len(told) == len(shown) and all(
        one == other for one, other in zip(told, shown, strict=True) if isinstance(one, int)
    )


def _kind(node: Any) -> str:
    return type(node).__name__


def _expression(statement: Any) -> Any:
    """The expression that a statement is, if it is one alone."""
    body = getattr(statement, "body", ()) if _kind(statement) == "SimpleStatementLine" else ()
    return body[-1].value if body and _kind(body[-1]) == "Expr" else None


def _subject(node: Any) -> Any:
    """What `….shape` asks after; None for another expression."""
    asked = _kind(node) == "Attribute" and node.attr.value == "shape"
    return node.value if asked else None


def _printed(statement: Any) -> list[Any] | None:
    """The subjects of a `print`, in order; None for another statement."""
    call = _expression(statement)
    if _kind(call) != "Call" or _kind(call.func) != "Name" or call.func.value != "print":
        return None
    return [subject for node in _parts(call) if (subject := _subject(node)) is not None]


def _parts(call: Any) -> Iterator[Any]:
    """The arguments of a `print`, those inside of formatted texts included."""
    for argument in call.args:
        value = argument.value
        if _kind(value) == "FormattedString":
            for part in value.parts:
                if _kind(part) == "FormattedStringExpression":
                    yield part.expression
        elif _kind(value) == "Tuple":
            yield from (element.value for element in value.elements)
        else:
            yield value


_last: list[tuple[Any, Beside]] = []


def beside(analysis: Analysis) -> Beside:
    """The facts beside an analysis; those of the last one are kept."""
    if not _last or _last[0][0] is not analysis.program:
        _last[:] = [(analysis.program, Beside(analysis))]
    return _last[0][1]
