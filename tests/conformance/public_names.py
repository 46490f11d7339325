"""The names that Keras shows: `python -m tests.conformance.public_names` writes `seqlint/keras/_public_names.txt` anew.

A line is a module and its names. A name that is not everywhere is followed by the doors that have it: 3 and t for
`keras` and `tensorflow.keras` with Keras 3, 2 and o ("old") for the same with Keras 2.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from seqlint.keras import public

if TYPE_CHECKING:
    from collections.abc import Iterator

DOORS = {"3": (3, "keras"), "t": (3, "tensorflow.keras"), "2": (2, "keras"), "o": (2, "tensorflow.keras")}
_DEEPEST = 5


def names(major: int, door: str) -> dict[str, set[str]]:
    """The names of every module behind a door, in this process, which has that generation of Keras."""
    if door == "keras":
        root = importlib.import_module("keras" if major >= 3 else "tf_keras")
    else:
        root = importlib.import_module("tensorflow").keras
    return dict(_walk(root, "keras"))


def _walk(module: ModuleType, path: str) -> Iterator[tuple[str, set[str]]]:
    found: set[str] = set()
    for name in dir(module):
        try:
            value = getattr(module, name)
        except ImportError:
            continue
        if name.startswith("_") or name == "src":
            continue
        found.add(name)
        inside = isinstance(value, ModuleType) and "keras" in value.__name__ and ".src" not in value.__name__
        if inside and path.count(".") < _DEEPEST:
            yield from _walk(value, f"{path}.{name}")
    yield path, found


def text(found: dict[str, dict[str, set[str]]]) -> str:
    """The file's text, from the names by door."""
    lines = []
    for module in sorted({module for modules in found.values() for module in modules}):
        words = [module]
        for name in sorted({name for modules in found.values() for name in modules.get(module, ())}):
            doors = "".join(door for door in DOORS if name in found[door].get(module, ()))
            words.append(name if doors == public.ALL else f"{name}:{doors}")
        lines.append(" ".join(words))
    return "\n".join(lines) + "\n"


def _asked(major: int, door: str) -> dict[str, set[str]]:
    environment = {**os.environ, "TF_USE_LEGACY_KERAS": "1" if major < 3 else "0", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, "-m", "tests.conformance.public_names", str(major), door]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in answer.splitlines()]
    return {row[0]: set(row[1:]) for row in rows}


def main() -> None:
    if len(sys.argv) > 1:
        for module, found in names(int(sys.argv[1]), sys.argv[2]).items():
            print(module, *sorted(found))
        return
    path = Path(public.__file__).with_name("_public_names.txt")
    path.write_text(text({door: _asked(*which) for door, which in DOORS.items()}), "utf-8")


if __name__ == "__main__":
    main()
