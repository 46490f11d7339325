"""What the transposed convolutions share."""

from __future__ import annotations

from typing import Any

from seqlint.keras.kinds import Context
from seqlint.keras.layer import Facets
from seqlint.keras.layers.convolutional.base_conv import Kernel
from seqlint.keras.maps import AXES, feature_map
from seqlint.keras.weights import Weight, bias, weight
from seqlint.values.shape import Dim, Shape, equal, render_dim, transposed_window, unknown_size


def transposed(kernel: Kernel, filters: Dim, output_padding: Any, use_bias: Any) -> Facets:
    """A transposed convolution."""
    _refuse_output_padding(kernel, output_padding)
    kernel.refuse_dilated_strides()
    if kernel.call.target.major == 2 and kernel.axes == 2 and equal(*kernel.dilation) is False:
        keras = "ValueError: Expected the 2 dimensions of the `dilation_rate` argument to be equal to each other."
        context = Context(kernel.callee, "dilation_rate", kernel.call)
        raise context.refuse(kernel.dilation, "the same number for both axes", keras).when_applied()

    def spatial(shape: Shape) -> Shape:
        fmap = feature_map(shape, kernel.axes, kernel.data_format)
        extra = output_padding or (None,) * kernel.axes
        return tuple(_length(kernel, index, length, extra[index]) for index, length in enumerate(fmap.spatial))

    def output(shape: Shape) -> Shape:
        return feature_map(shape, kernel.axes, kernel.data_format).of(spatial(shape), filters)

    def weights(shape: Shape) -> tuple[Weight, ...]:
        return weight("kernel", *kernel.size, filters, kernel.channels(shape)) + bias(filters, use_bias)

    def steps(shape: Shape) -> tuple[str, ...]:
        fmap, extra = feature_map(shape, kernel.axes, kernel.data_format), output_padding or (None,) * kernel.axes
        names, results = AXES[kernel.axes], spatial(shape)
        return tuple(
            f"{names[index]}: {_sum(kernel, index, length, extra[index])} = {render_dim(results[index])}"
            for index, length in enumerate(fmap.spatial)
        )

    return Facets(output, weights, steps=steps)


def _sum(kernel: Kernel, index: int, length: Dim, extra: Dim | None) -> str:
    """The arithmetic of one axis."""
    stride, old = render_dim(kernel.strides[index]), render_dim(length)
    if kernel.padding == "same" and extra is None:
        return f"{old} × {stride}"
    span = kernel.dilation[index] * (kernel.size[index] - 1) + 1
    whole = f"({old} - 1) × {stride} + {render_dim(span)}"
    if kernel.padding == "same":
        whole += f" - 2 × {render_dim(span // 2)}"
    gap = kernel.strides[index] - span
    if extra is None and isinstance(gap, int) and gap > 0:
        extra = gap
    return whole if extra in {None, 0} else f"{whole} + {render_dim(extra)}"


def _length(kernel: Kernel, index: int, length: Dim, extra: Dim | None) -> Dim:
    size, stride, dilation = kernel.size[index], kernel.strides[index], kernel.dilation[index]
    if kernel.axes == 3 and kernel.call.target.major == 2:
        dilation = 1  # Keras 2's Conv3DTranspose takes the argument and forgets it
    if (
        isinstance(size, int)
        and isinstance(stride, int)
        and isinstance(dilation, int)
        and not (extra is not None and not isinstance(extra, int))
    ):
        return transposed_window(length, size, stride, kernel.padding, extra, dilation)
    return length * stride if kernel.padding == "same" and extra is None else unknown_size("the kernel is not known")


def _refuse_output_padding(kernel: Kernel, output_padding: Any) -> None:
    target = kernel.call.target
    if output_padding is not None and target.major == 3 and not target.at_least(3, 11) and 0 in output_padding:
        context = Context(kernel.callee, "output_padding", kernel.call)
        raise context.refuse(
            output_padding, "positive integers (0 is taken since Keras 3.11)", "ValueError: … `value > 0`"
        )
    for extra, stride in zip(output_padding or (), kernel.strides, strict=False):
        gap = stride - extra
        if isinstance(gap, int) and gap <= 0:
            context = Context(kernel.callee, "output_padding", kernel.call)
            keras = "ValueError: `output_padding` must be strictly less than `strides` for all dimensions."
            raise context.refuse(output_padding, f"numbers below `strides={stride}`", keras)
