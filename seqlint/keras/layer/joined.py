"""What a layer does whose arguments are one of a few: what all the cases agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.layer.facets import Facets, Rank
from seqlint.values.refusal import Refused
from seqlint.values.shape import Dim, Shape, UnknownShape, join_dims, join_shapes, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.keras.weights import Weight


def unknown_facets(reason: str) -> Facets:
    """A layer of which nothing is known."""
    from seqlint.keras.weights import Weight

    return Facets(
        output=lambda _: unknown_shape(reason),
        weights=lambda _: (Weight("weights", (unknown_size(reason),)),),
        dtype=lambda _: None,
    )


def joined(cases: list[Facets], reason: str) -> Facets:
    """Facets of a layer with arguments that are not known: what all cases agree on."""
    if len(cases) == 1:
        return cases[0]

    def outcomes(each: Callable[[Facets], Any], shape: Shape) -> list[Any]:
        found: list[Any] = []
        refused: Refused | None = None
        for case in [case for case in cases if case.rank is None or case.rank.admits(shape)] or cases:
            try:
                found.append(each(case))
            except Refused as refusal:
                refused = refusal
        if not found and refused is not None:
            raise refused
        return found

    def output(shape: Shape) -> Shape | UnknownShape:
        shapes = outcomes(lambda case: case.output(shape), shape)
        result: Shape | UnknownShape = shapes[0]
        for other in shapes[1:]:
            result = join_shapes(result, other, reason)
        return result

    def weights(shape: Shape) -> tuple[Weight, ...]:
        return _join_weights(outcomes(lambda case: case.weights(shape), shape), reason)

    several = cases[0].several if all(case.several for case in cases) else None
    unfitted = cases[0].unfitted if all(case.unfitted for case in cases) else None
    rank = _hull([case.rank for case in cases])
    return msgspec.structs.replace(
        cases[0], output=output, weights=weights, steps=None, several=several, rank=rank, unfitted=unfitted
    )


def _hull(ranks: list[Rank | None]) -> Rank | None:
    """The demand that all cases make."""
    known = [rank for rank in ranks if rank is not None]
    if len(known) < len(ranks):
        return None
    most = None if any(rank.most is None for rank in known) else max(rank.most or 0 for rank in known)
    return Rank(min(rank.least for rank in known), most, known[0].says, known[0].built)


def _join_weights(found: list[tuple[Weight, ...]], reason: str) -> tuple[Weight, ...]:
    result = found[0]
    for other in found[1:]:
        if [(each.name, len(each.shape)) for each in result] == [(each.name, len(each.shape)) for each in other]:
            result = tuple(
                msgspec.structs.replace(
                    one, shape=tuple(join_dims(a, b, reason) for a, b in zip(one.shape, two.shape, strict=True))
                )
                for one, two in zip(result, other, strict=True)
            )
        elif result != other:
            longer = result if len(result) > len(other) else other
            unknown: Dim = Unknown(reason).size()
            return tuple(
                each if each in result and each in other else msgspec.structs.replace(each, shape=(unknown,))
                for each in longer
            )
    return result
