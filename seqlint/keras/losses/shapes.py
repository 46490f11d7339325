"""Which shapes of labels and output Keras lets meet in a loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from seqlint.values.shape import Open, equal, render

if TYPE_CHECKING:
    from seqlint.values.shape import Dim, Shape
    from seqlint.values.target import Target

Agreement: TypeAlias = Literal["equal", "indices", "broadcast", "logits", "free"]
"""equal: all sizes the same · indices: the output has one axis more ·
broadcast: numpy's rule, without a word where a size of 1 is stretched ·
logits: all sizes the same, as TensorFlow asks of raw scores · free: anything."""


def disagreement(agreement: Agreement, labels: Shape, output: Shape, target: Target) -> str | None:
    """What Keras says in `fit` where labels and output of these shapes (batch included) cannot meet.

    None where they can, and where it depends on a size that is not known.
    """
    if agreement == "free" or not labels or not output:
        return None
    given = f"Received: target.shape={render(labels)}, output.shape={render(output)}"
    if target.major == 2 and len(labels) == 1:
        labels = (*labels, 1)
    aligned = same_rank(labels, output)
    if aligned is None:
        return None
    if agreement == "indices":
        return _indices(*aligned, given)
    if agreement == "broadcast":
        return _broadcast(*aligned)
    if agreement == "logits":
        return _logits(*aligned)
    return _equal(*aligned, given, target)


def laid_over_batch(labels: Shape, output: Shape, target: Target) -> int | None:
    """The known size above 1 that numpy's rule lays over the batch axis of the shape with fewer axes; None for none."""
    if target.major == 2 and len(labels) == 1:
        labels = (*labels, 1)
    aligned = same_rank(labels, output)
    if aligned is None or len(aligned[0]) == len(aligned[1]):
        return None
    short, long = sorted(aligned, key=len)
    met = long[len(long) - len(short)]
    return met if isinstance(met, int) and met > 1 else None


def same_rank(labels: Shape, output: Shape) -> tuple[Shape, Shape] | None:
    """Both shapes after Keras has added or dropped a last axis of size 1 where the ranks differ by one.

    None where that depends on a size that is not known.
    """
    if abs(len(labels) - len(output)) != 1:
        return labels, output
    longer = labels if len(labels) > len(output) else output
    single = _single(longer[-1])
    if single is None:
        return None
    if not single:
        return labels, output
    if len(labels) > len(output):
        return (labels, (*output, 1)) if len(output) == 1 else (labels[:-1], output)
    return ((*labels, 1), output) if len(labels) == 1 else (labels, output[:-1])


def _single(dim: Dim) -> bool | None:
    return False if isinstance(dim, Open) else equal(dim, 1)


def _equal(labels: Shape, output: Shape, given: str, target: Target) -> str | None:
    alike = len(labels) == len(output)
    if alike and not _differ(labels, output):
        return None
    if target.major == 2:
        return f"ValueError: Shapes {render(labels)} and {render(output)} are incompatible"
    wanted = "same shape" if alike else "same rank (ndim)"
    return f"ValueError: Arguments `target` and `output` must have the {wanted}. {given}"


def _logits(labels: Shape, output: Shape) -> str | None:
    if len(labels) == len(output) and not _differ(labels, output):
        return None
    return (
        f"ValueError: `logits` and `labels` must have the same shape, received ({render(output)} vs {render(labels)})"
    )


def _indices(labels: Shape, output: Shape, given: str) -> str | None:
    if len(labels) == len(output):
        single = _single(labels[-1])
        if single is None:
            return None
        labels = labels[:-1] if single else labels
    if len(labels) != len(output) - 1:
        return f"ValueError: Argument `output` must have rank (ndim) `target.ndim - 1`. {given}"
    if _differ(labels, output[:-1]):
        return (
            f"ValueError: Arguments `target` and `output` must have the same shape up until the last dimension. {given}"
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
            return f"ValueError: Dimensions must be equal, but are {one} and {two}"
    return None
