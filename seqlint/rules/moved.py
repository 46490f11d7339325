"""A name of older Keras rewritten in place: in an import statement, or where it is used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.rules.rule import Fix

if TYPE_CHECKING:
    from seqlint.source.edit import Edit
    from seqlint.values.place import Place
    from seqlint.values.refusal import RemovedName

_FROM = re.compile(r"from(?P<space>\s+)(?P<module>[\w.]+)\s+import\b")


def moved(refusal: RemovedName) -> tuple[Fix, ...]:
    """The fix that writes the new path for the old one; none where there is no new path or no one edit."""
    new = refusal.replacement
    if new is None:
        return ()
    edit = _in_import(refusal, new) if refusal.stage == "import" else _in_use(refusal.place, new)
    return () if edit is None else (Fix(f"Use {new}", (edit,)),)


def _in_import(refusal: RemovedName, new: str) -> Edit | None:
    """The module after `from` in another spelling, where the imported name keeps its own."""
    statement = refusal.raised
    text, start = statement.text(), statement.span().start
    match = _FROM.match(text)
    module, _, name = new.rpartition(".")
    alias = refusal.place.text().split()
    if match is None or "," in text or alias[:1] != [name]:
        return None if match is None or not _all_move(text, match) else _module(start, match, module)
    return _module(start, match, module)


def _all_move(text: str, match: re.Match[str]) -> bool:
    """Whether every name of the statement stays itself when its module is shortened."""
    names = text[match.end() :].strip(" ()\n")
    parts = [part.split()[0] for part in names.replace("\n", " ").split(",") if part.strip()]
    return re.search(r"\.layers\.[a-z_]+$|\.utils\.\w+_utils$", match["module"]) is not None and all(
        part[:1].isupper() or part.isidentifier() for part in parts
    )


def _module(start: int, match: re.Match[str], module: str) -> Edit:
    from seqlint.source.edit import Edit

    root = "tensorflow.keras" if match["module"].startswith("tensorflow.keras") else "keras"
    spelled = root + module.removeprefix("keras")
    return Edit(start + match.start("module"), start + match.end("module"), spelled)


def _in_use(place: Place, new: str) -> Edit | None:
    """The last name of an attribute in another spelling, or gone where its module has the rest."""
    from seqlint.source.edit import Edit

    text, end = place.text(), place.span().end
    old = re.search(r"\w+$", text)
    name = new.rpartition(".")[2]
    if old is None:
        return None
    if text[: old.start()].endswith(f"{name}."):
        return Edit(end - len(old[0]) - 1, end, "")
    return Edit(end - len(old[0]), end, name)
