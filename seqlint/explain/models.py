"""The models that a program constructs, as readers count them: Sequentials, one entry a construction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.keras.events import ModelMade
from seqlint.keras.models.record import Model

if TYPE_CHECKING:
    from seqlint.evaluate.program import Program
    from seqlint.values.place import Place
    from seqlint.values.store import Ref


class Construction(msgspec.Struct, frozen=True, eq=False):
    """One construction.

    Attributes:
        ref: the model.
        model: its last record.
        title: its class for a reader.
        call: the call that led to the constructor; None at module level, and in a function that nobody calls.
    """

    ref: Ref
    model: Model
    title: str
    call: Place | None


def constructions(program: Program) -> list[Construction]:
    """The Sequentials of the document, in the order in which they are made."""
    found: list[Construction] = []
    for event in program.each(ModelMade):
        model = program.heap.get(event.model.id)
        if isinstance(model, Model) and model.kind == "Sequential" and model.place.document is program.document:
            found.append(Construction(event.model, model, model.kind, _call(program, model)))
    return found


def _call(program: Program, model: Model) -> Place | None:
    """The innermost call in this document that led to the constructor."""
    for place in reversed(model.stack):
        if place.document is program.document:
            return place if hasattr(place.node, "func") else None
    return None


def grouped(program: Program) -> list[list[Construction]]:
    """The constructions by place: those of one constructor call together."""
    groups: dict[object, list[Construction]] = {}
    for each in constructions(program):
        groups.setdefault(each.model.place, []).append(each)
    return list(groups.values())
