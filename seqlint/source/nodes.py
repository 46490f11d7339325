"""What a node is made of, and what it stands in: much cheaper than libcst's visitors."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any

import libcst as cst

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TRIVIA = (
    cst.BaseParenthesizableWhitespace,
    cst.TrailingWhitespace,
    cst.EmptyLine,
    cst.Newline,
    cst.Comment,
    cst.LeftParen,
    cst.RightParen,
)
"""What stands between the nodes that mean something."""

_fields: dict[type, Callable[[Any], Any]] = {}


class _Counted(dict[type, bool]):
    """Whether the instances of a class are nodes that count; asking libcst's abstract classes each time is slow."""

    def __missing__(self, kind: type) -> bool:
        self[kind] = found = issubclass(kind, cst.CSTNode) and not issubclass(kind, TRIVIA)
        return found


_counted = _Counted()


def parts(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes that a node is made of, in no order; white space, comments and parentheses are left out."""
    kind = type(node)
    found: list[cst.CSTNode] = []
    for value in (_fields.get(kind) or _read(kind))(node):
        inner = type(value)
        if inner is tuple or inner is list:
            found += [each for each in value if _counted[type(each)]]
        elif _counted[inner]:
            found.append(value)
    return found


def owners(roots: Iterable[cst.CSTNode]) -> dict[int, cst.CSTNode]:
    """What each node inside some others stands in, by the node's identity."""
    found: dict[int, cst.CSTNode] = {}
    left = list(roots)
    while left:
        owner = left.pop()
        inside = parts(owner)
        found.update((id(part), owner) for part in inside)
        left += inside
    return found


def _read(kind: type[cst.CSTNode]) -> Callable[[Any], Any]:
    """How the fields of a class are read."""
    names = [field.name for field in fields(kind) if not field.name.startswith("whitespace")]
    # A getter of fewer than two names gives no tuple.
    _fields[kind] = attrgetter(*names) if len(names) > 1 else _none if not names else _one(attrgetter(names[0]))
    return _fields[kind]


def _none(_: cst.CSTNode) -> tuple[()]:
    return ()


def _one(get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda node: (get(node),)
