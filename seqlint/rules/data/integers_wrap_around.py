"""SEQ426."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.making import steps_here
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.array import Step
    from seqlint.values.place import Place


@rule("SEQ426", Severity.WARNING, subject=Fit)
def integers_wrap_around(fit: Fit) -> Iterator[Finding]:
    """A number is taken from bytes, and what falls below 0 comes out at the top.

    ## What it does
    Reports training data of type uint8 from which a number is subtracted before it becomes float.

    ## Why is this bad?
    uint8 has no negative numbers: 100 - 127 is 229. Dark pixels become the brightest ones.

    ## What Keras says
    Nothing. numpy says nothing either.

    ## Example
    ```python
    import keras

    (x, y), _ = keras.datasets.cifar10.load_data()
    x = (x - 127) / 128
    model = keras.Sequential([
        keras.Input((32, 32, 3)),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras

    (x, y), _ = keras.datasets.cifar10.load_data()
    x = (x.astype("float32") - 127) / 128
    model = keras.Sequential([
        keras.Input((32, 32, 3)),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: the model gets other numbers than today.

    ## References
    - [numpy: overflow](https://numpy.org/doc/stable/user/basics.types.html#overflow-errors)
    """
    if not isinstance(fit.features, Array):
        return
    for step in steps_here(fit.features, fit):
        wrapped = _wrapped(step)
        if wrapped is not None:
            yield _finding(fit, step.place or fit.place, *wrapped)
            return


_MINUS = re.compile(r"minus (\d+)")


def _wrapped(step: Step) -> tuple[int, float, float] | None:
    """What is taken away, and the values that it is taken from, where the result does not fit."""
    before, minus = step.previous, _MINUS.fullmatch(step.text)
    if minus is None or before is None or before.range is None:
        return None
    if step.dtype != "uint8" or before.dtype != "uint8":
        return None
    taken, (low, high) = int(minus[1]), before.range
    return (taken, low, high) if low < taken <= high else None


def _finding(fit: Fit, place: Place, taken: int, low: float, high: float) -> Finding:
    return Finding(
        place=place,
        label="below 0 it starts again at 255",
        message=words.sentences(
            f"{words.snippet(place)} takes {taken} from bytes, {low:g} to {high:g}; uint8 has no negative numbers, and "
            f"{taken - 1} becomes 255.",
            f"Nothing complains: all values below {taken} come out at the top.",
            "Make them float first.",
        ),
        fixes=_fixes(place),
        stack=fit.stack,
    )


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import wrap_node
    from seqlint.source.syntax import source_of

    left = getattr(place.node, "left", None)
    if left is None or not source_of(place.chunk, left).replace(".", "").isidentifier():
        return ()
    edit = wrap_node(place.chunk, left, "", '.astype("float32")')
    return (Fix('astype("float32")', (edit,), "unsafe"),)
