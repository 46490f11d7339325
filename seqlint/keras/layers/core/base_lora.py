"""Low-rank corrections of weights (LoRA)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Context

if TYPE_CHECKING:
    from seqlint.values.call import Call


def refuse_lora_with_constraint(call: Call, callee: str, lora_rank: Any, constraint: Any) -> None:
    """Keras takes no constraint on weights that are corrected."""
    if isinstance(lora_rank, int) and constraint is not None:
        keras = "ValueError: Lora is incompatible with kernel constraints."
        context = Context(callee, "lora_rank", call)
        raise context.refuse(lora_rank, "None where the weights have a constraint", keras).when_applied()
