"""What Python asks of an object by its special methods: items, length, truth, operators, missing attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from seqlint.evaluate.callees import find
from seqlint.values.call import Argument, Arguments
from seqlint.values.callee import type_path
from seqlint.values.containers import InstanceRecord
from seqlint.values.functions import Class, Function, Library, Method
from seqlint.values.store import Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.values.place import Place

BASE = "__base__"
"""The attribute of an instance under which the object of the library's class stands that it derives from."""

CONTAINERS = frozenset({"builtins.dict", "builtins.list", "collections.OrderedDict", "collections.UserDict"})
"""Classes of Python that programs derive from to keep items."""

_METHODS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "@": "matmul",
    "<<": "lshift", ">>": "rshift", "&": "and", "|": "or", "^": "xor",
    "==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge",
}  # fmt: skip


def own(run: Interpreter, value: Any, name: str) -> Method | None:
    """A special method of an instance of a class of the program; None where it has none."""
    record = run.store.heap.get(value.id) if isinstance(value, Ref) else None
    if not isinstance(record, InstanceRecord) or not isinstance(record.cls, Class):
        return None
    found = record.cls.lookup(name)
    return Method(value, name, found) if isinstance(found, Function) else None


def ask(run: Interpreter, value: Any, name: str, *given: Any) -> Any:
    """What a special method gives; NotImplemented where there is none."""
    method = own(run, value, name)
    if method is None:
        return NotImplemented
    from seqlint.evaluate.calls import call_value

    place: Place = method.function.place
    return call_value(run, method, Arguments(tuple(map(Argument, given))), place, place)


def operate(run: Interpreter, op: str, left: Any, right: Any) -> Any:
    """`left op right` where one of them says itself what that is; NotImplemented where neither does."""
    name = _METHODS.get(op)
    if name is None:
        return NotImplemented
    result = ask(run, left, f"__{name}__", right)
    return ask(run, right, f"__r{name}__", left) if result is NotImplemented else result


def items(run: Interpreter, value: Ref, record: InstanceRecord) -> Sequence[Any] | None:
    """The items of an instance one by one; None where they are not known."""
    from seqlint.evaluate.context import items_of

    found = ask(run, value, "__iter__")
    if found is not NotImplemented:
        return items_of(run, found)
    if BASE in record.attributes:
        base = record.attributes[BASE]
        return items_of(run, base) if isinstance(base, Ref) else None
    return fields(record)


def fields(record: InstanceRecord) -> tuple[Any, ...] | None:
    """The fields of a named tuple, in order; None for another object."""
    cls = record.cls
    if not isinstance(cls, Class):
        return None
    named = isinstance(cls.place.node, cst.Call) or any(
        isinstance(base, Library) and base.path == "typing.NamedTuple" for base in cls.bases
    )
    names = cls.fields()
    if not named or not names:
        return None
    return tuple(record.attributes.get(name, cls.lookup(name)) for name in names)


def missing(run: Interpreter, value: Ref, record: InstanceRecord, name: str, node: cst.CSTNode) -> Any:
    """What `__getattr__` gives for an attribute that is not there; NotImplemented where the class has none."""
    getter = record.cls.lookup("__getattr__") if isinstance(record.cls, Class) and name[:2] != "__" else None
    base = record.attributes.get(BASE)
    if getter is None or (base is not None and find(f"{type_path(base, run.store.heap)}.{name}") is not None):
        return NotImplemented
    from seqlint.evaluate.calls import call_value

    if isinstance(getter, Function):
        method = Method(value, "__getattr__", getter)
    elif isinstance(getter, (Method, Library)) and base is not None:  # `__getattr__ = dict.get`
        method = Method(base, getter.name)
    else:
        return NotImplemented
    place = run.place(node)
    return call_value(run, method, Arguments((Argument(name),)), place, place)
