"""SEQ404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit, LibraryCall
from seqlint.rules import words
from seqlint.rules.entrance import entrance
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.rules.split import Pair, unequal
from seqlint.values.array import Array
from seqlint.values.shape import equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from seqlint.rules.entrance import Entrance


@rule("SEQ404", Severity.ERROR, subject=Fit | LibraryCall)
def swapped_data(subject: Fit | LibraryCall) -> Iterator[Finding]:
    """Features and labels are taken for each other, or the parts of train_test_split in the wrong order.

    ## What it does
    Reports features and labels that come from one `train_test_split` and have different lengths: its results were
    unpacked in another order. Reports `fit(y, x)` where the model takes what is given as labels and refuses what is
    given as features.

    ## Why is this bad?
    train_test_split(x, y) gives x_train, x_test, y_train, y_test. Unpacked as x_train, y_train, x_test, y_test, the
    labels are the test features. And `fit` takes the features first.

    ## What Keras says
    `ValueError: Data cardinality is ambiguous`, in `fit()`; `Dimensions are not compatible`, in `from_tensor_slices()`.
    For `fit(y, x)`: `ValueError: Invalid input shape for input`.

    ## Example
    ```python
    import keras
    import numpy as np

    from sklearn.model_selection import train_test_split

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    x_train, y_train, x_test, y_test = train_test_split(x, y, test_size=0.2)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_train, y_train)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    from sklearn.model_selection import train_test_split

    x = np.random.rand(100, 8)
    y = np.random.rand(100)
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    Unsafe: the names of the parts change over, or the labels that go with the features by the order of the split are
    given; `fit(y, x)` becomes `fit(x, y)`, and another model may be meant.

    ## References
    - [scikit-learn: train_test_split](https://scikit-
    learn.org/stable/modules/generated/sklearn.model_selection.train_test_split.html)
    """
    if isinstance(subject, Fit):
        found = entrance(subject)
        if found is not None and _exchanged(found):
            yield _labels_first(found)
            return
    pair = unequal(subject)
    if pair is None or pair.split is None:
        return
    yield Finding(
        place=pair.place,
        label=f"{render(pair.y.shape)} for {render(pair.x.shape)}",
        message=words.sentences(
            "Features and labels come from one train_test_split, but not from matching parts: "
            f"{render(pair.x.shape)} and {render(pair.y.shape)}.",
            pair.stops,
            _cure(pair),
        ),
        related=(Related(pair.split, "gives x_train, x_test, y_train, y_test"),),
        fixes=_fixes(pair),
        stack=subject.stack,
    )


def _exchanged(found: Entrance) -> bool:
    """Whether the model refuses the features and has declared the very shape of the labels."""
    fit = found.fit
    x, y, wanted = fit.x, fit.y, fit.model.input
    if not isinstance(x, Array) or not isinstance(y, Array) or not isinstance(y.shape, tuple):
        return False
    if not found.refused or not fit.model.declared or not isinstance(wanted, tuple) or len(y.shape) != len(wanted):
        return False
    return len(wanted) > 1 and all(equal(*sizes) is True for sizes in zip(y.shape[1:], wanted[1:], strict=True))


def _labels_first(found: Entrance) -> Finding:
    fit = found.fit
    first, second = fit.bound.place("x"), fit.bound.place("y")
    x, y = words.snippet(first, "x"), words.snippet(second, "y")
    made = fit.model.input_place
    return Finding(
        place=first or fit.place,
        label=f"{render(fit.x.shape)} given, {found.expected} wanted",
        message=words.sentences(
            f"{x}, {render(fit.x.shape)}, stands where the features belong; the model takes {found.expected}, and that "
            f"is {y}, {render(fit.y.shape)}.",
            found.stops,
            f"Give {y} first, then {x}.",
        ),
        related=() if made is None else (Related(made, f"the model takes {found.expected}"),),
        fixes=_exchange(found),
        cause=found.cause,
        stack=fit.stack,
    )


def _exchange(found: Entrance) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    first, second = found.fit.bound.place("x"), found.fit.bound.place("y")
    if first is None or second is None or first.span() == second.span():
        return ()
    edits = (
        replace_node(first.chunk, first.node, second.text()),
        replace_node(second.chunk, second.node, first.text()),
    )
    return (Fix(f"Give {second.text()} first, then {first.text()}", edits, "unsafe"),)


def _cure(pair: Pair) -> str:
    partner = _partner(pair)
    if partner is not None:
        return f"{pair.data} goes with `{partner}`."
    return "Its order is x_train, x_test, y_train, y_test."


def _partner(pair: Pair) -> str | None:
    """The labels that go with the features, where the parts have the names of their order."""
    names = [name.value for name in _names(pair)]
    here, there = _at(names, pair.data), _at(names, pair.labels)
    if here not in {0, 1} or there not in {2, 3}:
        return None
    return names[here + 2]


def _names(pair: Pair) -> tuple[cst.Name, ...]:
    """The four names that the split is unpacked into."""
    from seqlint.source.neighbour import unpacked_into

    names = () if pair.split is None else unpacked_into(pair.split.chunk, pair.split.node)
    return names if len(names) == _PARTS else ()


_PARTS = 4


def _at(names: list[str], shown: str) -> int | None:
    name = shown.strip("`")
    return names.index(name) if name in names else None


def _fixes(pair: Pair) -> tuple[Fix, ...]:
    """The partner in the place of the labels, or the second and third name of the split changed over."""
    from seqlint.source.edit import replace_node

    names = _names(pair)
    if not names or pair.split is None:
        return ()
    partner = _partner(pair)
    if partner is not None:
        edit = replace_node(pair.place.chunk, pair.place.node, partner)
        return (Fix(f"Give `{partner}`", (edit,), "unsafe"),)
    texts = [name.value for name in names]
    if (_at(texts, pair.data), _at(texts, pair.labels)) not in {(0, 1), (2, 3)}:
        return ()
    chunk = pair.split.chunk
    edits = (replace_node(chunk, names[1], texts[2]), replace_node(chunk, names[2], texts[1]))
    return (Fix(f"Take {texts[0]}, {texts[2]}, {texts[1]}, {texts[3]}", edits, "unsafe"),)
