"""Modules of the same project: found beside the script, read and followed once, never executed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from seqlint.evaluate import limits
from seqlint.evaluate.scope import Scope
from seqlint.source.error import SourceError
from seqlint.source.file import stamp
from seqlint.values.functions import ProjectModule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.source.document import Document
    from seqlint.source.file import Stamp
    from seqlint.source.syntax import Chunk, Syntax

_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", ".git", "requirements.txt")


def module(run: Interpreter, spelled: str) -> ProjectModule | None:
    """The module of that dotted name, if the project has it.

    Args:
        run: the interpreter.
        spelled: `package.module`, or with leading dots for a relative import.
    """
    written = _written(run, f"{spelled.replace('.', '/')}.py")
    if written is not None:
        return _known(run, written, spelled)
    if not os.path.isfile(run.document.path):
        return None
    path = _find(run, spelled)
    return None if path is None else _known(run, path, spelled)


def _known(run: Interpreter, path: str, spelled: str) -> ProjectModule | None:
    """The module in a file, followed when it is first asked for."""
    known = run.modules.get(path)
    if known is None and len(run.modules) < limits.MODULES:
        known = _follow(run, path, spelled)
    return known


_WRITTEN = re.compile(r"[ \t]*%%(?:writefile|file)[ \t]+(?!-)['\"]?(?:\./)?([^\s'\"]+\.py)['\"]?[ \t]*\r?\n")
_RUN = re.compile(
    r"^[ \t]*%run[ \t]+(?:-[a-z][ \t]+)*['\"]?([^\s'\"]+?)(?:\.py|\.ipynb)?['\"]?(?:[ \t].*)?$", re.MULTILINE
)


def _written(run: Interpreter, name: str) -> str | None:
    """The name of a file that a cell of this notebook writes (`%%writefile name.py`), if one does."""
    return name if any(written == name for written, _ in writers(run.document)) else None


def writers(document: Document) -> Iterator[tuple[str, str]]:
    """What the cells of a notebook write into files: the names, each with the text."""
    if document.cells and "%%" in document.text:
        for cell in document.cells:
            found = _WRITTEN.match(document.text, cell.start, cell.end)
            if found is not None:
                yield found.group(1), document.text[found.end() : cell.end]


def run_files(run: Interpreter, chunk: Chunk) -> None:
    """`%run other.py`: what the file binds is bound here."""
    text = chunk.document.text[chunk.start : chunk.end]
    for found in _RUN.finditer(text):
        spelled = found.group(1).removeprefix("./").replace("/", ".")
        known = None if spelled.startswith(".") else module(run, spelled)
        if known is not None:
            for name, value in known.namespace.items():
                if name != "__name__":
                    run.store.put(run.module.names, name, value)


def _find(run: Interpreter, spelled: str) -> str | None:
    """The file of a module, looked for where Python would: beside the script, and from the project's root."""
    here = os.path.dirname(os.path.abspath(run.chunk.document.path))
    if spelled.startswith("."):
        rest = spelled.lstrip(".")
        folder = here
        for _ in range(len(spelled) - len(rest) - 1):
            folder = os.path.dirname(folder)
        return _file(run, folder, rest)
    if not run.roots:
        script = os.path.dirname(os.path.abspath(run.document.path))
        run.roots = (script, *_roots(script))
    for folder in run.roots:
        found = _file(run, folder, spelled)
        if found is not None:
            return found
    return None


def _roots(folder: str) -> list[str]:
    """The folders above, up to the first that looks like a project's root."""
    found: list[str] = []
    for _ in range(limits.PARENTS):
        if any(os.path.exists(os.path.join(folder, marker)) for marker in _MARKERS):
            break
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
        found.append(folder)
    return found


def _file(run: Interpreter, folder: str, dotted: str) -> str | None:
    stem = os.path.join(folder, *dotted.split(".")) if dotted else folder
    for path in (f"{stem}.py", os.path.join(stem, "__init__.py")):
        run.looked[path] = None
        if os.path.isfile(path):
            return path
    return None


_parsed: dict[str, tuple[Stamp, Syntax | None]] = {}
_MOST_PARSED = 64


def _read(path: str) -> Syntax | None:
    """The parsed file, `None` where there is none; the last few are kept for the next file of the project."""
    from seqlint.source.document import read
    from seqlint.source.syntax import parse

    now = stamp(path)
    if now is None:
        return None
    kept = _parsed.get(path)
    if kept is not None and kept[0] == now:
        return kept[1]
    syntax: Syntax | None = None
    if now[0] <= limits.MODULE_SIZE:
        try:
            syntax = parse(read(path))
        except SourceError:
            syntax = None
    if len(_parsed) >= _MOST_PARSED:
        _parsed.clear()
    _parsed[path] = (now, syntax)
    return syntax


def _read_written(run: Interpreter, name: str) -> Syntax | None:
    """The parsed text of a file that a cell writes; the last one where several write it."""
    from seqlint.source.document import from_text
    from seqlint.source.syntax import parse

    texts = [text for written, text in writers(run.document) if written == name]
    return parse(from_text(texts[-1], name)) if texts and len(texts[-1]) <= limits.MODULE_SIZE else None


def _follow(run: Interpreter, path: str, spelled: str) -> ProjectModule | None:
    """Follow a module in a namespace of its own; a module that imports itself sees what is there so far."""
    syntax = _read_written(run, path) or _read(path)
    if syntax is None:
        return None
    scope = Scope("module")
    name = spelled.lstrip(".")
    known = ProjectModule(name, scope.names)
    run.modules[path] = known
    run.outlives(scope)
    run.store.put(scope.names, "__name__", name)
    run.execute_module(syntax.chunks, scope)
    return known


def member(run: Interpreter, found: ProjectModule, spelled: str, name: str, node: Any) -> Any:
    """A name of a project's module: what it binds, or a module of its package."""
    if name in found.namespace:
        return found.namespace[name]
    inner = module(run, f"{spelled}.{name}" if not spelled.endswith(".") else f"{spelled}{name}")
    if inner is not None:
        return inner
    return run.unknown(f"`{spelled}` does not define `{name}`", node, name)
