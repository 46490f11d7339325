"""Numbers and nested lists of numbers, as numpy reads them: their shape, and what comes of their meeting a tensor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.functions import Function
from seqlint.values.shape import Dim, Open, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.call import Call


def nested_shape(call: Call, value: Any) -> tuple[int, ...] | None:
    """The shape that numpy gives a plain value or nested lists of such; None where it is not known or there is none."""
    if value is None or isinstance(value, (int, float, str)):
        return ()
    if isinstance(value, Array):
        return () if value.shape == () else None
    items = call.items(value)
    if items is None:
        return None
    inner = {nested_shape(call, item) for item in items}
    if len(inner) > 1 or None in inner:
        return None
    return (len(items), *(next(iter(inner)) or ())) if inner else (0,)


def leaves(call: Call, value: Any) -> Iterator[Any]:
    """All that stands in nested lists."""
    items = None if isinstance(value, (str, Array)) else call.items(value)
    if items is None:
        yield value
    else:
        for item in items:
            yield from leaves(call, item)


def is_numeric(call: Call, value: Any) -> bool:
    """Whether all parts may be numbers: none is known to be a text, a function or None."""
    return not any(leaf is None or isinstance(leaf, (str, Function)) for leaf in leaves(call, value))


def is_list(call: Call, value: Any) -> bool:
    """Whether a value is a list or tuple whose items are known."""
    return not isinstance(value, (str, Array)) and call.items(value) is not None


def broadcast(sizes: tuple[int, ...], shape: Shape) -> Shape | None:
    """The shape of an operation on numbers of these sizes and a tensor; None where they do not fit."""
    rank = max(len(sizes), len(shape))
    own = (1,) * (rank - len(sizes)) + sizes
    other: Shape = (1,) * (rank - len(shape)) + shape
    found: list[Dim] = []
    for one, two in zip(own, other, strict=True):
        if one == 1:
            found.append(two)
        elif two == 1 or isinstance(two, Open):
            found.append(one)
        elif isinstance(two, int) and one != two:
            return None
        else:
            found.append(two)
    return tuple(found)
