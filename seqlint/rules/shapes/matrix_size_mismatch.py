"""SEQ130."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.refusal import MatrixMismatch
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ130", Severity.ERROR, subject=MatrixMismatch)
def matrix_size_mismatch(refusal: MatrixMismatch) -> Iterator[Finding]:
    """Two matrices are multiplied whose sizes do not fit.

    ## What it does
    Follows the shapes into `tf.matmul`, `keras.ops.matmul` and `np.matmul`, also inside the `call` of a layer of your
    own.

    ## Why is this bad?
    Each row of the left side meets each column of the right one: the left side needs as many columns as the right side
    has rows.

    ## What Keras says
    `ValueError: Dimensions must be equal, but are 10 and 7`, at the call; Keras repeats it where the layer is applied.

    ## Example
    ```python
    import keras
    import tensorflow as tf

    class Project(keras.layers.Layer):
        def call(self, x):
            return tf.matmul(x, tf.ones((7, 2)))

    model = keras.Sequential([
        keras.Input((10,)),
        Project(),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras
    import tensorflow as tf

    class Project(keras.layers.Layer):
        def call(self, x):
            return tf.matmul(x, tf.ones((10, 2)))

    model = keras.Sequential([
        keras.Input((10,)),
        Project(),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    No fix: which side is wrong is not in the program.

    ## References
    - [Keras: layers of your own](https://keras.io/guides/making_new_layers_and_models_via_subclassing/)
    """
    yield Finding(
        place=refusal.place,
        label=f"{words.number(refusal.columns)} columns meet {words.counted(refusal.rows, 'row')}",
        message=words.sentences(
            f"{words.snippet(refusal.place)} multiplies {render(refusal.left)} with {render(refusal.right)}: "
            f"{words.counted(refusal.columns, 'column')} meet {words.counted(refusal.rows, 'row')}.",
            f"It stops here: {refusal.keras}.",
            f"Let the right side have {words.counted(refusal.columns, 'row')}, or transpose one side.",
        ),
        stack=refusal.stack,
    )
