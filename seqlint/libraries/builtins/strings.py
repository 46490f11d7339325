"""Methods of strings: Python's own answer for text that the program writes down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.callee import callee
from seqlint.values.containers import ListRecord
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

MOST_TEXT = 100_000
"""Longest text that is worked on."""

_TEXT = (
    "capitalize", "casefold", "lower", "upper", "title", "swapcase", "strip", "lstrip", "rstrip", "replace",
    "removeprefix", "removesuffix", "startswith", "endswith", "find", "rfind", "isdigit", "isalpha", "isalnum",
    "isnumeric", "isspace", "isupper", "islower", "isidentifier", "split", "rsplit", "splitlines", "partition",
    "rpartition", "zfill",
)  # fmt: skip

_PADDING = 200
"""Widest padding that is worked out."""


def _method(name: str) -> None:
    @callee(f"builtins.str.{name}", raw=True)
    def method(call: Call, arguments: Arguments) -> Any:
        values = [each.value for each in arguments.positional]
        plain = (
            all(isinstance(value, (str, int, type(None))) or _texts(value) for value in values)
            and not arguments.keywords
        )
        if arguments.open or not plain or not values or not isinstance(values[0], str) or not _small(values):
            return unknown("the text is not known", call.place)
        try:
            found = getattr(str, name)(*values)
        except (TypeError, ValueError, OverflowError):
            return unknown(f"Python refuses `{name}` here", call.place)
        return call.store.new(ListRecord(tuple(found))) if isinstance(found, list) else found


def _texts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, str) for each in value)


def _small(values: list[Any]) -> bool:
    size = 1
    for value in values:
        if isinstance(value, str):
            size *= len(value) + 1
        elif isinstance(value, int) and abs(value) > _PADDING:
            return False
    return size <= MOST_TEXT


for _name in _TEXT:
    _method(_name)


@callee("builtins.str.join")
def join(call: Call, self: Any, iterable: Any) -> Any:
    items = call.items(iterable)
    plain = isinstance(self, str) and items is not None and all(isinstance(item, str) for item in items)
    if plain and items is not None and sum(len(item) + len(self) for item in items) <= MOST_TEXT:
        return self.join(items)
    return unknown("the text is not known", call.place)


@callee("builtins.str.format", raw=True)
def format_(call: Call, arguments: Arguments) -> Any:
    values = [each.value for each in arguments.positional]
    named = {name: argument.value for name, argument in arguments.keywords.items()}
    if (
        not values
        or arguments.open
        or not all(isinstance(value, (str, int, float)) for value in (*values, *named.values()))
    ):
        return unknown("the text is not known", call.place)
    pattern = values[0]
    if not isinstance(pattern, str) or _wide(pattern):
        return unknown("the text is not known", call.place)
    try:
        return pattern.format(*values[1:], **named)
    except (ValueError, IndexError, KeyError, AttributeError, TypeError, OverflowError):
        return unknown("Python refuses this format", call.place)


def _wide(pattern: str) -> bool:
    """Whether a format may ask for more padding than is worked out, or look into objects."""
    digits = 0
    for character in pattern:
        digits = digits + 1 if character.isdigit() else 0
        if digits > 3:
            return True
    return "[" in pattern or "{." in pattern or "__" in pattern


@callee(
    "builtins.str.encode",
    "builtins.bytes.decode",
    "builtins.str.translate",
    "builtins.str.center",
    "builtins.str.ljust",
    "builtins.str.rjust",
    "builtins.str.expandtabs",
    "builtins.str.index",
)
def not_followed(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return unknown("seqlint does not follow this text", call.place)


@callee("builtins.str", "builtins.repr", "builtins.format")
def str_(call: Call, object: Any = "", *args: Any, **kwargs: Any) -> Any:
    if isinstance(object, (str, bool, float)) or object is None:
        return str(object)
    if isinstance(object, int) and abs(object) < 10**100:
        return str(object)
    return unknown("the text is not known", call.place)
