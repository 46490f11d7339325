"""Models in files: saved, and loaded again (Keras: `saving/`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.models.build import made
from seqlint.keras.models.record import Model
from seqlint.values.callee import callee
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

_SAVED = "saved as "
"""What leads the name of a file in the store's settings, under which the model in it is kept."""


@callee(
    "keras.models.load_model",
    "keras.models.model_from_json",
    "keras.models.model_from_yaml",
    "keras.models.model_from_config",
    told=True,
)
def load_model(call: Call, filepath: Any = None, *_: Any, **__: Any) -> Any:
    """A saved model: the one that the program saved under that name, else its layers are in a file."""
    record = call.store.settings.get(_SAVED + filepath) if isinstance(filepath, str) else None
    if not isinstance(record, Model):
        return unknown("the model is in a file, not in the program", call.place)
    uses = tuple(
        use if use.ref is None else msgspec.structs.replace(use, ref=call.store.new(call.store[use.ref]))
        for use in record.uses
    )
    again = msgspec.structs.replace(
        record, uses=uses, loaded=True, escaped=True, place=call.place, callee=call.callee, stack=call.stack
    )
    return made(call, again)


@callee("keras.models.Model.save", "keras.models.save_model", raw=True, told=True)
def save(call: Call, arguments: Arguments) -> None:
    """Write the model to a file."""
    model, path = arguments.value(0, "model"), arguments.value(1, "filepath")
    record = call.store.record(model, Model)
    if isinstance(path, str) and record is not None and record.broken is None:
        call.store.put(call.store.settings, _SAVED + path, record)


@callee("keras.models.Model.save_weights", raw=True, told=True)
def save_weights(call: Call, arguments: Arguments) -> None:
    """Write the model's weights to a file."""
