"""How the program would write another name of the module that one of its names comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from seqlint.source.document import Document
    from seqlint.source.edit import Edit
    from seqlint.values.place import Place

_FROM = re.compile(r"^[ \t]*from[ \t]+(?P<module>[\w.]+)[ \t]+import[ \t]*(?P<names>\([^)]*\)|[^\n#;]*)", re.MULTILINE)


class Spelling(msgspec.Struct, frozen=True):
    """A name as this program writes it.

    Attributes:
        text: `tf.keras.layers.Flatten`, or the bare name.
        edits: what has to be imported for it.
    """

    text: str
    edits: tuple[Edit, ...] = ()


def like(callee: Place, own: str, wanted: str) -> Spelling | None:
    """A name spelled as a neighbour from the same module is: `spelled` of the neighbour's own text."""
    return spelled(callee.document, callee.text(), own, wanted)


def spelled(document: Document, text: str, own: str, wanted: str) -> Spelling | None:
    """A name spelled as a neighbour from the same module is.

    Args:
        document: the program.
        text: how the neighbour is written (`layers.Dense`).
        own: the neighbour's name (`Dense`).
        wanted: the name to write (`Flatten`).

    Returns:
        The spelling; None where it does not follow from the neighbour's.
    """
    prefix, dot, last = text.rpartition(".")
    if dot:
        if wanted == "Input" and prefix.endswith(".layers"):
            prefix = prefix.removesuffix(".layers")
        return Spelling(f"{prefix}.{wanted}") if last == own else None
    return _imported(document, text, own, wanted)


def of_module(document: Document, module: str, wanted: str) -> str | None:
    """A name of a module as a program that imports the module as a whole writes it (`np.array`); else None."""
    found = re.search(
        rf"^import[ \t]+{re.escape(module)}(?:[ \t]+as[ \t]+(\w+))?[ \t]*(?:[#;]|$)", document.code, re.MULTILINE
    )
    return None if found is None else f"{found[1] or module}.{wanted}"


def _imported(document: Document, text: str, own: str, wanted: str) -> Spelling | None:
    from seqlint.source.edit import Edit

    star: Spelling | None = None
    beside: Spelling | None = None
    for found in _FROM.finditer(document.code):
        names, start = found["names"], found.start("names")
        if found["module"].rpartition(".")[2] not in {"layers", "losses", "keras", "optimizers", "utils"}:
            continue
        if re.search(rf"\b{wanted}\b(?!\s+as\b)", names):
            return Spelling(wanted)
        if names.strip() == "*":
            star = Spelling(wanted)
        elif (name := re.search(rf"\b{own}\b(?P<alias>\s+as\s+\w+)?", names)) and beside is None:
            alias = (name["alias"] or "").split()[-1:]
            if (alias or [own])[0] == text:
                at = start + name.end()
                beside = Spelling(wanted, (Edit(at, at, f", {wanted}"),))
    return beside or star
