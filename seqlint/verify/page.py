"""A comparison as text: the models' tables side by side, the end of the program, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seqlint.source.document import Document
    from seqlint.verify.compare import Comparison, Fact, Pair, Part

_HEAD = ("", "", "Keras", "", "seqlint", "")


def page(comparison: Comparison, document: Document) -> str:
    """The comparison for a reader."""
    lines = [f"{document.path} in Keras {comparison.keras or '(no answer)'}: stand-in data, one small step, no network"]
    for pair in comparison.pairs:
        lines += ["", f"model `{pair.whole.name}` ({_place(document, pair.line)})", *_table(pair)]
    lines += ["", *_end(comparison, document)]
    differences = list(comparison.differences())
    lines += ["", *(f"differs: {each}" for each in differences)]
    lines.append(_verdict(comparison, len(differences)))
    return "\n".join(lines) + "\n"


def _place(document: Document, row: int) -> str:
    position = document.position(document.lines.offset(row, 1))
    return f"cell {position.cell}, line {position.row}" if position.cell else f"line {position.row}"


def _table(pair: Pair) -> list[str]:
    rows = [_HEAD, *(_row(part) for part in pair.layers), _row(pair.whole)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return [
        "  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _row(part: Part) -> tuple[str, str, str, str, str, str]:
    facts = {fact.about: fact for fact in part.facts}
    output, parameters = facts.get("output"), facts.get("parameters")
    return (
        part.name, part.class_, _theirs(output), _theirs(parameters), _ours(output),
        _ours(parameters) + ("" if all(fact.agree for fact in part.facts) else "  ≠"),
    )  # fmt: skip


def _theirs(fact: Fact | None) -> str:
    return fact.keras if fact is not None else ""


def _ours(fact: Fact | None) -> str:
    return "" if fact is None else fact.seqlint or "?"


def _end(comparison: Comparison, document: Document) -> list[str]:
    stop = comparison.stop
    if stop is None:
        said = "Keras:   the program runs to its end"
    else:
        where = f" on {_place(document, stop.line)}" if stop.line else ""
        said = f"Keras:   stops{where}: {stop.exception}: {stop.message}"
    errors = [f"seqlint: {code} on {_place(document, line)}: {message}" for line, code, message in comparison.errors]
    return [said, *(errors or ["seqlint: no error"])]


def _verdict(comparison: Comparison, differences: int) -> str:
    if differences:
        return f"They disagree in {differences} place{'s' if differences > 1 else ''}."
    if comparison.stop is not None and comparison.stop.kind == "environment":
        return "They agree as far as the program could be run."
    layers = sum(len(pair.layers) for pair in comparison.pairs)
    return f"They agree: {_counted(len(comparison.pairs), 'model')}, {_counted(layers, 'layer')}."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
