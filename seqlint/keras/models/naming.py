"""Names of the layers of a model: Keras wants each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.layer import Layer
from seqlint.keras.models.record import Model
from seqlint.values.refusal import DuplicateName, Refused

if TYPE_CHECKING:
    from seqlint.keras.models.record import Use
    from seqlint.values.call import Call
    from seqlint.values.place import Place
    from seqlint.values.store import Ref


def check_name(value: Ref, record: Layer | Model, uses: tuple[Use, ...], call: Call) -> None:
    """Refuse a layer whose name another one in the model has.

    Args:
        value: the layer.
        record: its record.
        uses: the layers that are there.
        call: the call that adds it.

    Raises:
        Refused: where the name is taken.
    """
    if record.name is None:
        return
    for use in uses:
        other = call.store.heap.get(use.ref.id) if use.ref is not None and use.ref != value else None
        if isinstance(other, (Layer, Model)) and other.name == record.name:
            keras = (
                "ValueError: All layers added to a Sequential model should have unique names. "
                f"Name '{record.name}' is already the name of a layer in this model."
            )
            written = _written(record)
            raise Refused(
                DuplicateName,
                "name",
                keras,
                name=record.name,
                first=use.place,
                written=None if written == _written(other) else written,
                taken=frozenset(
                    each.layer.name for each in uses if each.layer is not None and each.layer.name is not None
                ),
            )


def _written(record: Layer | Model) -> Place | None:
    """Where the program writes the layer's name."""
    return record.bound.place("name") if isinstance(record, Layer) else None
