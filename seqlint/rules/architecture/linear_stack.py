"""SEQ601."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.rules import words
from seqlint.rules.chain import affine, nonlinearity, passes, stacks
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.layer import Layer
    from seqlint.values.shape import Dim


@rule("SEQ601", Severity.WARNING, subject=Compile)
def linear_stack(compiled: Compile) -> Iterator[Finding]:
    """Two layers with weights follow each other without a non-linearity between.

    ## What it does
    Reports a Dense or convolution without activation that is followed by another one, where the narrower side is
    not between them.

    ## Why is this bad?
    Two linear maps in a row are one linear map: the first layer adds parameters and no ability. relu or another
    activation between them makes the difference.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: the model computes something else afterwards.

    ## References
    - [Keras: activations](https://keras.io/api/layers/activations/)
    """
    for layers in stacks(compiled.model):
        first: Layer | None = None
        for layer in layers:
            if affine(layer):
                if first is not None and _adds_nothing(first, layer):
                    yield _finding(compiled, first, layer)
                known, activation = nonlinearity(layer)
                first = layer if known and activation is None and not _penalised(layer) else None
            elif not passes(layer):
                first = None


def _penalised(layer: Layer) -> bool:
    """Whether the layer's own weights or outputs are restricted, so that it is more than a factor of the next one."""
    names = ("kernel_regularizer", "activity_regularizer", "kernel_constraint")
    return any(layer.bound.value(name) is not None for name in names)


def _width(layer: Layer) -> Dim | None:
    for name in ("units", "filters"):
        if name in layer.type.signature.names():
            value = layer.argument(name)
            return value if isinstance(value, int) else None
    return None


def _adds_nothing(first: Layer, second: Layer) -> bool:
    """Whether the first layer's width loses nothing: it is at least as wide as what goes in or as what comes out."""
    middle, out = _width(first), _width(second)
    if not isinstance(middle, int) or not isinstance(out, int):
        return False
    into = first.input[-1] if isinstance(first.input, tuple) else None
    return middle >= out or (isinstance(into, int) and middle >= into)


def _finding(compiled: Compile, first: Layer, second: Layer) -> Finding:
    return Finding(
        place=first.place,
        label="linear, and so is the next one",
        message=words.sentences(
            f"{words.layer(first)} has {_given(first)} activation, and {words.layer(second)} follows: two linear maps "
            "in a row are one.",
            "Keras says nothing: the first layer adds parameters and no ability.",
            'Give it activation="relu".',
        ),
        related=(Related(second.place, "the next linear map"),),
        fixes=_fixes(first),
        stack=compiled.stack,
    )


def _given(layer: Layer) -> str:
    return "no" if layer.bound.value("activation") is None else "a linear"


def _fixes(layer: Layer) -> tuple[Fix, ...]:
    from seqlint.source.edit import add_argument, replace_node

    place = layer.bound.place("activation")
    if place is not None:
        edit = replace_node(place.chunk, place.node, '"relu"')
    elif "activation" in layer.bound.given or not layer.place.text().endswith(")"):
        return ()
    else:
        edit = add_argument(layer.place.chunk, layer.place.node, 'activation="relu"')
    return (Fix('activation="relu"', (edit,), "unsafe"),)
