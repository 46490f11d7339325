"""SEQ704."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.public import shows
from seqlint.keras.removed import removed
from seqlint.rules import words
from seqlint.rules.moved import moved
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.nearest import nearest
from seqlint.values.place import Place
from seqlint.values.refusal import AbsentName, RemovedName

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ704", Severity.ERROR, subject=RemovedName | AbsentName)
def removed_import(refusal: RemovedName | AbsentName) -> Iterator[Finding]:
    """An import, or a path, of something that the targeted Keras does not have.

    ## What it does
    Reports imports and paths of modules and names of older Keras: np_utils, keras.layers.core,
    keras.preprocessing.text, keras.wrappers … Also names that came later than the Keras that the program is read for
    (`keras.ops` with Keras 2), and names that Keras never had.

    ## Why is this bad?
    The import fails, and nothing after it runs.

    ## What Keras says
    `ModuleNotFoundError: No module named 'keras.layers.core'` or `ImportError: cannot import name 'np_utils'`, at
    the import.

    ## Example
    ```python
    import keras
    from keras.layers.core import Dense

    model = keras.Sequential([keras.Input((8,)), Dense(1)])
    ```

    ## Use instead
    ```python
    import keras
    from keras.layers import Dense

    model = keras.Sequential([keras.Input((8,)), Dense(1)])
    ```

    ## Fix safety
    Safe: the name is the same, its place is another. What only TensorFlow's door to Keras still has is imported
    through it.

    ## References
    - [Keras: migrating to Keras 3](https://keras.io/guides/migrating_to_keras_3/)
    """
    if isinstance(refusal, AbsentName):
        yield _absent(refusal)
        return
    elsewhere = refusal.kind == "method" or refusal.path.startswith("keras.layers.")
    if refusal.stage != "import" and refusal.kind in {"layer", "class", "method"} and elsewhere:
        return
    found = removed(refusal.path, refusal.path, refusal.target)
    new = refusal.replacement
    yield Finding(
        place=refusal.place,
        severity=None if refusal.refused else Severity.INFO,
        label=f"gone since {refusal.since}",
        message=words.sentences(
            f"`{refusal.path}` is gone since {refusal.since}{f'; it is `{new}` now' if new else ''}.",
            words.stops(refusal) if refusal.refused else "Keras warns.",
            "" if new or found is None else found.advice,
        ),
        fixes=moved(refusal) or _through_tensorflow(refusal),
        cause=(refusal.raised, "import") if refusal.stage == "import" else None,
        stack=refusal.stack,
    )


def _absent(refusal: AbsentName) -> Finding:
    name, module, target = refusal.name, refusal.module, refusal.target
    meant = nearest(name, refusal.names)
    other = module.removeprefix("tensorflow.") if module.startswith("tensorflow.") else f"tensorflow.{module}"
    if refusal.elsewhere:
        more = f"`{other}` has it."
    elif refusal.since:
        more = f"It came with {refusal.since}; this is read for {target} ({target.source})."
    elif refusal.until:
        more = f"{refusal.until} had it; this is read for {target} ({target.source})."
    else:
        more = f"Did you mean `{meant}`?" if meant else ""
    document = refusal.place.document
    cause = (refusal.raised, "import") if refusal.stage == "import" else None
    if refusal.elsewhere and cause is None:
        root = refusal.place.text().partition(".")[0]
        cause = (Place(refusal.place.chunk, document), f"{root} {module}")  # one import mends all that is read from it
    return Finding(
        place=refusal.place,
        label=f"not in {module}",
        message=words.sentences(f"`{module}` has no `{name}`.", words.stops(refusal), more),
        fixes=_other_door(refusal) if refusal.elsewhere else (),
        cause=cause,
        stack=refusal.stack,
    )


def _other_door(refusal: AbsentName) -> tuple[Fix, ...]:
    """The module imported through `tensorflow.keras`, where all that is read from it is there."""
    from seqlint.source.edit import Edit

    text = refusal.place.document.text
    if refusal.stage == "import":
        match = re.match(r"from\s+(?=keras[\w.]*\s+import\b)", statement := refusal.raised.text())
        names = re.findall(r"(?:^|,)\s*\(?\s*(\w+)", statement.partition("import")[2])
        start = refusal.raised.span().start
    else:
        above, _, name = refusal.module.rpartition(".")
        root = re.escape(refusal.place.text().partition(".")[0])
        alias = f"{name}[ \\t]+as[ \\t]+{root}" if root != name else name
        form = rf"from[ \t]+(?={re.escape(above)}[ \t]+import[ \t]+{alias}[ \t]*$)"
        form += rf"|import[ \t]+(?={re.escape(refusal.module)}[ \t]+as[ \t]+{root}[ \t]*$)"
        match = re.search(form, text, re.MULTILINE)
        names = re.findall(rf"(?<![\w.]){root}\.(\w+)", text)
        start = 0
    there = [shows(f"{refusal.module}.{each}", refusal.target, tensorflow=True) for each in names]
    kept = [shows(f"{refusal.module}.{each}", refusal.target, tensorflow=False) for each in names]
    if match is None or any(before and not after for before, after in zip(kept, there, strict=True)):
        return ()
    at = start + match.end()
    return (Fix("Import it through tensorflow.keras", (Edit(at, at, "tensorflow."),)),)


_FROM = re.compile(r"from\s+(?=keras\.)")


def _through_tensorflow(refusal: RemovedName) -> tuple[Fix, ...]:
    """`from tensorflow.keras…`, where TensorFlow's door to the same Keras still has the name."""
    from seqlint.source.edit import Edit

    match = _FROM.match(refusal.raised.text())
    if match is None or removed(refusal.path, f"tensorflow.{refusal.path}", refusal.target) is not None:
        return ()
    start = refusal.raised.span().start + match.end()
    return (Fix("Import it through tensorflow.keras", (Edit(start, start, "tensorflow."),)),)
