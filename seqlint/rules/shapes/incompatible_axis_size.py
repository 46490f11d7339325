"""SEQ105."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.values.refusal import IncompatibleAxis
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ105", Severity.ERROR, subject=IncompatibleAxis)
def incompatible_axis_size(refusal: IncompatibleAxis) -> Iterator[Finding]:
    """An axis has another size than the layer was made for.

    ## What it does
    Reports a layer with fixed sizes that meets another size: one that is used a second time, a nested or pretrained
    model, groups that do not divide the channels, an axis that does not exist.

    ## Why is this bad?
    The weights of a built layer have the sizes of its first input. They cannot be multiplied with an input of another
    size.

    ## What Keras says
    `ValueError: Input 0 of layer "dense" is incompatible with the layer: expected axis -1 of input shape to have value
    8`, while the model is built, or in `fit()` if it has no input shape.

    ## Example
    ```python
    import keras

    hidden = keras.layers.Dense(16, activation="relu")
    model = keras.Sequential([keras.Input((8,)), hidden, hidden, keras.layers.Dense(1)])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    No fix: what was meant (another layer, another size) is not in the program.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    layer = refusal.layer
    title = words.layer(layer) if layer is not None else "The layer"
    related = (Related(refusal.before.place, f"gives {render(refusal.shape)}"),) if refusal.before is not None else ()
    yield Finding(
        place=refusal.place,
        label=_label(refusal),
        message=words.sentences(f"{title} {_story(refusal)}", words.stops(refusal), _cure(refusal)),
        related=related,
        stack=refusal.stack,
    )


def _sizes(refusal: IncompatibleAxis) -> tuple[str, str]:
    return words.number(refusal.expected), words.number(refusal.found)


def _label(refusal: IncompatibleAxis) -> str:
    if refusal.why == "absent":
        return f"there is no axis {refusal.axis} in {render(refusal.shape)}"
    expected, found = _sizes(refusal)
    return f"needs {expected} on axis {refusal.axis}, gets {found}"


def _story(refusal: IncompatibleAxis) -> str:
    expected, found = _sizes(refusal)
    if refusal.why == "built":
        return f"was built for {expected} values on its last axis and now gets {found}: {render(refusal.shape)}."
    if refusal.why == "adapted":
        return f"was adapted to data with {expected} features; {render(refusal.shape)} arrives, with {found}."
    if refusal.why == "groups":
        return f"splits the channels into {expected} groups, but {found} channels arrive, {render(refusal.shape)}."
    if refusal.why == "absent":
        return f"works on axis {refusal.axis}; what arrives, {render(refusal.shape)}, has axes 0 to {_last(refusal)}."
    return f"takes {expected} on axis {refusal.axis}; {render(refusal.shape)} arrives, with {found} there."


def _last(refusal: IncompatibleAxis) -> int:
    return len(refusal.shape) - 1


def _cure(refusal: IncompatibleAxis) -> str:
    if refusal.why == "built":
        return "Make a new layer for each place where the size differs."
    if refusal.why == "adapted":
        return "Adapt it to the data that it gets."
    if refusal.why == "groups":
        return "Take a number of groups that divides the channels."
    if refusal.why == "absent":
        return f"Name one of those; the values of the last one, {_last(refusal)}, are the features."
    if refusal.why != "nested":
        return ""
    expected, found = _sizes(refusal)
    return f"Let what comes before give {expected} there, or make this one for {found}."
