"""SEQ103."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.channels import reader
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.refusal import WindowTooLarge
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ103", Severity.ERROR, subject=WindowTooLarge)
def window_larger_than_input(refusal: WindowTooLarge) -> Iterator[Finding]:
    """A kernel, pool or crop is larger than the map that it slides over.

    ## What it does
    Reports a convolution, pooling or cropping layer for which nothing would be left.

    ## Why is this bad?
    With `padding="valid"` a window of k can stand at L - k + 1 places along an axis of length L. Every convolution and
    pooling before has made the map smaller; here it is smaller than the window.

    ## What Keras says
    `ValueError: Computed output size would be zero or negative`, while the model is built, or in `fit()` if it has no
    input shape.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        keras.layers.MaxPooling2D(4),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        keras.layers.MaxPooling2D(4),
        keras.layers.Conv2D(16, 3, activation="relu", padding="same"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Fix safety
    Unsafe: padding keeps the size; a smaller window, less pooling or a larger picture may be what is wanted.

    ## References
    - [Keras: Conv2D](https://keras.io/api/layers/convolution_layers/convolution2d/)
    """
    layer = refusal.layer
    title = words.layer(layer) if layer is not None else "The window"
    along = f"along axis {refusal.axis} of {render(refusal.shape)}"
    related = (Related(refusal.before.place, f"gives {render(refusal.shape)}"),) if refusal.before is not None else ()
    first = reader(refusal.model)
    yield Finding(
        place=refusal.place,
        label=f"a window of {refusal.window} on a length of {refusal.length}",
        message=words.sentences(
            f"{title} needs at least {refusal.window} values {along}, and finds {refusal.length}.",
            words.stops(refusal),
            "The channels stand first in the model's input, and are read as height: move them to the end."
            if first
            else 'Pad with padding="same", take a smaller window, or shrink less before it.',
        ),
        cause=(first, "channels first") if first else None,
        related=related,
        fixes=() if first else _fixes(layer),
        stack=refusal.stack,
    )


def _fixes(layer: Layer | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import add_argument, replace_string

    if (
        not isinstance(layer, Layer)
        or "padding" not in layer.type.signature.names()
        or layer.argument("padding") != "valid"
    ):
        return ()
    place = layer.bound.place("padding")
    if place is None:
        edit = add_argument(layer.place.chunk, layer.place.node, 'padding="same"')
    elif place.is_string:
        edit = replace_string(place.chunk, place.node, "same")
    else:
        return ()
    return (Fix('Pad with padding="same"', (edit,), "unsafe"),)
