"""SEQ702."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.moved import moved
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.refusal import RemovedName

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ702", Severity.ERROR, subject=RemovedName)
def removed_layer(refusal: RemovedName) -> Iterator[Finding]:
    """A layer of older Keras.

    ## What it does
    Reports layers that the targeted Keras has no more: CuDNNLSTM, Merge, ThresholdedReLU, LocallyConnected1D,
    Highway …

    ## Why is this bad?
    The name does not exist, so the program stops.

    ## What Keras says
    `AttributeError: module 'keras.layers' has no attribute 'CuDNNLSTM'`, where the name is used.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((20, 8)),
        keras.layers.CuDNNLSTM(32),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((20, 8)),
        keras.layers.LSTM(32),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    Safe: the replacement computes the same.

    ## References
    - [Keras: migrating to Keras 3](https://keras.io/guides/migrating_to_keras_3/)
    """
    if (
        refusal.kind not in {"layer", "class"}
        or refusal.stage == "import"
        or not refusal.path.startswith("keras.layers.")
    ):
        return
    name = refusal.path.rpartition(".")[2]
    new = refusal.replacement
    yield Finding(
        place=refusal.place,
        severity=None if refusal.refused else Severity.INFO,
        label=f"gone since {refusal.since}",
        message=words.sentences(
            f"`{name}` is gone since {refusal.since}.",
            words.stops(refusal) if refusal.refused else "Keras warns.",
            f"Use `{new}`." if new else "Keras has nothing in its place.",
        ),
        fixes=moved(refusal),
        stack=refusal.stack,
    )
