"""SEQ211."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.former import former
from seqlint.rules.listing import one_by_one
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.nearest import nearest
from seqlint.values.refusal import TooManyArguments, UnknownArgument

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ211", Severity.ERROR, subject=UnknownArgument | TooManyArguments)
def unknown_argument(refusal: UnknownArgument | TooManyArguments) -> Iterator[Finding]:
    """A call has an argument that the callee does not know.

    ## What it does
    Reports keywords that a layer, loss, optimizer or method of Keras does not have, and more positional arguments
    than it takes.

    ## Why is this bad?
    Mostly it is a slip in the name, or an argument of another layer.

    ## What Keras says
    `ValueError: Unrecognized keyword arguments passed to Dense: {'unit': 3}`, at that call.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activations="relu"),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    Unsafe: the nearest name is probably the one that was meant.

    ## References
    - [Keras: layers](https://keras.io/api/layers/)
    """
    if one_by_one(refusal) or (isinstance(refusal, UnknownArgument) and former(refusal) is not None):
        return
    if isinstance(refusal, TooManyArguments):
        yield Finding(
            place=refusal.place,
            label=f"takes at most {refusal.most}",
            message=words.sentences(
                f"{refusal.callee} takes at most {words.counted(refusal.most, 'argument')} by position; there are "
                "more.",
                words.stops(refusal),
                "Name what you mean by keyword.",
            ),
            stack=refusal.stack,
        )
        return
    if refusal.argument in refusal.parameters:
        yield from _twice(refusal)
        return
    meant = nearest(refusal.argument, refusal.parameters)
    yield Finding(
        place=refusal.whole or refusal.place,
        label=f"did you mean `{meant}`?" if meant else f"{refusal.callee} has no such argument",
        message=words.sentences(
            f"{refusal.callee} has no argument `{refusal.argument}`{f'; it has `{meant}`' if meant else ''}.",
            words.stops(refusal),
            _cure(refusal, meant),
        ),
        fixes=_fixes(refusal, meant),
        stack=refusal.stack,
    )


def _twice(refusal: UnknownArgument) -> Iterator[Finding]:
    """An argument by position and by keyword; silent where the keyword is an old name, which is told apart."""
    keyword = refusal.whole.text().partition("=")[0].strip() if refusal.whole is not None else refusal.argument
    if keyword == refusal.argument:
        yield Finding(
            place=refusal.whole or refusal.place,
            label="given twice",
            message=words.sentences(
                f"`{refusal.argument}` of {refusal.callee} is given by position and by keyword.",
                words.stops(refusal),
                "Keep one of them.",
            ),
            stack=refusal.stack,
        )


def _cure(refusal: UnknownArgument, meant: str | None) -> str:
    if meant is not None or not refusal.parameters:
        return "Rename it." if meant is not None else "Leave it away."
    first = [f"`{name}`" for name in list(refusal.parameters)[:_SHOWN]]
    more = len(refusal.parameters) - len(first)
    names = words.listed([*first, f"{more} more"] if more else first, "and")
    return f"Leave it away, or take one that it has: {names}."


_SHOWN = 4
"""So many arguments show a reader what a callee takes."""


def _fixes(refusal: UnknownArgument, meant: str | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import remove_argument, rename_keyword

    whole = refusal.whole
    if whole is None:
        return ()
    if meant is not None:
        return (Fix(f"Rename it to {meant}", (rename_keyword(whole.chunk, whole.node, meant),), "unsafe"),)
    call = refusal.raised
    if whole.node not in getattr(call.node, "args", ()):
        return ()
    return (Fix(f"Remove {refusal.argument}", (remove_argument(call.chunk, call.node, whole.node),), "unsafe"),)
