"""SEQ323."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import snake
from seqlint.keras.names import Named
from seqlint.rules import words
from seqlint.rules.meeting import TRAINING, Meeting, meeting
from seqlint.rules.mismatched_metric import mismatch
from seqlint.rules.objective import objective
from seqlint.rules.prediction import prediction
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.functions import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.events import Compile
    from seqlint.values.place import Place


@rule("SEQ323", Severity.WARNING, subject=Fit)
def metric_does_not_fit(fit: Fit) -> Iterator[Finding]:
    """A metric expects other labels than there are.

    ## What it does
    Reports `sparse_categorical_accuracy` on one-hot rows; metrics that compare rows or amounts, such as
    `categorical_accuracy`, `Precision()`, `AUC()` or `mae`, on class numbers with several units; `AUC()` on scores
    that no sigmoid made probabilities; `MeanIoU()` that is not told of probabilities; and a function of scikit-learn
    among the metrics.

    ## Why is this bad?
    The metric compares something else than the right class: the number shown is wrong, or it cannot be computed.

    ## What Keras says
    Nothing for `categorical_accuracy`, which is near 1 divided by the classes then, and for `AUC()` of scores.
    `InvalidArgumentError: Incompatible shapes` in `fit()` for most others with Keras 3 and class numbers of shape
    (n,); `Cannot convert a symbolic tf.Tensor to a numpy array` for scikit-learn's.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["categorical_accuracy"])
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: what reads the history by the metric's name has to follow. "accuracy" lets Keras choose the one that
    fits.

    ## References
    - [Keras: metrics](https://keras.io/api/metrics/)
    """
    if fit.compile is not None and fit.method in TRAINING:
        yield from _of_scores(fit.compile)
        yield from _of_numpy(fit, fit.compile)
    met = meeting(fit)
    if met is not None and met.objective.kind == "sparse" and met.several_units and not met.refused:
        yield from _of_overlap(fit, met)
    if (
        met is None
        or not met.flat
        or not met.several_units
        or met.objective.kind not in {"sparse", "categorical"}
        or met.refused
        or (compiled := met.objective.compile) is None
    ):
        return
    for metric, place in zip(compiled.metrics or (), compiled.metric_places, strict=False):
        wrong = mismatch(metric, met)
        if wrong is None:
            continue
        sparse = met.objective.kind == "sparse"
        unless = ", unless a batch has as many samples as there are units" if wrong.sometimes else ""
        compares = "compares amounts" if wrong.wants == "amounts" else f"expects {wrong.wants}"
        yield Finding(
            place=place or compiled.place,
            severity=Severity.ERROR if wrong.keras and not wrong.sometimes else None,
            label={"rows": "expects one-hot rows"}.get(wrong.wants, compares),
            message=words.sentences(
                f"{met.name} has {'class numbers' if sparse else 'one-hot rows'}, {words.labels(met.labels)}; "
                f"{wrong.name} {compares}.",
                f"Keras stops in {fit.method}(){unless}: {wrong.keras}."
                if wrong.keras
                else "Keras says nothing and shows a wrong number.",
                'Use "accuracy": Keras chooses the one that fits.',
            ),
            related=(*met.origin(), Related(met.objective.place, "the loss")),
            fixes=_fixes(place),
            stack=compiled.stack,
        )


def _of_scores(compiled: Compile) -> Iterator[Finding]:
    """AUC compares with thresholds between 0 and 1, and scores without sigmoid lie anywhere."""
    aim, end = objective(compiled), prediction(compiled.model)
    if aim is None or end is None or aim.logits is not True or not end.linear:
        return
    for metric, place in zip(compiled.metrics or (), compiled.metric_places, strict=False):
        named = isinstance(metric, Named) and snake(metric.name) == "auc"
        if not named or metric.argument("from_logits", False) is not False or place is None:
            continue
        yield Finding(
            place=place,
            label="expects probabilities",
            message=words.sentences(
                f"{words.layer(end.layer)} gives scores of any size, because the loss has from_logits=True; AUC "
                "compares with thresholds between 0 and 1.",
                "Keras says nothing and shows a wrong number.",
                "Say AUC(from_logits=True).",
            ),
            related=(Related(aim.place, "applies the sigmoid itself"),),
            fixes=_told(place, "from_logits=True"),
            stack=compiled.stack,
        )


def _of_overlap(fit: Fit, met: Meeting) -> Iterator[Finding]:
    """IoU and MeanIoU take the predictions for class numbers unless they are told that they are probabilities."""
    compiled = met.objective.compile
    if compiled is None:
        return
    for metric, place in zip(compiled.metrics or (), compiled.metric_places, strict=False):
        named = isinstance(metric, Named) and metric.name in {"IoU", "MeanIoU"}
        if not named or metric.argument("sparse_y_pred", True) is not True or place is None:
            continue
        yield Finding(
            place=place,
            severity=Severity.ERROR,
            label="takes the predictions for class numbers",
            message=words.sentences(
                f"The model gives {words.counted(met.units, 'probability', 'probabilities')} for each class number of "
                f"{met.name}; {metric.name} takes them for class numbers.",
                f"Keras stops in {fit.method}(): InvalidArgumentError: Incompatible shapes.",
                "Say sparse_y_pred=False.",
            ),
            related=(*met.origin(), Related(met.objective.place, "the loss")),
            fixes=_told(place, "sparse_y_pred=False"),
            stack=compiled.stack,
        )


def _of_numpy(fit: Fit, compiled: Compile) -> Iterator[Finding]:
    """A function of scikit-learn among the metrics: it works on numbers, and Keras calls it on symbols."""
    if compiled.bound.value("run_eagerly") not in {None, False}:
        return
    for metric, place in zip(compiled.metrics or (), compiled.metric_places, strict=False):
        if not isinstance(metric, Library) or not metric.path.startswith("sklearn.metrics."):
            continue
        yield Finding(
            place=place or compiled.place,
            severity=Severity.ERROR,
            label="works on numpy arrays alone",
            message=words.sentences(
                f"{metric.name} of scikit-learn works on numpy arrays; Keras calls a metric on symbolic tensors.",
                f"Keras stops in {fit.method}(): Cannot convert a symbolic tf.Tensor to a numpy array.",
                f"Call {metric.name}(y, model.predict(x)) after the training, or take a metric of Keras.",
            ),
            stack=compiled.stack,
        )


def _told(place: Place, argument: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import add_argument

    if not place.text().endswith(")"):
        return ()
    return (Fix(argument, (add_argument(place.chunk, place.node, argument),)),)


def _fixes(place: Place | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    if place is None:
        return ()
    return (Fix('"accuracy"', (replace_node(place.chunk, place.node, '"accuracy"'),), "unsafe"),)
