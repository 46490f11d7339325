"""Weights that the program gives to a layer or model: their number and shapes are compared with what it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.nested import nested_shape
from seqlint.values.array import Array
from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.shape import Shape, equal, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.keras.weights import Weight
    from seqlint.values.call import Call


def check_given(
    call: Call, have: Sequence[Weight], value: Any, *, callee: str, argument: str, owner: str | None
) -> None:
    """Compare given weights with those that there are.

    Args:
        call: the call that gives them, or in which they are used.
        have: the weights of the layer or model.
        value: the given list of arrays; what is not known is not compared.
        callee, argument: what a refusal names.
        owner: the Keras name of the layer or model.

    Raises:
        Refused: where Keras would raise.
    """
    items = None if isinstance(value, (str, Array)) else call.items(value)
    if items is None:
        return
    if len(items) != len(have):
        keras = f"ValueError: You called `set_weights(weights)` on layer '{owner}' with a weight list of length "
        keras += f"{len(items)}, but the layer was expecting {len(have)} weights."
        raise _refused(callee, argument, value, f"a list of {len(have)} arrays", keras)
    shapes = [_shape(call, item) for item in items]
    if None in shapes or _laid_out(shapes) == _laid_out([weight.shape for weight in have]):
        return  # in another order, too: seqlint's order of the weights need not be Keras'
    for weight, shape in zip(have, shapes, strict=True):
        if shape is not None and _differ(shape, weight.shape):
            keras = f"ValueError: Layer {owner} weight shape {render(weight.shape)} is not compatible with provided "
            keras += f"weight shape {render(shape)}."
            wanted = f"a list whose `{weight.name}` has shape {render(weight.shape)}"
            raise _refused(callee, argument, value, wanted, keras)


def _laid_out(shapes: Sequence[Shape | None]) -> list[str]:
    return sorted(map(render, shapes))


def _shape(call: Call, item: Any) -> Shape | None:
    if isinstance(item, Array):
        return item.shape if isinstance(item.shape, tuple) else None
    return nested_shape(call, item)


def _differ(one: Shape, other: Shape) -> bool:
    return len(one) != len(other) or any(equal(a, b) is False for a, b in zip(one, other, strict=True))


def _refused(callee: str, argument: str, value: Any, wanted: str, keras: str) -> Refused:
    return Refused(InvalidValue, argument, keras, callee=callee, argument=argument, value=value, wanted=wanted)
