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
        positional, required, defaults, known: what `bind` needs of them, worked out once.
    """

    parameters: tuple[Parameter, ...]
    star: bool = False
    keywords: bool = False
    positional: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    defaults: dict[str, Any] = {}
    known: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        named = self.parameters
        set_field = msgspec.structs.force_setattr
        set_field(self, "positional", tuple(each.name for each in named if not each.keyword_only))
        set_field(self, "required", tuple(each.name for each in named if each.required))
        set_field(self, "defaults", {each.name: None if each.required else each.default for each in named})
        set_field(self, "known", tuple(each.name for each in named))

    def names(self) -> tuple[str, ...]:
        """The parameters' names in order."""
        return self.known

    def bind(self, arguments: Arguments, also: frozenset[str] = frozenset()) -> Bound:
        """Arguments by parameter.

        Args:
            arguments: the call's arguments.
            also: names of keywords that are taken besides the parameters; they land in `Bound.extra`.

        Raises:
            Mismatch: if Python would refuse the call.
        """
        if len(arguments.positional) > len(self.positional) and not self.star:
            raise Mismatch("many", str(len(self.positional)), arguments.positional[len(self.positional)])
        given = dict(zip(self.positional, arguments.positional, strict=False))
        extra, unknown = self._by_keyword(arguments, given, also)
        if not arguments.open:
            for name in self.required:
                if name not in given:
                    raise Mismatch("missing", name)
        if unknown is not None:
            raise Mismatch("unknown", *unknown)
        defaults = {name: default for name, default in self.defaults.items() if name not in given}
        return Bound(given, defaults, extra)

    def _by_keyword(
        self, arguments: Arguments, given: dict[str, Argument], also: frozenset[str]
    ) -> tuple[dict[str, Argument], tuple[str, Argument] | None]:
        """Add the keywords to what is given; returns those of `**kwargs`, and the first that is not taken."""
        extra: dict[str, Argument] = {}
        unknown: tuple[str, Argument] | None = None
        for name, argument in arguments.keywords.items():
            if name in given:
                raise Mismatch("twice", name, argument)
            if name in self.defaults:
                given[name] = argument
            elif name in also or self.keywords:
                extra[name] = argument
            elif unknown is None:
                unknown = (name, argument)
        return extra, unknown


@cache
def parse_signature(text: str) -> Signature:
    """The signature between the parentheses of a `def`: `"x, y=None, **kwargs"`, defaults being constants."""
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
