"""Which shapes of labels and output Keras lets meet in a loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from seqlint.values.shape import Open, equal, render

if TYPE_CHECKING:
    from seqlint.values.shape import Dim, Shape
    from seqlint.values.target import Target

Agreement: TypeAlias = Literal["equal", "indices", "broadcast", "free"]
"""equal: all sizes the same · indices: the output has one axis more · broadcast: numpy's rule · free: anything."""


def disagreement(agreement: Agreement, labels: Shape, output: Shape, target: Target) -> str | None:
    """What Keras says where labels and output of these shapes (batch included) cannot meet; None where they can."""
    given = f"target.shape={render(labels)}, output.shape={render(output)}"
    if agreement == "free":
        return None
    if agreement == "indices":
        return _indices(labels, output, target)
    labels, output = same_rank(labels, output)
    if agreement == "broadcast":
        return _broadcast(labels, output)
    if target.major == 2:
        alike = len(labels) == len(output) and not _differ(labels, output)
        return None if alike else f"ValueError: Shapes {render(labels)} and {render(output)} are incompatible"
    if len(labels) != len(output):
        return f"ValueError: Arguments `target` and `output` must have the same rank (ndim). Received: {given}"
    if _differ(labels, output):
        return f"ValueError: Arguments `target` and `output` must have the same shape. Received: {given}"
    return None


def same_rank(labels: Shape, output: Shape) -> tuple[Shape, Shape]:
    """Both shapes after Keras has added or dropped a last axis of size 1 where the ranks differ by one."""
    if len(labels) == len(output) + 1 and equal(labels[-1], 1):
        return (labels, (*output, 1)) if len(output) == 1 else (labels[:-1], output)
    if len(output) == len(labels) + 1 and equal(output[-1], 1):
        return ((*labels, 1), output) if len(labels) == 1 else (labels, output[:-1])
    return labels, output


def _indices(labels: Shape, output: Shape, target: Target) -> str | None:
    given = f"target.shape={render(labels)}, output.shape={render(output)}"
    if len(labels) == len(output) and (target.major == 2 or equal(labels[-1], 1) is not False):
        labels = labels[:-1] if equal(labels[-1], 1) is not False else labels
    if len(labels) != len(output) - 1:
        return f"ValueError: Argument `output` must have rank (ndim) `target.ndim - 1`. Received: {given}"
    if _differ(labels, output[:-1]):
        return (
            "ValueError: Arguments `target` and `output` must have the same shape up until the last dimension: " + given
        )
    return None


def _differ(left: tuple[Dim, ...], right: tuple[Dim, ...]) -> bool:
    """Whether two sizes besides the batch are known to be different."""
    return any(
        not isinstance(one, Open) and not isinstance(two, Open) and equal(one, two) is False
        for one, two in zip(left[1:], right[1:], strict=False)
    )


def _broadcast(labels: Shape, output: Shape) -> str | None:
    for one, two in zip(reversed(labels), reversed(output), strict=False):
        known = isinstance(one, int) and isinstance(two, int)
        if known and one != two and 1 not in (one, two):
            return f"ValueError: Dimensions must be equal, but are {two} and {one}"
    return None
