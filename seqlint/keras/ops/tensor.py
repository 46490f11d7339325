"""A tensor among the values: what every function here takes and gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.ops.making import as_array
from seqlint.values.ops.reducing import with_library
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

TF = "tensorflow"


def tensor(call: Call, value: Any) -> Array | Unknown:
    """A value as a tensor."""
    array = as_array(value, call)
    return array if isinstance(array, Unknown) else with_library(array, TF)


def given(value: Any) -> Any:
    """What a function of arrays gave, as a tensor if it is one."""
    return with_library(value, TF) if isinstance(value, Array) else value


def both(*names: str) -> tuple[str, ...]:
    """The paths of functions that `keras.ops` and `keras.backend` have with the same parameters."""
    return tuple(f"keras.{module}.{name}" for name in names for module in ("ops", "backend"))
