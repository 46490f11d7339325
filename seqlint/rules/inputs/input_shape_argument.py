"""SEQ206."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import LayerMade, LayerUse
from seqlint.keras.layer import Layer
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.rules.spelling import like

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.source.edit import Edit
    from seqlint.values.place import Place


@rule("SEQ206", Severity.INFO, subject=Program)
def input_shape_argument(program: Program) -> Iterator[Finding]:
    """The input shape is an argument of the first layer; Keras 3 prefers keras.Input.

    ## What it does
    Reports `input_shape=` and `input_dim=` on first layers, once a file.

    ## Why is this bad?
    In Keras 3 the shape of the input belongs to `keras.Input(…)`, the first item of the list. The old form still
    works and warns each time.

    ## What Keras says
    UserWarning: Do not pass an `input_shape`/`input_dim` argument to a layer. When using Sequential models, prefer
    using an `Input(shape)` object as the first layer in the model instead.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.layers.Dense(16, activation="relu", input_shape=(8,)),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    Safe: the model is the same.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    if program.target.major < 3:
        return
    later = {use.layer.place for use in program.each(LayerUse) if use.index > 0 and isinstance(use.layer, Layer)}
    places: dict[Place, Layer] = {}
    for made in program.each(LayerMade):
        name = _argument(made.layer)
        if name is not None and made.layer.place not in later and made.layer.place.document is program.document:
            places.setdefault(made.layer.place, made.layer)
    if not places:
        return
    first = next(iter(places.values()))
    argument = first.bound.extra[_argument(first) or ""]
    others = f" ({len(places)} times in this file)" if len(places) > 1 else ""
    yield Finding(
        place=argument.whole or argument.place or first.place,
        label="Keras 3 prefers keras.Input(…) first",
        message=f"The input shape is given to the first layer{others}; Keras 3 prefers `keras.Input(…)` as the first "
        "item and warns. "
        "Both build the same model.",
        fixes=_fixes(list(places.values())),
        stack=first.stack,
    )


def _argument(layer: Layer) -> str | None:
    return next((name for name in ("input_shape", "input_dim") if name in layer.bound.extra), None)


def _fixes(layers: list[Layer]) -> tuple[Fix, ...]:
    """One fix for all places of the file."""
    edits: list[Edit] = []
    for layer in layers:
        edits += _moved(layer)
    return (Fix("Put Input(…) first", tuple(dict.fromkeys(edits))),) if edits else ()


def _moved(layer: Layer) -> list[Edit]:
    from seqlint.source.edit import remove_argument
    from seqlint.source.neighbour import put_before

    name = _argument(layer) or ""
    argument = layer.bound.extra[name]
    spelling = like(layer.callee, layer.callee.text().rpartition(".")[2], "Input")
    if argument.whole is None or argument.place is None or spelling is None:
        return []
    if argument.whole.node not in getattr(layer.place.node, "args", ()):
        return []
    text = argument.place.text()
    shape = f"({text},)" if name == "input_dim" else text
    edit = put_before(layer.place.chunk, layer.place.node, f"{spelling.text}({shape})")
    if edit is None:
        return []
    return [*spelling.edits, edit, remove_argument(layer.place.chunk, layer.place.node, argument.whole.node)]
