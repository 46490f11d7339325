"""Found: the `Sequential(…)` calls that a reader sees in the text, against the models that were followed."""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.corpus import share, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.corpus import Case
    from seqlint.source.document import Document


class Counted:
    """Calls by whether a model was made there."""

    def __init__(self) -> None:
        self.seen = 0
        self.missed: list[str] = []
        self.files: Counter[str] = Counter()

    def look(self, case: Case) -> None:
        """Compare the calls of one file with its models."""
        made = {model.place.span().start for _, model in case.program.models() if model.place.document is case.document}
        for start in calls(case.document):
            self.seen += 1
            if start not in made:
                position = case.document.position(start)
                cell = f"cell {position.cell}, " if position.cell else ""
                self.missed.append(f"{case.name}: {cell}line {position.row}")
                self.files[case.name] += 1

    def report(self) -> None:
        """Print the share, and what was missed."""
        print(f"\nfound: {share(self.seen - len(self.missed), self.seen)} Sequential constructions")
        table("missed, by file", self.files)
        for each in self.missed:
            print(f"  {each}")


def calls(document: Document) -> Iterator[int]:
    """The offsets of the calls of Keras' Sequential, as far as the text of each block parses."""
    trees = list(_trees(document))
    foreign = {
        alias.asname or alias.name
        for _, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and "keras" not in (node.module or "") and node.level == 0
        for alias in node.names
        if node.module != "tensorflow"
    }
    for start, tree in trees:
        lines = _line_starts(document.code, start)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_sequential(node.func, foreign):
                first = lines[node.lineno - 1]
                line = document.code[first : first + node.col_offset + 1]
                yield first + len(line.encode()[: node.col_offset].decode("utf-8", "ignore"))


def _is_sequential(function: ast.expr, foreign: set[str]) -> bool:
    """Whether an expression reads like Keras' Sequential and not like that of another library."""
    if isinstance(function, ast.Name):
        return function.id == "Sequential" and "Sequential" not in foreign
    if not isinstance(function, ast.Attribute) or function.attr != "Sequential":
        return False
    text = ast.unparse(function)
    root = text.partition(".")[0]
    return root not in foreign and not text.startswith(("nn.", "torch.", "gluon.", "stax."))


def _trees(document: Document) -> Iterator[tuple[int, ast.Module]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for block in document.blocks():
            try:
                yield block.start, ast.parse(document.code[block.start : block.end])
            except (SyntaxError, ValueError, RecursionError):
                continue


def _line_starts(code: str, start: int) -> list[int]:
    """The offsets of the lines from one offset on, as Python counts lines."""
    return [start, *(start + match.end() for match in re.finditer(r"\r\n?|\n", code[start:]))]
