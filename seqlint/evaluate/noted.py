"""Tables that note what is read from them: what would read the same again need not be executed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

ABSENT: Any = object()
"""What is read where there is nothing."""


class Noted(dict[Any, Any]):
    """A namespace that notes what is read from it.

    Attributes:
        read: what was read of it, as it stood before anything was written since the start; `ABSENT` for what was
            looked for in vain.
        written: what was written since the start, with what stood there before.
        whole: whether all of it was looked at.
    """

    __slots__ = ("read", "whole", "written")

    def __init__(self) -> None:
        super().__init__()
        self.start()

    def start(self) -> None:
        """Note from now on."""
        self.read: dict[Any, Any] = {}
        self.written: dict[Any, Any] = {}
        self.whole = False

    def __getitem__(self, key: Any) -> Any:
        if key not in self.read and key not in self.written:
            self.read[key] = _get(self, key, ABSENT)
        return _item(self, key)

    def __contains__(self, key: Any) -> bool:
        if key not in self.read and key not in self.written:
            self.read[key] = _get(self, key, ABSENT)
        return _has(self, key)

    def get(self, key: Any, default: Any = None) -> Any:
        """See `dict.get`."""
        if key not in self.read and key not in self.written:
            self.read[key] = _get(self, key, ABSENT)
        return _get(self, key, default)

    def __iter__(self) -> Any:
        self.whole = True
        return dict.__iter__(self)

    def items(self) -> Any:
        """See `dict.items`."""
        self.whole = True
        return dict.items(self)

    def __setitem__(self, key: Any, value: Any) -> None:
        if key in self.written:
            # What stood there before is back when a path was undone: who reads it now reads that.
            if self.written[key] is value:
                del self.written[key]
        elif key not in self.read:
            self.written[key] = _get(self, key, ABSENT)
        dict.__setitem__(self, key, value)

    def pop(self, key: Any, default: Any = None) -> Any:
        """See `dict.pop`; there is always a default."""
        if key in self.written:
            if self.written[key] is ABSENT:
                del self.written[key]
        elif key not in self.read:
            self.written[key] = _get(self, key, ABSENT)
        return dict.pop(self, key, default)


class NotedHeap(dict[int, Any]):
    """A heap that notes what is read of the objects that were there at the start.

    Attributes:
        read: their records as they were when they were first read.
        whole: whether all of it was looked at.
        base: the highest id at the start.
    """

    __slots__ = ("base", "read", "whole")

    def __init__(self) -> None:
        super().__init__()
        self.start(0)

    def start(self, base: int) -> None:
        """Note from now on."""
        self.read: dict[int, Any] = {}
        self.whole = False
        self.base = base

    def __getitem__(self, key: int) -> Any:
        if key <= self.base and key not in self.read:
            self.read[key] = _get(self, key, ABSENT)
        return _item(self, key)

    def __contains__(self, key: object) -> bool:
        return self.get(key, ABSENT) is not ABSENT

    def get(self, key: Any, default: Any = None) -> Any:
        """See `dict.get`."""
        if key <= self.base and key not in self.read:
            self.read[key] = _get(self, key, ABSENT)
        return _get(self, key, default)

    def items(self) -> Any:
        """See `dict.items`."""
        self.whole = True
        return dict.items(self)


_get, _item, _has = dict.get, dict.__getitem__, dict.__contains__
_PLAIN = (int, str, float, bool)


def reads_the_same(tables: Iterable[dict[Any, Any]], reads: Iterable[dict[Any, Any]]) -> bool:
    """Whether tables have for all that was read of them what they had then."""
    for table, read in zip(tables, reads, strict=True):
        for key, then in read.items():
            now = _get(table, key, ABSENT)
            if now is not then and not (type(now) is type(then) and type(now) in _PLAIN and now == then):
                return False
    return True
