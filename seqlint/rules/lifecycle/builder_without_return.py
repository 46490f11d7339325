"""SEQ518."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.refusal import NothingReturned

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ518", Severity.ERROR, subject=NothingReturned)
def builder_without_return(refusal: NothingReturned) -> Iterator[Finding]:
    """A function makes a model and does not return it.

    ## What it does
    Reports the use as a model of what a function gives that has no `return`.

    ## Why is this bad?
    A function without `return` gives None, and None has no `fit`. The model that it made is gone when it ends.

    ## What Keras says
    Nothing. Python stops: `AttributeError: 'NoneType' object has no attribute 'fit'`.

    ## Example
    ```python
    import keras
    import numpy as np

    def create_model():
        model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
        model.compile(optimizer="adam", loss="mse")

    model = create_model()
    model.fit(np.random.rand(100, 8), np.random.rand(100))
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    def create_model():
        model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
        model.compile(optimizer="adam", loss="mse")
        return model

    model = create_model()
    model.fit(np.random.rand(100, 8), np.random.rand(100))
    ```

    ## Fix safety
    Safe: the program stops without it. Offered where one name in the function holds the model.

    ## References
    - [Python: defining functions](https://docs.python.org/3/tutorial/controlflow.html#defining-functions)
    """
    function = refusal.function
    if function is None or _RETURNS.search(function.place.text()):
        return  # where it does return something, why that is None is another mistake
    place = refusal.origin or refusal.place
    model = _model(function.place.text())
    yield Finding(
        place=place,
        label="gives None",
        message=words.sentences(
            f"`{refusal.method}` has no `return` here, so it gives None.",
            f"Python stops at `.{refusal.attribute}`: AttributeError: 'NoneType' object has no attribute "
            f"'{refusal.attribute}'.",
            f"End the function with `return {model or 'model'}`.",
        ),
        related=(Related(refusal.place, "None is used here"),) if refusal.origin is not None else (),
        fixes=_fixes(refusal, model),
        stack=refusal.stack,
    )


_RETURNS = re.compile(r"^[ \t]*return[ \t(]+[^\s#]", re.MULTILINE)
_MADE = re.compile(r"^\s*(\w+)\s*=\s*(?:\w+\.)*Sequential\(", re.MULTILINE)


def _model(text: str) -> str | None:
    """The one name that holds a Sequential in a function's text."""
    names = set(_MADE.findall(text))
    return next(iter(names)) if len(names) == 1 else None


def _fixes(refusal: NothingReturned, model: str | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import insert_statement_after

    place = refusal.function.place
    last = getattr(place.node.body, "body", ())[-1:]
    if model is None or not last or place.document is not refusal.place.document:
        return ()
    return (Fix(f"return {model}", (insert_statement_after(place.chunk, last[0], f"return {model}"),)),)
