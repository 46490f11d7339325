"""SEQ210."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.listing import one_by_one
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.refusal import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ210", Severity.ERROR, subject=InvalidValue)
def invalid_argument_value(refusal: InvalidValue) -> Iterator[Finding]:
    """An argument has a value that Keras refuses.

    ## What it does
    Reports sizes that are no positive integers, paddings that do not exist, rates outside 0 … 1 and other values
    that Keras checks.

    ## Why is this bad?
    The layer cannot be made or built with it. Where a number was computed, `/` gives a float and `//` an integer.

    ## What Keras says
    `ValueError: Received an invalid value for 'units', expected a positive integer`, mostly at the layer's
    constructor.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(64 / 2, activation="relu"),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(64 // 2, activation="relu"),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    Safe where the value stays the same (32.0 and 64 / 2 become integers). Unsafe where it is another one (a rate of 50
    becomes 0.5).

    ## References
    - [Keras: layers](https://keras.io/api/layers/)
    """
    if one_by_one(refusal):
        return
    given = words.snippet(refusal.place)
    value = refusal.value
    written = given.strip("`").strip("'\"")
    plain = "" if written == str(value) or not isinstance(value, int | float | str) else f" (= {value!r})"
    yield Finding(
        place=refusal.place,
        label=f"wants {refusal.wanted}",
        message=words.sentences(
            f"`{refusal.argument}` of {refusal.callee} must be {refusal.wanted}; {given}{plain} is given.",
            words.stops(refusal),
        ),
        fixes=_fixes(refusal),
        stack=refusal.stack,
    )


def _fixes(refusal: InvalidValue) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_node, wrap_node

    place, value = refusal.place, refusal.value
    text = place.text()
    if (
        isinstance(value, str)
        and value.strip().lstrip("-").isdigit()
        and "integer" in refusal.wanted
        and text[:1] in {"'", '"'}
    ):
        return (Fix(f"Write {value.strip()}", (replace_node(place.chunk, place.node, value.strip()),)),)
    if isinstance(value, float) and value > 0 and value.is_integer() and "integer" in refusal.wanted:
        if text.count("/") == 1 and "//" not in text:
            return (Fix("Divide with //", (replace_node(place.chunk, place.node, text.replace("/", "//")),)),)
        if "/" in text or not text.replace(".", "").isdigit():
            return (Fix("Make it an int", (wrap_node(place.chunk, place.node, "int(", ")"),)),)
        return (Fix(f"Write {int(value)}", (replace_node(place.chunk, place.node, str(int(value))),)),)
    if isinstance(value, str) and refusal.wanted.startswith("a list"):
        return (Fix("Put it into a list", (wrap_node(place.chunk, place.node, "[", "]"),)),)
    if "numpy integer" in refusal.wanted:
        return (Fix("Make it a Python int", (wrap_node(place.chunk, place.node, "int(", ")"),)),)
    if (
        isinstance(value, int | float)
        and "between 0 and 1" in refusal.wanted
        and 1 < value <= 100
        and text == repr(value)
    ):
        return (Fix(f"Write {value / 100:g}", (replace_node(place.chunk, place.node, f"{value / 100:g}"),), "unsafe"),)
    return ()
