"""SEQ001."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.rules.rule import Finding, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.rules.stretch import Stretch


class Broken(msgspec.Struct, frozen=True):
    """A piece of the file that is no Python. `reason` is what Python says."""

    place: Stretch
    reason: str


@rule("SEQ001", Severity.ERROR)
def syntax_error(broken: Broken) -> Iterator[Finding]:
    """A piece of the file is no Python.

    ## What it does
    Reports text that Python itself refuses, with Python's reason and place. Only files that name Keras are looked at.

    ## Why is this bad?
    Python reads a whole file before it runs the first line: the program does not start. seqlint leaves out the broken
    statement and checks the rest.

    ## What Keras says
    Nothing: Python stops before Keras is imported.

    ## Example
    ```python
    import keras

    model = keras.Sequential([keras.layers.Dense(8)
    model.compile(optimizer="adam", loss="mse")
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8)])
    model.compile(optimizer="adam", loss="mse")
    ```

    ## Fix safety
    There is no fix: only the author knows what was meant.

    ## References
    - [Python: syntax errors](https://docs.python.org/3/tutorial/errors.html#syntax-errors)
    """
    reason = broken.reason[:1].upper() + broken.reason[1:].rstrip(".")
    whole = "this cell" if broken.place.document.cells else "the file"
    yield Finding(
        place=broken.place,
        label="Python cannot read this",
        message=f"{reason}. Python runs nothing of {whole} before this is mended; the rest was checked without it.",
    )
