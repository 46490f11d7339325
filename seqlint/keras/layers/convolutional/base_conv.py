"""What all convolutions share: a kernel over a feature map, its weights and what Keras refuses about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.kinds import Context
from seqlint.keras.layer import Facets, Rank
from seqlint.keras.maps import Windows, divided_channels, exceeds_one, feature_map, known_channels
from seqlint.keras.weights import Weight, bias, weight
from seqlint.values.shape import NONE, Dim, Open, Shape, equal

if TYPE_CHECKING:
    from seqlint.values.call import Call


def demand(axes: int) -> Rank:
    """Keras 3 says `min_ndim` and refuses a higher rank all the same."""
    return Rank(axes + 2, axes + 2, f"min_ndim={axes + 2}")


def demand_in(call: Call, axes: int) -> Rank | None:
    """Keras 2 takes further axes before the spatial ones."""
    return None if call.target.major >= 3 else Rank(axes + 2)


class Kernel(msgspec.Struct, frozen=True):
    """The arguments that all convolutions have."""

    call: Call
    callee: str
    size: Shape
    strides: Shape
    padding: str
    data_format: Any
    dilation: Shape

    @property
    def axes(self) -> int:
        """How many spatial axes it slides over."""
        return len(self.size)

    @property
    def windows(self) -> Windows:
        """The window that slides."""
        return Windows(self.size, self.strides, self.padding, self.dilation)

    def refuse_dilated_strides(self, *, late: bool = False) -> None:
        """Steps and gaps at once are refused, by some layers when they are applied (`late`)."""
        if exceeds_one(self.strides) and exceeds_one(self.dilation):
            context = Context(self.callee, "dilation_rate", self.call)
            keras = "ValueError: `strides > 1` not supported in conjunction with `dilation_rate > 1`."
            raise context.refuse(self.dilation, "1 where `strides` is above 1", keras).when_applied(late=late)

    def output(self, shape: Shape, channels: Dim | None, times: Dim = 1, *, forgets: bool = False) -> Shape:
        """The map that goes out: `channels`, or `times` as many as come in.

        With `forgets`, Keras 2 loses all sizes where one of them is open and the taps are apart.
        """
        fmap = feature_map(shape, self.axes, self.data_format)
        out = fmap.channels * times if channels is None else channels
        apart = forgets and self.call.target.major == 2 and exceeds_one(self.dilation)
        if apart and any(isinstance(size, Open) for size in fmap.spatial):
            return fmap.of([NONE] * self.axes, out)
        return fmap.of(self.windows.positions(fmap, self.call.target), out)

    def steps(self, shape: Shape) -> tuple[str, ...]:
        """The arithmetic, one line an axis."""
        return self.windows.steps(feature_map(shape, self.axes, self.data_format))

    def channels(self, shape: Shape, groups: Dim = 1) -> Dim:
        """Channels that one filter sees."""
        fmap = feature_map(shape, self.axes, self.data_format)
        return divided_channels(known_channels(fmap), groups, fmap)


def _refuse_shifted(kernel: Kernel, shape: Shape) -> None:
    """Keras 2 gives the steps to the wrong axes where further axes stand before channels that come first."""
    if len(shape) == kernel.axes + 2 or kernel.data_format != "channels_first" or not exceeds_one(kernel.strides):
        return
    plain = msgspec.structs.replace(kernel.windows, strides=(1,) * kernel.axes)
    fmap, target = feature_map(shape, kernel.axes, kernel.data_format), kernel.call.target
    if equal(plain.positions(fmap, target)[-1], kernel.windows.positions(fmap, target)[-1]) is False:
        context = Context(kernel.callee, "strides", kernel.call)
        raise context.refuse(
            kernel.strides, "1 for channels that come first after other axes", "ValueError: Dimension …"
        )


def convolution(kernel: Kernel, filters: Dim, groups: Dim, use_bias: Any) -> Facets:
    """A plain convolution, grouped or not."""
    rest = filters % groups
    if isinstance(rest, int) and rest:
        keras = "ValueError: The number of filters must be evenly divisible by the number of groups."
        raise Context(kernel.callee, "groups", kernel.call).refuse(groups, f"a divisor of `filters={filters}`", keras)
    kernel.refuse_dilated_strides()

    def weights(shape: Shape) -> tuple[Weight, ...]:
        kernel.output(shape, filters)
        return weight("kernel", *kernel.size, kernel.channels(shape, groups), filters) + bias(filters, use_bias)

    def output(shape: Shape) -> Shape:
        _refuse_shifted(kernel, shape)
        return kernel.output(shape, filters)

    return Facets(output, weights, steps=kernel.steps, rank=demand_in(kernel.call, kernel.axes))
