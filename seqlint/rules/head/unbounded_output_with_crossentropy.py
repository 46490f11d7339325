"""SEQ306."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Compile, Fit
from seqlint.keras.models.record import Model
from seqlint.rules import words
from seqlint.rules.objective import Objective, objective
from seqlint.rules.prediction import Prediction, prediction
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ306", Severity.WARNING, subject=Program, after=("SEQ310",))
def unbounded_output_with_crossentropy(program: Program) -> Iterator[Finding]:
    """The last activation does not give probabilities, and the loss is a crossentropy.

    ## What it does
    Reports relu, tanh, softplus and other activations at the end of a model that is trained with a crossentropy.

    ## Why is this bad?
    A crossentropy takes the logarithm of probabilities: numbers from 0 to 1. relu gives 0 or anything above, tanh
    gives negative numbers. Keras cuts them to 0 … 1; where it cuts there is no gradient.

    ## What Keras says
    Nothing: it trains.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 3, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="relu"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
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
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: it changes what the model computes.

    ## References
    - [Keras: activations](https://keras.io/api/layers/activations/)
    """
    for compiled in program.each(Compile):
        aim, end = objective(compiled), prediction(compiled.model)
        if aim is None or end is None or aim.kind == "regression" or end.linear or end.softmax or end.sigmoid:
            continue
        if aim.logits is not None and not _is_probability(end) and not _trains_in_another(program, compiled):
            yield _finding(compiled, aim, end)


def _trains_in_another(program: Program, compiled: Compile) -> bool:
    """Whether the model is a part of another one that is trained, and never trained itself: the generator of a GAN."""
    trained = {fit.ref for fit in program.each(Fit) if fit.method.startswith(("fit", "train"))}
    if compiled.ref in trained or not trained:
        return False
    record = program.heap.get(compiled.ref.id)
    called = isinstance(record, Model) and record.called
    return called or any(use.ref == compiled.ref for _, model in program.models() for use in model.uses)


def _finding(compiled: Compile, aim: Objective, end: Prediction) -> Finding:
    wanted = "sigmoid" if aim.kind == "binary" else "softmax"
    asked = "logits" if aim.logits else "probabilities"
    edits = end.with_activation(wanted) if not aim.logits else None
    return Finding(
        place=end.place,
        label=f"{end.name} gives no {asked}",
        message=words.sentences(
            f"{aim.name} takes {asked}; {end.name} gives {_values(end)}.",
            "Keras says nothing, and the model learns little.",
            f'Use activation="{wanted}".' if not aim.logits else "Take the activation away: logits are plain sums.",
        ),
        related=(Related(aim.place, f"takes {asked}"),),
        fixes=() if edits is None else (Fix(f'activation="{wanted}"', edits, "unsafe"),),
        cause=(aim.place, "amounts"),
        stack=compiled.stack,
    )


def _is_probability(end: Prediction) -> bool:
    """Whether the values lie between 0 and 1 although they are no softmax or sigmoid."""
    low, high = end.activation.range if end.activation is not None else (None, None)
    return low is not None and high is not None and low >= 0 and high <= 1


def _values(end: Prediction) -> str:
    low, high = end.activation.range if end.activation is not None else (None, None)
    if low is None:
        return "any number" if high is None else f"numbers up to {high:g}"
    return f"numbers from {low:g} up" if high is None else f"numbers from {low:g} to {high:g}"
