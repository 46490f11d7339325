"""SEQ202."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import ModelUse
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.refusal import NotBuilt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.models import Model

_NOTHING = {
    "summary": "prints `?` for every shape and 0 parameters",
    "weights": "is empty",
    "get_weights": "gives an empty list",
}


@rule("SEQ202", Severity.ERROR, subject=NotBuilt | ModelUse)
def used_before_built(subject: NotBuilt | ModelUse) -> Iterator[Finding]:
    """Something that needs the built model is used while the model has no input shape.

    ## What it does
    Reports `count_params()`, `output_shape`, `save_weights()` and the like (Keras raises), and `summary()` or `weights`
    (there is nothing in them) on a model that was neither given an input shape nor data.

    ## Why is this bad?
    Without an input shape a Sequential does not know how many weights its layers have, so it has not made them.

    ## What Keras says
    `ValueError: You tried to call count_params on layer 'sequential', but the layer isn't built`; `summary()` says
    nothing and prints question marks.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    print(model.count_params())
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    print(model.count_params())
    ```

    ## Fix safety
    No fix here: the finding about the missing input shape offers it where the data is known.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    if isinstance(subject, NotBuilt):
        yield Finding(
            place=subject.place,
            label="the model has no input shape yet",
            message=words.sentences(
                f"`{subject.attribute}` needs the built model, and no input shape is known here.",
                words.stops(subject),
                "Put keras.Input(…) first in the stack, or use this after the first fit().",
            ),
            cause=None if subject.model is None else (subject.model.place, "input shape"),
            stack=subject.stack,
        )
    elif subject.target.major >= 3 and subject.name in _NOTHING and _waits(subject.model):
        yield Finding(
            place=subject.place,
            severity=Severity.WARNING,
            label="the model has no input shape yet",
            message=f"`{subject.name}` {_NOTHING[subject.name]}: the model has no input shape, so its weights do not "
            "exist yet. "
            "Keras says nothing. Put keras.Input(…) first in the stack, or use this after the first fit().",
            cause=(subject.model.place, "input shape"),
            stack=subject.stack,
        )


def _waits(model: Model) -> bool:
    """Whether the model surely has no weights yet."""
    known = all(isinstance(use.layer, Layer) for use in model.uses)
    hidden = model.open or model.loaded or model.escaped
    return not model.built and bool(model.uses) and known and not hidden
