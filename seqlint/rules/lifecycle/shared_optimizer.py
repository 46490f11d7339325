"""SEQ510."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit
from seqlint.keras.names import Named
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.store import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ510", Severity.ERROR, subject=Program)
def shared_optimizer(program: Program) -> Iterator[Finding]:
    """One optimizer trains two models.

    ## What it does
    Reports one optimizer object that is given to `compile` of two models that are both trained.

    ## Why is this bad?
    An optimizer keeps numbers for each weight of its model. It was built for the first model's weights and does not
    know the second one's.

    ## What Keras says
    `ValueError: Unknown variable … This optimizer can only be called for the variables it was originally built
    with`, in the second model's `fit()`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    optimizer = keras.optimizers.Adam()
    small = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    large = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
    small.compile(optimizer=optimizer, loss="mse")
    large.compile(optimizer=optimizer, loss="mse")
    small.fit(x, y)
    large.fit(x, y)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    optimizer = keras.optimizers.Adam()
    small = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    large = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
    small.compile(optimizer=optimizer, loss="mse")
    large.compile(optimizer=type(optimizer).from_config(optimizer.get_config()), loss="mse")
    small.fit(x, y)
    large.fit(x, y)
    ```

    ## Fix safety
    Unsafe: the second model gets a new optimizer with the first one's arguments; others may be meant.

    ## References
    - [Keras: optimizers](https://keras.io/api/optimizers/)
    """
    if not program.target.at_least(2, 11):
        return
    owners: dict[int, Fit] = {}
    for fit in program.each(Fit):
        given = fit.compile.bound.value("optimizer") if fit.compile is not None else None
        if fit.method not in {"fit", "train_on_batch"} or not isinstance(given, Ref) or fit.compile is None:
            continue
        if isinstance(fit.compile.optimizer, Named) and fit.compile.optimizer.entry.any_weights:
            continue
        first = owners.setdefault(given.id, fit)
        if first.ref == fit.ref or first.compile is None or first.compile is fit.compile:
            continue  # the same model, or one that was loaded with an optimizer of its own
        place = fit.compile.bound.place("optimizer") or fit.compile.place
        yield Finding(
            place=place,
            label="belongs to another model already",
            message=words.sentences(
                f"{words.snippet(place)} trains another model already and was built for its weights.",
                f"Keras stops in {fit.method}(): {_SAID[program.target.major]}.",
                "Make an optimizer for each model.",
            ),
            related=(
                Related(first.compile.bound.place("optimizer") or first.compile.place, "given to the first model"),
            ),
            fixes=_fixes(place),
            stack=fit.compile.stack,
        )


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    name = place.text()
    if not name.replace(".", "").isidentifier():
        return ()
    copy = f"type({name}).from_config({name}.get_config())"
    return (Fix(f"Give it a copy of {name}", (replace_node(place.chunk, place.node, copy),), "unsafe"),)


_SAID = {
    2: "KeyError: The optimizer cannot recognize variable",
    3: "ValueError: Unknown variable. This optimizer can only be called for the variables it was originally built with",
}
