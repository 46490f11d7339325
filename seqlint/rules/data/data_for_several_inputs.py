"""SEQ430."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from seqlint.keras.events import Fit, Validation
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.entrance import entrance
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset
from seqlint.values.generator import Generator
from seqlint.values.shape import equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.models import Model
    from seqlint.keras.models.several import Several
    from seqlint.values.place import Place


@rule("SEQ430", Severity.ERROR, subject=Fit)
def data_for_several_inputs(fit: Fit) -> Iterator[Finding]:
    """Several arrays, or a dictionary of them, are given to a model with one input.

    ## What it does
    Reports a list or tuple of arrays, and a dictionary whose keys are not the input's name, where a Sequential gets
    its data: in `fit`, `evaluate`, `predict` and in the elements of a dataset.

    ## Why is this bad?
    A Sequential has one input. Keras 3 takes the first array of a list and drops the others without a word; Keras 2,
    and a model without a declared input, refuse them. In a dictionary it looks for the input's name.

    ## What Keras says
    Nothing in Keras 3 for a list; `ValueError: Layer "sequential" expects 1 input(s), but it received 2 input tensors`
    in Keras 2; `ValueError: The structure of inputs doesn't match the expected structure` for a dictionary.

    ## Example
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
    model.fit({"features": x}, y)
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
    No fix: which array is meant, or whether they belong side by side in one, is not in the program.

    ## References
    - [Keras: the functional API](https://keras.io/guides/functional_api/), for models with several inputs
    """
    given, model = fit.several_x, fit.model
    if given is None or model.kind != "Sequential" or model.open or model.broken is not None or not model.uses:
        return
    if not model.declared and _takes_more(model.uses[0].layer):
        return
    if given.names is None:
        yield _several(fit, given)
    elif not _has_name(fit, given.names):
        yield _wrong_names(fit, given.names)


def _takes_more(first: Layer | Model | None) -> bool:
    """Whether the first layer may take several tensors by itself."""
    if not isinstance(first, Layer) or first.type.several is not None:
        return True
    return any(first.has(tag) for tag in ("own", "lambda", "columns"))


_AUTOMATIC = re.compile(r"(?:(?:keras_tensor|input_layer)(?:_\d+)?|input_\d+|\w+_input)$")
"""Names that Keras makes for inputs."""


def _has_name(fit: Fit, names: tuple[str, ...]) -> bool:
    """Whether one of the names may be that of the input."""
    model = fit.model
    if not model.declared:
        return False
    return (
        model.input_name in names
        if model.input_name
        else model.input_name is not None or any(map(_AUTOMATIC.match, names))
    )


def _several(fit: Fit, given: Several) -> Finding:
    count, name = len(given.arrays), words.snippet(fit.bound.place("x"), "The data")
    shapes = words.listed([render(each.shape) for each in given.arrays[:3]], "and")
    alone = fit.labels is None and fit.method in {"fit", "evaluate"} and not isinstance(fit.x, Dataset | Generator)
    arrays = (*given.arrays, *([fit.y] if isinstance(fit.y, Array) and fit.y.rank else ()))
    lengths = any(equal(arrays[0].axis(0), each.axis(0)) is False for each in arrays)
    inside = entrance(replace(fit, x=given.arrays[0], features=given.arrays[0]))
    stops = inside is not None and inside.refused
    silent = fit.target.major >= 3 and fit.model.declared and not alone and not lengths and not stops
    said = f'ValueError: Layer "{fit.model.name or "sequential"}" expects 1 input(s), but it received {count} tensors'
    if lengths:
        said = "ValueError: Data cardinality is ambiguous"
    elif alone and fit.target.major >= 3:
        said = "ValueError: None values not supported"
    elif inside is not None and stops and fit.target.major >= 3 and fit.model.declared:
        said = inside.keras.rstrip(".") or "ValueError: the first does not fit either"
    return Finding(
        place=_place(fit),
        severity=Severity.WARNING if silent else None,
        label=f"{count} arrays, and the model has one input",
        message=words.sentences(
            f"{name} holds {count} arrays, {shapes}{' …' if count > 3 else ''}; a Sequential has one input.",
            "Keras says nothing: it takes the first and drops the others."
            if silent
            else f"Keras stops in {fit.method}(): {said}.",
            "Give features and labels as two arguments: fit(x, y)."
            if alone
            else "Join them with np.stack or np.concatenate, or build a model with several inputs with keras.Model.",
        ),
        related=_declared(fit),
        cause=(fit.place, "data"),
        stack=fit.stack,
    )


def _wrong_names(fit: Fit, names: tuple[str, ...]) -> Finding:
    model = fit.model
    name = words.snippet(fit.bound.place("x"), "The data")
    keys = words.listed([f'"{each}"' for each in names[:4]], "and")
    has = f'the input is called "{model.input_name}"' if model.input_name else "its input has no name of its own"
    newer = ": ValueError: The structure of `inputs` doesn't match the expected structure"
    said = (newer if fit.target.major >= 3 else ": ValueError: Missing data for input") if model.declared else ""
    return Finding(
        place=_place(fit),
        label=f"keys {keys}, and {has}",
        message=words.sentences(
            f"{name} is a dictionary with {keys}{' …' if len(names) > 4 else ''}; a Sequential takes one array"
            + (f", and {has}." if model.declared else "."),
            f"Keras stops in {fit.method}(){said}.",
            "Give the array itself; several columns belong side by side in one array."
            if len(names) > 1
            else "Give the array itself.",
        ),
        related=_declared(fit),
        cause=(fit.place, "data"),
        stack=fit.stack,
    )


def _place(fit: Fit) -> Place:
    return (fit.place if isinstance(fit, Validation) else fit.bound.place("x")) or fit.place


def _declared(fit: Fit) -> tuple[Related, ...]:
    place = fit.model.input_place
    return () if place is None or not fit.model.declared else (Related(place, "the one input"),)
