"""`operator`: Python's operators as functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.callee import callee
from seqlint.values.ops import binary

if TYPE_CHECKING:
    from seqlint.values.call import Call

_NAMES = {
    "add": "+", "iadd": "+", "concat": "+", "sub": "-", "isub": "-", "mul": "*", "imul": "*", "truediv": "/",
    "floordiv": "//", "mod": "%", "pow": "**", "matmul": "@",
}  # fmt: skip


def _operator(name: str, sign: str) -> None:
    @callee(f"operator.{name}")
    def operate(call: Call, a: Any, b: Any) -> Any:
        return binary(sign, a, b, call)


for _name, _sign in _NAMES.items():
    _operator(_name, _sign)
