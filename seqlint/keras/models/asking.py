"""The layers of a model as the program asks for them: the list, one by name or index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.models.build import Sequential
from seqlint.values.callee import callee
from seqlint.values.containers import ListRecord, Sequence, SequenceRecord
from seqlint.values.inside import Inside
from seqlint.values.refusal import NoSuchLayer, Refused
from seqlint.values.shape import unknown_size
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.keras.models.record import Model
    from seqlint.values.call import Call
    from seqlint.values.store import Ref


@callee("keras.models.Model.layers", attribute=True)
def layers(call: Call, self: Ref) -> Any:
    """A fresh list of the layers."""
    model = Sequential(self).model(call)
    if model.facets is not None:
        each = Inside("the model's layers are not listed in the program", call.place, model=self)
        return call.store.new(
            SequenceRecord(Sequence(each, unknown_size("how many layers the model has is not known")))
        )
    if not _all_known(model):
        return unknown(model.open or "the model's layers are not listed in the program", call.place)
    refs = tuple(use.ref for use in model.uses)
    if call.target.major < 3:  # a layer that stands twice is listed once
        refs = tuple({ref.id: ref for ref in refs if ref is not None}.values())
    return call.store.new(ListRecord(refs))


def _all_known(model: Model) -> bool:
    return not model.open and all(use.ref is not None for use in model.uses)


@callee("keras.models.Model.get_layer")
def get_layer(call: Call, self: Ref, name: Any = None, index: Any = None) -> Any:
    """A layer by name or index.

    Raises:
        Refused: where all layers are known and none has the name or index.
    """
    model = Sequential(self).model(call)
    for position, use in enumerate(model.uses):
        if use.ref is not None and (
            index in {position, position - len(model.uses)}
            if type(index) is int
            else isinstance(name, str) and use.layer and use.layer.name == name
        ):
            return use.ref
    reason = "seqlint does not know which layer that is"
    if model.facets is not None:
        return Inside(reason, call.place, model=self, some=True)
    _refuse(model, name, index)
    return unknown(reason, call.place)


def _refuse(model: Model, name: Any, index: Any) -> None:
    """Keras refuses a name or index that no layer has.

    Raises:
        Refused: where that is sure.
    """
    if model.kind != "Sequential" or model.escaped or model.loaded or not _all_known(model) or not model.uses:
        return
    names = tuple(None if use.layer is None else use.layer.name for use in model.uses)
    if type(index) is int and name is None and not -len(names) <= index < len(names):
        keras = f"ValueError: Was asked to retrieve layer at index {index} but model only has {len(names)} layers."
        raise Refused(NoSuchLayer, "index", keras, asked=index, names=names)
    if index is None and type(name) in {str, int} and all(names):
        keras = f"ValueError: No such layer: {name}. Existing layers are: {list(names)}."
        raise Refused(NoSuchLayer, "name", keras, asked=name, names=names)
