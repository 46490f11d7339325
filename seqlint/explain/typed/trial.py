"""What a layer would do with a shape if it stood at the cursor: its twin is asked, nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import msgspec

from seqlint.keras.layer import ANY_RANK
from seqlint.keras.weights import count
from seqlint.values.refusal import Refused
from seqlint.values.shape import symbol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seqlint.keras.layer import LayerType
    from seqlint.values.call import Call
    from seqlint.values.shape import Shape
    from seqlint.values.target import Target


class Tried(msgspec.Struct, frozen=True):
    """What came of it.

    Attributes:
        output: the shape that would leave it; None where that is not known.
        fits: whether it takes the shape; None where that is not known.
        parameters: how many weights it would have; None where that is not known.
    """

    output: Shape | None = None
    fits: bool | None = None
    parameters: int | None = None


class _Nowhere(msgspec.Struct):
    """A call that belongs to no program: a twin that looks around finds nothing there, and nothing is known of it."""

    target: Target


def tried(type_: LayerType, target: Target, shape: Shape | None, given: Mapping[str, Any] | None = None) -> Tried:
    """What a layer makes of a shape.

    Args:
        type_: the layer.
        target: the Keras.
        shape: what arrives, the batch included; None where it is not known.
        given: checked arguments; for what is required and not given, a size of that name stands.
    """
    if shape is None:
        return Tried()
    if not type_.rank.admits(shape):
        return Tried(None, fits=False)
    values = {each.name: each.default for each in type_.signature_in(target.major).parameters if not each.required}
    missing = [each.name for each in type_.signature_in(target.major).parameters if each.required]
    values |= {name: symbol(name) for name in missing}
    values |= dict(given or {})
    leading = (cast("Call", _Nowhere(target)),) if type_.takes_call else ()
    try:
        facets = type_.body(*leading, **values)
        if facets.rank is not None and not facets.rank.admits(shape):
            return Tried(None, fits=False)
        output = facets.output(shape)
        parameters = count(facets.weights(shape))
    except Refused:
        return Tried(None, fits=None if missing and not given else False)
    except Exception:  # noqa: BLE001 - a twin that needs its program, or numbers that are not there yet
        return Tried(None, fits=None if type_.rank == ANY_RANK else True)
    known = parameters if isinstance(parameters, int) else None
    return Tried(output if isinstance(output, tuple) else None, fits=True, parameters=known)
