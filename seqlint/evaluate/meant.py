"""What a refused call meant: the arguments with which evaluation goes on where only one reading is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import size_of
from seqlint.keras.layer import LayerType
from seqlint.keras.legacy import TOGETHER
from seqlint.values.array import Array
from seqlint.values.call import Argument, Arguments
from seqlint.values.join import replace
from seqlint.values.refusal import (
    InvalidShape,
    InvalidValue,
    MissingArgument,
    Refused,
    RemovedArgument,
    UnknownArgument,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seqlint.values.signature import Signature

_FORMATS = {"tf": "channels_last", "th": "channels_first"}
"""Keras 1's words for the order of the axes."""


def meant(refused: Refused, arguments: Arguments, found: Any) -> Arguments | None:
    """The call as it was meant; None where that is not plain from what is given."""
    reader = _READERS.get(refused.cause)
    return None if reader is None or found is None else reader(refused, arguments, found)


def _renamed(refused: Refused, arguments: Arguments, found: Any) -> Arguments | None:
    """The argument under its new name or the nearest one, or without it."""
    name = refused.argument or ""
    if name not in arguments.keywords:
        return None
    if isinstance(found, LayerType) and "convolution" in found.tags:
        sides = _sides(arguments, "padding")
        if sides is None and name == "subsample":  # it says the strides, so two numbers are the kernel's sides
            sides = _one_kernel(arguments, 2)
        arguments = sides or arguments
    keywords = dict(arguments.keywords)
    argument = keywords.pop(name)
    replacement = refused.facts.get("replacement")
    if refused.cause is UnknownArgument and isinstance(found, LayerType):
        from seqlint.values.nearest import nearest

        replacement = nearest(name, refused.facts.get("parameters", ()))
    for other in TOGETHER.get(name, ()):
        keywords.pop(other, None)
    positional = _names(found)[: len(arguments.positional)]
    if isinstance(replacement, str) and replacement.isidentifier() and replacement not in (*keywords, *positional):
        keywords[replacement] = Argument(argument.value, argument.place, argument.whole, replacement)
    return Arguments(arguments.positional, keywords, arguments.open)


def _defaulted(refused: Refused, arguments: Arguments, found: Any) -> Arguments | None:
    """With the value that an older Keras took for what is missing now."""
    if not isinstance(found, LayerType):
        return None
    name = refused.facts.get("argument", "")
    older: Signature = found.signature_in(2)
    if name not in older.names() or name in older.required:
        return None
    keywords: Mapping[str, Argument] = {**arguments.keywords, name: Argument(older.defaults[name], keyword=name)}
    return Arguments(arguments.positional, keywords, arguments.open)


def _corrected(refused: Refused, arguments: Arguments, found: Any) -> Arguments | None:
    """With the value that the one given stands for: 32 for 32.0 and for numpy's 32, (784,) for 784."""
    value = refused.facts.get("value")
    name = refused.argument or ""
    if name == "padding" and isinstance(value, int) and isinstance(found, LayerType) and "convolution" in found.tags:
        return _sides(arguments, name)
    new = (value,) if refused.cause is InvalidShape and _is_number(value) else _plain(refused, name, value)
    return None if new is None else _with(arguments, found, name, value, new)


def _plain(refused: Refused, name: str, value: Any) -> Any:
    wanted = refused.facts.get("wanted", "")
    if isinstance(value, Array):
        return size_of(value) if "numpy integer" in wanted else None
    if isinstance(value, float):
        return int(value) if value.is_integer() and "integer" in wanted else None
    if not isinstance(value, str):
        return None
    if name == "name":
        return value.replace("/", "_") if "/" in value else None
    if name == "data_format":
        return _FORMATS.get(value)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 and "integer" in wanted else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _sides(arguments: Arguments, name: str) -> Arguments | None:
    """Keras 1's `Convolution3D(64, 3, 3, 3)`: the sides of the kernel one by one."""
    return None if name in arguments.keywords else _one_kernel(arguments, 3)


def _one_kernel(arguments: Arguments, sides: int) -> Arguments | None:
    """The arguments with so many sides of a kernel behind the filters as one; None where others are given."""
    values = [argument.value for argument in arguments.positional[1:]]
    if len(values) != sides or not all(map(_is_number, values)):
        return None
    kernel = replace(arguments.positional[1], value=tuple(values))
    return Arguments((arguments.positional[0], kernel), arguments.keywords, arguments.open)


def _with(arguments: Arguments, found: Any, name: str, old: Any, new: Any) -> Arguments | None:
    """The arguments with another value for one of them; None where it is not given as it is refused."""
    given = arguments.keywords.get(name)
    if given is not None:
        if given.value is not old:
            return None
        return Arguments(arguments.positional, {**arguments.keywords, name: replace(given, value=new)}, arguments.open)
    names = _names(found)
    index = names.index(name) if name in names else len(arguments.positional)
    if index >= len(arguments.positional) or arguments.positional[index].value is not old:
        return None
    positional = list(arguments.positional)
    positional[index] = replace(positional[index], value=new)
    return Arguments(tuple(positional), arguments.keywords, arguments.open)


def _names(found: Any) -> tuple[str, ...]:
    signature: Signature | None = getattr(found, "signature", None)
    return signature.names() if signature is not None else ()


_READERS: dict[Any, Callable[[Refused, Arguments, Any], Arguments | None]] = {
    RemovedArgument: _renamed,
    UnknownArgument: _renamed,
    MissingArgument: _defaulted,
    InvalidValue: _corrected,
    InvalidShape: _corrected,
}
