"""SEQ517."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Fit, HistoryRead
from seqlint.keras.names import Named
from seqlint.rules import words
from seqlint.rules.record import meant_by, recorded
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ517", Severity.ERROR, subject=Program)
def history_key(program: Program) -> Iterator[Finding]:
    """A number is read from the history that the training does not record.

    ## What it does
    Compares `history.history["…"]` with the loss, the metrics and the validation data of the training. Also reports
    `history["…"]`: what `fit()` gives is an object, and the numbers are in the dictionary that it has.

    ## Why is this bad?
    The history holds the loss and each metric under the name that it has in `compile()`, and with `val_` before it
    where there is validation data. "accuracy" is recorded as `accuracy`, "acc" as `acc`.

    ## What Keras says
    Nothing; Python stops with `KeyError: 'acc'`, or with `TypeError: 'History' object is not subscriptable`.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y)
    print(history.history["acc"])
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y)
    print(history.history["accuracy"])
    ```

    ## Fix safety
    Unsafe: a metric or validation data may be missing instead.

    ## References
    - [Keras: the History object](https://keras.io/api/models/model_training_apis/)
    """
    told = list(program.each(HistoryRead))
    yield from (_outside(read) for read in told if read.outside and not read.caught)
    reads = [read for read in told if not read.outside]
    if not reads:
        return
    trainings: dict[Place, list[Fit]] = {}
    for fit in program.each(Fit):
        if fit.method == "fit":
            trainings.setdefault(fit.place, []).append(fit)
    for read in reads:
        fits = trainings.get(read.fit, [])
        keys = {each.key for each in reads if each.fit == read.fit}
        asked = any(each.asked for each in reads if each.fit == read.fit)
        if read.caught or asked or not fits or not all(_plain(fit) for fit in fits):
            continue
        known = [recorded(fit) for fit in fits]
        if any(names is None or _NUMBERED.sub("", read.key) in names for names in known) or read.key in _RATES:
            continue
        names = known[0] or ()
        meant = meant_by(read.key, names)
        if meant not in keys:
            yield _finding(read, fits[0], names, meant)


_RATES = frozenset({"lr", "learning_rate"})
"""What callbacks add to the record."""
_NUMBERED = re.compile(r"_\d+$")
"""A second metric of one class gets a number behind its name."""


def _plain(fit: Fit) -> bool:
    """Whether only callbacks of Keras see the record."""
    return fit.callbacks is not None and all(
        isinstance(callback, Named) and callback.name != "LambdaCallback" for callback in fit.callbacks
    )


def _outside(read: HistoryRead) -> Finding:
    from seqlint.source.edit import replace_node

    object_ = read.place.node.value
    name = type(read.place)(read.place.chunk, object_)
    written = f"{name.text()}.history"
    return Finding(
        place=read.place,
        label="the object, not its dictionary",
        message=words.sentences(
            f"{words.snippet(name)} is the object that fit() gives; the numbers are in its dictionary `history`.",
            "Python stops here: TypeError: 'History' object is not subscriptable.",
            f"Write `{written}['{read.key}']`.",
        ),
        related=(Related(read.fit, "this training"),),
        fixes=(Fix(f"Read from `{written}`", (replace_node(read.place.chunk, object_, written),)),),
        stack=read.stack,
    )


def _finding(read: HistoryRead, fit: Fit, known: tuple[str, ...], meant: str | None) -> Finding:
    plain = read.key.removeprefix("val_")
    why = f"compile() has no metric `{plain}`" if plain not in known else "there is no validation data"
    return Finding(
        place=read.place,
        label=f"recorded are {words.listed(known, 'and')}",
        message=words.sentences(
            f"The history has no `{read.key}`, because {why}: recorded are {words.listed(known, 'and')}.",
            f"Python stops here: KeyError: '{read.key}'.",
            f"Read `{meant}`." if meant and plain not in known else "Give fit() validation data, or read another.",
        ),
        related=(Related(fit.place, "this training"),),
        fixes=_fixes(read, meant) if plain not in known else (),
        stack=read.stack,
    )


def _fixes(read: HistoryRead, meant: str | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    text, span = read.place.text(), read.place.span()
    for quote in ("'", '"'):
        at = text.rfind(f"{quote}{read.key}{quote}")
        if meant is not None and at >= 0:
            edit = Edit(span.start + at + 1, span.start + at + 1 + len(read.key), meant)
            return (Fix(f'Read "{meant}"', (edit,), "unsafe"),)
    return ()
