"""How an array came to be, step by step."""

from __future__ import annotations

import os
from itertools import groupby
from typing import TYPE_CHECKING

from seqlint.explain.facts import line
from seqlint.explain.sheet import code

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.source.document import Document
    from seqlint.values.array import Array, Step


def history(array: Array, home: Document, say: Callable[[Step], str]) -> list[tuple[str, str]]:
    """The steps of an array, each with where it stands; steps that come again at once are one.

    Args:
        array: the array.
        home: the file that is read; where a step stands in another, its file is named.
        say: a step in words.

    Returns:
        Pairs of words and place, such as ("a column set", "lines 16 to 24").
    """
    steps = array.history.chain() if array.history is not None else []
    found = []
    for text, group in groupby(steps, key=lambda step: (say(step), _file(step, home))):
        several = list(group)
        found.append((text[0], _where(several, home)))
    return found


def _file(step: Step, home: Document) -> str:
    """The name of the other file that a step stands in."""
    if step.place is None or step.place.document is home or step.place.document.path == home.path:
        return ""
    return os.path.basename(step.place.document.path)


def _where(steps: list[Step], home: Document) -> str:
    places = [step.place for step in steps if step.place is not None]
    if not places:
        return ""
    first, last = line(places[0]), line(places[-1])
    name = _file(steps[0], home)
    file = f"{code(name)}, " if name else ""
    if first == last:
        return file + first
    if first.startswith("line ") and last.startswith("line "):
        return f"{file}lines {first[5:]} to {last[5:]}"
    return f"{file}{first} to {last}"
