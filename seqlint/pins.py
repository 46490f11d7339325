"""Which Keras a project's pins name: lock files, requirements, conda environments, pyproject.toml."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING

from seqlint.values.target import NEWEST, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

# Searched in this order within a folder: what was installed says more than what was asked for.
_FILES = re.compile(
    r"(?P<a>poetry\.lock|uv\.lock|Pipfile\.lock|pdm\.lock)|(?P<b>.*requirements.*\.(?:txt|in)|constraints.*\.txt)"
    r"|(?P<c>environment.*\.ya?ml|conda.*\.ya?ml)|(?P<d>pyproject\.toml|Pipfile|pixi\.toml|setup\.cfg|setup\.py)"
)
_FOLDER = "requirements"
_PACKAGE = r"(?P<package>tensorflow(?:[-_](?:cpu|gpu|macos|intel|rocm))?|keras)"
_LOCKED = re.compile(
    rf'(?:name = "|")(?<=["]){_PACKAGE}"(?:\s*\n\s*version = "|: \{{[^{{}}]*?"version": "==)(?P<version>\d[\d.]*)',
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"(?<![\w.\-/]){_PACKAGE}(?:\[[^\]\n]*\])?[\"']?\s*(?:=\s*(?:\{{\s*version\s*=\s*)?[\"'](?=[\d^~=<>!]))?"
    r"(?P<spec>(?:\s*,?\s*(?:[=<>~!^]{1,3}\s*)?\d[\w.*]*)*)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?P<sign>[=<>~!^]{0,3})\s*(?P<version>\d+(?:\.\d+)*)")
_MOST_BYTES = 8_000_000
_KERAS_OF_OLD = {0: 2, 1: 2, 2: 3, 3: 4, 4: 4}  # tf.keras of TensorFlow 2.0 … 2.4
_FIRST_WITH_3 = (2, 16)


@cache
def pinned(folder: str) -> Target | None:
    """The Keras that the nearest pins at or above a folder name; None if none do.

    The search ends at the project's root (where `.git` is) and below the home folder.
    """
    names = _listed(folder)
    candidates = [(match.lastgroup or "", name) for name in names if (match := _FILES.fullmatch(name))]
    if _FOLDER in names:
        candidates += [("b", os.path.join(_FOLDER, name)) for name in _listed(os.path.join(folder, _FOLDER))]
    for _, name in sorted(candidates):
        found = _read(os.path.join(folder, name))
        if found is not None:
            return found
    parent = os.path.dirname(folder)
    if parent == folder or ".git" in names or parent == os.path.expanduser("~"):
        return None
    return None if os.path.dirname(parent) == parent else pinned(parent)


def _listed(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _read(path: str) -> Target | None:
    try:
        if os.path.getsize(path) > _MOST_BYTES:
            return None
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        return None
    found = dict(reversed(list(_pins(text, path))))
    return found.get("keras") or found.get("tensorflow")


def _pins(text: str, path: str) -> Iterator[tuple[str, Target]]:
    name = os.path.basename(path)
    if os.path.basename(os.path.dirname(path)) == _FOLDER:
        name = f"{_FOLDER}/{name}"
    if name.endswith(".lock"):
        for match in _LOCKED.finditer(text):
            yield from _target(match, f"=={match['version']}", text, name)
        return
    for match in _ASKED.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if "#" not in line and match["spec"]:
            yield from _target(match, match["spec"], text, name)


def _target(match: re.Match[str], spec: str, text: str, name: str) -> Iterator[tuple[str, Target]]:
    package = "keras" if match["package"].lower() == "keras" else "tensorflow"
    version = _version(spec, (3, 0) if package == "keras" else _FIRST_WITH_3)
    if version is not None:
        source = f"{name}:{text.count(chr(10), 0, match.start()) + 1}"
        yield package, _keras(package, version, source)


def _version(spec: str, border: tuple[int, int]) -> tuple[int, ...] | None:
    """The release that a requirement fixes, as far as it decides between Keras 2 and 3.

    Args:
        spec: the requirement's clauses.
        border: the first release that is Keras 3.
    """
    lower: tuple[int, ...] | None = None
    for clause in _CLAUSE.finditer(spec):
        sign, version = clause["sign"], _numbers(clause["version"])
        if sign in {"=", "==", "===", ""} or (
            sign in {"~", "~="} and clause["version"].count(".") >= (sign == "~=") + 1
        ):
            return version
        if sign == "<" and version <= border:
            return _before(version)
        if sign == "<=" and version < border:
            return version
        if sign in {"^", "~="} and (version[0] + 1, 0) <= border:
            return _before((version[0] + 1, 0))
        if sign in {">", ">=", "~=", "^"}:
            lower = (*version, 0)
    return (*border, -1) if lower is not None and lower >= border else None


def _numbers(text: str) -> tuple[int, ...]:
    """A release as numbers; `2.16.0` and `2.16` are one."""
    numbers = tuple(map(int, text.split(".")))
    return numbers[:2] if not any(numbers[2:]) else numbers


def _before(version: tuple[int, ...]) -> tuple[int, ...]:
    """The newest release before one."""
    major, minor = version[0], version[1] if len(version) > 1 else 0
    return (major, minor - 1) if minor else (major - 1, 99)


def _keras(package: str, version: tuple[int, ...], source: str) -> Target:
    major, minor = version[0], version[1] if len(version) > 1 else None
    if package == "keras" and version[-1] != -1:
        generation = 3 if major >= 3 else 2
        return Target(generation, NEWEST[generation] if minor is None or minor == 99 or major < 2 else minor, source)
    if version >= _FIRST_WITH_3:
        return Target(3, NEWEST[3], source)
    if major < 2 or minor is None:
        return Target(2, 2 if major < 2 else NEWEST[2], source)
    return Target(2, _KERAS_OF_OLD.get(minor, minor), source)
