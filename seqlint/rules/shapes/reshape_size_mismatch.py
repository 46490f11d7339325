"""SEQ104."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.refusal import ArrayReshapeMismatch, ReshapeMismatch
from seqlint.values.shape import Dim, product, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ104", Severity.ERROR, subject=ReshapeMismatch | ArrayReshapeMismatch)
def reshape_size_mismatch(refusal: ReshapeMismatch | ArrayReshapeMismatch) -> Iterator[Finding]:
    """Reshape asks for another number of values than there are.

    ## What it does
    Reports a `Reshape` layer whose target has another product than the shape that arrives, and numpy's `reshape` of an
    array to sizes that do not hold its values.

    ## Why is this bad?
    Reshape only arranges the values of one sample anew; it neither drops nor invents one. 784 values can become
    (28, 28) or (28, 28, 1), not (28, 28, 3).

    ## What Keras says
    `ValueError: The total size of the tensor must be unchanged`, while the model is built, or in `fit()` if it has no
    input shape. numpy: `ValueError: cannot reshape array of size 784 into shape (28,28,3)`, at the call.

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
    if isinstance(refusal, ArrayReshapeMismatch):
        yield _array(refusal)
        return
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


def _array(refusal: ArrayReshapeMismatch) -> Finding:
    """The refusal of numpy: the samples are an axis like any other here."""
    array, want = refusal.array, refusal.wanted
    asked = product(size for size in want if size >= 0)
    open_ = any(size < 0 for size in want)
    why = f"no multiple of {words.number(asked)}" if open_ else f"and {render(want)} needs {words.number(asked)}"
    cure = _cure(refusal)
    axis, size = cure if cure is not None else (0, 0)
    new = render((*want[:axis], size, *want[axis + 1 :]))
    history = array.history
    return Finding(
        place=refusal.place,
        label=f"{words.number(refusal.total)} values do not make {render(want)}",
        message=words.sentences(
            f"{words.snippet(refusal.given, 'the array')} has shape {render(array.shape)}: "
            f"{words.counted(refusal.total, 'value')}, {why}.",
            f"numpy stops here: {refusal.keras}.",
            f"Reshape drops and adds no values: take {new}."
            if cure is not None
            else "Reshape drops and adds no values: take sizes with the same product, or change the array.",
        ),
        related=() if history is None or history.place is None else (Related(history.place, f"{words.data(array)}"),),
        fixes=() if cure is None else _sized(refusal, axis, size, new),
        stack=refusal.stack,
    )


def _cure(refusal: ArrayReshapeMismatch) -> tuple[int, int] | None:
    """The one size to change, and what it must be: the number of samples, else the last size."""
    want, samples = refusal.wanted, refusal.array.axis(0) if refusal.array.shape else 0
    if len(want) < 2 or any(size <= 0 for size in want):
        return None
    if samples != want[0] and samples * product(want[1:]) == refusal.total:
        return 0, samples
    rest = product(want[:-1])
    fits = samples == want[0] and isinstance(rest, int) and refusal.total % rest == 0
    return (len(want) - 1, refusal.total // rest) if fits and isinstance(rest, int) else None


def _sized(refusal: ArrayReshapeMismatch, axis: int, size: int, new: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    elements = getattr(refusal.place.node, "elements", ())
    if refusal.sizes:
        place = refusal.sizes[axis]
        chunk, node = (place.chunk, place.node) if place is not None else (None, None)
    else:
        chunk, node = refusal.place.chunk, elements[axis].value if axis < len(elements) else None
    if chunk is None or node is None:
        return ()
    return (Fix(f"Reshape to {new}", (replace_node(chunk, node, str(size)),), "unsafe"),)


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
