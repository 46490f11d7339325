"""What is not known, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.shape import Dim, Symbol, symbol, unknown_size

if TYPE_CHECKING:
    from seqlint.values.place import Place


class Unknown(msgspec.Struct, frozen=True, eq=False):
    """A value that seqlint does not know.

    Attributes:
        reason: why, as a sentence without its full stop ("`np.load` reads a file that is not in the program").
        place: where the knowledge was lost, if that is a place in the program.
        name: the source text that names the value (`argv_units`), for the symbol that it becomes as a size.
        memo: the size that this value is when it is used as one; filled at the first use, so that it stays the same.
        integer: whether it is one integer, whichever (the counter of a loop).
    """

    reason: str
    place: Place | None = None
    name: str | None = None
    memo: dict[str, Any] = {}
    integer: bool = False

    def size(self) -> Dim:
        """The size that this value is when it is used as one: the same symbol each time."""
        known = self.memo.get("size")
        if known is None:
            known = symbol(self.name, self.reason) if self.name else unknown_size(self.reason)
            self.memo["size"] = known
        assert isinstance(known, Symbol)
        return known


class Among(Unknown, frozen=True, eq=False):
    """One integer of a few, such as a dictionary's entry or a place in a list: class numbers, where it is a label.

    Attributes:
        low: the smallest.
        high: the largest.
    """

    low: int = 0
    high: int = 0


def among(reason: str, place: Place | None, low: int, high: int) -> Among:
    """One integer from `low` to `high`."""
    return Among(reason, place, None, {}, True, low, high)


class History(Unknown, frozen=True, eq=False):
    """What `fit` returns; its numbers are not known, what it recorded is.

    Attributes:
        fit: where the training stands.
        record: whether this is the dictionary in it, `history.history`.
    """

    fit: Place | None = None
    record: bool = False


class Counted(Unknown, frozen=True, eq=False):
    """Numbers or arrays that are not known, in a list whose length is: what `evaluate` and `get_weights` return.

    Attributes:
        count: how many there are.
        names: what each is, where it has a name.
        single: whether it is one number and no list.
        what: what it is, for a message: "evaluate()".
        more: whether a strategy that divides them over machines may make more of them.
    """

    count: int = 0
    names: tuple[str, ...] = ()
    single: bool = False
    what: str = ""
    more: bool = False


class WithoutArguments(Unknown, frozen=True, eq=False):
    """What a function of the program gives where it is called without the arguments that it needs: Python raises.

    Attributes:
        function: the function.
    """

    function: Any = None


def unknown(reason: str, place: Place | None = None, name: str | None = None, *, integer: bool = False) -> Unknown:
    """An unknown value of its own."""
    return Unknown(reason, place, name, {}, integer)


class OneOf(msgspec.Struct, frozen=True):
    """A value that differs between paths through the program.

    Attributes:
        values: the alternatives, at least two, none of them a `OneOf` or `Unknown`.
    """

    values: tuple[Any, ...]


MOST_ALTERNATIVES = 4
