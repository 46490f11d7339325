"""SEQ404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit, LibraryCall
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.rules.split import unequal
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ404", Severity.ERROR, subject=Fit | LibraryCall)
def swapped_data(subject: Fit | LibraryCall) -> Iterator[Finding]:
    """The parts of train_test_split are taken in the wrong order.

    ## What it does
    Reports features and labels that come from one `train_test_split` and have different lengths: its results were
    unpacked in another order.

    ## Why is this bad?
    train_test_split(x, y) gives x_train, x_test, y_train, y_test. Unpacked as x_train, y_train, x_test, y_test, the
    labels are the test features.

    ## What Keras says
    `ValueError: Data cardinality is ambiguous`, in `fit()`; `Dimensions are not compatible`, in `from_tensor_slices()`.

    ## Example
    ```python
    import keras
    import numpy as np

    from sklearn.model_selection import train_test_split

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    x_train, y_train, x_test, y_test = train_test_split(x, y, test_size=0.2)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_train, y_train)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    from sklearn.model_selection import train_test_split

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    No fix: the names are yours.

    ## References
    - [scikit-learn: train_test_split](https://scikit-
    learn.org/stable/modules/generated/sklearn.model_selection.train_test_split.html)
    """
    pair = unequal(subject)
    if pair is None or pair.split is None:
        return
    yield Finding(
        place=pair.place,
        label=f"{render(pair.y.shape)} for {render(pair.x.shape)}",
        message=words.sentences(
            "Features and labels come from one train_test_split, but not from matching parts: "
            f"{render(pair.x.shape)} and {render(pair.y.shape)}.",
            pair.stops,
            "Its order is x_train, x_test, y_train, y_test.",
        ),
        related=(Related(pair.split, "gives x_train, x_test, y_train, y_test"),),
        stack=subject.stack,
    )
