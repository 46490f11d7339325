"""SEQ416."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.events import Fit, LibraryCall
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ416", Severity.WARNING, subject=Fit | LibraryCall)
def split_of_ordered_labels(subject: Fit | LibraryCall) -> Iterator[Finding]:
    """The validation part is cut off the end of data that is ordered by class.

    ## What it does
    Reports `validation_split` on labels that stand in the order of their classes, and
    `image_dataset_from_directory()` with `validation_split` and `shuffle=False`.

    ## Why is this bad?
    validation_split takes the last samples before anything is shuffled. In ordered data these are the last class
    alone: the model is tested on a class that it has hardly seen, and never on the others.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.array([0] * 50 + [1] * 50)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y, validation_split=0.2)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.array([0] * 50 + [1] * 50)
    order = np.random.permutation(100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x[order], y[order], validation_split=0.2)
    ```

    ## Fix safety
    No fix for arrays: features and labels must be shuffled together. For a folder it gives shuffle=True.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    found = _arrays(subject) if isinstance(subject, Fit) else _folder(subject)
    if found is not None:
        yield found


def _arrays(fit: Fit) -> Finding | None:
    share = fit.bound.value("validation_split") if fit.method == "fit" else None
    content = fit.y.content if isinstance(fit.y, Array) else None
    if not isinstance(share, float) or not 0 < share < 1:
        return None
    if not isinstance(content, tuple):
        return _appended(fit, fit.y, share) if isinstance(fit.y, Array) else None
    known = [_class(label) for label in content]
    classes = [each for each in known if each is not None]
    if len(classes) < len(known) or classes != sorted(classes):
        return None
    missing = _missing(classes, int(len(classes) * (1 - share)))
    if missing is None:
        return None
    place = fit.bound.place("validation_split") or fit.place
    labels = words.snippet(fit.bound.place("y"), "y")
    return Finding(
        place=place,
        label=f"class {missing} is not in it",
        message=words.sentences(
            f"{labels} is ordered by class, and validation_split={share:g} takes the last "
            f"{words.counted(len(classes) - int(len(classes) * (1 - share)), 'sample')}: class {missing} is not among "
            "them.",
            "Keras says nothing: it shuffles after the split.",
            "Shuffle x and y together first.",
        ),
        related=()
        if fit.y.history is None or fit.y.history.place is None
        else (Related(fit.y.history.place, "in the order of the classes"),),
        stack=fit.stack,
    )


def _appended(fit: Fit, labels: Array, share: float) -> Finding | None:
    """Labels that were appended class by class, and not mixed since."""
    if labels.labels is None or not labels.labels.ordered:
        return None
    steps = labels.history.chain() if labels.history is not None else []
    if not all(step.text.startswith(_IN_PLACE) for step in steps):
        return None
    name = words.snippet(fit.bound.place("y"), "y")
    return Finding(
        place=fit.bound.place("validation_split") or fit.place,
        label="the last classes alone",
        message=words.sentences(
            f"{name} was filled class by class, and validation_split={share:g} takes the samples at the end: those of "
            "the last classes.",
            "Keras says nothing: it shuffles after the split.",
            "Shuffle x and y together first, or take train_test_split.",
        ),
        related=() if not steps or steps[0].place is None else (Related(steps[0].place, "class after class"),),
        stack=fit.stack,
    )


_IN_PLACE = ("numpy array of this", "as ", "one-hot rows", "reshaped")
"""How steps begin that leave the samples where they are."""


def _class(label: Any) -> int | None:
    """The class that a label stands for: a whole number, alone or in a column, or a one-hot row."""
    if isinstance(label, tuple):
        if len(label) == 1:
            return _class(label[0])
        return label.index(1) if sorted(label) == [0] * (len(label) - 1) + [1] else None
    return int(label) if isinstance(label, int | float) and label == int(label) else None


def _missing(classes: list[Any], at: int) -> int | None:
    """The first class that the last part lacks; None if it has all, or is too small to say."""
    whole, part = set(classes), set(classes[at:])
    missing: int | None = min(whole - part, default=None)
    return missing if 2 <= len(whole) <= len(classes) // 4 and part else None


def _folder(call: LibraryCall) -> Finding | None:
    keywords = call.arguments.keywords
    shuffle, share = keywords.get("shuffle"), keywords.get("validation_split")
    if not call.path.endswith("_dataset_from_directory") or shuffle is None or share is None or shuffle.place is None:
        return None
    if shuffle.value is not False or not isinstance(share.value, float) or "subset" not in keywords:
        return None
    if call.arguments.value(1, "labels", "inferred") != "inferred":
        return None
    return Finding(
        place=shuffle.place,
        label="in the order of the folders",
        message=words.sentences(
            f"Without shuffling the files stand in the order of their classes, and validation_split={share.value:g} "
            "cuts the last ones off.",
            "Keras says nothing, and the last classes alone are validated.",
            "Give shuffle=True and one seed for both parts.",
        ),
        fixes=_fixes(call),
        stack=call.stack,
    )


def _fixes(call: LibraryCall) -> tuple[Fix, ...]:
    from seqlint.source.edit import add_argument, replace_node

    place = call.place
    shuffle = call.arguments.keywords["shuffle"].place
    assert shuffle is not None
    edits = [replace_node(shuffle.chunk, shuffle.node, "True")]
    if "seed" not in call.arguments.keywords:
        edits.append(add_argument(place.chunk, place.node, "seed=0"))
    return (Fix("Shuffle with a seed", tuple(edits), "unsafe"),)
