"""SEQ230."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.nearest import nearest
from seqlint.values.refusal import NoSuchLayer

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ230", Severity.ERROR, subject=NoSuchLayer)
def no_such_layer(refusal: NoSuchLayer) -> Iterator[Finding]:
    """The model is asked for a layer that it does not have.

    ## What it does
    Compares the index in `model.layers[…]` and the name or index in `get_layer()` with the layers of the model.

    ## Why is this bad?
    The layers are counted from 0, and an Input is none of them. A layer without a name of its own is called after its
    class: `dense`, the next one `dense_1`.

    ## What Keras says
    `ValueError: No such layer: hidden. Existing layers are: ['dense', 'dense_1'].`, in `get_layer()`; Python's
    `IndexError: list index out of range` for the list.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu", name="hidden"),
        keras.layers.Dense(1, name="head"),
    ])
    print(model.get_layer("hiden").units)
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu", name="hidden"),
        keras.layers.Dense(1, name="head"),
    ])
    print(model.get_layer("hidden").units)
    ```

    ## Fix safety
    Unsafe: the nearest name need not be the one that is meant.

    ## References
    - [Keras: get_layer](https://keras.io/api/models/model/)
    """
    names = [name for name in refusal.names if name]
    count = words.counted(len(refusal.names), "layer")
    by_name = isinstance(refusal.asked, str)
    listed = words.listed([f"`{name}`" for name in names[:6]], "and") + (" …" if len(names) > 6 else "")
    asked = f'"{refusal.asked}"' if by_name else f"number {refusal.asked}"
    has = f"{count}, {listed}" if by_name else f"{count}, numbered from 0"
    meant = nearest(refusal.asked, names) if isinstance(refusal.asked, str) else None
    python = refusal.keras.startswith("IndexError")
    yield Finding(
        place=refusal.place,
        label=f"the model has {count}",
        message=words.sentences(
            f"The model has {has}; {asked} is asked for.",
            f"Python stops here: {refusal.keras}." if python else words.stops(refusal),
            f'Write "{meant}".' if meant else "Take one that is there.",
        ),
        fixes=_fixes(refusal, meant),
        stack=refusal.stack,
    )


def _fixes(refusal: NoSuchLayer, meant: str | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    place = refusal.place
    if meant is None or not place.is_string:
        return ()
    return (Fix(f'Write "{meant}"', (replace_node(place.chunk, place.node, f'"{meant}"'),), "unsafe"),)
