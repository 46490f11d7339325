"""STFTSpectrogram (Keras: `layers/preprocessing/stft_spectrogram.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.kinds import Boolean, Context, DataFormat, Kind, choice, optional
from seqlint.keras.layer import Facets, exactly, layer
from seqlint.keras.layers.preprocessing.base_encoding import COUNT, depth_of, refuse
from seqlint.keras.nested import is_numeric, nested_shape
from seqlint.keras.weights import Weight, weight
from seqlint.values.call import Call
from seqlint.values.refusal import Refused, UndefinedAxis, WindowTooLarge
from seqlint.values.shape import Dim, Open, Shape, Size, unknown_size
from seqlint.values.shape import window as positions

_WINDOWS = """
    bart barthann bartlett bkh black blackharr blackman blackmanharris blk bman bmn bohman box
    boxcar brt brthan bth cosine exponential flat flattop flt halfcosine ham hamm hamming han hann
    lanczos nut nutl nuttall ones par parz parzen poisson rect rectangular sinc taylor taylorwin tri
    triang triangle tuk tukey
"""
_MODES = ("log", "magnitude", "psd", "real", "imag", "angle", "stft")


def _window(value: Any, context: Context) -> Any:
    """A name that `scipy.signal.get_window` knows; anything else is looked at when the layer is built."""
    if isinstance(value, str) and value not in _WINDOWS.split():
        raise context.refuse(value, "the name of a window such as 'hann'", f"ValueError: Invalid window name '{value}'")
    return value


@layer(rank=exactly(3), generations=(3,), tags="preprocessing")
def STFTSpectrogram(
    call: Call,
    mode: Annotated[Any, choice(*_MODES)] = "log",
    frame_length: Annotated[Any, COUNT] = 256,
    frame_step: Annotated[Any, COUNT] = None,
    fft_length: Annotated[Any, COUNT] = None,
    window: Annotated[Any, Kind("the name of a window of scipy", _window)] = "hann",
    periodic: Boolean = False,
    scaling: Annotated[Any, optional(choice("density", "spectrum"))] = "density",
    padding: Annotated[Any, choice("valid", "same")] = "valid",
    expand_dims: Boolean = False,
    data_format: DataFormat = None,
) -> Facets:
    """Turns a signal into a picture: how strong each frequency is at each moment.

    The signal is cut into pieces of {frame_length} samples and a Fourier transform taken of each. It is computed as a
    convolution, whose kernels are counted as parameters. The input has the axes batch, time and channels.

    Args:
        mode: what comes out: 'log' (decibels), 'magnitude', 'psd' (energy), 'real', 'imag', 'angle', or 'stft' for
            real and imaginary part one after the other.
        frame_length: the length of a piece in samples. Longer separates frequencies better and moments worse.
        frame_step: how many samples lie between the starts of two pieces; half a piece without it.
        fft_length: the length of the transform; the next power of two above `frame_length` without it.
        window: how samples at the ends of a piece are weakened: 'hann', 'hamming' … or None.
        periodic: whether the window is made to repeat.
        scaling: 'density' or 'spectrum': how strengths are scaled; None leaves them.
        padding: 'valid' takes whole pieces only, 'same' pads the signal with zeros.
        expand_dims: whether channels get an axis of their own instead of standing one after the other.
        data_format: where the channels are: 'channels_last' (time, channels) or 'channels_first'.

    Examples:
        (None, 1000, 1) → STFTSpectrogram(frame_length=256) → (None, 6, 129), 66_048 parameters
        (None, 1000, 2) → STFTSpectrogram('real', 256, expand_dims=True) → (None, 6, 129, 2), 33_024 parameters
        (None, 100, 1) → STFTSpectrogram(frame_length=256) → WindowTooLarge
        (None, 1000) → STFTSpectrogram() → IncompatibleRank
    """
    _check(frame_length, frame_step, fft_length)
    step = frame_step or frame_length // 2
    bins = _transform(frame_length, fft_length) // 2 + 1
    rows = bins * 2 if mode == "stft" else bins
    first = data_format == "channels_first"

    def output(shape: Shape) -> Shape:
        depth_of(frame_length, "STFTSpectrogram", "frame_length")
        time, channels = (shape[2], shape[1]) if first else (shape[1], shape[2])
        if step == 0:
            raise refuse("STFTSpectrogram", "frame_length", frame_length, "at least 2", "ZeroDivisionError")
        moments = positions(time, frame_length, step, padding)
        if isinstance(moments, (int, float)) and moments <= 0:
            raise Refused(
                WindowTooLarge,
                "frame_length",
                "ValueError: Computed output size would be negative.",
                axis=2 if first else 1,
                length=time,
                window=frame_length,
                result=moments,
                shape=shape,
            )
        if isinstance(channels, Open):
            raise Refused(UndefinedAxis, axis=1 if first else -1, shape=shape)
        if expand_dims:
            return (shape[0], channels, moments, rows) if first else (shape[0], moments, rows, channels)
        return (shape[0], rows * channels, moments) if first else (shape[0], moments, rows * channels)

    def weights(_: Shape) -> tuple[Weight, ...]:
        _check_window(call, window, frame_length)
        real = weight("real_kernel", frame_length, 1, bins) if mode != "imag" else ()
        return real + (weight("imag_kernel", frame_length, 1, bins) if mode != "real" else ())

    return Facets(output, weights)


def _check(frame_length: Any, frame_step: Any, fft_length: Any) -> None:
    if frame_length is None or not isinstance(frame_length, (int, float, Size)):
        keras = "TypeError: unsupported operand"
        raise refuse("STFTSpectrogram", "frame_length", frame_length, "a positive integer", keras)
    if isinstance(frame_length, (int, float)) and frame_length <= 0 and not fft_length:
        raise refuse(
            "STFTSpectrogram", "frame_length", frame_length, "a positive integer", "ValueError: math domain error"
        )
    if (
        isinstance(frame_length, (int, float))
        and isinstance(frame_step, (int, float))
        and not 1 <= frame_step <= frame_length
    ):
        raise refuse(
            "STFTSpectrogram",
            "frame_step",
            frame_step,
            f"a positive integer of at most `frame_length` ({frame_length})",
            "ValueError: `frame_step` should be a positive integer not greater than `frame_length`.",
        )
    if isinstance(frame_length, (int, float)) and isinstance(fft_length, (int, float)) and fft_length < frame_length:
        raise refuse(
            "STFTSpectrogram",
            "fft_length",
            fft_length,
            f"at least `frame_length` ({frame_length})",
            "ValueError: `fft_length` should be not less than `frame_length`.",
        )
    if isinstance(fft_length, float):
        keras = "TypeError: unsupported operand type(s) for &: 'float' and 'float'"
        raise refuse("STFTSpectrogram", "fft_length", fft_length, "an integer", keras)


def _check_window(call: Call, window: Any, frame_length: Any) -> None:
    """A window that is given as numbers has one for each step of a piece."""
    sizes = None if window is None or isinstance(window, str) else nested_shape(call, window)
    if sizes is not None and isinstance(frame_length, int) and sizes != (frame_length,):
        keras = f"ValueError: The shape of `window` must be equal to [frame_length]. Received: window shape={sizes}"
        raise refuse("STFTSpectrogram", "window", window, f"a list of {frame_length} numbers", keras)
    if sizes is not None and not is_numeric(call, window):
        raise refuse("STFTSpectrogram", "window", window, f"a list of {frame_length} numbers", "ValueError")


def _transform(frame_length: Dim, fft_length: Dim | None) -> Dim:
    """Length of the transform: by default the next power of two."""
    if fft_length:
        return fft_length
    if isinstance(frame_length, int):
        return 1 << max(frame_length - 1, 0).bit_length()
    return unknown_size("the frame length is not known")
