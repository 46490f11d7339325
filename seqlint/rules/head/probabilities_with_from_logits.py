"""SEQ305."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Compile, LossCall
from seqlint.rules import words
from seqlint.rules.objective import Objective, objective
from seqlint.rules.prediction import prediction
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.functions import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.rules.prediction import Prediction


@rule("SEQ305", Severity.WARNING, subject=Compile | LossCall)
def probabilities_with_from_logits(compiled: Compile | LossCall) -> Iterator[Finding]:
    """The last layer gives probabilities, the loss takes them for plain sums.

    ## What it does
    Reports `from_logits=True` where the last layer has softmax or sigmoid, in `compile()` and where a training loop of
    your own calls the loss; and TensorFlow's `…_cross_entropy_with_logits` as the loss of such a model.

    ## Why is this bad?
    `from_logits=True` says: these are plain sums, apply the activation for me. Here it stands there already, so it
    is applied twice. TensorFlow's backend finds the sums before the activation and warns; with JAX or PyTorch the
    model trains on numbers squeezed twice, slowly and to a worse end.

    ## What Keras says
    A UserWarning with TensorFlow ("received `from_logits=True`, but the `output` argument was produced by a Softmax
    activation"), nothing else.

    ## Example
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
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
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
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False))
    model.fit(x, y)
    ```

    ## Fix safety
    Safe with TensorFlow, where the loss stays the same number; elsewhere it becomes the one that was meant. Unsafe
    where a loop calls the loss: it may be called on other models too.

    ## References
    - [Keras: crossentropies](https://keras.io/api/losses/probabilistic_losses/)
    """
    aim, end = objective(compiled), prediction(compiled.model) if compiled.model is not None else None
    if isinstance(compiled, Compile) and isinstance(compiled.loss, Library) and end is not None:
        yield from _with_library(compiled, compiled.loss, end)
    if (
        aim is None
        or end is None
        or aim.kind == "regression"
        or aim.logits is not True
        or not (end.softmax or end.sigmoid)
    ):
        return
    yield Finding(
        place=(aim.named.bound.place("from_logits") if aim.named.bound is not None else None) or aim.place,
        label=f"the output is no logits: {end.name} is applied already",
        message=words.sentences(
            f"from_logits=True makes the loss apply {end.name} itself; the last layer has applied it already.",
            "TensorFlow's backend warns and mends it; the others train on wrong numbers.",
            "Drop from_logits=True, or drop the activation.",
        ),
        related=(Related(end.place, f"{end.name} stands here"),),
        fixes=_fixes(aim),
        stack=compiled.stack,
    )


def _with_library(compiled: Compile, loss: Library, end: Prediction) -> Iterator[Finding]:
    """A loss of TensorFlow itself, whose name says that it wants logits."""
    takes = loss.path.startswith("tensorflow.nn.") and loss.name.endswith("cross_entropy_with_logits")
    if not takes or not (end.softmax or end.sigmoid):
        return
    edits = end.with_activation("linear") if end.place.is_string else None
    yield Finding(
        place=compiled.bound.place("loss") or compiled.place,
        label=f"the output is no logits: {end.name} is applied already",
        message=words.sentences(
            f"{loss.name} applies {'softmax' if 'softmax' in loss.name else 'sigmoid'} itself; the last layer has "
            f"applied {end.name} already.",
            "Nothing complains, and the model learns slowly from squeezed numbers.",
            "Drop the activation, or take the loss of Keras.",
        ),
        related=(Related(end.place, f"{end.name} stands here"),),
        fixes=() if edits is None else (Fix("No activation", edits, "unsafe"),),
        stack=compiled.stack,
    )


def _fixes(aim: Objective) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    place = aim.named.bound.place("from_logits") if aim.named.bound is not None else None
    if place is None or place.text() != "True":
        return ()
    edit = replace_node(place.chunk, place.node, "False")
    return (Fix("from_logits=False", (edit,), "safe" if aim.compile is not None else "unsafe"),)
