"""SEQ410."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.dataset import Dataset
from seqlint.values.generator import Generator

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ410", Severity.ERROR, subject=Fit)
def argument_not_for_datasets(fit: Fit) -> Iterator[Finding]:
    """An argument for arrays is given with a dataset or generator.

    ## What it does
    Reports `y`, `validation_split` and `sample_weight` beside a tf.data.Dataset, a generator or a PyDataset, and
    `batch_size`, which is ignored there.

    ## Why is this bad?
    A dataset yields features and labels together, in batches of its own. Arguments that cut arrays have nothing to
    cut.

    ## What Keras says
    `ValueError: When providing x as a tf.data.Dataset, y should not be passed` or `Argument validation_split is
    only supported for tensors or NumPy arrays`, in `fit()`. `batch_size` is ignored in silence.

    ## Example
    ```python
    import keras
    import numpy as np
    import tensorflow as tf

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    data = tf.data.Dataset.from_tensor_slices((x, y)).batch(10)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(data, validation_split=0.2)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np
    import tensorflow as tf

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    data = tf.data.Dataset.from_tensor_slices((x, y)).batch(10)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(data)
    ```

    ## Fix safety
    Unsafe for validation_split and sample_weight, whose effect goes. Safe for y and batch_size, which have none.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    if not isinstance(fit.x, Dataset | Generator):
        return
    kind = "a tf.data.Dataset" if isinstance(fit.x, Dataset) else "a generator"
    for name, cure in (_CURES if isinstance(fit.x, Dataset) else _OF_GENERATORS).items():
        argument = fit.bound.given.get(name)
        if argument is None or argument.value is None or argument.place is None:
            continue
        if name == "validation_split" and argument.value == 0:
            continue
        ignored = name == "batch_size"
        yield Finding(
            place=argument.whole or argument.place,
            severity=Severity.INFO if ignored else None,
            label=f"not with {kind}",
            message=words.sentences(
                f"{words.snippet(fit.bound.place('x'), 'The data')} is {kind}; `{name}` is for arrays.",
                "Keras ignores it." if ignored else f"Keras stops in {fit.method}(): {_said(name, kind)}.",
                cure,
            ),
            fixes=_fixes(fit, name),
            stack=fit.stack,
        )


_CURES = {
    "y": "The labels belong into the dataset.",
    "validation_split": "Split the dataset with take() and skip(), and give validation_data.",
    "sample_weight": "The weights belong into the dataset, as a third element.",
    "batch_size": "Call batch(…) on the dataset.",
}
_OF_GENERATORS = {
    "y": "The generator has to yield the labels too.",
    "validation_split": "Give validation_data a generator of its own.",
    "sample_weight": "The generator has to yield the weights, as a third element.",
    "batch_size": "The generator sets the size of its batches.",
}


def _said(name: str, kind: str) -> str:
    if name == "validation_split":
        return "ValueError: Argument `validation_split` is only supported for tensors or NumPy arrays"
    return f"ValueError: When providing `x` as {kind}, `{name}` should not be passed"


def _fixes(fit: Fit, name: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import remove_argument

    whole = fit.bound.given[name].whole
    if whole is None or whole.node not in getattr(fit.place.node, "args", ()):
        return ()
    edit = remove_argument(fit.place.chunk, fit.place.node, whole.node)
    return (Fix(f"Remove {name}", (edit,), "safe" if name in {"y", "batch_size"} else "unsafe"),)
