"""A call as its callee sees it: the arguments with their places, and a door back to the interpreter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from seqlint.values.functions import Function, Outcome
    from seqlint.values.place import Place
    from seqlint.values.store import Store
    from seqlint.values.target import Target


class Argument(msgspec.Struct, frozen=True, eq=False):
    """One argument of a call.

    Attributes:
        value: what it is.
        place: the value's expression; None for a default.
        whole: the whole argument with its keyword.
        keyword: the keyword it was given by, None if by position.
    """

    value: Any
    place: Place | None = None
    whole: Place | None = None
    keyword: str | None = None


class Arguments(msgspec.Struct, frozen=True, eq=False):
    """The arguments of a call, unbound.

    Attributes:
        positional: in order.
        keywords: by name.
        open: a reason why there may be more (`*args` of unknown length, `**settings`), else None.
    """

    positional: tuple[Argument, ...] = ()
    keywords: Mapping[str, Argument] = {}
    open: str | None = None

    def __iter__(self) -> Iterator[Argument]:
        yield from self.positional
        yield from self.keywords.values()

    def get(self, index: int | None, name: str) -> Argument | None:
        """The argument at a position or under a keyword."""
        if name in self.keywords:
            return self.keywords[name]
        return self.positional[index] if index is not None and index < len(self.positional) else None

    def value(self, index: int | None, name: str, default: Any = None) -> Any:
        """The value of the argument at a position or under a keyword."""
        argument = self.get(index, name)
        return default if argument is None else argument.value


class Bound(msgspec.Struct, frozen=True, eq=False):
    """Arguments bound to a signature.

    Attributes:
        given: the arguments that the call gives, by parameter.
        defaults: the values of all others.
        extra: keywords that went to `**kwargs`.
    """

    given: Mapping[str, Argument]
    defaults: Mapping[str, Any]
    extra: Mapping[str, Argument] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def value(self, name: str) -> Any:
        """The value of a parameter: what is given, else the default."""
        argument = self.given.get(name) or self.extra.get(name)
        return self.defaults.get(name) if argument is None else argument.value

    def place(self, name: str) -> Place | None:
        """Where a parameter's value stands; None for a default."""
        argument = self.given.get(name) or self.extra.get(name)
        return None if argument is None else argument.place

    def names(self) -> tuple[str, ...]:
        """All parameters, the given ones first."""
        return tuple(dict.fromkeys([*self.given, *self.defaults]))


class Call(Protocol):
    """What a callee is given besides its arguments; the interpreter implements it.

    Attributes:
        target: the Keras that the program is read for.
        store: heap of the program's objects.
        place: the call expression.
        callee: the expression that is called (`layers.Dense`).
        stack: the calls that led here, outermost first; empty at module level.
    """

    target: Target
    store: Store
    place: Place
    callee: Place
    stack: tuple[Place, ...]

    def call(self, function: Any, arguments: Sequence[Any], keywords: Mapping[str, Any] | None = None) -> Any:
        """Call a value of the program (a lambda, a function, a layer) with values."""

    def attempt(self, function: Any, arguments: Sequence[Any], keywords: Mapping[str, Any] | None = None) -> Any:
        """The same where what fails inside is swallowed: an unknown then."""

    def emit(self, event: Any) -> None:
        """Record something that happened, for rules and cards."""

    def items(self, value: Any) -> Sequence[Any] | None:
        """The items of an iterable, each at its own; None where they are not known one by one."""

    def unique_name(self, base: str) -> str:
        """The next automatic Keras name: `dense`, then `dense_1`."""

    def restart_names(self) -> None:
        """Let Keras' automatic names start again (`clear_session`)."""

    def outcome(self, function: Function) -> Outcome | None:
        """What is wrong with what a function of the program gives as a loss; None where nothing is known to be."""

    def parts_of(self, place: Place) -> Sequence[Place]:
        """Where the items stand of a tuple or list that is written at a place; nothing for another expression."""
        ...

    def item_places(self, value: Any) -> Sequence[Place | None] | None:
        """Where the items of a list or tuple that the program writes down stand."""
