"""marimo: notebooks whose cells are functions; what its elements show is chosen by the reader of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.libraries import everything_under
from seqlint.values.callee import callee
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


class App(msgspec.Struct, frozen=True, eq=False):
    """`marimo.App()`: what the cells of a notebook are hung on."""

    type_path: ClassVar[str] = "marimo.App"


class Decorator(msgspec.Struct, frozen=True, eq=False):
    """`app.cell(hide_code=True)`: a decorator with options.

    Attributes:
        name: "cell", "function" or "class_definition".
    """

    name: str


@callee("marimo.App", raw=True)
def app(call: Call, arguments: Arguments) -> App:
    return App()


def _decorator(name: str) -> None:
    @callee(f"marimo.App.{name}", raw=True)
    def decorate(call: Call, arguments: Arguments) -> Decorator:
        return Decorator(name)


for _name in ("cell", "function", "class_definition"):
    _decorator(_name)


@callee("marimo.App.run", "marimo.App.setup", raw=True)
def nothing(call: Call, arguments: Arguments) -> None:
    return None


@everything_under("marimo")
def element(call: Call, arguments: Arguments) -> Any:
    return unknown("the reader of the page chooses it", call.place)


def decorator_of(value: Any) -> str | None:
    """Which of an app's decorators a value is; None for another value."""
    if isinstance(value, Decorator):
        return value.name
    from seqlint.values.functions import Method

    return value.name if isinstance(value, Method) and isinstance(value.receiver, App) else None
