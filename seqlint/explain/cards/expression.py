"""The cards of operators, slices and imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.cards.data import operation_sheet
from seqlint.explain.cards.library import library_sheet
from seqlint.values.array import Array
from seqlint.values.functions import Library

if TYPE_CHECKING:
    from seqlint.explain.cursor import Cursor
    from seqlint.explain.sheet import Sheet

_SIGNS = {
    "Divide": "/",
    "Multiply": "×",
    "Add": "+",
    "Subtract": "−",
    "FloorDivide": "//",
    "Power": "**",
    "Modulo": "%",
}


def operator_sheet(cursor: Cursor) -> Sheet | None:
    """The card of an operator on an array: `/ 255`."""
    after = next((value for value in cursor.values() if isinstance(value, Array)), None)
    if after is None:
        return None
    node = cursor.node
    sign = _SIGNS.get(type(node.operator).__name__, "")
    left = next((value for value in cursor.values(node.left) if isinstance(value, Array)), None)
    right = next((value for value in cursor.values(node.right) if isinstance(value, Array)), None)
    if not sign or (left is None and right is None):
        return None
    other = cursor.text(node.right if left is not None else node.left)
    return operation_sheet(f"{sign} {other}"[:40], left if left is not None else right, after, cursor.text())


def slice_sheet(cursor: Cursor) -> Sheet | None:
    """The card of a slice or index of an array: `x_train[:1000]`."""
    after = next((value for value in cursor.values() if isinstance(value, Array)), None)
    before = next((value for value in cursor.values(cursor.node.value) if isinstance(value, Array)), None)
    if after is None or before is None:
        return None
    text = cursor.text()
    return operation_sheet(text[len(cursor.text(cursor.node.value)) :][:40] or text, before, after, text)


def import_sheet(cursor: Cursor) -> Sheet | None:
    """The card of a name that an import brings."""
    alias = cursor.nearest("ImportAlias")
    if alias is None:
        return None
    found = next((value for value in alias.values() if isinstance(value, Library)), None)
    return library_sheet(cursor.facts, found, cursor.text()) if found is not None else None
