"""IPython: what it shows decides no model."""  # noqa: N999 - the library is called so

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.libraries import everything_under
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


@everything_under("IPython")
def show(call: Call, arguments: Arguments) -> Any:
    return unknown("it only shows something", call.place)
