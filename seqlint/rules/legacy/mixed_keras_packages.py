"""SEQ705."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import Import
from seqlint.rules.rule import Finding, Related, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ705", Severity.WARNING, subject=Program)
def mixed_keras_packages(program: Program) -> Iterator[Finding]:
    """Two Keras packages that do not mix are imported.

    ## What it does
    Reports `tf_keras`, or the private `tensorflow.python.keras`, beside Keras 3. Where both go under one name, one
    replaces the other, and nothing is reported.

    ## Why is this bad?
    tf_keras and tensorflow.python.keras are Keras 2. Their layers are no layers to Keras 3, and its Sequential
    refuses them; models, callbacks and optimizers do not fit each other either.

    ## What Keras says
    Nothing at the import; `ValueError: Only instances of keras.Layer can be added to a Sequential model` when they
    meet.

    ## Example
    ```python
    import keras
    import tf_keras

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    old = tf_keras.optimizers.Adam()
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    old = keras.optimizers.Adam()
    ```

    ## Fix safety
    No fix: either package may be the one that is meant.

    ## References
    - [Keras: migrating to Keras 3](https://keras.io/guides/migrating_to_keras_3/)
    """
    if program.target.major < 3:
        return
    imported: dict[int | None, dict[str, Import]] = {2: {}, 3: {}, None: {}}
    events = list(program.each(Import))
    if {2, 3} - {_package(event.spelled) for event in events}:
        return
    for event in events:
        imported[_package(event.spelled)].setdefault(_bound(event), event)
    # Under the same name one package stands for the other: a fallback, or one branch of two.
    old = next((event for name, event in imported[2].items() if name not in imported[3]), None)
    new = next((event for name, event in imported[3].items() if name not in imported[2]), None)
    if new is None or old is None:
        return
    name = "tf_keras" if old.spelled.startswith("tf_keras") else "tensorflow.python.keras"
    yield Finding(
        place=old.place,
        label=f"{name} is Keras 2, beside Keras 3",
        message=f"`{name}` is Keras 2; `{new.spelled}` is Keras 3. Their layers and models do not fit each other. "
        "Keras says nothing until they meet. Import everything from one package.",
        related=(Related(new.place, "Keras 3"),),
        stack=old.stack,
    )


def _bound(event: Import) -> str:
    """The name that an import gives to the program."""
    text, _, alias = event.place.text().partition(" as ")
    return alias.strip() or text.partition(".")[0].strip()


def _package(spelled: str) -> int | None:
    """The generation that a path belongs to; None for what is not Keras."""
    if spelled.startswith(("tf_keras", "tensorflow.python.keras")):
        return 2
    if spelled == "keras" or spelled.startswith(("keras.", "tensorflow.keras")):
        return 3
    return None
