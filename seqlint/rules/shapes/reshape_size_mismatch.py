"""SEQ104."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.refusal import ReshapeMismatch
from seqlint.values.shape import Dim, product, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ104", Severity.ERROR, subject=ReshapeMismatch)
def reshape_size_mismatch(refusal: ReshapeMismatch) -> Iterator[Finding]:
    """Reshape asks for another number of values than there are.

    ## What it does
    Reports a `Reshape` whose target has another product than the shape that arrives.

    ## Why is this bad?
    Reshape only arranges the values of one sample anew; it neither drops nor invents one. 784 values can become
    (28, 28) or (28, 28, 1), not (28, 28, 3).

    ## What Keras says
    `ValueError: The total size of the tensor must be unchanged`, while the model is built, or in `fit()` if it has no
    input shape.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((784,)),
        keras.layers.Reshape((28, 28, 3)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((784,)),
        keras.layers.Reshape((28, 28, 1)),
        keras.layers.Conv2D(8, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ])
    ```

    ## Fix safety
    Unsafe: the last size is worked out from the others; another one may be the wrong one.

    ## References
    - [Keras: Reshape](https://keras.io/api/layers/reshaping_layers/reshape/)
    """
    inner = refusal.shape[1:]
    have, want = product(inner), refusal.wanted
    target = render(tuple(want))
    open_ = any(size == -1 for size in want)
    asked = product(size for size in want if size != -1)
    why = f"not a multiple of {words.number(asked)}" if open_ else f"and {target} needs {words.number(asked)}"
    related = (Related(refusal.before.place, f"gives {render(refusal.shape)}"),) if refusal.before is not None else ()
    yield Finding(
        place=refusal.place,
        label=f"{words.number(have)} values do not make {target}",
        message=words.sentences(
            f"{render(inner)} arrives for each sample: {words.counted(have, 'value')}, {why}.",
            "Reshape cannot drop or add values.",
            words.stops(refusal),
        ),
        related=related,
        fixes=_fixes(refusal, have, want),
        stack=refusal.stack,
    )


def _fixes(refusal: ReshapeMismatch, have: Dim, want: tuple[Dim, ...]) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    text = refusal.place.text()
    if not (isinstance(have, int) and all(isinstance(size, int) for size in want) and text.startswith("(")):
        return ()
    first = product(want[:-1])
    if len(want) < 2 or not isinstance(first, int) or first <= 0 or have % first:
        return ()
    new = render((*want[:-1], have // first))
    return (Fix(f"Reshape to {new}", (replace_node(refusal.place.chunk, refusal.place.node, new),), "unsafe"),)
