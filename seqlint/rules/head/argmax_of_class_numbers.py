"""SEQ348."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import LibraryCall
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ348", Severity.ERROR, subject=LibraryCall)
def argmax_of_class_numbers(call: LibraryCall) -> Iterator[Finding]:
    """argmax(axis=1) is asked of an array with one axis.

    ## What it does
    Reports `np.argmax(y, axis=1)` where `y` has one number for each sample.

    ## Why is this bad?
    argmax makes class numbers of one-hot rows or of probabilities, one row a sample. Class numbers have no second
    axis to look along: they are what argmax would give.

    ## What Keras says
    Nothing. numpy stops: `AxisError: axis 1 is out of bounds for array of dimension 1`.

    ## Example
    ```python
    import numpy as np
    import keras

    y_test = np.random.randint(0, 3, 90)
    classes = np.argmax(y_test, axis=1)
    ```

    ## Use instead
    ```python
    import numpy as np
    import keras

    y_test = np.random.randint(0, 3, 90)
    classes = y_test
    ```

    ## Fix safety
    Safe: the call stops the program, and the class numbers are there already.

    ## References
    - [numpy: argmax](https://numpy.org/doc/stable/reference/generated/numpy.argmax.html)
    """
    given = call.arguments.get(0, "a")
    axis = call.arguments.value(1, "axis")
    if given is None or not isinstance(given.value, Array) or given.value.rank != 1 or axis != 1:
        return
    if not call.path.startswith("numpy.") or isinstance(axis, bool):
        return
    name = words.snippet(given.place, "the array")
    yield Finding(
        place=call.place,
        label=f"one axis, shape {render(given.value.shape)}",
        message=words.sentences(
            f"{name} has one number for each sample, shape {render(given.value.shape)}: there is no axis 1.",
            "numpy stops at this call: AxisError: axis 1 is out of bounds for array of dimension 1.",
            "Take it as it is: class numbers need no argmax.",
        ),
        fixes=_fixes(call.place, given.place),
        stack=call.stack,
    )


def _fixes(place: Place, given: Place | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node

    if given is None:
        return ()
    return (Fix("Take the class numbers", (replace_node(place.chunk, place.node, given.text()),)),)
