"""SEQ215."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.refusal import NothingReturned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ215", Severity.ERROR, subject=NothingReturned)
def reassigned_by_add(refusal: NothingReturned) -> Iterator[Finding]:
    """The result of a method that returns nothing is used as the model.

    ## What it does
    Reports `model = model.add(…)` and `model = model.compile(…)` where the result is used afterwards.

    ## Why is this bad?
    `add` and `compile` change the model and return `None`. After the assignment the name holds `None`, and the model is
    lost.

    ## What Keras says
    `AttributeError: 'NoneType' object has no attribute 'add'`, at the next use.

    ## Example
    ```python
    import keras

    model = keras.Sequential()
    model.add(keras.Input((8,)))
    model = model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(1))
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential()
    model.add(keras.Input((8,)))
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(1))
    ```

    ## Fix safety
    Safe: the call stays, the assignment goes.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    origin = refusal.origin
    if refusal.function is not None:
        return
    yield Finding(
        place=origin or refusal.place,
        label=f"`{refusal.method}` returns None",
        message=words.sentences(
            f"`{refusal.method}` changes the model and returns None"
            f"{', which is what the name holds from here on' if origin is not None else ''}.",
            f"Python stops at `.{refusal.attribute}`: AttributeError: 'NoneType' object has no attribute "
            f"'{refusal.attribute}'.",
            "Call it without an assignment." if origin is not None else "Write each call on a line of its own.",
        ),
        related=(Related(refusal.place, "None is used here"),) if origin is not None else (),
        fixes=_fixes(origin),
        stack=refusal.stack,
    )


_TARGET = re.compile(r"(?P<indent>[ \t]*)(?P<target>\w+[ \t]*=[ \t]*)$")


def _fixes(origin: Place | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    if origin is None:
        return ()
    document, start = origin.document, origin.span().start
    line = document.text.rfind("\n", 0, start) + 1
    match = _TARGET.fullmatch(document.text, line, start)
    if match is None:
        return ()
    return (Fix("Drop the assignment", (Edit(match.start("target"), start, ""),)),)
