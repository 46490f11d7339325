"""einops: axes rearranged, reduced and repeated by a pattern."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from seqlint.keras.models.tensor import KerasTensor
from seqlint.keras.models.tensor import as_array as values_of
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import dim_of
from seqlint.values.shape import Dim, Open, product
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

_AXES = re.compile(r"\(([^()]*)\)|(\w+)")


@callee("einops.rearrange")
def rearrange(call: Call, tensor: Any, pattern: Any, **axes_lengths: Any) -> Any:
    return _by_pattern(call, tensor, pattern, axes_lengths, "its axes rearranged")


@callee("einops.repeat")
def repeat(call: Call, tensor: Any, pattern: Any, **axes_lengths: Any) -> Any:
    return _by_pattern(call, tensor, pattern, axes_lengths, "repeated along new axes")


@callee("einops.reduce")
def reduce(call: Call, tensor: Any, pattern: Any, reduction: Any, **axes_lengths: Any) -> Any:
    return _by_pattern(call, tensor, pattern, axes_lengths, "reduced along some axes")


def _by_pattern(call: Call, tensor: Any, pattern: Any, lengths: dict[str, Any], text: str) -> Any:
    symbolic = call.store.record(tensor, KerasTensor)
    array = as_array(tensor, call) if symbolic is None else values_of(symbolic)
    if not isinstance(array, Array) or not isinstance(array.shape, tuple):
        return unknown("the shape of what is rearranged is not known", call.place)
    given = {name: dim_of(value) for name, value in lengths.items()}
    shape = _shape(array.shape, pattern, given) if isinstance(pattern, str) else None
    if shape is None:
        return unknown("seqlint does not follow this pattern", call.place)
    return array.then(call.place, text, shape=shape)


def _shape(shape: tuple[Dim, ...], pattern: str, given: dict[str, Dim | None]) -> tuple[Dim, ...] | None:
    """The shape on the right of a pattern; None where it does not follow from what is known."""
    before, arrow, after = pattern.partition("->")
    left, right = _groups(before), _groups(after)
    if not arrow or "..." in pattern or len(left) != len(shape):
        return None
    sizes = {name: size for name, size in given.items() if size is not None}
    for group, size in zip(left, shape, strict=True):
        if not _learn(group, size, sizes):
            return None
    if any(name not in sizes for group in right for name in group):
        return None
    return tuple(_together([sizes[name] for name in group]) for group in right)


def _groups(text: str) -> list[list[str]]:
    """The axes of one side, those in brackets together; `1` is an axis of its own without a name."""
    groups = [(inside or name).split() for inside, name in _AXES.findall(text)]
    return [[name for name in group if name != "1"] for group in groups]


def _learn(group: list[str], size: Dim, sizes: dict[str, Dim]) -> bool:
    """Note the one size of a group that is not known yet; False where more are missing."""
    missing = [name for name in group if name not in sizes]
    if not missing:
        return True
    known = product(sizes[name] for name in group if name in sizes)
    if len(missing) > 1 or (known != 1 and (isinstance(size, Open) or isinstance(known, Open) or known == 0)):
        return False
    sizes[missing[0]] = size if known == 1 else size // known
    return True


def _together(sizes: list[Dim]) -> Dim:
    return sizes[0] if len(sizes) == 1 else product(sizes)
