"""SEQ516."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.refusal import NotAnEstimator

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ516", Severity.ERROR, subject=NotAnEstimator)
def model_given_as_estimator(refusal: NotAnEstimator) -> Iterator[Finding]:
    """A Keras model is cross-validated by scikit-learn.

    ## What it does
    Reports a Keras model as the estimator of `cross_val_score`, `cross_validate` or `cross_val_predict`.

    ## Why is this bad?
    scikit-learn makes a fresh copy of its estimator for every fold. It can copy its own estimators only; a Keras model
    has neither `get_params()` nor `score()`.

    ## What Keras says
    Nothing. scikit-learn stops at the call, with a `TypeError` or an `AttributeError` (`'Sequential' object has no
    attribute '__sklearn_tags__'`), by its version.

    ## Example
    ```python
    import keras
    import numpy as np

    from sklearn.model_selection import cross_val_score

    x, y = np.random.rand(90, 8), np.random.rand(90)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    scores = cross_val_score(model, x, y, cv=3)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    from sklearn.model_selection import KFold

    x, y = np.random.rand(90, 8), np.random.rand(90)
    scores = []
    for train, test in KFold(3).split(x):
        model = keras.Sequential([
            keras.Input((8,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1),
        ])
        model.compile(optimizer="adam", loss="mse")
        model.fit(x[train], y[train])
        scores.append(model.evaluate(x[test], y[test]))
    ```

    ## Fix safety
    No fix: the model must be made in a function, once for every fold.

    ## References
    - [SciKeras: wrappers](https://adriangb.com/scikeras/stable/)
    """
    model = words.snippet(refusal.place, "this model")
    yield Finding(
        place=refusal.place,
        label="a Keras model, no estimator",
        message=words.sentences(
            f"{refusal.function} copies its estimator for every fold; {model} is a Keras model, which scikit-learn "
            "cannot copy.",
            "scikit-learn stops here.",
            "Make the model in a function and wrap it: scikeras.wrappers.KerasClassifier(model=build), KerasRegressor; "
            "or loop over KFold yourself.",
        ),
        stack=refusal.stack,
    )
