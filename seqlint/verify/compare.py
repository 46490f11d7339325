"""What Keras did beside what seqlint says: rows of models and layers, and where the program stops."""

from __future__ import annotations

import ast
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

import msgspec

from seqlint.explain.models import constructions
from seqlint.explain.summary import tables
from seqlint.values.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.check import Analysis, Reported
    from seqlint.explain.summary import Row, Table
    from seqlint.values.place import Place
    from seqlint.verify.run import RealLayer, RealModel, Run, Stop


class Fact(msgspec.Struct, frozen=True):
    """One thing that both speak of.

    Attributes:
        about: what it is: "output", "parameters" …
        keras, seqlint: what each says; an empty text where seqlint does not know.
    """

    about: str
    keras: str
    seqlint: str

    @property
    def agree(self) -> bool:
        """Whether they do not contradict each other."""
        return not self.seqlint or self.keras == self.seqlint


class Part(msgspec.Struct, frozen=True):
    """A model or one of its layers: its name and class in Keras, and the facts about it."""

    name: str
    class_: str
    facts: tuple[Fact, ...]


class Pair(msgspec.Struct, frozen=True):
    """A model that both saw: the line of its constructor, itself and its layers."""

    line: int
    whole: Part
    layers: tuple[Part, ...]

    def parts(self) -> Iterator[Part]:
        """The model and its layers."""
        yield self.whole
        yield from self.layers


class Comparison(msgspec.Struct, frozen=True):
    """Both sides of a program.

    Attributes:
        keras: the version of Keras.
        pairs: the models.
        stop: where and why the real run ended before its end, if it did.
        errors: seqlint's errors that the run reaches, as (line, code, message).
        outcome: what they disagree about in the program's end; empty if they agree.
    """

    keras: str
    pairs: tuple[Pair, ...]
    stop: Stop | None
    errors: tuple[tuple[int, str, str], ...]
    outcome: str

    def differences(self) -> Iterator[str]:
        """Every disagreement, in one line."""
        if self.outcome:
            yield self.outcome
        for pair in self.pairs:
            for part in pair.parts():
                for fact in part.facts:
                    if not fact.agree:
                        said = f"{fact.about} is {fact.keras} in Keras, {fact.seqlint} here"
                        yield f"line {pair.line}, {part.name}: {said}"


def compare(analysis: Analysis, run: Run) -> Comparison:
    """Compare an analysis with what came of the program in Keras."""
    errors = tuple(_errors(analysis))
    raised = {_row(analysis, event.raised.span().start) for event in analysis.program.each(Refusal)}
    return Comparison(run.keras, tuple(_pairs(analysis, run)), run.stop, errors, _outcome(run.stop, errors, raised))


def _row(analysis: Analysis, offset: int) -> int:
    return analysis.document.lines.row(offset)


def _errors(analysis: Analysis) -> Iterator[tuple[int, str, str]]:
    """The errors on the way of the program; what a function does that nobody calls is no part of its run."""
    bodies = list(_bodies(analysis.document.code))
    refused = {event.place for event in analysis.program.each(Refusal) if not event.stack or _is_called(event.stack)}
    for one in analysis.reported:
        place = one.finding.place
        line = _row(analysis, place.span().start)
        reached = _is_called(one.finding.stack) or (not one.finding.stack and place in refused)
        if one.severity == "error" and (reached or not any(first < line <= last for first, last in bodies)):
            yield line, one.entry.code, _short(one)


def _is_called(stack: tuple[Place, ...]) -> bool:
    return any(hasattr(place.node, "func") for place in stack)


def _short(one: Reported) -> str:
    return " ".join(one.finding.message.split())


