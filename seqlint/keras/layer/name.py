"""The name that a layer goes by."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from seqlint.keras.kinds import Context

if TYPE_CHECKING:
    from seqlint.values.call import Bound, Call
    from seqlint.values.refusal import Refused


def name_of(type_name: str, call: Call, bound: Bound) -> tuple[str | None, bool]:
    given = bound.value("name")
    if isinstance(given, str):
        if call.target.major >= 3 and "/" in given:
            raise Context(type_name, "name", call).refuse(given, "a name without '/'")
        return given, True
    if call.target.major < 3 and isinstance(given, (int, float, tuple)) and given:
        keras = f"TypeError: Expected `name` argument to be a string, but got: {given}"
        raise Context(type_name, "name", call).refuse(given, "a string", keras)
    if given is None:
        return call.unique_name(snake(type_name)), False
    if isinstance(given, (int, float)):
        raise Context(type_name, "name", call).refuse(given, "a string", "ValueError: Argument `name` must be a string")
    return None, True


def refused_scope(type_name: str, name: str | None, call: Call) -> Refused | None:
    """Keras 2's refusal to build a layer whose name TensorFlow cannot use for its variables."""
    if not name or call.target.major >= 3 or re.fullmatch(r"[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*", name):
        return None
    keras = f"ValueError: '{name}/' is not a valid root scope name."
    return Context(type_name, "name", call).refuse(name, "a name without spaces", keras).when_applied()


@cache
def snake(name: str) -> str:
    """Keras' automatic name of a class: `MaxPooling2D` → `max_pooling2d`."""
    out: list[str] = []
    for index, char in enumerate(name):
        before, after = name[index - 1 : index], name[index + 1 : index + 2]
        if (char.isupper() and index and (before.islower() or (before.isupper() and after.islower()))) or (
            char.isupper() and before.isdigit() and after.islower()
        ):
            out.append("_")
        out.append(char.lower())
    return "".join(out)
