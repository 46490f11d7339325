"""SEQ302."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Compile, Fit
from seqlint.rules import words
from seqlint.rules.meeting import Meeting, meeting
from seqlint.rules.objective import Objective, objective
from seqlint.rules.prediction import Prediction, prediction
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.shape import equal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ302", Severity.WARNING, subject=Program)
def softmax_with_binary_crossentropy(program: Program) -> Iterator[Finding]:
    """Softmax over several units meets binary_crossentropy.

    ## What it does
    Reports `binary_crossentropy` where the last layer gives one softmax over several classes.

    ## Why is this bad?
    Softmax says that exactly one class is true; binary_crossentropy asks every unit its own yes/no question. With
    one-hot labels it trains on a loss that counts every class, and `accuracy` becomes the share of right units, far
    too high. With class numbers as labels it cannot run.

    ## What Keras says
    Nothing with one-hot labels. With one number a sample, in `fit()`: `ValueError: Arguments target and output must
    have the same shape`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = keras.utils.to_categorical(np.random.randint(0, 3, 100), 3)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = keras.utils.to_categorical(np.random.randint(0, 3, 100), 3)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    model.fit(x, y)
    ```

    ## Fix safety
    Unsafe: for independent yes/no labels the activation is wrong, not the loss.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    aims = [(compiled, aim) for compiled in program.each(Compile) if (aim := objective(compiled)) is not None]
    aims = [(compiled, aim) for compiled, aim in aims if aim.kind == "binary"]
    meetings = _meetings(program) if aims else {}
    for compiled, aim in aims:
        own = meetings.get((compiled.place, compiled.stack), [])
        end = prediction(own[0].fit.model if own else compiled.model)
        if end is not None and end.softmax and end.units is not None and equal(end.units, 1) is not True:
            yield _finding(compiled, aim, end, own)


def _meetings(program: Program) -> dict[tuple[Place, tuple[Place, ...]], list[Meeting]]:
    """The meetings by the `compile` call that they follow; what stands around it may have been added to one of them."""
    found: dict[tuple[Place, tuple[Place, ...]], list[Meeting]] = {}
    for fit in program.each(Fit):
        met = meeting(fit) if fit.compile is not None else None
        if met is not None and fit.compile is not None:
            found.setdefault((fit.compile.place, fit.compile.stack), []).append(met)
    return found


def _finding(compiled: Compile, aim: Objective, end: Prediction, own: list[Meeting]) -> Finding:
    stopped = next((met for met in own if met.refused is not None), None)
    return Finding(
        place=aim.place,
        severity=None if stopped is None else Severity.ERROR,
        label="asks every unit a yes/no question of its own",
        message=words.sentences(
            f"The last layer gives one softmax over {words.counted(end.units or 0, 'class', 'classes')}: exactly one "
            "of them is true.",
            f"{aim.name} asks each of them on its own.",
            stopped.stops if stopped else "Keras says nothing, and counts right units instead of right samples.",
            f"Use {_loss(own)}.",
        ),
        related=(
            Related(end.place, f"softmax over {words.counted(end.units or 0, 'unit')}"),
            *(own[0].origin() if own else ()),
        ),
        fixes=_fixes(aim, end, own),
        stack=compiled.stack,
    )


def _loss(own: list[Meeting]) -> str:
    single = bool(own) and all(met.single for met in own)
    return "sparse_categorical_crossentropy" if single else "categorical_crossentropy"


def _fixes(aim: Objective, end: Prediction, own: list[Meeting]) -> tuple[Fix, ...]:
    loss = _loss(own)
    rename, activation = aim.renamed(loss), end.with_activation("sigmoid")
    fixes = [] if rename is None else [Fix(f'loss="{loss}"', rename, "unsafe")]
    if activation is not None and not any(met.single for met in own):
        fixes.append(Fix('activation="sigmoid", for independent labels', activation, "unsafe"))
    return tuple(fixes)
