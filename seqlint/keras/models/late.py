"""What Keras refuses about a layer of a built model only when values go through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from seqlint.keras.models.build import Sequential
    from seqlint.values.call import Call
    from seqlint.values.refusal import Stage


def refuse_late(call: Call, sequential: Sequential, stage: Stage) -> None:
    """Tell of the first layer whose input the symbolic call let go, once."""
    model = sequential.model(call)
    if model.broken is not None:
        return
    for index, use in enumerate(model.uses):
        if use.late is not None:
            before = model.uses[index - 1].layer if index else None
            broken = sequential.refusal(call, use.late, use, before, stage, model)
            call.emit(broken)
            uses = (*model.uses[:index], msgspec.structs.replace(use, late=None), *model.uses[index + 1 :])
            sequential.update(call, uses=uses, broken=broken)
            return
