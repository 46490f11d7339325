"""Initializers: the numbers that weights have before training (Keras: `keras.initializers`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import ANY_RANK, Rank, at_least, exactly, snake
from seqlint.keras.room import Declaration, Getter, Room, generations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seqlint.keras.lookup import Invokable


class Initializer(Declaration, frozen=True, eq=False, kw_only=True):
    """One initializer.

    Attributes:
        constant: whether all weights start with one and the same number.
        suits: the activations that it was made for, in words; empty where there are none.
        axes: how many axes a weight must have for it.
        refusal: what Keras says where it has others.
    """

    constant: bool = False
    suits: str = ""
    axes: Rank = ANY_RANK
    refusal: str = ""


ROOM: Room[Initializer] = Room("initializer")
lookup = ROOM.lookup
names = ROOM.names


def initializer(
    *,
    also: tuple[str, ...] = (),
    three: tuple[str, ...] = (),
    two: tuple[str, ...] = (),
    bare: bool = True,
    constant: bool = False,
    suits: str = "",
    generations_with: tuple[int, ...] = (2, 3),
    only: Mapping[int, tuple[str, ...]] | None = None,
    axes: Rank = ANY_RANK,
    refusal: str = "",
) -> Callable[[Callable[..., Any]], Initializer]:
    """Declare an initializer.

    Args:
        also: strings of both generations besides the class name and its snake_case form.
        three: further strings of Keras 3.
        two: further strings of Keras 2.
        bare: whether the name alone is a string of both generations.
        constant: whether all weights start with the same number.
        suits: the activations that it was made for.
        generations_with: the generations that have it.
        only: parameters of one generation alone.
        axes: how many axes a weight must have for it.
        refusal: what Keras says where it has others.
    """

    def declare(body: Callable[..., Any]) -> Initializer:
        own = (body.__name__, snake(body.__name__), *also) if bare else also
        return ROOM.add(
            Initializer(
                room="initializer",
                name=body.__name__,
                body=body,
                generations=generations_with,
                strings=generations(own, three, two),
                only=only or {},
                constant=constant,
                suits=suits,
                axes=axes,
                refusal=refusal,
                cache={},
            )
        )

    return declare


def find(name: str) -> Invokable | None:
    """What `keras.initializers.<name>` is."""
    if name in {"get", "deserialize"}:
        return Getter("initializer")
    aliases = {"IdentityInitializer": "Identity", "OrthogonalInitializer": "Orthogonal", "STFTInitializer": "STFT"}
    short = {snake(each.name): each for each in ROOM.declarations}
    return ROOM.named(aliases.get(name, name)) or short.get(name)


_AXES = {3: ("input_axes", "output_axes")}


@initializer(suits="tanh, sigmoid, softmax", only=_AXES)
def GlorotUniform(seed: Anything = None, input_axes: Anything = None, output_axes: Anything = None) -> None:
    """Random numbers, evenly spread, as large as the layer's inputs and outputs together allow.

    Keras' default for kernels. The limit is √(6 / (inputs + outputs)), so that signals neither grow nor vanish on
    their way through the layers. Also called Xavier. It suits tanh and softmax; with relu `he_uniform` is usual.

    Args:
        seed: a number that makes the random start repeatable.
        input_axes: which axes of the kernel count as inputs; worked out by Keras when left out.
        output_axes: which axes count as outputs.
    """


@initializer(suits="tanh, sigmoid, softmax", only=_AXES)
def GlorotNormal(seed: Anything = None, input_axes: Anything = None, output_axes: Anything = None) -> None:
    """Random numbers around 0, normally spread, as large as the layer's inputs and outputs together allow.

    The spread is √(2 / (inputs + outputs)); numbers beyond two spreads are drawn again. Also called Xavier. It suits
    tanh and softmax.

    Args:
        seed: a number that makes the random start repeatable.
        input_axes: which axes of the kernel count as inputs.
        output_axes: which axes count as outputs.
    """


@initializer(suits="relu", only=_AXES)
def HeUniform(seed: Anything = None, input_axes: Anything = None, output_axes: Anything = None) -> None:
    """Random numbers, evenly spread, made for relu.

    The limit is √(6 / inputs): larger than Glorot's, because relu throws half of the signal away.

    Args:
        seed: a number that makes the random start repeatable.
        input_axes: which axes of the kernel count as inputs.
        output_axes: which axes count as outputs.
    """


@initializer(suits="relu", only=_AXES)
def HeNormal(seed: Anything = None, input_axes: Anything = None, output_axes: Anything = None) -> None:
    """Random numbers around 0, normally spread, made for relu.

    The spread is √(2 / inputs): larger than Glorot's, because relu throws half of the signal away.

    Args:
        seed: a number that makes the random start repeatable.
        input_axes: which axes of the kernel count as inputs.
        output_axes: which axes count as outputs.
    """


@initializer(suits="selu", only=_AXES)
def LecunUniform(seed: Anything = None, input_axes: Anything = None, output_axes: Anything = None) -> None:
    """Random numbers, evenly spread, with a limit of √(3 / inputs).

    Args:
        seed: a number that makes the random start repeatable.
        input_axes: which axes of the kernel count as inputs.
        output_axes: which axes count as outputs.
    """


@initializer(suits="selu", only=_AXES)
def LecunNormal(seed: Anything = None, input_axes: Anything = None, output_axes: Anything = None) -> None:
    """Random numbers around 0 with a spread of √(1 / inputs): the one that selu needs.

    Args:
        seed: a number that makes the random start repeatable.
        input_axes: which axes of the kernel count as inputs.
        output_axes: which axes count as outputs.
    """


@initializer(also=("normal",))
def RandomNormal(mean: Anything = 0.0, stddev: Anything = 0.05, seed: Anything = None) -> None:
    """Random numbers, normally spread, of a size that you choose.

    It does not look at the size of the layer: in a wide layer 0.05 may be too much, in a narrow one too little. The
    Glorot and He initializers choose the spread themselves.

    Args:
        mean: the middle of the numbers.
        stddev: how far they spread.
        seed: a number that makes the random start repeatable.
    """


@initializer(also=("uniform",))
def RandomUniform(minval: Anything = -0.05, maxval: Anything = 0.05, seed: Anything = None) -> None:
    """Random numbers, evenly spread between two limits that you choose.

    The usual start of embeddings. It does not look at the size of the layer.

    Args:
        minval: the lower limit.
        maxval: the upper limit.
        seed: a number that makes the random start repeatable.
    """


@initializer()
def TruncatedNormal(mean: Anything = 0.0, stddev: Anything = 0.05, seed: Anything = None) -> None:
    """Random numbers, normally spread, without those that lie more than two spreads away.

    Args:
        mean: the middle of the numbers.
        stddev: how far they spread.
        seed: a number that makes the random start repeatable.
    """


@initializer(only=_AXES)
def VarianceScaling(
    scale: Anything = 1.0,
    mode: Anything = "fan_in",
    distribution: Anything = "truncated_normal",
    seed: Anything = None,
    input_axes: Anything = None,
    output_axes: Anything = None,
) -> None:
    """Random numbers whose spread follows the size of the layer: the general form of Glorot, He and Lecun.

    Args:
        scale: a factor for the spread; 2 is He's.
        mode: what the size is: `fan_in` (inputs), `fan_out` (outputs) or `fan_avg` (their mean, Glorot's).
        distribution: `truncated_normal`, `untruncated_normal` or `uniform`.
        seed: a number that makes the random start repeatable.
        input_axes: which axes of the kernel count as inputs.
        output_axes: which axes count as outputs.
    """


@initializer(
    three=("OrthogonalInitializer",),
    axes=at_least(2),
    refusal="ValueError: The tensor to initialize must be at least two-dimensional.",
)
def Orthogonal(gain: Anything = 1.0, seed: Anything = None) -> None:
    """A random matrix that turns vectors without stretching them.

    The usual start of the weights that carry a recurrent layer's state from step to step: the state neither grows nor
    vanishes.

    Args:
        gain: a factor for the whole matrix.
        seed: a number that makes the random start repeatable.
    """


@initializer(
    three=("IdentityInitializer",),
    axes=exactly(2),
    refusal="ValueError: Identity matrix initializer can only be used for 2D matrices.",
)
def Identity(gain: Anything = 1.0) -> None:
    """The identity matrix: the layer starts by passing its inputs on. For kernels with two axes only.

    Args:
        gain: the number on the diagonal.
    """


@initializer(also=("zero",), constant=True)
def Zeros() -> None:
    """All zeros: the usual start of biases.

    Wrong for kernels: all units of a layer then compute the same and stay the same, so the layer learns nothing.
    """


@initializer(also=("one",), constant=True)
def Ones() -> None:
    """All ones: the usual start of a normalisation's scale.

    Wrong for kernels: all units of a layer then compute the same and stay the same.
    """


@initializer(bare=False, two=("Constant", "constant"), constant=True)
def Constant(value: Anything = 0.0) -> None:
    """One number for all weights.

    Good for a bias with a known start. Wrong for kernels: all units of a layer then compute the same. In Keras 3 the
    string `"constant"` fails (`KeyError: 'value'`): write `keras.initializers.Constant(0.1)`.

    Args:
        value: the number.
    """


@initializer(
    three=("STFTInitializer",),
    generations_with=(3,),
    axes=exactly(3),
    refusal="ValueError: not enough values to unpack (expected 3)",
)
def STFT(
    side: Anything = "real", window: Anything = "hann", scaling: Anything = "density", periodic: Anything = False
) -> None:
    """The waves of a short-time Fourier transform, for a Conv1D that turns sound into a spectrogram.

    Args:
        side: `real` or `imag`: which half of the transform.
        window: the window that fades each piece of sound in and out.
        scaling: how the numbers are scaled.
        periodic: whether the window repeats without a seam.
    """
