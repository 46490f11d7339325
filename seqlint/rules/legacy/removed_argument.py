"""SEQ701."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.legacy import TOGETHER
from seqlint.rules import words
from seqlint.rules.former import Former, former
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.rules.spelling import spelled
from seqlint.values.refusal import RemovedArgument, UnknownArgument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.source.edit import Edit


@rule("SEQ701", Severity.ERROR, subject=RemovedArgument | UnknownArgument)
def removed_argument(refusal: RemovedArgument | UnknownArgument) -> Iterator[Finding]:
    """An argument of older Keras.

    ## What it does
    Reports arguments that Keras 1 or 2 had and the targeted Keras has not: `lr`, `decay`, `nb_epoch`,
    `border_mode`, `subsample`, `init`, `batch_input_shape`, `input_length`, LeakyReLU's `alpha` …

    ## Why is this bad?
    Code from older books and answers stops here, or, worse, the argument is ignored and the training differs.

    ## What Keras says
    `ValueError: Argument(s) not recognized: {'lr': 0.01}`, at that call. Where Keras only warns and ignores the
    argument, this is info.

    ## Example
    ```python
    import keras

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(lr=0.01), loss="mse")
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.01), loss="mse")
    ```

    ## Fix safety
    Safe where the argument has only another name. Unsafe where it is taken out.

    ## References
    - [Keras: migrating to Keras 3](https://keras.io/guides/migrating_to_keras_3/)
    """
    if isinstance(refusal, RemovedArgument):
        known, refused = _known(refusal), refusal.refused
    else:
        found = former(refusal)
        if found is None:
            return
        known, refused = found, True
    new = known.replacement
    yield Finding(
        place=refusal.whole or refusal.place,
        severity=None if refused else Severity.INFO,
        label=f"`{new}` since {known.since}" if new else f"gone since {known.since}",
        message=words.sentences(
            f"`{refusal.argument}` of {refusal.callee.rpartition('.')[2]} is gone since "
            f"{known.since}{f'; it is called `{new}`' if new else ''}.",
            words.stops(refusal) if refused else _warned(new),
            known.advice,
        ),
        fixes=_fixes(refusal, new, refused),
        stack=refusal.stack,
    )


def _warned(new: str | None) -> str:
    return f"Keras warns and takes it for `{new}`." if new else "Keras warns and ignores it."


def _known(refusal: RemovedArgument) -> Former:
    if refusal.argument == "batch_input_shape":
        return Former(None, refusal.since, "Use keras.Input(batch_shape=…) first.")
    others = TOGETHER.get(refusal.argument)
    if others is not None:
        named = " and ".join(f"`{name}`" for name in (refusal.argument, *others))
        return Former(None, refusal.since, f"Give `{refusal.replacement}=(…)` for {named} together.")
    return Former(refusal.replacement, refusal.since)


_COUNTED_SAMPLES = frozenset({"period", "samples_per_epoch", "nb_val_samples", "val_samples", "generator"})
"""Arguments whose successors count something else."""


def _input_first(refusal: RemovedArgument | UnknownArgument) -> tuple[Fix, ...]:
    """`keras.Input(batch_shape=…)` before the layer."""
    from seqlint.source.edit import remove_argument
    from seqlint.source.neighbour import put_before

    whole, call = refusal.whole, refusal.raised
    written = call.text().partition("(")[0]
    spelling = spelled(call.document, written, written.rpartition(".")[2], "Input")
    text = refusal.place.text().partition("=")[2].strip() if "=" in refusal.place.text() else refusal.place.text()
    if whole is None or spelling is None or whole.node not in getattr(call.node, "args", ()):
        return ()
    put = put_before(call.chunk, call.node, f"{spelling.text}(batch_shape={text})")
    if put is None:
        return ()
    remove = remove_argument(call.chunk, call.node, whole.node)
    return (Fix("Put Input(batch_shape=…) first", (*spelling.edits, put, remove)),)


def _fixes(refusal: RemovedArgument | UnknownArgument, new: str | None, refused: bool) -> tuple[Fix, ...]:
    from seqlint.source.edit import remove_argument, rename_keyword

    whole, call = refusal.whole, refusal.raised
    if whole is None:
        return ()
    if refusal.argument == "batch_input_shape":
        return _input_first(refusal)
    if refusal.argument in TOGETHER:
        return ()
    if new is not None:
        edit = rename_keyword(whole.chunk, whole.node, new)
        kernel = _kernel(refusal)
        title = f"Rename it to {new}{f', and write the kernel as {kernel[0].text}' if kernel else ''}"
        return (Fix(title, (edit, *kernel), "unsafe" if refusal.argument in _COUNTED_SAMPLES else "safe"),)
    if whole.node not in getattr(call.node, "args", ()):
        return ()
    edit = remove_argument(call.chunk, call.node, whole.node)
    return (Fix(f"Remove {refusal.argument}", (edit,), "unsafe" if refused else "safe"),)


_FIRST_KERAS = frozenset(
    {"nb_filter", "border_mode", "subsample", "init", "dim_ordering", "W_regularizer", "b_regularizer", "W_constraint"}
)
"""Arguments of a convolution that only Keras 1 had."""


def _kernel(refusal: RemovedArgument | UnknownArgument) -> tuple[Edit, ...]:
    """Keras 1 took the sides of the kernel one by one: its `Convolution2D(32, 3, 3, init=…)` has a kernel (3, 3)."""
    from seqlint.source.edit import remove_argument, replace_node

    if refusal.argument not in _FIRST_KERAS or refusal.callee.rpartition(".")[2] != "Conv2D":
        return ()
    call = refusal.raised
    arguments = getattr(call.node, "args", ())
    plain = [each for each in arguments if each.keyword is None and not each.star]
    sides = [getattr(each.value, "value", "") for each in plain[1:]]
    if len(plain) != _SIDES or not all(isinstance(side, str) and side.isdigit() for side in sides):
        return ()
    kernel = replace_node(call.chunk, plain[1].value, f"({sides[0]}, {sides[1]})")
    return kernel, remove_argument(call.chunk, call.node, plain[2])


_SIDES = 3
"""Filters, and two sides of a kernel."""
