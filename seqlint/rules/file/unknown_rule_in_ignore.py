"""SEQ003."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.rules.stretch import Stretch


class Misspelled(msgspec.Struct, frozen=True):
    """A suppression that names no rule. `code` is what is written, `close` the nearest code or name, if one is near."""

    place: Stretch
    code: str
    close: str | None


@rule("SEQ003", Severity.WARNING)
def unknown_rule_in_ignore(misspelled: Misspelled) -> Iterator[Finding]:
    """A `# seqlint:` comment names a rule that does not exist.

    ## What it does
    Reports a code or name in an `ignore`, `disable`, `enable` or `ignore-file` comment that no rule has.

    ## Why is this bad?
    The comment suppresses nothing: the finding that it was written for is still shown, or it was never there.

    ## What Keras says
    Nothing: the comment is for seqlint only.

    ## Example
    ```python
    import keras

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse")  # seqlint: ignore[SEQ3007]
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse")
    ```

    ## Fix safety
    Unsafe: the nearest code may not be the one that was meant.
    """
    from seqlint.source.change import Edit

    span = misspelled.place.span()
    close = misspelled.close
    fixes = (Fix(f"Write `{close}`", (Edit(span.start, span.end, close),), "unsafe"),) if close else ()
    cure = f"Did you mean `{close}`?" if close else "`seqlint rule` lists all rules."
    yield Finding(
        place=misspelled.place,
        label="no such rule",
        message=f"No rule has the code or name `{misspelled.code}`: this suppresses nothing. {cure}",
        fixes=fixes,
    )
