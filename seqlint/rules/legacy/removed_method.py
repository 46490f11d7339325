"""SEQ703."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.keras import removed
from seqlint.keras.models.training import GENERATOR_METHODS
from seqlint.rules import words
from seqlint.rules.moved import moved
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.refusal import RemovedName
from seqlint.values.signature import parse_signature

if TYPE_CHECKING:
    from collections.abc import Iterator


_OWNERS = {
    "keras.models.Model": "Models have",
    "keras.models.Sequential": "A Sequential that was not called on another model's tensor has",
    "keras.members.Layer": "Layers have",
    "keras.optimizers.Optimizer": "Optimizers have",
}


@rule("SEQ703", Severity.ERROR, subject=RemovedName)
def removed_method(refusal: RemovedName) -> Iterator[Finding]:
    """A method or attribute of older Keras.

    ## What it does
    Reports methods and attributes that the targeted Keras has no more: predict_classes, predict_proba, fit_generator,
    evaluate_generator, predict_generator, reset_states, a layer's output_shape, an optimizer's lr …

    ## Why is this bad?
    It does not exist, so the program stops there.

    ## What Keras says
    `AttributeError: 'Sequential' object has no attribute 'predict_proba'`.

    ## Example
    ```python
    import keras
    import numpy as np

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation="softmax")])
    p = model.predict_proba(np.random.rand(5, 8))
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation="softmax")])
    p = model.predict(np.random.rand(5, 8))
    ```

    ## Fix safety
    Safe: the replacement does the same.

    ## References
    - [Keras: migrating to Keras 3](https://keras.io/guides/migrating_to_keras_3/)
    """
    if refusal.kind != "method":
        return
    owner, _, name = refusal.path.rpartition(".")
    found = removed.removed_member(refusal.path, refusal.target)
    yield Finding(
        place=refusal.place,
        severity=None if refusal.refused else Severity.INFO,
        label=f"gone since {refusal.since}",
        message=words.sentences(
            f"{_OWNERS[owner]} no `{name}` since {refusal.since}.",
            words.stops(refusal) if refusal.refused else "Keras warns.",
            f"Use `{refusal.replacement}`." if refusal.replacement else found.advice if found is not None else "",
        ),
        fixes=_classes(refusal) if name == "predict_classes" else _with_names(refusal, name, moved(refusal)),
        stack=refusal.stack,
    )


def _with_names(refusal: RemovedName, method: str, fixes: tuple[Fix, ...]) -> tuple[Fix, ...]:
    """The fix of a method for generators, whose arguments by position get the names that they have in it."""
    from seqlint.source.edit import wrap_node

    node = refusal.raised.node
    if method not in GENERATOR_METHODS or not fixes or type(node).__name__ != "Call":
        return fixes
    names = parse_signature(GENERATOR_METHODS[method]).names()[2:]
    further = [arg for arg in node.args if arg.keyword is None][1:]
    if any(arg.star for arg in node.args) or len(further) > len(names):
        return ()
    edits = tuple(
        wrap_node(refusal.raised.chunk, arg.value, f"{name}=", "") for arg, name in zip(further, names, strict=False)
    )
    return tuple(msgspec.structs.replace(fix, edits=(*fix.edits, *edits)) for fix in fixes)


def _classes(refusal: RemovedName) -> tuple[Fix, ...]:
    """Classes from `predict`, by the units of the model."""
    from seqlint.source.edit import Edit

    shape, call, method = refusal.output, refusal.raised.span(), refusal.place.span()
    units = shape[-1] if isinstance(shape, tuple) and len(shape) == _ROWS else None
    end = method.end
    start = end - len("predict_classes")
    if not isinstance(units, int) or not refusal.place.text().endswith(".predict_classes") or call.end <= end:
        return ()
    predict = Edit(start, end, "predict")
    if units > 1:
        return (Fix("Use predict(…).argmax(axis=1)", (predict, Edit(call.end, call.end, ".argmax(axis=1)"))),)
    edits = (Edit(call.start, call.start, "("), predict, Edit(call.end, call.end, ' > 0.5).astype("int32")'))
    return (Fix("Use predict(…) > 0.5", edits),)


_ROWS = 2
"""Axes of an output that is one row a sample."""
