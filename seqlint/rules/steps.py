"""All steps or only the last one: how recurrent layers of a model are told to give the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer
from seqlint.rules.rule import Fix
from seqlint.values.shape import render

if TYPE_CHECKING:
    from seqlint.keras.models import Model


def last_recurrent(model: Model) -> Layer | None:
    """The last recurrent layer of a model, if only layers that keep steps apart stand after it."""
    for use in model.uses[::-1]:
        layer = use.layer
        if not isinstance(layer, Layer):
            return None
        if layer.has("recurrent"):
            return layer
        if not any(layer.has(tag) for tag in ("dense", "dropout", "activation", "normalization")):
            return None
    return None


def gives_all_steps(layer: Layer) -> bool | None:
    """Whether a recurrent layer gives all its steps; None where that is not known."""
    if isinstance(layer.input, tuple) and isinstance(layer.output, tuple):
        return len(layer.input) == len(layer.output)
    return None


def all_steps(model: Model) -> tuple[Fix, ...]:
    """The fix that makes a model's last recurrent layer give all its steps."""
    from seqlint.source.edit import add_argument, replace_node

    layer = last_recurrent(model)
    if layer is None or gives_all_steps(layer) is not False or layer.has("wrapper"):
        return ()
    given = layer.bound.place("return_sequences")
    if given is None:
        edit = add_argument(layer.place.chunk, layer.place.node, "return_sequences=True")
    else:
        edit = replace_node(given.chunk, given.node, "True")
    assert isinstance(layer.input, tuple)
    assert isinstance(layer.output, tuple)
    shape = (*layer.input[:-1], layer.output[-1])
    return (Fix(f"Add return_sequences=True → {render(shape)}", (edit,), "unsafe"),)


def last_step(model: Model) -> tuple[Fix, ...]:
    """The fix that makes a model's last recurrent layer give its last step only."""
    from seqlint.source.edit import remove_argument

    layer = last_recurrent(model)
    if layer is None or gives_all_steps(layer) is not True or layer.has("wrapper"):
        return ()
    argument = layer.bound.given.get("return_sequences")
    if argument is None or argument.whole is None or not isinstance(layer.output, tuple):
        return ()
    edit = remove_argument(layer.place.chunk, layer.place.node, argument.whole.node)
    shape = (layer.output[0], layer.output[-1])
    return (Fix(f"Give the last step only → {render(shape)}", (edit,), "unsafe"),)
