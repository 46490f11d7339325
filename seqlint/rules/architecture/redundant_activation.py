"""SEQ602."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.rules import words
from seqlint.rules.chain import affine, chain, passes
from seqlint.rules.prediction import activation_of
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.layer import Layer
    from seqlint.values.place import Place


@rule("SEQ602", Severity.WARNING, subject=Compile)
def redundant_activation(compiled: Compile) -> Iterator[Finding]:
    """An activation is applied twice, or softmax stands inside the model.

    ## What it does
    Reports the same activation twice in a row, softmax on softmax, and softmax before further layers with weights.

    ## Why is this bad?
    relu of relu is relu: the second one does nothing. Softmax of softmax flattens the probabilities, so that the
    model can hardly be sure of anything. Inside the model softmax squeezes a whole layer to a sum of 1.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
        keras.layers.Activation("softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3),
        keras.layers.Activation("softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: for softmax the predictions change.

    ## References
    - [Keras: activations](https://keras.io/api/layers/activations/)
    """
    layers = chain(compiled.model) or []
    for index, layer in enumerate(layers):
        known, activation, place = activation_of(layer)
        if not known or activation is None:
            continue
        rest = [each for each in layers[index + 1 :] if not passes(each)]
        if rest and rest[0].has("activation") and not layer.has("embedding"):
            _, again, second = activation_of(rest[0])
            if again is not None and again.name == activation.name and _alike(layer, rest[0]):
                yield _twice(compiled, layer, place, second, activation.name)
                continue
        if activation.name == "softmax" and _classifies_later(rest):
            yield _inside(compiled, layer, place)


def _alike(layer: Layer, second: Layer) -> bool:
    """Whether the second activation has no settings of its own that make it another one."""
    axis = second.bound.value("axis") if "axis" in second.type.signature.names() else -1
    return axis == -1 and not layer.has("wrapper")


def _classifies_later(rest: list[Layer]) -> bool:
    """Whether layers with weights follow on the squeezed values."""
    return any(affine(each) for each in rest) and not any(each.has("embedding") for each in rest)


def _twice(compiled: Compile, layer: Layer, place: Place, second: Place, name: str) -> Finding:
    effect = (
        "flattens the probabilities"
        if name == "softmax"
        else "squeezes the values again"
        if name in {"sigmoid", "tanh"}
        else "does nothing"
    )
    return Finding(
        place=place,
        label=f"{name} here and once more after it",
        message=words.sentences(
            f"{name} is applied twice in a row: the second one {effect}.", "Keras says nothing.", "Keep one of them."
        ),
        related=(Related(second, f"{name} once more"),),
        fixes=_fixes(layer),
        stack=compiled.stack,
    )


def _inside(compiled: Compile, layer: Layer, place: Place) -> Finding:
    from seqlint.source.edit import replace_string

    edit = replace_string(place.chunk, place.node, "relu") if place.is_string else None
    return Finding(
        place=place,
        label="softmax inside the model",
        message=words.sentences(
            f"{words.layer(layer)} is not the last layer, and its softmax squeezes all its values to a sum of 1.",
            "Keras says nothing, and little comes through.",
            "Use relu here; softmax belongs to the last layer.",
        ),
        fixes=() if edit is None else (Fix('activation="relu"', (edit,), "unsafe"),),
        stack=compiled.stack,
    )


def _fixes(layer: Layer) -> tuple[Fix, ...]:
    from seqlint.source.edit import remove_argument

    argument = layer.bound.given.get("activation")
    if layer.has("activation") or argument is None or argument.whole is None:
        return ()
    if argument.whole.node not in getattr(layer.place.node, "args", ()) or argument.keyword is None:
        return ()
    edit = remove_argument(layer.place.chunk, layer.place.node, argument.whole.node)
    return (Fix("Keep the second one", (edit,), "unsafe"),)
