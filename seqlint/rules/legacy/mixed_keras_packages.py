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
    Reports `tf_keras`, or the private `tensorflow.python.keras`, beside Keras 3.

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
    new = old = None
    for event in program.each(Import):
        package = _package(event.spelled)
        if package == 2 and old is None:
            old = event
        elif package == 3 and new is None:
            new = event
    if new is None or old is None or program.target.major < 3:
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


def _package(spelled: str) -> int | None:
    """The generation that a path belongs to; None for what is not Keras."""
    if spelled.startswith(("tf_keras", "tensorflow.python.keras")):
        return 2
    if spelled == "keras" or spelled.startswith(("keras.", "tensorflow.keras")):
        return 3
    return None
