"""What a layer with certain arguments does, and what it asks of its input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.keras.weights import Weight
    from seqlint.values.refusal import Refused
    from seqlint.values.shape import Dim, Shape, UnknownShape
    from seqlint.values.store import Ref


def _same(shape: Shape) -> Shape:
    return shape


def _no_weights(_: Shape) -> tuple[Weight, ...]:
    return ()


def _same_dtype(dtype: str | None) -> str | None:
    return dtype


NOTHING = "nothing"
"""What goes out of a `Lambda` whose function returns None."""


class Facets(msgspec.Struct, frozen=True):
    """What a layer with these arguments does.

    Attributes:
        output: output shape for an input shape, the batch axis included in both; raises `Refused`.
        weights: its weights for an input shape; raises `Refused`.
        dtype: output dtype for an input dtype, where the layer changes it.
        steps: the arithmetic of the output shape in words with this call's numbers, for the card
            ("(28 - 3) // 1 + 1 = 26"), one line an axis; empty where nothing is computed.
        inner: layers inside this one (wrappers, cells, nested models), as refs.
        within: the shape that reaches the layers inside for an input shape; None where that is not told.
        rank: what it asks of the rank where that depends on arguments or generation; else the class's demand holds.
        several: what goes out instead of one tensor (`return_state=True`), in words; None for one tensor.
        gives: the same where it depends on the input: a function of the program decides.
        declares: the shape of one sample that it declares by itself (Keras 2's Embedding does, without being asked).
        misdeclared: what Keras says where that shape is none and the layer comes first in a model.
        computes: what happens to numbers of a shape, told whether it trains, where a symbolic tensor passes that they
            do not: raises `Refused`; gives the shape that really goes out where Keras plans another, else None.
        numbers: how many different numbers come out, counted from 0, where that is known of a table of words.
        unfitted: what Keras says if it is applied before `adapt` was called; None where it may be.
    """

    output: Callable[[Shape], Shape | UnknownShape] = _same
    weights: Callable[[Shape], tuple[Weight, ...]] = _no_weights
    dtype: Callable[[str | None], str | None] = _same_dtype
    steps: Callable[[Shape], tuple[str, ...]] | None = None
    inner: tuple[Ref, ...] = ()
    within: Callable[[Shape], Shape] | None = None
    rank: Rank | None = None
    several: str | None = None
    gives: Callable[[Shape], str | None] | None = None
    declares: Shape | None = None
    numbers: Dim | None = None
    misdeclared: Refused | None = None
    unfitted: Refused | None = None
    computes: Callable[[Shape, bool], Shape | UnknownShape | None] | None = None


class Rank(msgspec.Struct, frozen=True):
    """What a layer's `input_spec` asks of the number of axes (the batch included).

    Attributes:
        least: fewest axes.
        most: most axes; None without a limit.
        says: how Keras says it, where that is not what is true (a convolution says "min_ndim" and means "ndim").
        built: fewest and most axes that Keras 2's computation takes once the layer is built, where they are others.
    """

    least: int = 0
    most: int | None = None
    says: str = ""
    built: tuple[int, int | None] | None = None

    def admits(self, shape: Shape) -> bool:
        """Whether a shape has that many axes."""
        return self.least <= len(shape) and (self.most is None or len(shape) <= self.most)

    @property
    def expected(self) -> str:
        """As Keras says it."""
        if self.says:
            return self.says
        return f"ndim={self.least}" if self.most == self.least else f"min_ndim={self.least}"


def at_least(rank: int) -> Rank:
    return Rank(rank)


def exactly(rank: int, *, built: tuple[int, int | None] | None = None) -> Rank:
    return Rank(rank, rank, built=built)


ANY_RANK = Rank()
