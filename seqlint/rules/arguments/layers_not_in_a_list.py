"""SEQ208."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.listing import one_by_one
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.refusal import InvalidValue, LayersNotInAList, Refusal, TooManyArguments

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ208", Severity.ERROR, subject=LayersNotInAList | InvalidValue | TooManyArguments)
def layers_not_in_a_list(refusal: LayersNotInAList | InvalidValue | TooManyArguments) -> Iterator[Finding]:
    """Layers are given to Sequential one by one, not in a list.

    ## What it does
    Reports `Sequential(Dense(8), Dense(1))` and `Sequential(Dense(1))`.

    ## Why is this bad?
    Sequential takes one list of layers. Its second argument is `trainable`, the third `name`: a second layer lands
    there.

    ## What Keras says
    `TypeError: 'Dense' object is not iterable` or `ValueError: Expected trainable to be a boolean`, at the constructor.

    ## Example
    ```python
    import keras

    model = keras.Sequential(keras.Input((8,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1))
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
    ```

    ## Fix safety
    Safe: the layers go into a list in the order in which they stand.

    ## References
    - [Keras: Sequential](https://keras.io/api/models/sequential/)
    """
    if not one_by_one(refusal):
        return
    yield Finding(
        place=refusal.raised,
        label="a list of layers is wanted",
        message=words.sentences(
            "Sequential takes its layers in one list; here they stand in it one by one, so that a layer becomes "
            "another argument.",
            words.stops(refusal),
            "Put square brackets around the layers.",
        ),
        fixes=_fixes(refusal),
        stack=refusal.stack,
    )


def _fixes(refusal: Refusal) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    text, span = refusal.raised.text(), refusal.raised.span()
    opened = text.find("(")
    if opened < 0 or not text.endswith(")") or text[opened + 1 : opened + 2] == "[" or _has_keyword(text[opened:]):
        return ()
    edits = (Edit(span.start + opened + 1, span.start + opened + 1, "["), Edit(span.end - 1, span.end - 1, "]"))
    return (Fix("Put the layers into a list", edits),)


def _has_keyword(arguments: str) -> bool:
    """Whether one of the call's own arguments is a keyword."""
    depth = 0
    for index, char in enumerate(arguments):
        depth += (char in "([{") - (char in ")]}")
        if (
            char == "="
            and depth == 1
            and arguments[index - 1] not in "=<>!"
            and arguments[index + 1 : index + 2] != "="
        ):
            return True
    return False
