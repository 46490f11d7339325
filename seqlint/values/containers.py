"""Lists, dictionaries, sets, instances and iterators of the program: records of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from seqlint.values.shape import Dim


class ListRecord(msgspec.Struct, frozen=True):
    """A Python list whose items are known one by one."""

    items: tuple[Any, ...]

    type_path = "builtins.list"


class Sequence(msgspec.Struct, frozen=True, eq=False):
    """Items of one kind in a number that is not written down: a list filled in a loop over data, a `range(n)`.

    Attributes:
        element: one value that stands for every item.
        length: how many.
        kind: the Python type's name ("list", "tuple", "range", "generator").
        runs: the numbers in it one after another, where each stands in one run behind the smaller ones.
    """

    element: Any
    length: Dim
    kind: str = "list"
    runs: tuple[int, ...] = ()

    def behind(self, number: Any) -> tuple[int, ...]:
        """The runs after one more number at the end; none where that is no run behind smaller ones."""
        plain = isinstance(number, int) and not isinstance(number, bool)
        if not plain or not self.runs or len(self.runs) >= _MOST_RUNS or number < self.runs[-1]:
            return ()
        return self.runs if number == self.runs[-1] else (*self.runs, number)


_MOST_RUNS = 1000


class SequenceRecord(msgspec.Struct, frozen=True):
    """A mutable list of which only one representative item is known."""

    sequence: Sequence

    type_path = "builtins.list"


class DictRecord(msgspec.Struct, frozen=True):
    """A dictionary.

    Attributes:
        entries: the known ones.
        open: whether there may be more.
        length: their number, where that has a name.
        element: a value that stands for that of every key, where one rule makes them all.
        default: what makes the value of a key that is not there, in a `defaultdict`.
    """

    entries: dict[Any, Any]
    open: bool = False
    length: Dim | None = None
    element: Any = None
    default: Any = None

    type_path = "builtins.dict"


class SetRecord(msgspec.Struct, frozen=True):
    """A set."""

    items: tuple[Any, ...]

    type_path = "builtins.set"


class InstanceRecord(msgspec.Struct, frozen=True):
    """An instance of a class that the program defines."""

    cls: Any
    attributes: dict[str, Any]

    type_path = "keras.members.Own"


class IteratorRecord(msgspec.Struct, frozen=True):
    """An iterator or generator over known items: `position` items were taken."""

    items: tuple[Any, ...]
    position: int = 0


class Range(msgspec.Struct, frozen=True):
    """`range(start, stop, step)` with known ends."""

    start: int
    stop: int
    step: int

    @property
    def concrete(self) -> range:
        """As Python's own."""
        return range(self.start, self.stop, self.step)


class Slice(msgspec.Struct, frozen=True):
    """A slice object."""

    start: Any
    stop: Any
    step: Any
