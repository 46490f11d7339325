"""SEQ106."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.refusal import UndefinedAxis
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ106", Severity.ERROR, subject=UndefinedAxis, after=("SEQ204",))
def undefined_last_axis(refusal: UndefinedAxis) -> Iterator[Finding]:
    """A layer with weights meets an axis of unknown size.

    ## What it does
    Reports a layer that needs one weight for each value of an axis, after an input whose size there is `None`.

    ## Why is this bad?
    `None` means that the size may differ from batch to batch. Weights are made once, when the model is built, so the
    axis that they belong to must have a fixed size. Flatten multiplies all sizes: one `None` makes the product `None`.

    ## What Keras says
    `ValueError: Shapes used to initialize variables must be fully-defined (no None dimensions)`, while the model is
    built, or in `fit()` if it has no input shape.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((None, None, 3)),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((None, None, 3)),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Fix safety
    Unsafe: averaging over the places gives fewer values than Flatten; a fixed input size is the other way.

    ## References
    - [Keras: Flatten](https://keras.io/api/layers/reshaping_layers/flatten/)
    """
    layer, before = refusal.layer, refusal.before
    if refusal.axis == 0:
        return
    title = words.layer(layer) if layer is not None else "The layer"
    flat = isinstance(before, Layer) and before.has("flatten") and isinstance(before.input, tuple)
    why = f" Flatten cannot multiply {render(before.input)} out." if flat else ""
    related = (Related(before.place, f"gives {render(refusal.shape)}"),) if before is not None else ()
    yield Finding(
        place=refusal.place,
        label=f"the size of axis {refusal.axis} is not fixed: {render(refusal.shape)}",
        message=words.sentences(
            f"{title} has weights for each value of axis {refusal.axis}; {render(refusal.shape)} leaves it open.{why}",
            words.stops(refusal),
            "Declare the size in the input shape, or pool over the open axes.",
        ),
        related=related,
        fixes=_fixes(before) if flat else (),
        stack=refusal.stack,
    )


def _fixes(flatten: Layer) -> tuple[Fix, ...]:
    """Global pooling in the place of a Flatten."""
    from seqlint.rules.spelling import like
    from seqlint.source.edit import replace_node

    assert isinstance(flatten.input, tuple)
    axes = len(flatten.input) - 2
    if axes not in {1, 2, 3}:
        return ()
    name = f"GlobalAveragePooling{axes}D"
    spelling = like(flatten.callee, flatten.callee.text().rpartition(".")[2], name)
    if spelling is None:
        return ()
    shape = render((flatten.input[0], flatten.input[-1]))
    edit = replace_node(flatten.place.chunk, flatten.place.node, f"{spelling.text}()")
    return (Fix(f"Pool with {name}() → {shape}", (*spelling.edits, edit), "unsafe"),)
