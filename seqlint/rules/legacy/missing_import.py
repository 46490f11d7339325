"""SEQ706."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Assumed
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ706", Severity.INFO, subject=Program)
def missing_import(program: Program) -> Iterator[Finding]:
    """A text without any import uses Keras' names.

    ## What it does
    Reports, once, names such as `Sequential`, `Dense` or `keras` in a text that imports nothing. They are read as
    Keras' own, so that everything else is checked as usual.

    ## Why is this bad?
    A piece of code that was copied from a page does not run alone. Python does not know the names.

    ## What Keras says
    Nothing. Python stops: `NameError: name 'Sequential' is not defined`.

    ## Example
    ```python
    def build():
        return Sequential([Input((784,)), Dense(10, activation="softmax")])
    ```

    ## Use instead
    ```python
    from keras.layers import Dense, Input
    from keras.models import Sequential

    def build():
        return Sequential([Input((784,)), Dense(10, activation="softmax")])
    ```

    ## Fix safety
    Unsafe: the names may come from elsewhere, where the text is a part of another.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    found: dict[str, Assumed] = {}
    for event in program.each(Assumed):
        found.setdefault(event.name, event)
    if not any(event.path in _SURE for event in found.values()):
        return
    first = next(iter(found.values()))
    names = words.listed((f"`{name}`" for name in found), "and")
    yield Finding(
        place=first.place,
        label="no import brings it",
        message=words.sentences(
            f"Nothing is imported here, and {names} {'is' if len(found) == 1 else 'are'} read as Keras' own.",
            f"Run alone, Python stops here: NameError: name '{first.name}' is not defined.",
            "Import them first.",
        ),
        related=tuple(Related(event.place, "and this") for event in list(found.values())[1:_MOST]),
        fixes=_fixes(found, first.place),
    )


_SURE = frozenset({"keras", "tensorflow", "keras.layers", "keras.models", "keras.models.Sequential"})
"""Names one of which shows that the others are Keras' too; `Pipeline` alone may be anybody's."""

_MOST = 6
"""Names that are shown besides."""


def _fixes(found: dict[str, Assumed], place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit

    rooms: dict[str, list[str]] = {}
    lines: list[str] = []
    for name, event in found.items():
        module, _, last = event.path.rpartition(".")
        if last == name and module:
            rooms.setdefault(module, []).append(name)
        else:
            lines.append(f"import {event.path}" if event.path == name else f"import {event.path} as {name}")
    lines += [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(rooms.items())]
    start = place.document.text.find(next(iter(place.document.text.split()), ""))
    newline = place.document.newline
    return (Fix("Import them", (Edit(start, start, newline.join(sorted(lines)) + newline * 2),), "unsafe"),)
