"""SEQ409."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.events import Fit
from seqlint.libraries.tensorflow.pipeline import CACHED, FIRST, REST, SHUFFLED
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seqlint.values.place import Place


@rule("SEQ409", Severity.WARNING, subject=Fit)
def validation_is_training_data(fit: Fit) -> Iterator[Finding]:
    """The validation data is the training data.

    ## What it does
    Reports `validation_data` with the very arrays that the model is trained on, and a part that was taken from the
    dataset of the training without leaving it out there.

    ## Why is this bad?
    Validation tells whether the model works on data that it has not seen. On the training data it always looks
    good.

    ## What Keras says
    Nothing.

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
    model.fit(x, y, validation_data=(x, y))
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
    model.fit(x, y, validation_split=0.2)
    ```

    ## Fix safety
    Unsafe: the last fifth of the data is held back instead.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    value, place = fit.bound.value("validation_data"), fit.bound.place("validation_data")
    if isinstance(value, Dataset) and isinstance(fit.x, Dataset) and place is not None and fit.method == "fit":
        yield from _part_of(fit, fit.x, value, place)
    same = value is fit.x if not isinstance(value, tuple) else len(value) > 1 and value[0] is fit.x
    if fit.method != "fit" or place is None or fit.x is None or not isinstance(fit.x, Array | Dataset) or not same:
        return
    yield Finding(
        place=place,
        label="the same data as in training",
        message=words.sentences(
            f"{words.snippet(fit.bound.place('x'), 'The data')} is used for training and for validation.",
            "Keras says nothing, and the validation says nothing about new data.",
            "Hold some data back: validation_split=0.2, or train_test_split.",
        ),
        related=() if fit.bound.place("x") is None else (Related(fit.bound.place("x") or place, "trained on here"),),
        fixes=_fixes(fit),
        stack=fit.stack,
    )


def _part_of(fit: Fit, trained: Dataset, value: Dataset, place: Place) -> Iterator[Finding]:
    """A part that was taken for validation from what the model is trained on as a whole."""
    steps = trained.chain()
    for step in value.chain():
        if step.text not in {FIRST, REST} or step.place is None or not any(each is step.previous for each in steps):
            continue
        since = steps[next(index for index, each in enumerate(steps) if each is step.previous) + 1 :]
        if not all(each.text in _WHOLE or each.text.startswith("batches of") for each in since):
            return
        other = "skip" if step.text == FIRST else "take"
        yield Finding(
            place=place,
            label="the model is trained on it too",
            message=words.sentences(
                f"{words.snippet(step.place)} takes a part for the validation, and the training keeps it: it goes "
                "through the whole dataset.",
                "Keras says nothing, and the validation says nothing about new data.",
                f"Train on the other part: `.{other}(…)` with the same number.",
            ),
            related=(Related(step.place, "this part"), Related(fit.bound.place("x") or place, "trained on here")),
            fixes=_other_part(fit, step, other),
            stack=fit.stack,
        )
        return


_WHOLE = frozenset({SHUFFLED, CACHED, "shuffled once", "mapped"})
"""Steps that keep every sample."""


def _other_part(fit: Fit, step: Dataset, other: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    place = fit.bound.place("x")
    arguments: Sequence[Any] = getattr(getattr(step.place, "node", None), "args", ())
    if place is None or step.place is None or fit.x is not step.previous or len(arguments) != 1:
        return ()
    count = type(place)(step.place.chunk, arguments[0].value).text()
    end = place.span().end
    return (Fix(f"Train on .{other}({count})", (Edit(end, end, f".{other}({count})"),), "unsafe"),)


def _fixes(fit: Fit) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    argument = fit.bound.given.get("validation_data")
    if argument is None or argument.whole is None or argument.keyword is None or not isinstance(fit.x, Array):
        return ()
    edit = replace_node(argument.whole.chunk, argument.whole.node, "validation_split=0.2")
    return (Fix("validation_split=0.2", (edit,), "unsafe"),)
