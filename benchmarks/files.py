"""Real files that build Sequential models: seqlint against bare `libcst.parse_module`, ruff and pylint."""

from __future__ import annotations

import gc
import shutil
import sys
from hashlib import blake2b
from typing import TYPE_CHECKING

import libcst

from benchmarks.measure import Ratio, command, medians
from seqlint import cli
from seqlint.batch import Task, reports
from seqlint.check import check_path
from seqlint.config import Settings
from seqlint.source.document import SourceError, read
from seqlint.source.stack import with_large_stack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from seqlint.source.document import Document

MOST_FILES = 200
ROUNDS = 3
PYLINT_FILES = 10


def run(corpus: Path | None) -> Iterator[Ratio]:
    """The ratios; none without a corpus."""
    if corpus is None:
        return
    chosen = documents(corpus)
    paths = [document.path for document in chosen]
    tasks = [Task(path, Settings(), cached=False) for path in paths]
    gc.set_threshold(*cli.GARBAGE)  # as the program does; it is good for both sides
    found = medians(
        {
            "parse": lambda: with_large_stack(lambda: _parse(chosen)),
            "one": lambda: _check(paths),
            "two": lambda: list(reports(tasks, 2)),
        },
        ROUNDS,
    )
    what = f"check of {len(paths)} files"
    yield Ratio(f"{what}, one process", "libcst.parse_module", found["one"], found["parse"], 1.4)
    yield Ratio(f"{what}, two processes", "libcst.parse_module", found["two"], found["parse"], 0.8)
    yield from _linters(paths)


def _parse(chosen: list[Document]) -> None:
    for document in chosen:
        libcst.parse_module(document.code)


def _check(paths: list[str]) -> None:
    for path in paths:
        check_path(path, Settings())


def documents(corpus: Path) -> list[Document]:
    """Files from all over the corpus that build a Sequential and that libcst reads; the same ones each time."""
    found: list[Document] = []
    for path in sorted([*corpus.rglob("*.py"), *corpus.rglob("*.ipynb")], key=lambda path: _mixed(path, corpus)):
        if len(found) == MOST_FILES:
            break
        try:
            document = read(str(path))
            if "Sequential(" in document.text and "keras" in document.text:
                libcst.parse_module(document.code)
                found.append(document)
        except (SourceError, libcst.ParserSyntaxError):
            continue
    return found


def _mixed(path: Path, corpus: Path) -> bytes:
    """An order that has nothing to do with folders."""
    return blake2b(path.relative_to(corpus).as_posix().encode("utf-8", "surrogateescape")).digest()


def _linters(paths: list[str]) -> Iterator[Ratio]:
    """Whole programs, as a shell would run them."""
    seqlint = [sys.executable, "-m", "seqlint", "check", "--no-cache", "--isolated"]
    if ruff := shutil.which("ruff"):
        found = medians(
            {
                "seqlint": command([*seqlint, *paths]),
                "ruff": command([ruff, "check", "--no-cache", "--isolated", *paths]),
            },
            ROUNDS,
        )
        yield Ratio(f"seqlint check, {len(paths)} files", "ruff check", found["seqlint"], found["ruff"])
    if pylint := shutil.which("pylint"):
        scripts = [path for path in paths if path.endswith(".py")][:PYLINT_FILES]
        found = medians({"seqlint": command([*seqlint, *scripts]), "pylint": command([pylint, *scripts])}, 1)
        yield Ratio(f"seqlint check, {len(scripts)} scripts", "pylint", found["seqlint"], found["pylint"])
