"""SEQ417."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit, LibraryCall
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.rules.transforming import FITS, SPLIT, TRANSFORMS, finds_components, given, history, is_scaler, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.array import Step
    from seqlint.values.place import Place


@rule("SEQ417", Severity.WARNING, subject=Program)
def leaking_preprocessing(program: Program) -> Iterator[Finding]:
    """A scaler learns from the test data.

    ## What it does
    Reports scalers of scikit-learn that are fitted on the test part, a PCA that is fitted again on it, and data that is
    scaled as a whole before `train_test_split()`.

    ## Why is this bad?
    Fitted again on the test data, the scaler maps the same value to another number than in training. Fitted before the
    split, it knows the test data's mean and spread: the test is no test of new data any more.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras
    import numpy as np
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler

    x_train, x_test, y_train, y_test = train_test_split(np.random.rand(100, 8), np.random.rand(100))
    scaler = StandardScaler()
    x_train = scaler.fit_transform(x_train)
    x_test = scaler.fit_transform(x_test)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_train, y_train)
    model.evaluate(x_test, y_test)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler

    x_train, x_test, y_train, y_test = train_test_split(np.random.rand(100, 8), np.random.rand(100))
    scaler = StandardScaler()
    x_train = scaler.fit_transform(x_train)
    x_test = scaler.transform(x_test)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_train, y_train)
    model.evaluate(x_test, y_test)
    ```

    ## Fix safety
    Unsafe: the numbers of the test data are others than today.

    ## References
    - [scikit-learn: data leakage](https://scikit-learn.org/stable/common_pitfalls.html#data-leakage)
    """
    calls = [call for call in program.each(LibraryCall) if call.path in FITS | TRANSFORMS | SPLIT]
    if len(calls) < 2 or next(program.each(Fit), None) is None:
        return
    fitted: dict[Any, LibraryCall] = {}
    scaled: dict[Place, LibraryCall] = {}
    for call in calls:
        if call.path in SPLIT:
            yield from _before(program, call, scaled)
            continue
        axes = finds_components(program, call)
        if not axes and not is_scaler(program, call):
            continue
        scaler = call.arguments.positional[0].value
        if call.path in FITS:
            before = fitted.get(scaler)
            if part_of(history(program, given(call))) == "test" and (before is not None or not axes):
                yield _again(call, before, axes=axes)
            fitted[scaler] = call
        if not axes and call.path in TRANSFORMS and scaler in fitted and _whole(program, call, fitted[scaler]):
            scaled[call.place] = fitted[scaler]


def _whole(program: Program, call: LibraryCall, fit: LibraryCall) -> bool:
    """Whether a scaler transforms just what it was fitted on, and that is no part of a split."""
    step = history(program, given(fit))
    return part_of(step) is None and (call is fit or (step is not None and history(program, given(call)) is step))


def _again(call: LibraryCall, before: LibraryCall | None, *, axes: bool) -> Finding:
    argument = given(call)
    place = call.place if argument is None or argument.place is None else argument.place
    return Finding(
        place=place,
        label="the test part",
        message=words.sentences(
            f"{words.snippet(place)} is the test part, and new components are found in it: its columns mean other "
            "things than those of the training data."
            if axes
            else f"{words.snippet(place)} is the test part, and the scaler is fitted on it: the same value becomes "
            "another number than in training.",
            "Nothing complains; the results are of other data.",
            "Fit on the training part alone, and transform() both.",
        ),
        related=() if before is None else (Related(before.place, "fitted here for training"),),
        fixes=() if before is None else _fixes(call),
        stack=call.stack,
    )


def _fixes(call: LibraryCall) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    name = getattr(call.place.node.func, "attr", None)
    if name is None or not call.path.endswith("fit_transform") or len(call.arguments.positional) != 2:
        return ()
    return (Fix("transform()", (replace_node(call.place.chunk, name, "transform"),), "unsafe"),)


def _before(program: Program, split: LibraryCall, scaled: dict[Place, LibraryCall]) -> Iterator[Finding]:
    """Data that was scaled as a whole."""
    for argument in split.arguments.positional:
        step: Step | None = getattr(program.record(argument.value), "history", None)
        while step is not None and (step.place is None or step.place not in scaled):
            step = step.previous
        if step is None or step.place is None:
            continue
        fit = scaled[step.place]
        yield Finding(
            place=fit.place,
            label="before the split",
            message=words.sentences(
                f"The scaler is fitted on all rows, and {words.snippet(argument.place)} is split afterwards: it knows "
                "the test rows.",
                "Nothing complains; the result on the test part is too good.",
                "Split first, fit on the training part, and transform() both.",
            ),
            related=(Related(split.place, "split here"),),
            stack=fit.stack,
        )
