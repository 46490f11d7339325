"""Binding a call's arguments to a Python signature, as Python would, without calling anything."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.call import Argument, Arguments, Bound

if TYPE_CHECKING:
    from collections.abc import Callable


class Parameter(msgspec.Struct, frozen=True):
    """One parameter: `required` ones have no default."""

    name: str
    default: Any
    required: bool
    keyword_only: bool


class Mismatch(Exception):  # noqa: N818 - it says what it is
    """The arguments do not fit the signature.

    Args:
        kind: "unknown", "missing", "many" or "twice".
        name: the parameter or keyword; the number of positional parameters for "many".
        argument: the argument at fault, if there is one.
    """

    def __init__(self, kind: str, name: str, argument: Argument | None = None) -> None:
        super().__init__(kind, name)
        self.kind = kind
        self.name = name
        self.argument = argument


class Signature(msgspec.Struct, frozen=True):
    """Parameters in order.

    Attributes:
        parameters: all named parameters.
        star: whether further positional arguments are taken.
        keywords: whether further keywords are taken.
    """

    parameters: tuple[Parameter, ...]
    star: bool = False
    keywords: bool = False

    def names(self) -> tuple[str, ...]:
        """The parameters' names in order."""
        return tuple(parameter.name for parameter in self.parameters)

    def bind(self, arguments: Arguments, also: frozenset[str] = frozenset()) -> Bound:  # noqa: C901 - Python's own cases
        """Arguments by parameter.

        Args:
            arguments: the call's arguments.
            also: names of keywords that are taken besides the parameters; they land in `Bound.extra`.

        Raises:
            Mismatch: if Python would refuse the call.
        """
        positional = [parameter for parameter in self.parameters if not parameter.keyword_only]
        if len(arguments.positional) > len(positional) and not self.star:
            raise Mismatch("many", str(len(positional)), arguments.positional[len(positional)])
        given = {
            parameter.name: argument for parameter, argument in zip(positional, arguments.positional, strict=False)
        }
        names = set(self.names())
        extra: dict[str, Argument] = {}
        unknown: tuple[str, Argument] | None = None
        for name, argument in arguments.keywords.items():
            if name in given:
                raise Mismatch("twice", name, argument)
            if name in names:
                given[name] = argument
            elif name in also or self.keywords:
                extra[name] = argument
            elif unknown is None:
                unknown = (name, argument)
        if not arguments.open:
            for parameter in self.parameters:
                if parameter.required and parameter.name not in given:
                    raise Mismatch("missing", parameter.name)
        if unknown is not None:
            raise Mismatch("unknown", *unknown)
        defaults = {
            parameter.name: None if parameter.required else parameter.default
            for parameter in self.parameters
            if parameter.name not in given
        }
        return Bound(given, defaults, extra)


@cache
def parse_signature(text: str) -> Signature:
    """The signature that stands between the parentheses of a `def`: `"x, y=None, **kwargs"`, defaults being constants."""
    node = ast.parse(f"def f({text}): ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    given = node.args
    required = len(given.args) - len(given.defaults)
    parameters = [
        Parameter(
            arg.arg,
            None if index < required else ast.literal_eval(given.defaults[index - required]),
            index < required,
            keyword_only=False,
        )
        for index, arg in enumerate(given.args)
    ]
    parameters += [
        Parameter(arg.arg, None if default is None else ast.literal_eval(default), default is None, keyword_only=True)
        for arg, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    ]
    return Signature(tuple(parameters), given.vararg is not None, given.kwarg is not None)


def signature_of(function: Callable[..., Any], skip: int = 0) -> Signature:
    """The signature of a Python function, without its first `skip` parameters."""
    parameters: list[Parameter] = []
    star = keywords = False
    for parameter in list(inspect.signature(function).parameters.values())[skip:]:
        if parameter.kind is parameter.VAR_POSITIONAL:
            star = True
        elif parameter.kind is parameter.VAR_KEYWORD:
            keywords = True
        else:
            required = parameter.default is parameter.empty
            parameters.append(
                Parameter(
                    parameter.name,
                    None if required else parameter.default,
                    required,
                    parameter.kind is parameter.KEYWORD_ONLY,
                )
            )
    return Signature(tuple(parameters), star, keywords)
