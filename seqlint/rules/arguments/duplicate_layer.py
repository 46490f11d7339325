"""SEQ214."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from seqlint.keras.events import Compile
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.refusal import DuplicateName

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ214", Severity.ERROR, subject=DuplicateName | Compile)
def duplicate_layer(subject: DuplicateName | Compile) -> Iterator[Finding]:
    """Two layers have one name, or one layer stands in the stack twice.

    ## What it does
    Reports a name that is given twice within a model (Keras raises), and one layer with weights that is used more than
    once (Keras says nothing): `[Dense(8)] * 3` is one layer three times.

    ## Why is this bad?
    Names find layers in saved files, so they must differ. A layer that stands in the stack twice has one set of
    weights for both places: less can be learned than the summary makes believe.

    ## What Keras says
    `ValueError: All layers added to a Sequential model should have unique names`, when the layer is added.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu", name="hidden"),
        keras.layers.Dense(16, activation="relu", name="hidden"),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu", name="hidden"),
        keras.layers.Dense(16, activation="relu", name="hidden_2"),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    Unsafe: a number makes the second name another one; what reads the layer by its name has to follow.

    ## References
    - [Keras: the Sequential model](https://keras.io/guides/sequential_model/)
    """
    if isinstance(subject, DuplicateName):
        related = () if subject.first is None else (Related(subject.first, f'this is "{subject.name}" already'),)
        yield Finding(
            place=subject.place,
            label="this name is taken",
            message=words.sentences(
                f'Another layer of this model is named "{subject.name}" already.',
                words.stops(subject),
                "Give each its own name.",
            ),
            related=related,
            fixes=_fixes(subject),
            stack=subject.stack,
        )
    else:
        yield from _shared(subject)


def _fixes(subject: DuplicateName) -> tuple[Fix, ...]:
    """A name of its own, where the name is written for this layer alone."""
    from seqlint.source.edit import replace_string

    place = subject.written
    if place is None or not place.is_string or place.document is not subject.place.document:
        return ()
    number = next(number for number in count(2) if f"{subject.name}_{number}" not in subject.taken)
    name = f"{subject.name}_{number}"
    return (Fix(f'Name it "{name}"', (replace_string(place.chunk, place.node, name),), "unsafe"),)


def _shared(compiled: Compile) -> Iterator[Finding]:
    seen: dict[int, int] = {}
    for use in compiled.model.uses:
        if use.ref is None or not isinstance(use.layer, Layer) or not use.layer.has("affine"):
            continue
        seen[use.ref.id] = seen.get(use.ref.id, 0) + 1
        if seen[use.ref.id] == 2:
            layer = use.layer
            times = sum(other.ref == use.ref for other in compiled.model.uses)
            yield Finding(
                place=layer.place,
                severity=Severity.WARNING,
                label=f"one layer, used {times} times",
                message=f"{words.layer(layer)} stands in the model {times} times and has one set of weights for all "
                "of them. "
                "Keras says nothing. Make a new layer for each place, for example in a loop.",
                stack=layer.stack,
            )
