"""SEQ520."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.refusal import UnusableLoss

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ520", Severity.ERROR, subject=UnusableLoss)
def unusable_loss_function(refusal: UnusableLoss) -> Iterator[Finding]:
    """A function of your own is given as the loss or a metric, and Keras cannot use what it does.

    ## What it does
    Reports a loss or metric function that cannot be called as `loss(y_true, y_pred)`, that returns nothing, that
    returns another function because it only makes the loss, or that is called instead of given.

    ## Why is this bad?
    Keras calls the function with two arguments, the labels and the predictions. What a loss returns it makes small,
    what a metric returns it shows.

    ## What Keras says
    In `fit()`: `TypeError: … missing 1 required positional argument`, `ValueError: None values not supported.` or
    `TypeError: Expected float32, but got <function …>`.

    ## Example
    ```python
    import keras
    import numpy as np
    from keras import ops

    def weighted(factor=2.0):
        def loss(y_true, y_pred):
            return ops.mean(factor * ops.square(y_true - y_pred))
        return loss

    x = np.random.rand(100, 8)
    y = np.random.rand(100, 1)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss=weighted)
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np
    from keras import ops

    def weighted(factor=2.0):
        def loss(y_true, y_pred):
            return ops.mean(factor * ops.square(y_true - y_pred))
        return loss

    x = np.random.rand(100, 8)
    y = np.random.rand(100, 1)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss=weighted())
    model.fit(x, y)
    ```

    ## Fix safety
    No fix of the function: what it should take and return is yours to say. Brackets that call it at once are taken
    away, which is safe: the call stops today.

    ## References
    - [Keras: losses of your own](https://keras.io/api/losses/#creating-custom-losses)
    """
    name, role = refusal.function.name, refusal.role
    if refusal.fault == "called":
        yield _called(refusal)
        return
    what, cure, label = {
        "arguments": (
            f"Keras calls a {role} with two arguments, labels and predictions; `{name}` does not take just two.",
            "Give it exactly two without defaults, and put the rest into a function around it that returns it.",
            "not for two arguments",
        ),
        "nothing": (
            f"`{name}` has no return with a value, so the {role} is None.",
            "Return the number that training should make small."
            if role == "loss"
            else "Return the number to be shown.",
            "returns nothing",
        ),
        "function": (
            f"`{name}` makes a {role} and is none: it returns a function.",
            f"Call it: {'loss=' if role == 'loss' else ''}{name}(…).",
            "returns a function",
        ),
    }[refusal.fault]
    said = f": {refusal.keras.rstrip('.')}" if refusal.keras else ", with a TypeError"
    yield Finding(
        place=refusal.place,
        label=label,
        message=words.sentences(what, f"Keras stops in fit(){said}.", cure),
        related=(Related(refusal.raised, "trained here"),),
        stack=refusal.stack,
    )


def _called(refusal: UnusableLoss) -> Finding:
    """The program calls the function itself, without arguments."""
    from seqlint.source.edit import replace_node

    name, role = refusal.function.name, refusal.role
    return Finding(
        place=refusal.place,
        label="called without arguments",
        message=words.sentences(
            f"`{name}()` calls the {role} at once, without its arguments; Keras wants the function itself, and calls "
            "it with labels and predictions.",
            f"Python stops here: TypeError: {name}() missing required positional arguments.",
            f"Leave the brackets away: {name}.",
        ),
        fixes=(Fix(f"Give {name}, not {name}()", (replace_node(refusal.place.chunk, refusal.place.node, name),)),),
        stack=refusal.stack,
    )
