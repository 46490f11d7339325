"""SEQ101."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.insertion import inserted
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.rules.stack import input_has_the_batch, last_step_giver, meets_data
from seqlint.values.refusal import IncompatibleRank
from seqlint.values.shape import NONE, product, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ101", Severity.ERROR, subject=IncompatibleRank, after=("SEQ102", "SEQ204", "SEQ413"))
def incompatible_rank(refusal: IncompatibleRank) -> Iterator[Finding]:
    """A layer gets a tensor with too few or too many axes.

    ## What it does
    Reports a layer that needs another number of axes than arrives there.

    ## Why is this bad?
    A layer works along fixed axes: `Conv2D` needs (batch, height, width, channels), a recurrent layer (batch, steps,
    features). With another number of axes there is nothing to work along.

    ## What Keras says
    `ValueError: Input 0 of layer "conv2d" is incompatible with the layer: expected min_ndim=4, found ndim=3`, while
    the model is built, or in `fit()` if it has no input shape.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Conv2D(32, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Reshape((28, 28, 1)),
        keras.layers.Conv2D(32, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Fix safety
    Unsafe: there may be a better place to change the shape (the data, or the declared input shape).

    ## References
    - [Keras: Conv2D](https://keras.io/api/layers/convolution_layers/convolution2d/)
    """
    if last_step_giver(refusal) is not None or meets_data(refusal) or input_has_the_batch(refusal):
        return
    layer = refusal.layer
    title = words.layer(layer) if layer is not None else "The model"
    found = len(refusal.shape)
    yield Finding(
        place=refusal.place,
        label=f"wants {_wanted(refusal)}, gets {render(refusal.shape)}",
        message=words.sentences(
            f"{title} needs {_wanted(refusal)}, the batch included; {render(refusal.shape)} arrives, with {found}.",
            _meaning(refusal),
            words.stops(refusal),
        ),
        related=_sources(refusal),
        fixes=_fixes(refusal),
        cause=(refusal.raised, "data") if refusal.stage == "fit" else (refusal.place, "rank"),
        stack=refusal.stack,
    )


def _wanted(refusal: IncompatibleRank) -> str:
    least = "at least " if refusal.expected.startswith("min") and refusal.wanted > len(refusal.shape) else ""
    return f"{least}{words.rank(refusal.wanted)}"


_AXES = {
    2: "(batch, features)",
    3: "(batch, steps, features)",
    4: "(batch, height, width, channels)",
    5: "(batch, depth, height, width, channels)",
}


def _meaning(refusal: IncompatibleRank) -> str:
    axes = _AXES.get(refusal.wanted)
    missing = " The channel axis is missing." if refusal.wanted == 4 and len(refusal.shape) == 3 else ""
    return f"Its axes are {axes}.{missing}" if axes else ""


def _sources(refusal: IncompatibleRank) -> tuple[Related, ...]:
    before = refusal.before
    if before is None:
        return ()
    return (Related(before.place, f"gives {render(refusal.shape)}"),)


_MOST = 4
"""Up to this number of axes the missing one can only be the last."""


def _fixes(refusal: IncompatibleRank) -> tuple[Fix, ...]:
    layer, shape = refusal.layer, refusal.shape
    if not isinstance(layer, Layer) or len(shape) < 2 or layer.has("wrapper") or refusal.wanted > _MOST:
        return ()
    inner = shape[1:]
    if refusal.wanted == len(shape) + 1 and all(isinstance(size, int) for size in inner):
        return inserted(layer, "Reshape", f"({', '.join(map(str, inner))}, 1)", (*shape, 1))
    if refusal.wanted == 3 and len(shape) == 4 and isinstance(shape[3], int) and isinstance(product(inner[:-1]), int):
        steps = product(inner[:-1])
        return inserted(layer, "Reshape", f"({steps}, {shape[3]})", (shape[0], steps, shape[3]))
    if refusal.wanted == 2 and isinstance(product(inner), int):
        return inserted(layer, "Flatten", "", (NONE, product(inner)))
    return ()
