"""MelSpectrogram (Keras: `layers/preprocessing/mel_spectrogram.py`)."""

from __future__ import annotations

from typing import Annotated, Any

from seqlint.keras.amounts import ANY_NUMBER
from seqlint.keras.factors import UNCHECKED
from seqlint.keras.kinds import Anything, Boolean, Context, is_unknown, when_applied
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.preprocessing.base_encoding import COUNT, COUNT_OR_FALSE, depth_of, refuse
from seqlint.values.call import Call
from seqlint.values.shape import NONE, Dim, Open, Shape, Size


@layer(generations=(3,), tags="preprocessing")
def MelSpectrogram(
    call: Call,
    fft_length: Annotated[Any, UNCHECKED] = 2048,
    sequence_stride: Annotated[Any, when_applied(COUNT, 3)] = 512,
    sequence_length: Annotated[Any, COUNT_OR_FALSE] = None,
    window: Anything = "hann",
    sampling_rate: Anything = 16000,
    num_mel_bins: Annotated[Any, when_applied(COUNT, 3)] = 128,
    min_freq: Anything = 20.0,
    max_freq: Anything = None,
    power_to_db: Boolean = True,
    top_db: Anything = 80.0,
    mag_exp: Anything = 2.0,
    min_power: Anything = 1e-10,
    ref_power: Anything = 1.0,
) -> Facets:
    """Turns sound into a picture: how strong each of {num_mel_bins} pitches is at each moment.

    The sound is cut into overlapping pieces of {fft_length} samples, one every {sequence_stride} samples. For each
    piece the strengths of the frequencies are measured and summed up into pitches as the ear hears them.
    Convolutions for images can follow.

    Args:
        fft_length: the length of the piece over which frequencies are measured, in samples.
        sequence_stride: how many samples lie between the starts of two pieces. Smaller gives more columns.
        sequence_length: the length of the window within a piece; as `fft_length` without it.
        window: how samples at the ends of a piece are weakened.
        sampling_rate: how many samples of the sound make a second.
        num_mel_bins: how many pitches, the height of the picture.
        min_freq: the lowest frequency, in hertz.
        max_freq: the highest frequency, in hertz; half the sampling rate without it.
        power_to_db: whether strengths are given in decibels, as the ear judges them.
        top_db: how many decibels below the loudest the quietest value may be.
        mag_exp: the power to which strengths are raised: 1 for amplitude, 2 for energy.
        min_power: the smallest strength, so that silence has a value in decibels.
        ref_power: the strength that counts as 0 decibels.

    Examples:
        (None, 16000) → MelSpectrogram() → (None, 128, 32), 0 parameters
        (None, 16000) → MelSpectrogram(fft_length=256, sequence_length=512) → InvalidValue
    """
    if max_freq is None or (isinstance(max_freq, (int, float, str, tuple)) and not max_freq):
        ANY_NUMBER.check(sampling_rate, Context("MelSpectrogram", "sampling_rate", call))  # its half is the highest
    plain = isinstance(sequence_length, (int, float)) and isinstance(fft_length, (int, float))
    if plain and fft_length < sequence_length:
        raise refuse(
            "MelSpectrogram",
            "sequence_length",
            sequence_length,
            f"at most `fft_length` ({fft_length})",
            "ValueError: `fft_length` must be greater than or equal to `sequence_length`.",
        )

    words = [isinstance(value, (str, tuple)) for value in (fft_length, sequence_length)]
    if fft_length is None or (sequence_length and words[0] != words[1] and not is_unknown(fft_length)):
        keras = "TypeError: '<' not supported between these types"
        raise refuse("MelSpectrogram", "fft_length", fft_length, "a positive integer", keras)

    def frames(length: Dim) -> Dim:
        if not isinstance(length, Open) and not _positive(sequence_stride):
            raise refuse(
                "MelSpectrogram",
                "sequence_stride",
                sequence_stride,
                "a positive integer",
                "ZeroDivisionError: integer division or modulo by zero",
            )
        if sequence_stride == 0 or not isinstance(sequence_stride, (int, Size)):
            return NONE
        return (length + sequence_stride + 1) // sequence_stride

    def output(shape: Shape) -> Shape:
        bins = depth_of(num_mel_bins, "MelSpectrogram", "num_mel_bins")
        if len(shape) == 1:
            return (bins, frames(shape[0]))
        return (shape[0], bins, frames(shape[1]))

    def steps(shape: Shape) -> tuple[str, ...]:
        length = shape[-1] if len(shape) == 1 else shape[1]
        return (f"moments: ({length} + {sequence_stride} + 1) // {sequence_stride} = {frames(length)}",)

    return Facets(output, steps=steps)


def _positive(stride: Any) -> bool:
    return isinstance(stride, Size) or (isinstance(stride, int) and stride > 0)
