"""SEQ002."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.rules.stretch import Stretch
    from seqlint.source.change import Edit


class Unused(msgspec.Struct, frozen=True):
    """A suppression that suppresses nothing.

    Attributes:
        place: the code in the comment, or the whole comment.
        code: the code or name as it is written; None for a comment that names none.
        edit: what takes it out.
    """

    place: Stretch
    code: str | None
    edit: Edit


@rule("SEQ002", Severity.WARNING)
def unused_ignore(unused: Unused) -> Iterator[Finding]:
    """A `# seqlint:` comment suppresses nothing.

    ## What it does
    Reports a code in an `ignore`, `disable` or `ignore-file` comment (or a whole comment without codes) where no
    finding of that kind exists. Codes of rules that are switched off are left alone.

    ## Why is this bad?
    The mistake that it once hid is gone. The comment stays and will hide the next one, which nobody has looked at.

    ## What Keras says
    Nothing: the comment is for seqlint only.

    ## Example
    ```python
    import keras

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse")  # seqlint: ignore[SEQ307]
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse")
    ```

    ## Fix safety
    Safe: a comment is taken out, the program stays the same.
    """
    what = f"`{unused.code}` is" if unused.code else "This comment is"
    yield Finding(
        place=unused.place,
        label="suppresses nothing",
        message=f"{what} suppressed here, but there is no such finding. Take it out, or it hides the next mistake."
        if unused.code
        else "There is no finding that this comment could suppress. Take it out, or it hides the next mistake.",
        fixes=(Fix(f"Remove `{unused.code}`" if unused.code else "Remove the comment", (unused.edit,)),),
    )
