"""`python -m benchmarks.corpus FOLDER [NAME …]`: what seqlint knows about the Keras programs of a folder.

Every `corpus_*.py` beside this file counts one thing; names choose among them. Nothing of the folder is executed.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from seqlint.config import DEFAULT, ConfigError, settings_for, target_of
from seqlint.evaluate.interpreter import follow
from seqlint.source.document import SourceError, read
from seqlint.source.stack import with_large_stack
from seqlint.source.syntax import parse

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from seqlint.evaluate.program import Program
    from seqlint.source.document import Document

HERE = Path(__file__).parent
ROWS = 60
"""Rows of a table that are printed."""


class Case(NamedTuple):
    """A file of the corpus.

    Attributes:
        name: its path below the folder.
        document: what was read.
        program: what happens in it.
        folder: the folder.
    """

    name: str
    document: Document
    program: Program
    folder: Path


class Count(Protocol):
    """One thing that is counted over all files."""

    def look(self, case: Case) -> None:
        """Take one file in."""

    def report(self) -> None:
        """Print what was counted."""


def documents(folder: Path) -> Iterator[tuple[str, Document]]:
    """The files of a folder that speak of a Sequential and of Keras, in order of their names."""
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.ipynb")]):
        try:
            document = read(str(path))
        except (SourceError, OSError):
            continue
        if "Sequential" in document.text and "keras" in document.text:
            yield str(path.relative_to(folder)), document


def program_of(document: Document) -> Program:
    """A document followed for the Keras that its project asks for."""
    try:
        settings = settings_for(document.path)
    except ConfigError:
        settings = DEFAULT
    return follow(parse(document), target_of(document.text, settings))


def table(title: str, rows: Counter[str]) -> None:
    """Print what was counted, the greatest number first."""
    print(f"\n{title}")
    for text, number in rows.most_common(ROWS):
        print(f"  {number:5}  {text}")
    if len(rows) > ROWS:
        print(f"         … and {len(rows) - ROWS} more")


def share(part: int, whole: int) -> str:
    """`98 of 100 (98.0 %)`."""
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "0 of 0"


def main() -> int:
    """Follow every file once and let every count look at it."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_dir():
        sys.stderr.write("Name a folder of repositories with Keras programs.\n")
        return 2
    folder, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    names = [path.stem for path in sorted(HERE.glob("corpus_*.py"))]
    counts: list[Count] = [
        import_module(f"benchmarks.{name}").Counted()
        for name in names
        if not wanted or name.removeprefix("corpus_") in wanted
    ]
    files, started = 0, time.perf_counter()
    for name, document in documents(folder):
        case = Case(name, document, program_of(document), folder)
        for each in counts:
            each.look(case)
        case.program.forget()
        files += 1
    print(f"{files} files, {time.perf_counter() - started:.0f} s")
    for each in counts:
        each.report()
    return 0


if __name__ == "__main__":
    sys.exit(with_large_stack(main))
