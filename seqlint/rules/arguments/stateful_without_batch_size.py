"""SEQ220."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.values.array import Array
from seqlint.values.refusal import UndefinedAxis

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ220", Severity.ERROR, subject=UndefinedAxis | Fit)
def stateful_without_batch_size(subject: UndefinedAxis | Fit) -> Iterator[Finding]:
    """A stateful recurrent layer does not know its batch size, or gets another one.

    ## What it does
    Reports `stateful=True` in a model whose batch size is open, and `fit()` with batches of another size than the
    declared one.

    ## Why is this bad?
    A stateful layer keeps one state for each sample of a batch and goes on with it in the next batch. So all
    batches must have one size, known from the start; the last, smaller batch is a mistake too.

    ## What Keras says
    `ValueError: When using stateful=True in a RNN, the batch size must be static`, while the model is built; an
    error about the batch size in `fit()`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 12, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((12, 8)),
        keras.layers.LSTM(16, stateful=True),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y, batch_size=10)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 12, 8)
    y = np.random.rand(100)
    model = keras.Sequential([
        keras.Input((12, 8), batch_size=10),
        keras.layers.LSTM(16, stateful=True),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, y, batch_size=10)
    ```

    ## Fix safety
    No fix: the batch size is yours to choose.

    ## References
    - [Keras: working with RNNs](https://keras.io/guides/working_with_rnns/)
    """
    if isinstance(subject, UndefinedAxis):
        if subject.axis == 0:
            yield Finding(
                place=subject.place,
                label="the batch size is not known",
                message=words.sentences(
                    f"{_title(subject)} keeps a state for each sample of a batch, and the batch size is open.",
                    words.stops(subject),
                    "Say it in the input: keras.Input(…, batch_size=…).",
                ),
                stack=subject.stack,
            )
        return
    layer = next(
        (use.layer for use in subject.model.uses if isinstance(use.layer, Layer) and _stateful(use.layer)), None
    )
    declared = next(iter(subject.model.input), None) if isinstance(subject.model.input, tuple) else None
    if layer is None or not isinstance(declared, int) or not subject.model.declared:
        return
    given = subject.bound.value("batch_size") if "batch_size" in subject.bound.names() else None
    whole = subject.method.endswith("_on_batch") and isinstance(subject.features, Array)
    batch = subject.features.axis(0) if whole else 32 if given is None else given
    samples = subject.x.axis(0) if isinstance(subject.x, Array) and subject.x.rank else None
    if not isinstance(batch, int) or not isinstance(samples, int):
        return
    noun, samples, wrong = next(
        (
            (noun, part, wrong)
            for noun, part in _parts(subject, samples)
            if (wrong := min(batch, part) if min(batch, part) != declared else part % declared)
        ),
        ("sample", samples, 0),
    )
    if wrong == 0:
        return
    yield Finding(
        place=subject.bound.place("batch_size") or subject.place,
        label=f"a batch of {wrong}, {declared} declared",
        message=words.sentences(
            f"{words.layer(layer)} is stateful and made for batches of {declared}; {words.counted(samples, noun)} "
            f"in batches of {batch} give one of {wrong}.",
            f"Keras stops in {subject.method}(): the batch size must stay the same.",
            f"Say batch_size={declared}, and give a multiple of {declared} samples.",
        ),
        related=(Related(layer.place, "keeps its state"),),
        stack=subject.stack,
    )


def _parts(fit: Fit, samples: int) -> tuple[tuple[str, int], ...]:
    """The samples that go through the model in batches: all, or those that `validation_split` leaves and holds back."""
    split = fit.bound.value("validation_split") if fit.method == "fit" else None
    if not isinstance(split, float) or not 0 < split < 1 or "validation_data" in fit.bound.given:
        return (("sample", samples),)
    left = math.floor(samples * (1 - split))
    held = ("validation sample", samples - left)
    return (("training sample", left), held)[: 1 if "validation_batch_size" in fit.bound.given else 2]


def _title(refusal: UndefinedAxis) -> str:
    return words.layer(refusal.layer) if refusal.layer is not None else "A stateful layer"


def _stateful(layer: Layer) -> bool:
    return "stateful" in layer.type.signature.names() and layer.argument("stateful") is True
