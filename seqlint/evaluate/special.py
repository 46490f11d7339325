"""Calls that the interpreter follows itself: attributes by name, `super()`, namespaces as dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate import expressions

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from seqlint.evaluate.interpreter import Interpreter


def _getattr(run: Interpreter, node: cst.Call) -> Any:
    """`getattr(value, "name")` with a known name."""
    from seqlint.evaluate.attributes import get_attribute

    values = [expressions.evaluate(run, arg.value) for arg in node.args]
    if len(values) >= 2 and isinstance(values[1], str):
        return get_attribute(run, values[0], values[1], node)
    return run.unknown("the name of the attribute is not known", node)


def _setattr(run: Interpreter, node: cst.Call) -> Any:
    """`setattr(value, "name", new)` with a known name."""
    from seqlint.evaluate.attributes import set_attribute

    values = [expressions.evaluate(run, arg.value) for arg in node.args]
    if len(values) == len(("value", "name", "new")) and isinstance(values[1], str):
        set_attribute(run, values[0], values[1], values[2], node)
    elif values:
        from seqlint.evaluate.calls import let_go

        let_go(run, values[0])


def _super(run: Interpreter, node: cst.Call) -> Any:
    """`super()` inside a method: the object with the base class's methods."""
    from seqlint.evaluate.classes import super_of

    return super_of(run, node)


def _globals(run: Interpreter, node: cst.Call) -> Any:
    return run.unknown("seqlint does not follow the program's namespaces as dictionaries", node)


SPECIAL: dict[str, Callable[[Interpreter, cst.Call], Any]] = {
    "getattr": _getattr,
    "setattr": _setattr,
    "super": _super,
    "globals": _globals,
    "locals": _globals,
    "vars": _globals,
}
