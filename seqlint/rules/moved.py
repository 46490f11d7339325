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
    if new is None or not new.replace(".", "").isidentifier():
        return ()
    if refusal.stage == "import" and not _has_all(refusal, new):
        return ()
    edit = _in_import(refusal, new) if refusal.stage == "import" else _in_use(refusal, new)
    return () if edit is None else (Fix(f"Use {new}", (edit,)),)


def _has_all(refusal: RemovedName, new: str) -> bool:
    """Whether the new module has all that the program reads from the old one."""
    from seqlint.keras.public import modules, shows

    alias = refusal.place.text().split()[-1]
    if new not in modules() or not alias.isidentifier():
        return True
    names = set(re.findall(rf"(?<![\w.]){alias}\s*\.\s*(\w+)", refusal.place.document.code))
    door = refusal.raised.text().partition("import")[0 if refusal.raised.text().startswith("from") else 2]
    return all(shows(f"{new}.{name}", refusal.target, tensorflow="tensorflow" in door) for name in names)


def _in_import(refusal: RemovedName, new: str) -> Edit | None:
    """An import statement that reaches the same things under their new paths."""
    statement = refusal.raised
    text, start = statement.text(), statement.span().start
    module, _, name = new.rpartition(".")
    alias = refusal.place.text().split()
    match = _FROM.match(text)
    if match is None:
        return _plain(refusal.place, text, alias, new)
    if alias == ["*"] or text[match.end() :].strip() == "*":
        return _module(start, match, new)
    if alias[:1] == [name]:
        return _module(start, match, module) if "," not in text or _all_move(text, match) else None
    return None if "," in text else _as(statement, match, alias, module, name)


def _plain(place: Place, text: str, alias: list[str], new: str) -> Edit | None:
    """`import keras.utils.np_utils as u` → `import keras.utils as u`."""
    from seqlint.source.edit import Edit

    if len(alias) != 3 or not text.startswith("import "):
        return None
    start = place.span().start
    return Edit(start, start + len(alias[0]), _spelled(alias[0], new))


def _as(statement: Place, match: re.Match[str], alias: list[str], module: str, name: str) -> Edit:
    """`from keras.utils import np_utils` → `from keras import utils as np_utils`."""
    from seqlint.source.edit import Edit

    span = statement.span()
    return Edit(span.start, span.end, f"from {_spelled(match['module'], module)} import {name} as {alias[-1]}")


def _spelled(old: str, path: str) -> str:
    """A canonical path under the package that the program imports Keras from."""
    return path.replace("keras", "tensorflow.keras", 1) if old.startswith("tensorflow.keras") else path


def _all_move(text: str, match: re.Match[str]) -> bool:
    """Whether every name of the statement stays itself when its module is shortened."""
    names = text[match.end() :].strip(" ()\n")
    parts = [part.split()[0] for part in names.replace("\n", " ").split(",") if part.strip()]
    return re.search(r"\.layers\.[a-z_]+$|\.utils\.\w+_utils$", match["module"]) is not None and all(
        part[:1].isupper() or part.isidentifier() for part in parts
    )


def _module(start: int, match: re.Match[str], module: str) -> Edit:
    from seqlint.source.edit import Edit

    return Edit(start + match.start("module"), start + match.end("module"), _spelled(match["module"], module))


def _in_use(refusal: RemovedName, new: str) -> Edit | None:
    """The last name of an attribute in another spelling, or gone where its module has the rest."""
    from seqlint.source.edit import Edit

    text, end = refusal.place.text(), refusal.place.span().end
    inside = refusal.path.removeprefix("tensorflow")
    if inside != refusal.path:
        root = text.removesuffix(inside)
        return None if "." in root or root == text else Edit(refusal.place.span().start, end, f"{root}.{new}")
    old = re.search(r"\w+$", text)
    room, _, name = new.rpartition(".")
    between = refusal.path.removeprefix(f"{room}.").removesuffix(f".{name}")
    if text.endswith(f".{between}.{name}"):
        return Edit(end - len(f"{between}.{name}"), end, name)
    if old is not None and old[0] == name:
        return None
    if old is None:
        return None
    outer = re.search(rf"(?<!\w){name}\.", text)
    if outer is not None and outer.end() <= old.start():
        return Edit(end - len(text) + outer.end() - 1, end, "")
    return Edit(end - len(old[0]), end, name)
