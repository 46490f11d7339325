"""`keras.models.clone_model`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.layer import Layer
from seqlint.keras.models.build import Sequential, made
from seqlint.keras.models.record import Model
from seqlint.values.callee import callee
from seqlint.values.containers import InstanceRecord
from seqlint.values.functions import Function
from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.models.record import Use
    from seqlint.values.call import Call


def _has_lambda(use: Use) -> bool:
    """Whether a layer holds a `lambda`, which Keras does not make again from its text."""
    function = use.layer.argument("function") if isinstance(use.layer, Layer) and use.layer.has("lambda") else None
    return isinstance(function, Function) and function.name == "<lambda>"


def _nested(model: Model) -> Iterator[Use]:
    """The layers of the models inside a model, at any depth."""
    for use in model.uses:
        if isinstance(use.layer, Model):
            yield from use.layer.uses
            yield from _nested(use.layer)


@callee("keras.models.clone_model")
def clone_model(call: Call, model: Any, input_tensors: Any = None, clone_function: Any = None, **_: Any) -> Any:
    """A new model with new weights and the same layers."""
    own = call.store.record(model, InstanceRecord)
    record = call.store.record(model if own is None else own.attributes.get("__base__"), Model)
    if record is None:
        return unknown("the model that is cloned is not known", call.place)
    older = call.target.major < 3
    if clone_function is None:
        _refuse(call, model, tuple(_nested(record)) if older else record.uses)
    if own is not None and older:  # Keras 2 makes a plain Sequential with the name of the class' object
        automatic = own.attributes.get("__name__")
        record = msgspec.structs.replace(record, name=automatic if isinstance(automatic, str) else None)
    if not older:
        return made(call, _copied(call, record))
    clone = _copied(call, record, uses=_cloned_uses(call, record))
    ref = made(call, clone)
    if len(clone.uses) < len(record.uses) and clone.input is not None:
        Sequential(ref).build(call, clone.input, "construct")
    return ref


def _copied(call: Call, record: Model, **changes: Any) -> Model:
    compiled = record.compiled if call.target.at_least(*_COMPILED_SINCE) else None
    return msgspec.structs.replace(
        record, compiled=compiled, fitted=False, taught=None, changed=(), place=call.place, callee=call.callee,
        stack=call.stack, **changes,
    )  # fmt: skip


_COMPILED_SINCE = (3, 9)
"""The release from which on a clone is compiled as its model was."""


def _cloned_uses(call: Call, record: Model) -> tuple[Use, ...]:
    """The layers, each once, and the models inside made anew, as Keras 2 does."""
    found: dict[int, Use] = {}
    listed = [use.ref.id for use in record.uses if use.ref is not None]
    twice = len(set(listed)) < len(listed)
    for index, use in enumerate(record.uses):
        key = -index if use.ref is None else use.ref.id
        if key in found:
            continue
        new = msgspec.structs.replace(use, input=None, output=None) if twice else use
        if isinstance(use.layer, Model) and use.layer.facets is None:
            inner = _copied(call, use.layer)
            ref = made(call, inner)
            call.store[ref] = msgspec.structs.replace(inner, uses=_cloned_uses(call, use.layer))
            new = msgspec.structs.replace(new, ref=ref, layer=call.store[ref])
        found[key] = new
    return tuple(found.values())


def _refuse(call: Call, model: Any, uses: tuple[Use, ...]) -> None:
    """Refuse layers that Keras does not make again: Keras 2 only in the models inside, which it makes from their text.

    Raises:
        Refused: for the first of them.
    """
    facts = {"callee": "clone_model", "argument": "model", "value": model}
    for use in uses:
        if _has_lambda(use):
            keras = "ValueError: Requested the deserialization of a `Lambda` layer whose `function` is a Python lambda."
            wanted = "a model without a Lambda layer of a Python lambda"
            raise Refused(InvalidValue, "model", keras, **facts, wanted=wanted)
        spectral = isinstance(use.layer, Layer) and use.layer.type.name == "SpectralNormalization"
        if spectral and call.target.major < 3:
            keras = (
                "TypeError: The added layer must be an instance of class Layer. Received: layer=SpectralNormalization"
            )
            wanted = "a model without a SpectralNormalization in a nested model"
            raise Refused(InvalidValue, "model", keras, **facts, wanted=wanted)
