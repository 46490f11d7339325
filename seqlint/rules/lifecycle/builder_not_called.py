"""SEQ519."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.refusal import NotCalled

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ519", Severity.ERROR, subject=NotCalled)
def builder_not_called(refusal: NotCalled) -> Iterator[Finding]:
    """A function that makes a model, or the class Sequential, is used as if it were the model.

    ## What it does
    Reports a model's method asked of a function of the program, and of `Sequential` without its brackets under
    another name.

    ## Why is this bad?
    Without brackets a name stands for the function or class itself; nothing was called, and there is no model.

    ## What Keras says
    Nothing. Python stops: `AttributeError: 'function' object has no attribute 'fit'`, or `TypeError:
    Sequential.add() missing 1 required positional argument: 'layer'`.

    ## Example
    ```python
    import keras
    import numpy as np

    def baseline():
        model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
        model.compile(optimizer="adam", loss="mse")
        return model

    model = baseline
    model.fit(np.random.rand(100, 8), np.random.rand(100))
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    def baseline():
        model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
        model.compile(optimizer="adam", loss="mse")
        return model

    model = baseline()
    model.fit(np.random.rand(100, 8), np.random.rand(100))
    ```

    ## Fix safety
    No fix: where the brackets are missing is another line, and what stands between them is yours to choose.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    function = refusal.function is not None
    what = "a function" if function else "the class itself"
    stops = refusal.keras or f"TypeError: `{refusal.attribute}` belongs to a model and gets none"
    yield Finding(
        place=refusal.place,
        label=f"asked of {what}",
        message=words.sentences(
            f"`{refusal.name}` is {what} here, and no model: it was not called.",
            f"Python stops at this line: {stops}.",
            f"Call it: `{refusal.name}(…)`." if function else f"Write `{refusal.name}()`.",
        ),
        stack=refusal.stack,
    )
