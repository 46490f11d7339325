"""What the user sets in the editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

_DETAILS = ("full", "short")
SINGLE = {"lenses": True, "completion": True, "workspace": False}
"""Settings that are true or false, with their defaults."""

HINTS = ("layer", "data", "parameters", "argument")


class Options(msgspec.Struct, frozen=True):
    """The editor's settings under the name `seqlint`.

    Attributes:
        target_keras: the Keras to read programs for ("2", "3", "2.15" …), None for what the project pins.
        hints: the kinds of hints that are shown.
        detail: how much a hover says: "full" or "short".
        pictures: whether hovers show pictures; None where the client decides.
        lenses: whether a line stands above each model.
        completion: whether layers, arguments and signatures are proposed while typing.
        workspace: whether findings are shown for all files of the workspace, not only for open ones.
    """

    target_keras: str | None = None
    hints: frozenset[str] = frozenset({"layer", "data", "parameters"})
    detail: str = "full"
    pictures: bool | None = None
    lenses: bool = True
    completion: bool = True
    workspace: bool = False


DEFAULT = Options()


def read(given: Any) -> tuple[Options, list[str]]:
    """Read what an editor sends; what is wrong in it keeps its default.

    Args:
        given: a mapping with the settings; names may be written in camel case, and the whole may stand under
            `seqlint`.

    Returns:
        The options, and one sentence for each thing that could not be used.
    """
    if isinstance(given, Mapping) and isinstance(given.get("seqlint"), Mapping):
        given = given["seqlint"]
    if not isinstance(given, Mapping):
        return DEFAULT, []
    entries = _flat(given)
    problems: list[str] = []
    target = entries.pop("target-keras", None)
    if target is not None and not (isinstance(target, str | int | float) and not isinstance(target, bool)):
        problems.append(f"seqlint.target-keras is {target!r}; it must be a version such as '3' or '2.15'.")
        target = None
    detail = entries.pop("hover.detail", DEFAULT.detail)
    if detail not in _DETAILS:
        problems.append(f"seqlint.hover.detail is {detail!r}; it must be 'full' or 'short'.")
        detail = DEFAULT.detail
    pictures = entries.pop("hover.pictures", "auto")
    if pictures not in (True, False, "auto"):
        problems.append(f"seqlint.hover.pictures is {pictures!r}; it must be true, false or 'auto'.")
        pictures = "auto"
    hints = set(DEFAULT.hints)
    switches = {f"hints.{kind}": {kind} for kind in HINTS} | {"hints": set(HINTS)}
    single = dict(SINGLE)
    for name, value in entries.items():
        if name not in switches and name not in single:
            continue
        if not isinstance(value, bool):
            problems.append(f"seqlint.{name} is {value!r}; it must be true or false.")
        elif name in single:
            single[name] = value
        else:
            hints = hints | switches[name] if value else hints - switches[name]
    target_keras = str(target) if target not in (None, "") else None
    shown = None if pictures == "auto" else bool(pictures)
    return Options(target_keras, frozenset(hints), detail, shown, **single), problems


def _flat(given: Mapping[Any, Any], prefix: str = "") -> dict[str, Any]:
    """Nested mappings as dotted names in kebab case."""
    flat: dict[str, Any] = {}
    for name, value in given.items():
        kebab = "".join(f"-{char.lower()}" if char.isupper() else char for char in str(name))
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{kebab}.")
        else:
            flat[prefix + kebab] = value
    return flat
