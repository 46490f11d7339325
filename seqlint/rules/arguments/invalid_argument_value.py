"""SEQ210."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.listing import one_by_one
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.place import Place
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
            "The sizes of the kernel are one argument, a tuple." if _sizes(refusal) else "",
        ),
        fixes=_fixes(refusal),
        stack=refusal.stack,
    )


def _fixes(refusal: InvalidValue) -> tuple[Fix, ...]:
    from seqlint.source.edit import Edit, replace_node, wrap_node

    place, value = refusal.place, refusal.value
    text = place.text()
    sizes = _sizes(refusal)
    if sizes:
        kernel = f"({', '.join(size.text() for size in sizes)})"
        return (Fix(f"Write the kernel as {kernel}", (Edit(sizes[0].span().start, sizes[-1].span().end, kernel),)),)
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


def _sizes(refusal: InvalidValue) -> list[Place]:
    """The sizes of a kernel that were written one by one, as Keras 1 took them: `Conv3D(64, 3, 3, 3)`."""
    if refusal.argument != "padding" or refusal.callee not in {"Conv3D", "Conv3DTranspose"}:
        return []
    arguments = getattr(refusal.raised.node, "args", ())[1:4]
    if len(arguments) < 3 or any(each.keyword is not None or each.star for each in arguments):
        return []
    sizes = [Place(refusal.raised.chunk, each.value) for each in arguments]
    return sizes if all(size.text().isdigit() for size in sizes) else []
