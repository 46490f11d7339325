"""Masking (Keras: `layers/core/masking.py`)."""

from __future__ import annotations

from seqlint.keras.amounts import Numeric
from seqlint.keras.layer import Facets, layer
from seqlint.keras.nested import broadcast, nested_shape
from seqlint.values.call import Call
from seqlint.values.refusal import InvalidValue, Refused
from seqlint.values.shape import Shape


@layer(tags="masking")
def Masking(call: Call, mask_value: Numeric = 0.0) -> Facets:
    """Marks the steps of a sequence that are only padding, so that later layers skip them.

    A step whose features are all {mask_value} is masked: `LSTM` and the like pass over it, losses leave it out. The
    shape stays. `Embedding(mask_zero=True)` does it for words.

    Args:
        mask_value: the number that fills the padding. It should not occur as a real step.

    Examples:
        (None, 10, 8) → Masking() → (None, 10, 8), 0 parameters
        (None, 10, 8) → Masking(mask_value=-1.0) → (None, 10, 8), 0 parameters
    """
    sizes = nested_shape(call, mask_value) if call.target.major < 3 else None

    def output(shape: Shape) -> Shape:
        met = shape if not sizes else broadcast(sizes, shape)
        if met is None:
            raise Refused(
                InvalidValue,
                "mask_value",
                "ValueError: Dimensions must be equal",
                callee="Masking",
                argument="mask_value",
                value=mask_value,
                wanted="one number",
            )
        return (*met[:-1], shape[-1]) if shape else met

    return Facets(output)