def _bodies(code: str) -> Iterator[tuple[int, int]]:
    """The lines of the program's functions."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.end_lineno or node.lineno


def _outcome(stop: Stop | None, errors: tuple[tuple[int, str, str], ...], raised: set[int]) -> str:
    if stop is None:
        if not errors:
            return ""
        line, code, message = errors[0]
        return f"line {line}: the program runs in Keras; seqlint says {code}, {message}"
    if stop.kind != "keras" or (stop.line == 0 and errors):
        return ""
    if not errors:
        return f"line {stop.line}: Keras stops with {stop.exception}: {stop.message}; seqlint says nothing"
    if stop.line in raised or any(line <= stop.line for line, _, _ in errors):
        return ""
    first = min(errors)
    where = f"seqlint's first error, {first[1]}, is on line {first[0]}"
    return f"Keras stops on line {stop.line} with {stop.exception}; {where}"


def _pairs(analysis: Analysis, run: Run) -> Iterator[Pair]:
    """The models of both by line and order; one that was not finished when the program stopped is left out."""
    ours: dict[int, list[Table]] = {}
    for construction, table in zip(constructions(analysis.program), tables(analysis), strict=True):
        ours.setdefault(_row(analysis, construction.model.place.span().start), []).append(table)
    made = Counter(real.line for real in run.models)
    for real in run.models:
        waiting = ours.get(real.line)
        inside = waiting is not None and len(waiting) < made[real.line]  # a copy of a model makes one of each inside
        made[real.line] -= 1
        if waiting and not (inside and real.name != waiting[0].name):
            table = waiting.pop(0)
            if run.stop is None or (real.layers and len(real.layers) == len(table.layers) and real.built):
                yield _pair(real, table if run.stop is None else _unfinished(table))


def _unfinished(table: Table) -> Table:
    """A table without what statements that never ran may have changed."""
    rows = [msgspec.structs.replace(row, trainable_parameters=None) for row in table.layers]
    return msgspec.structs.replace(table, trainable_parameters=None, layers=rows)


def _pair(real: RealModel, table: Table) -> Pair:
    rows = table.layers
    if len(rows) > len(real.layers):  # Keras 2 lists a layer that stands twice once
        first: dict[str | int, Row] = {}
        for index, row in enumerate(rows):
            first.setdefault(row.name or index, row)
        rows = list(first.values())
    facts = [
        Fact("name", real.name, table.name or ""),
        Fact("number of layers", str(len(real.layers)), "" if table.unknown else str(len(rows))),
    ]
    if real.built:
        facts += _counts(real.trainable, real.frozen, table.parameters, table.trainable_parameters)
    listed = takewhile(lambda row: row.class_ is not None, rows)  # one that is not known may stand for several
    layers = tuple(_layer(one, row, real) for one, row in zip(real.layers, listed, strict=False))
    return Pair(real.line, Part(real.name, "Sequential", tuple(facts)), layers)


def _layer(real: RealLayer, row: Row, model: RealModel) -> Part:
    facts = [Fact("name", real.name, row.name or "")]
    if real.class_ != "Functional":
        facts.append(Fact("class", real.class_, row.class_ or ""))
    if real.output is not None:
        facts.append(_output(real.output, row.output_shape))
    if model.built:
        facts += _counts(real.trainable, real.frozen, row.parameters, row.trainable_parameters)
    return Part(real.name, real.class_, tuple(facts))


def _output(real: tuple[int | None, ...], ours: list[int | str | None] | None) -> Fact:
    """A shape; a size that seqlint does not know (`null`, or a name) is what Keras says, and so is the batch."""
    if ours is None:
        return Fact("output", _text(real), "")
    if len(ours) != len(real):
        return Fact("output", _text(real), _text(tuple(ours)))
    filled = tuple(
        own if isinstance(own, int) and axis else theirs
        for axis, (own, theirs) in enumerate(zip(ours, real, strict=True))
    )
    return Fact("output", _text(real), _text(filled))


def _text(shape: tuple[int | str | None, ...]) -> str:
    inner = ", ".join(map(str, shape))
    return f"({inner},)" if len(shape) == 1 else f"({inner})"


def _counts(trainable: int | None, frozen: int | None, whole: int | None, learned: int | None) -> list[Fact]:
    if trainable is None or frozen is None:
        return []
    return [
        Fact("parameters", f"{trainable + frozen:,}", "" if whole is None else f"{whole:,}"),
        Fact("trainable parameters", f"{trainable:,}", "" if learned is None else f"{learned:,}"),
    ]
