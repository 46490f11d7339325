"""SEQ414."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit, PredictionUse
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.array import Array
from seqlint.values.generator import Generator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ414", Severity.WARNING, subject=Program)
def shuffled_predictions_compared(program: Program) -> Iterator[Finding]:
    """Predictions of a shuffled generator are compared with its classes in another order.

    ## What it does
    Reports predictions of `flow_from_directory()` or `flow_from_dataframe()` without `shuffle=False` that are compared
    with the generator's `.classes`.

    ## Why is this bad?
    `.classes` has the order of the files. The generator gives them shuffled: each prediction is compared with the
    class of another picture, and the accuracy looks like guessing.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    from sklearn.metrics import accuracy_score
    from tensorflow.keras.preprocessing.image import ImageDataGenerator

    pictures = ImageDataGenerator(rescale=1 / 255)
    test = pictures.flow_from_directory("pictures", target_size=(16, 16), class_mode="binary")
    model = keras.Sequential([
        keras.Input((16, 16, 3)),
        keras.layers.Flatten(),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(test)
    predictions = model.predict(test)
    print(accuracy_score(test.classes, predictions[:, 0] > 0.5))
    ```

    ## Use instead
    ```python
    import keras
    from sklearn.metrics import accuracy_score
    from tensorflow.keras.preprocessing.image import ImageDataGenerator

    pictures = ImageDataGenerator(rescale=1 / 255)
    test = pictures.flow_from_directory("pictures", target_size=(16, 16), class_mode="binary", shuffle=False)
    model = keras.Sequential([
        keras.Input((16, 16, 3)),
        keras.layers.Flatten(),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(test)
    predictions = model.predict(test)
    print(accuracy_score(test.classes, predictions[:, 0] > 0.5))
    ```

    ## Fix safety
    Unsafe: the pictures come in another order, also where the generator serves for training.

    ## References
    - [Keras: flow_from_directory](https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/image/ImageDataGenerator)
    """
    shuffled = {
        fit.place: fit.x
        for fit in program.each(Fit)
        if fit.method.startswith("predict") and isinstance(fit.x, Generator) and fit.x.attributes.get("shuffle") is True
    }
    if not shuffled:
        return
    for use in program.each(PredictionUse):
        made = next((shuffled[place] for place in _places(use.predictions) if place in shuffled), None)
        if made is None or made.place is None:
            continue
        other = next((each for each in use.arguments if each.value is not use.predictions), None)
        if other is None or made.place not in _places(other.value):
            continue
        classes = "the classes" if other.place is None else words.snippet(other.place)
        yield Finding(
            place=other.place or use.place,
            label="in the order of the files",
            message=words.sentences(
                f"In {classes} the files have their own order; the predictions come from "
                f"{words.snippet(made.place)}, which shuffles them.",
                "Keras says nothing, and each prediction meets the class of another picture.",
                "Give shuffle=False there.",
            ),
            related=(Related(made.place, "shuffles"),),
            fixes=_fixes(made.place),
            stack=use.stack,
        )


def _places(value: object) -> tuple[Place | None, ...]:
    step = value.history if isinstance(value, Array) else None
    return () if step is None else tuple(each.place for each in step.chain())


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import add_argument, replace_argument_value

    given = next((each for each in place.node.args if getattr(each.keyword, "value", "") == "shuffle"), None)
    if given is not None:
        edit = replace_argument_value(place.chunk, given, "False")
    else:
        edit = add_argument(place.chunk, place.node, "shuffle=False")
    return (Fix("shuffle=False", (edit,), "unsafe"),)
