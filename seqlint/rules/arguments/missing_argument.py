"""SEQ212."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.refusal import MissingArgument

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ212", Severity.ERROR, subject=MissingArgument)
def missing_argument(refusal: MissingArgument) -> Iterator[Finding]:
    """A required argument is not given.

    ## What it does
    Reports calls of layers and other Keras classes without an argument that has no default.

    ## Why is this bad?
    The layer cannot be made: how many units or which kernel is meant, nobody but you knows.

    ## What Keras says
    `TypeError: Conv2D.__init__() missing 1 required positional argument: 'kernel_size'`, at that call.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(32, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(32, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Fix safety
    No fix: the value is not in the program.

    ## References
    - [Keras: layers](https://keras.io/api/layers/)
    """
    meaning = _meaning(refusal)
    yield Finding(
        place=refusal.place,
        label=f"`{refusal.argument}` is missing",
        message=words.sentences(
            f"{refusal.callee} needs `{refusal.argument}`, and it is not given.", words.stops(refusal), meaning
        ),
        stack=refusal.stack,
    )


def _meaning(refusal: MissingArgument) -> str:
    """What the argument is, in the words of the layer's card."""
    from seqlint.keras.layers import find

    type_ = find(refusal.callee)
    text = type_.card.arguments.get(refusal.argument, "") if type_ is not None else ""
    first = text.split(". ")[0].rstrip(".")
    return f"`{refusal.argument}`: {first}." if first else ""
