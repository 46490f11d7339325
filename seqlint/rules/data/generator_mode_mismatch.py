"""SEQ412."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.entrance import entrance
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.values.generator import Generator
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ412", Severity.ERROR, subject=Fit)
def generator_mode_mismatch(fit: Fit) -> Iterator[Finding]:
    """A generator gives pictures of another size or colour mode than the model takes.

    ## What it does
    Compares `target_size` and `color_mode` of a directory generator with the model's input shape.

    ## Why is this bad?
    The generator resizes every picture to `target_size` and gives one channel for "grayscale", three for "rgb". The
    model was declared for other pictures.

    ## What Keras says
    `ValueError` of the first layer whose weights do not fit, in `fit()`; nothing where no weight depends on the
    size.

    ## Example
    ```python
    import keras
    from tensorflow.keras.preprocessing.image import ImageDataGenerator

    pictures = ImageDataGenerator(rescale=1 / 255)
    train = pictures.flow_from_directory("pictures", target_size=(64, 64), class_mode="binary")
    model = keras.Sequential([
        keras.Input((32, 32, 3)),
        keras.layers.Flatten(),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(train)
    ```

    ## Use instead
    ```python
    import keras
    from tensorflow.keras.preprocessing.image import ImageDataGenerator

    pictures = ImageDataGenerator(rescale=1 / 255)
    train = pictures.flow_from_directory("pictures", target_size=(32, 32), class_mode="binary")
    model = keras.Sequential([
        keras.Input((32, 32, 3)),
        keras.layers.Flatten(),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(train)
    ```

    ## Fix safety
    No fix: either size may be the right one.

    ## References
    - [Keras: image loading](https://keras.io/api/data_loading/image/)
    """
    found = entrance(fit) if isinstance(fit.x, Generator) else None
    if found is None or not isinstance(fit.x, Generator):
        return
    related = () if fit.x.place is None else (Related(fit.x.place, f"gives {render(found.features.shape)}"),)
    if fit.model.input_place is not None:
        related = (*related, Related(fit.model.input_place, f"takes {found.expected}"))
    pictures = found.features.image
    yield Finding(
        place=fit.bound.place("x") or fit.place,
        severity=None if found.refused else Severity.WARNING,
        label=f"{render(found.features.shape)} given, {found.expected} wanted",
        message=words.sentences(
            f"{found.name} gives {'pictures' if pictures else 'batches'} of shape {render(found.features.shape)}; the "
            f"model takes {found.expected}.",
            found.stops,
            f"Let {'target_size and color_mode' if pictures else 'what it gives'} agree with the input shape.",
        ),
        related=related,
        stack=fit.stack,
    )
