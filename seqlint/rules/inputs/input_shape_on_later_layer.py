"""SEQ205."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import LayerUse
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.shape import Shape, equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ205", Severity.INFO, subject=LayerUse)
def input_shape_on_later_layer(use: LayerUse) -> Iterator[Finding]:
    """A later layer is given an input shape, which Keras ignores.

    ## What it does
    Reports `input_shape=` or `input_dim=` on a layer that is not the first. A warning where it disagrees with what
    arrives.

    ## Why is this bad?
    Only the first layer's input shape counts; each other layer gets what the one before gives. A number there looks
    as if it did something, and misleads when it is wrong.

    ## What Keras says
    A UserWarning in Keras 3, as for every `input_shape=`; the value is not looked at.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(4, activation="relu", input_shape=(16,)),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(4, activation="relu"),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    Safe: Keras does not look at it.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    layer = use.layer
    if use.index == 0 or not isinstance(layer, Layer):
        return
    name = next((name for name in ("input_shape", "input_dim", "batch_input_shape") if name in layer.bound.extra), None)
    if name is None or layer.declared is None:
        return
    argument = layer.bound.extra[name]
    wrong = isinstance(layer.declared, tuple) and isinstance(use.input, tuple) and _disagree(layer.declared, use.input)
    arrives = (
        f"{render(use.input)} arrives from the layer before"
        if isinstance(use.input, tuple)
        else "what arrives comes from the layer before"
    )
    yield Finding(
        place=argument.whole or argument.place or layer.place,
        severity=Severity.WARNING if wrong else None,
        label=f"ignored; {arrives}",
        message=words.sentences(
            f"{words.layer(layer)} is layer {use.index + 1}: Keras ignores its `{name}`, and {arrives}.",
            f"{render(layer.declared)} disagrees with that." if wrong else "",
            "Leave it away.",
        ),
        related=() if use.before is None else (Related(use.before.place, f"gives {render(use.input)}"),),
        fixes=_fixes(layer, name),
        stack=layer.stack,
    )


def _disagree(declared: Shape, found: Shape) -> bool:
    if len(declared) != len(found):
        return True
    return any(equal(one, other) is False for one, other in zip(declared[1:], found[1:], strict=True))


def _fixes(layer: Layer, name: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import remove_argument

    whole = layer.bound.extra[name].whole
    if whole is None or whole.node not in getattr(layer.place.node, "args", ()):
        return ()
    return (Fix(f"Remove {name}", (remove_argument(layer.place.chunk, layer.place.node, whole.node),)),)
