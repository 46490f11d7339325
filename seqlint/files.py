"""Which files a run is about: the named ones, and the scripts and notebooks in the named folders."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from seqlint.select import fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from seqlint.config import Settings

SUFFIXES = (".py", ".pyi", ".pyw", ".ipynb")


class Found(msgspec.Struct, frozen=True):
    """What a list of paths stands for.

    Attributes:
        files: the files to check, each once.
        problems: paths that stand for nothing, as sentences.
        empty: folders in which there is nothing to check.
    """

    files: list[str]
    problems: list[str]
    empty: list[str]


def collect(paths: Iterable[str], settings_of: Callable[[str], Settings], *, force_exclude: bool = False) -> Found:
    """The files behind paths.

    Args:
        paths: files and folders as the user named them.
        settings_of: the settings that hold for a path, for what is excluded.
        force_exclude: whether files that are named themselves may be excluded too.
    """
    seen: dict[str, str] = {}
    found = Found([], [], [])
    for path in paths:
        if os.path.isdir(path):
            inside = list(_walk(os.path.normpath(path), settings_of))
            if not inside:
                found.empty.append(path)
        elif not os.path.lexists(path):
            found.problems.append(f"{path} does not exist: check the path.")
            continue
        else:
            settings = settings_of(path)
            inside = [] if force_exclude and _excluded(path, settings) else [path]
        for file in inside:
            seen.setdefault(os.path.realpath(file), file)
    found.files.extend(seen.values())
    return found


def _excluded(path: str, settings: Settings) -> bool:
    folders = os.path.relpath(os.path.abspath(path), settings.root or os.getcwd()).split(os.sep)
    root = settings.root or os.getcwd()
    return any(fits(os.path.join(root, *folders[: depth + 1]), settings.exclude, root) for depth in range(len(folders)))


def _walk(folder: str, settings_of: Callable[[str], Settings]) -> Iterator[str]:
    """Scripts and notebooks under a folder, in order of their names; links to folders are not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    settings = settings_of(folder)
    prefix = "" if folder == "." else folder
    for entry in entries:
        path = os.path.join(prefix, entry.name)
        if entry.is_dir(follow_symlinks=False):
            if not fits(path, settings.exclude, settings.root):
                yield from _walk(path, settings_of)
        elif (
            entry.name.lower().endswith(SUFFIXES)
            and entry.is_file()
            and not fits(path, settings.exclude, settings.root)
        ):
            yield path
