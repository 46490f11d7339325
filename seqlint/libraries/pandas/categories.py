"""`series.cat`: the categories of a series, and the number of each value's category."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.libraries.pandas.reading import categories_of
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.making import indices
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


class Categories(msgspec.Struct, frozen=True):
    """`series.cat`.

    Attributes:
        series: the series.
    """

    type_path: ClassVar[str] = "pandas.cat"

    series: Array


@callee("numpy.ndarray.cat", attribute=True)
def cat(call: Call, self: Any) -> Any:
    return Categories(self) if isinstance(self, Array) else unknown("the series is not known", call.place)


@callee("pandas.cat.codes", attribute=True)
def codes(call: Call, self: Any) -> Any:
    if not isinstance(self, Categories):
        return unknown("the series is not known", call.place)
    labels = indices(categories_of(self.series), call, proven=True)
    return self.series.then(call.place, "class indices", dtype=None, range=None, labels=labels)


@callee("pandas.cat.categories", attribute=True)
def categories(call: Call, self: Any) -> Any:
    if not isinstance(self, Categories):
        return unknown("the series is not known", call.place)
    count = categories_of(self.series)
    return Array((count,), "object", library="pandas").then(call.place, "the classes")
