"""absl: flags with their defaults, and the entry point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries import everything_under
from seqlint.values.callee import callee
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

_KINDS = (
    "DEFINE_integer",
    "DEFINE_float",
    "DEFINE_string",
    "DEFINE_bool",
    "DEFINE_boolean",
    "DEFINE_enum",
    "DEFINE_list",
)


@callee(*(f"absl.flags.{kind}" for kind in _KINDS))
def define(call: Call, name: Any, default: Any = None, *args: Any, **kwargs: Any) -> Any:
    return unknown("it is a flag of the command line", call.place, name if isinstance(name, str) else None)


@callee("absl.app.run", lifted=False)
def run(call: Call, main: Any, argv: Any = None) -> Any:
    call.call(main, [unknown("it is given on the command line", call.place, "argv")])
    return None


@everything_under("absl")
def not_followed(call: Call, arguments: Arguments) -> Any:
    return unknown("it is set on the command line", call.place)
