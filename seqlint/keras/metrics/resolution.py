"""Which metric or loss Keras takes for a name that stands for several (`accuracy`, `crossentropy`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.values.shape import Open, equal, render, render_dim

if TYPE_CHECKING:
    from seqlint.values.shape import Dim, Shape, UnknownShape


class Resolved(msgspec.Struct, frozen=True):
    """What Keras takes, and why, in words for a reader."""

    name: str
    why: str


def resolve_accuracy(output: Shape | UnknownShape | None, labels: Shape | UnknownShape | None) -> Resolved | None:
    """The accuracy that Keras takes for `"accuracy"`; None where the shapes do not say.

    Args:
        output: the model's output shape, batch included.
        labels: the labels' shape, batch included.
    """
    return _resolve(output, labels, "BinaryAccuracy", "SparseCategoricalAccuracy", "CategoricalAccuracy")


def resolve_crossentropy(output: Shape | UnknownShape | None, labels: Shape | UnknownShape | None) -> Resolved | None:
    """The crossentropy that Keras takes for `"crossentropy"`; None where the shapes do not say.

    Args:
        output: the model's output shape, batch included.
        labels: the labels' shape, batch included.
    """
    return _resolve(output, labels, "BinaryCrossentropy", "SparseCategoricalCrossentropy", "CategoricalCrossentropy")


def _resolve(
    output: Shape | UnknownShape | None,
    labels: Shape | UnknownShape | None,
    binary: str,
    sparse: str,
    categorical: str,
) -> Resolved | None:
    last = _last(output)
    single = None if last is None else _is_one(last)
    if single:
        return Resolved(binary, "the model gives one number a sample")
    if last is None or single is None or not isinstance(output, tuple) or not isinstance(labels, tuple) or not labels:
        return None
    numbers = len(labels) < len(output) or _is_one(labels[-1])
    if numbers is None:
        return None
    gives = f"the model gives {render_dim(last)} numbers a sample"
    if numbers:
        return Resolved(sparse, f"{gives} and the labels {render(labels)} have one class number for them")
    return Resolved(categorical, f"{gives} and so do the labels {render(labels)}: one-hot rows")


def _last(shape: Shape | UnknownShape | None) -> Dim | None:
    if isinstance(shape, tuple):
        return shape[-1] if shape else None
    return None if shape is None else shape.last


def _is_one(dim: Dim) -> bool | None:
    return None if isinstance(dim, Open) else equal(dim, 1)
