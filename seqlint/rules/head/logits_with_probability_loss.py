"""SEQ304."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile, LossCall
from seqlint.rules import words
from seqlint.rules.objective import Objective, objective
from seqlint.rules.prediction import Prediction, prediction
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.source.edit import Edit


@rule("SEQ304", Severity.WARNING, subject=Compile | LossCall, after=("SEQ310",))
def logits_with_probability_loss(compiled: Compile | LossCall) -> Iterator[Finding]:
    """The last layer gives plain sums, the loss takes them for probabilities.

    ## What it does
    Reports a crossentropy without `from_logits=True` where the last layer has no activation.

    ## Why is this bad?
    A crossentropy takes the logarithm of probabilities. Plain sums (logits) may be negative or larger than 1; Keras
    cuts them to 0 … 1, and where it cuts there is no gradient. The model learns little or nothing.

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
        keras.layers.Dense(3),
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
    Unsafe: what `predict()` gives changes to probabilities. The other fix keeps the outputs and tells the loss that
    they are logits.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    aim, end = objective(compiled), prediction(compiled.model) if compiled.model is not None else None
    if aim is None or end is None or aim.kind == "regression" or aim.logits is not False or not end.linear:
        return
    wanted = "sigmoid" if aim.kind == "binary" else "softmax"
    yield Finding(
        place=end.place,
        label="no activation: these are no probabilities",
        message=words.sentences(
            f"{words.layer(end.layer)} gives plain sums, which may be negative or above 1; {aim.name} takes them for "
            "probabilities.",
            "Keras says nothing, cuts them to 0 … 1, and learns little.",
            f'Add activation="{wanted}", or tell the loss with from_logits=True.',
        ),
        related=(Related(aim.place, "takes probabilities unless from_logits=True"),),
        fixes=_fixes(compiled, aim, end, wanted),
        cause=(aim.place, "amounts"),
        stack=compiled.stack,
    )


def _fixes(compiled: Compile | LossCall, aim: Objective, end: Prediction, wanted: str) -> tuple[Fix, ...]:
    activation = end.with_activation(wanted)
    fixes = [Fix(f'activation="{wanted}"', activation, "unsafe")] if activation else []
    logits = _from_logits(compiled, aim)
    if logits is not None:
        fixes.append(Fix("from_logits=True", (logits,), "unsafe"))
    return tuple(fixes)


def _from_logits(compiled: Compile | LossCall, aim: Objective) -> Edit | None:
    from seqlint.source.edit import add_argument, replace_node

    place = aim.place
    if isinstance(compiled, LossCall):
        return None
    if place.text().endswith(")"):
        return add_argument(place.chunk, place.node, "from_logits=True")
    prefix = compiled.model.callee.text().removesuffix(".Sequential").removesuffix(".models")
    if not place.is_string or prefix == compiled.model.callee.text():
        return None
    return replace_node(place.chunk, place.node, f"{prefix}.losses.{aim.named.name}(from_logits=True)")
