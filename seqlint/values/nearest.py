"""The name that was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The most similar of some names; None where none is similar.

    A name that differs only in case and underscores is as near as can be.
    """
    known = list(dict.fromkeys(names))
    plain = _plain(name)
    same = next((each for each in known if _plain(each) == plain), None)
    if same is not None:
        return same
    from difflib import get_close_matches

    found = get_close_matches(name.lower(), [each.lower() for each in known], n=1, cutoff=0.7)
    return next((each for each in known if each.lower() == found[0]), None) if found else None


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")
