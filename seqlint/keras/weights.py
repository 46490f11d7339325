"""Weights of a layer: their shapes, and the parameter counts that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.shape import Dim, Shape, product, render_dim, unknown_size
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable


class Weight(msgspec.Struct, frozen=True):
    """One variable of a layer. Its number of parameters is the product of its shape.

    Attributes:
        name, shape: as in Keras.
        trainable: whether training changes it; None where that is not known.
    """

    name: str
    shape: Shape
    trainable: bool | None = True

    @property
    def count(self) -> Dim:
        """How many parameters it has."""
        return product(self.shape)


def weight(name: str, *shape: Dim, trainable: bool = True) -> tuple[Weight]:
    """One weight, as a tuple to add to others."""
    return (Weight(name, shape, trainable),)


def bias(size: Dim, use_bias: object = True, name: str = "bias") -> tuple[Weight, ...]:
    """A bias of `size` parameters, if the layer uses one."""
    return (Weight(name, (size,)),) if use_bias else ()


def lora(weights: tuple[Weight, ...], rank: Dim | None) -> tuple[Weight, ...]:
    """The first weight frozen, and a trainable low-rank correction of it beside it, if there is a rank."""
    if rank is None:
        return weights
    first, *rest = weights
    name, frozen = first.name, Weight(first.name, first.shape, False)
    return (
        frozen,
        *rest,
        *weight(f"lora_{name}_a", *first.shape[:-1], rank),
        *weight(f"lora_{name}_b", rank, first.shape[-1]),
    )


def under(weights: tuple[Weight, ...], *flags: Any) -> tuple[Weight, ...]:
    """Weights inside layers and models with these `trainable` flags."""
    if False in flags:
        return tuple(msgspec.structs.replace(each, trainable=False) for each in weights)
    if any(isinstance(flag, (Unknown, OneOf)) for flag in flags):
        return tuple(msgspec.structs.replace(each, trainable=each.trainable and None) for each in weights)
    return weights


def count(weights: Iterable[Weight], *, trainable: bool | None = None) -> Dim:
    """Sum of parameters, of all weights or of those that are (not) trainable."""
    total: Dim = 0
    for each in weights:
        if trainable is not None and each.trainable is None and each.count != 0:
            return unknown_size("which of its layers are trained is not known")
        if trainable is None or each.trainable == trainable:
            total = total + each.count
    return total


def arithmetic(weights: tuple[Weight, ...]) -> str:
    """The parameter count as a sum a reader can redo: `784 × 64 + 64 = 50,240`."""
    terms = [" × ".join(_number(size) for size in each.shape) or "1" for each in weights]
    total = count(weights)
    whole, result = " + ".join(terms), _number(total)
    return f"{whole} = {result}" if terms and whole != result else result


def _number(size: Dim) -> str:
    return f"{size:,}" if isinstance(size, int) else render_dim(size)
