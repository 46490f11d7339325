"""SEQ332."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ332", Severity.ERROR, subject=Fit)
def for_several_outputs(fit: Fit) -> Iterator[Finding]:
    """Labels, losses or metrics are given for several outputs, or under an output's name.

    ## What it does
    Reports dictionaries of labels or losses, and lists of label arrays, where a Sequential is trained; with Keras 2
    only dictionaries that name another output than the last layer.

    ## Why is this bad?
    A Sequential has one output. Keras 3 looks for names only where a model was made with names for its outputs.

    ## What Keras says
    `TypeError: 'NoneType' object is not iterable` for a dictionary of losses, `TypeError: Expected float32, but got
    head of type 'str'` for one of labels, `ValueError: y_true and y_pred have different structures` for a list, in
    `fit()`. Keras 2: `ValueError: Found unexpected losses or metrics that do not correspond to any Model output`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, name="head"),
    ])
    model.compile(optimizer="adam", loss={"head": "mse"})
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
        keras.layers.Dense(1, name="head"),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y)
    ```

    ## Fix safety
    No fix: the value alone is wanted, which the message says.

    ## References
    - [Keras: compile](https://keras.io/api/models/model_training_apis/)
    """
    model, compiled = fit.model, fit.compile
    if model.kind != "Sequential" or model.open or fit.method.startswith("predict"):
        return
    if compiled is not None:
        for argument, names in compiled.by_name.items():
            said = _said(fit, argument, names)
            if said:
                yield _finding(fit, compiled.bound.place(argument), names, argument, said)
    labels = fit.several_y
    if labels is None:
        return
    place = fit.bound.place("y") or fit.place
    said = _said(fit, "y", labels.names) if labels.names else _list_said(fit)
    if said:
        yield _finding(fit, place, labels.names, "y", said)


def _list_said(fit: Fit) -> str:
    return "ValueError: y_true and y_pred have different structures" if fit.target.major >= 3 else ""


def _said(fit: Fit, argument: str, names: tuple[str, ...]) -> str:
    """What Keras says to a dictionary; an empty text where it takes it."""
    if fit.target.major >= 3:
        label = f"TypeError: Expected float32, but got {names[0]} of type 'str'"
        return {"loss": "TypeError: 'NoneType' object is not iterable", "y": label}.get(argument, "")
    last = fit.model.last
    own = None if last is None else last.name
    if not fit.model.declared:
        own = "output_1"
    if own is None or set(names) <= {own}:
        return ""
    return f"ValueError: Found unexpected losses or metrics that do not correspond to any Model output: {names[0]}"


def _finding(fit: Fit, place: Place | None, names: tuple[str, ...] | None, argument: str, said: str) -> Finding:
    what = "the labels" if argument == "y" else f"`{argument}`"
    form = f"a dictionary with {words.listed([repr(each) for each in names[:3]], 'and')}" if names else "several arrays"
    cures = {
        "y": "Give the label array itself.",
        "loss": 'Give the loss itself: loss="mse".',
        "metrics": "Give the list itself: metrics=[…].",
    }
    return Finding(
        place=place or fit.place,
        label="a Sequential has one output",
        message=words.sentences(
            f"{words.snippet(place, what)} is {form}; a Sequential has one output and takes {what} alone.",
            f"Keras stops in {fit.method}(): {said}.",
            cures[argument],
        ),
        related=() if place is fit.place or argument == "y" else (Related(fit.place, "Keras stops here"),),
        stack=fit.stack,
    )
