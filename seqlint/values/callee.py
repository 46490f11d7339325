"""What a library call gives: the `@callee` decorator, and the registry that it fills.

A callee is one function with the library's own signature after the leading `call`. Binding, alternatives and places are
handled here once; the body sees one case at a time and answers with a value, `Unknown` included. Methods and attributes
of a library's objects are callees as well, under the type's path: `numpy.ndarray.reshape`, `builtins.list.append`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.array import Array
from seqlint.values.call import Argument, Arguments
from seqlint.values.refusal import Refused
from seqlint.values.shape import Size
from seqlint.values.signature import Mismatch, Signature, signature_of
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.values.call import Call


class Callee(msgspec.Struct, frozen=True, eq=False):
    """A function, method or attribute of a library.

    Attributes:
        path: canonical dotted path.
        body: takes the call and the bound arguments; the arguments' places are in `call.bound`.
        attribute: whether it is read (`x.T`) instead of called.
        lifted: whether alternatives among the arguments are run one by one; else the body sees `OneOf`.
        pure: whether it changes nothing in the store.
        told: whether each call of it is an event (`LibraryCall`) that rules may judge.
        raw: whether the body wants `(call, arguments)` unbound (`*args` of any kind).
        refuses: the function that turns a failed binding into a `Refused`, for callees whose refusals are reported.
        cache: the signature, at first use.
    """

    path: str
    body: Callable[..., Any]
    attribute: bool = False
    lifted: bool = True
    raw: bool = False
    told: bool = False
    refuses: Callable[[Mismatch, Callee], Refused] | None = None
    cache: dict[str, Any] = {}

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition(".")[2]

    @property
    def signature(self) -> Signature:
        """Its parameters, the call left out."""
        if "signature" not in self.cache:
            self.cache["signature"] = signature_of(self.body, skip=1)
        found: Signature = self.cache["signature"]
        return found

    def invoke(self, call: Call, arguments: Arguments) -> Any:
        """The value that the call gives.

        Raises:
            Refused: where the library would raise and seqlint reports it.
        """
        if self.lifted:
            for argument in (*arguments.positional, *arguments.keywords.values()):
                if type(argument.value) is OneOf:
                    return self._each(call, arguments)
        if self.raw:
            return self.body(call, arguments)
        try:
            bound = self.signature.bind(arguments)
        except Mismatch as mismatch:
            if self.refuses is not None:
                raise self.refuses(mismatch, self) from None
            return unknown(f"`{self.path}` is called with arguments that seqlint does not know", call.place)
        values = dict(bound.defaults)
        for name, argument in bound.given.items():
            values[name] = argument.value
        if self.signature.keywords:
            for name, argument in bound.extra.items():
                values[name] = argument.value
        return self.body(call, **values)

    def _each(self, call: Call, arguments: Arguments) -> Any:
        """One result for each alternative of the first argument that has some."""
        from seqlint.values.join import one_of

        index, name, values = _first_choice(arguments)
        results: list[Any] = []
        refused: Refused | None = None
        for value in values:
            try:
                results.append(self.invoke(call, _replaced(arguments, index, name, value)))
            except Refused as refusal:
                refused = refusal
        if not results and refused is not None:
            raise refused
        return one_of(results)


def _first_choice(arguments: Arguments) -> tuple[int | None, str | None, tuple[Any, ...]]:
    for index, argument in enumerate(arguments.positional):
        if isinstance(argument.value, OneOf):
            return index, None, argument.value.values
    for name, argument in arguments.keywords.items():
        if isinstance(argument.value, OneOf):
            return None, name, argument.value.values
    raise AssertionError("no alternatives")


def _replaced(arguments: Arguments, index: int | None, name: str | None, value: Any) -> Arguments:
    def with_value(argument: Argument) -> Argument:
        return Argument(value, argument.place, argument.whole, argument.keyword)

    if name is None:
        positional = tuple(with_value(each) if at == index else each for at, each in enumerate(arguments.positional))
        return Arguments(positional, arguments.keywords, arguments.open)
    keywords = {key: with_value(each) if key == name else each for key, each in arguments.keywords.items()}
    return Arguments(arguments.positional, keywords, arguments.open)


REGISTRY: dict[str, Callee] = {}


def callee(
    *paths: str,
    attribute: bool = False,
    lifted: bool = True,
    raw: bool = False,
    told: bool = False,
    refuses: Callable[[Mismatch, Callee], Refused] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function under one or more canonical paths; see `Callee` for the arguments."""

    def declare(body: Callable[..., Any]) -> Callable[..., Any]:
        for path in paths:
            REGISTRY[path] = Callee(path, body, attribute, lifted, raw, told, refuses, {})
        return body

    return declare


_BUILTIN = {str: "str", bytes: "bytes", int: "int", float: "float", bool: "bool", tuple: "tuple", complex: "complex"}


def type_path(value: Any, heap: dict[int, Any]) -> str | None:
    """The path of a value's type, under which its methods are registered; None for what has none."""
    if isinstance(value, Ref):
        value = heap.get(value.id)
    if isinstance(value, Array):
        return {"tensorflow": "tensorflow.Tensor"}.get(value.library or "", "numpy.ndarray")
    path = getattr(type(value), "type_path", None)
    if isinstance(path, str):
        return path
    if isinstance(value, Size):
        return "builtins.int"
    name = _BUILTIN.get(type(value))
    if name is not None:
        return f"builtins.{name}"
    return None
