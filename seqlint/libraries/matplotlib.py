"""matplotlib: plots give nothing that decides a model; `imread` gives a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries import everything_under
from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.shape import unknown_shape
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


@callee("matplotlib.pyplot.imread", "matplotlib.image.imread")
def imread(call: Call, fname: Any = None, format: Any = None) -> Any:
    shape = unknown_shape("the size and colours of the picture are in its file")
    return Array(shape, None, image=True).then(call.place, "a picture from a file")


@callee("matplotlib.pyplot.subplots")
def subplots(call: Call, *args: Any, **kwargs: Any) -> Any:
    return unknown("a figure", call.place), unknown("the axes of a figure", call.place)


@everything_under("matplotlib")
def plot(call: Call, arguments: Arguments) -> Any:
    return unknown("it is a part of a plot", call.place)
