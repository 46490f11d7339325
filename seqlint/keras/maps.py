"""Feature maps: which axes of a tensor are space and which are channels, and windows that slide over the space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.refusal import IncompatibleAxis, InvalidValue, Refused, UndefinedAxis, WindowTooLarge
from seqlint.values.shape import Dim, Open, Shape, least, render_dim, window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.values.target import Target

AXES = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}
"""What the spatial axes are called, by their number."""


class FeatureMap(msgspec.Struct, frozen=True):
    """A tensor's shape taken apart.

    Attributes:
        lead: the axes before: the batch (and time, and what else Keras 2 lets through).
        spatial: the sizes that a window slides over.
        channels: the size of the channel axis.
        first: whether the channels stand before the spatial axes.
    """

    lead: Shape
    spatial: Shape
    channels: Dim
    first: bool

    @property
    def channel_axis(self) -> int:
        """Which axis of the shape the channels are."""
        return len(self.lead) if self.first else -1

    @property
    def whole(self) -> Shape:
        """The shape itself."""
        return self.of(self.spatial, self.channels)

    def of(self, spatial: Sequence[Dim], channels: Dim) -> Shape:
        """A shape with other sizes, laid out as this one."""
        inner = (channels, *spatial) if self.first else (*spatial, channels)
        return (*self.lead, *inner)

    def axis(self, index: int) -> int:
        """Which axis of the shape a spatial axis is."""
        return len(self.lead) + index + self.first


def feature_map(shape: Shape, axes: int, data_format: str | None) -> FeatureMap:
    """A shape with at least `axes` + 1 axes, taken apart."""
    lead, inner = shape[: -axes - 1], shape[-axes - 1 :]
    if data_format == "channels_first":
        return FeatureMap(lead, inner[1:], inner[0], True)
    return FeatureMap(lead, inner[:-1], inner[-1], False)


def known_channels(fmap: FeatureMap) -> Dim:
    """The number of channels, which the weights depend on.

    Raises:
        Refused: if Keras only knows it for each batch.
    """
    if isinstance(fmap.channels, Open):
        raise Refused(UndefinedAxis, axis=fmap.channel_axis, shape=fmap.whole)
    return fmap.channels


def divided_channels(channels: Dim, groups: Dim, fmap: FeatureMap) -> Dim:
    """Channels of one group.

    Raises:
        Refused: if the groups do not divide the channels.
    """
    rest = channels % groups
    if isinstance(rest, int) and rest:
        keras = "ValueError: The number of input channels must be evenly divisible by the number of groups."
        raise Refused(
            IncompatibleAxis,
            "groups",
            keras,
            axis=fmap.channel_axis,
            expected=groups,
            found=channels,
            shape=fmap.whole,
            why="groups",
        )
    return channels // groups


class Windows(msgspec.Struct, frozen=True):
    """A window that slides over a feature map: a kernel or a pool.

    Attributes:
        sizes: its size on each spatial axis.
        strides: its steps.
        padding: "valid", "same" or "causal".
        dilation: the distance of its taps.
        argument: the layer's argument that gives the size, for refusals.
        empty_until: the Keras 3 release from which a result of size 0 is refused; a negative one always is.
    """

    sizes: Shape
    strides: Shape
    padding: str
    dilation: Shape
    argument: str = "kernel_size"
    empty_until: int = 14

    def positions(self, fmap: FeatureMap, target: Target) -> Shape:
        """How many places the window has on each axis.

        Raises:
            Refused: if it does not fit.
        """
        return tuple(self._position(index, fmap, target) for index in range(len(self.sizes)))

    def _position(self, index: int, fmap: FeatureMap, target: Target) -> Dim:
        size, stride, dilation = self.sizes[index], self.strides[index], self.dilation[index]
        length = fmap.spatial[index]
        if stride == 0:
            raise Refused(
                InvalidValue,
                "strides",
                "ZeroDivisionError",
                callee="",
                argument="strides",
                value=0,
                wanted="a positive integer",
            )
        result = window(length, size, stride, self.padding, dilation)
        if (
            isinstance(result, int)
            and isinstance(length, int)
            and result <= 0
            and (result < 0 or self._refuses_empty(target))
        ):
            span = dilation * (size - 1) + 1
            raise Refused(
                WindowTooLarge,
                self.argument,
                "ValueError: Computed output size would be zero or negative.",
                axis=fmap.axis(index),
                length=length,
                window=span if isinstance(span, int) else 1,
                result=result,
                shape=fmap.whole,
            )
        return result

    def _refuses_empty(self, target: Target) -> bool:
        return target.major == 2 or target.at_least(3, self.empty_until)

    def steps(self, fmap: FeatureMap) -> tuple[str, ...]:
        """The arithmetic, one line an axis."""
        return tuple(self._step(name, index, fmap) for index, name in enumerate(AXES[len(self.sizes)]))

    def _step(self, name: str, index: int, fmap: FeatureMap) -> str:
        length, stride, dilation = fmap.spatial[index], self.strides[index], self.dilation[index]
        result = window(length, self.sizes[index], stride, self.padding, dilation) if stride != 0 else 0
        if self.padding != "valid":
            return f"{name}: {render_dim(length)} / {render_dim(stride)}, rounded up = {render_dim(result)}"
        span = dilation * (self.sizes[index] - 1) + 1
        return f"{name}: ({render_dim(length)} - {render_dim(span)}) // {render_dim(stride)} + 1 = {render_dim(result)}"


def exceeds_one(sizes: Any) -> bool:
    """Whether some size is above 1 for every value of its symbols."""
    return any((low := least(size)) is not None and low > 1 for size in sizes)
