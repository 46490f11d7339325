"""What stands in a room of names: one declaration a thing, and the lookups that follow from the declarations.

A class of Keras is declared by one function with Keras' own signature and its card as docstring, as layers are. Where
Keras 2 differs, the declaration says how; strings, public names and signatures are derived from that.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_type_hints

import msgspec

from seqlint.keras import kinds
from seqlint.keras.kinds import Context, Kind
from seqlint.keras.layer import refusal_of
from seqlint.keras.names import Named, lookup, resolve
from seqlint.values.call import Argument, Arguments, Bound
from seqlint.values.refusal import Refused, RemovedName
from seqlint.values.signature import Mismatch, Parameter, Signature, signature_of
from seqlint.values.target import Target
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seqlint.keras.card import Card
    from seqlint.values.call import Call


class Declaration(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """One thing of a room: a class of Keras, and what strings and functions stand for it.

    Attributes:
        room: "loss", "optimizer" …
        name: the canonical name.
        body: a function with Keras' signature and the card as docstring.
        generations: the Keras generations that have it.
        since: the release of Keras 3 that brought it.
        named_since: the release of Keras 3 from which on strings name it.
        strings: what Keras' `get` accepts for it, by generation.
        only: parameters that one generation alone has, by generation.
        defaults: defaults of Keras 2 that differ.
        older: names of parameters in Keras 2, by the name in Keras 3.
        extras: keywords that it takes besides the parameters, by generation.
        stored: whether its objects have an identity that matters, so that they live in the store.
        replacement: what Keras 3 has instead of a class of Keras 2 alone.
        cache: signatures and kinds, worked out at first use.
    """

    room: str
    name: str
    body: Callable[..., Any]
    generations: tuple[int, ...] = (2, 3)
    since: tuple[int, int] = (3, 0)
    named_since: tuple[int, int] = (3, 0)
    strings: Mapping[int, tuple[str, ...]] = {}
    only: Mapping[int, tuple[str, ...]] = {}
    defaults: Mapping[str, Any] = {}
    older: Mapping[str, str] = {}
    extras: Mapping[int, tuple[str, ...]] = {}
    stored: bool = False
    replacement: str | None = None
    cache: dict[Any, Any] = {}

    @property
    def doc(self) -> str:
        """The card as it is written."""
        return self.body.__doc__ or ""

    @property
    def card(self) -> Card:
        """The card in its parts."""
        if "card" not in self.cache:
            from seqlint.keras.card import parse_card

            self.cache["card"] = parse_card(self.doc)
        found: Card = self.cache["card"]
        return found

    @property
    def path(self) -> str:
        """Its canonical Keras path."""
        return f"keras.{_plural(self.room)}.{self.name}"

    def exists(self, target: Target) -> bool:
        """Whether the targeted Keras has it."""
        return target.major in self.generations and (target.major < 3 or target.at_least(*self.since))

    def texts(self, target: Target) -> tuple[str, ...]:
        """The strings that the targeted Keras accepts for it."""
        known = self.exists(target) and (target.major < 3 or target.at_least(*self.named_since))
        return self.strings.get(target.major, ()) if known else ()

    @property
    def signature(self) -> Signature:
        """Its constructor's signature in the newest generation that has it."""
        return self.signature_in(max(self.generations))

    def signature_in(self, major: int) -> Signature:
        """Its constructor's signature in one generation."""
        key = ("signature", major)
        if key not in self.cache:
            absent = {name for other, names in self.only.items() if other != major for name in names}
            whole = signature_of(self.body)
            kept = tuple(self._parameter(each, major) for each in whole.parameters if each.name not in absent)
            self.cache[key] = Signature(kept, whole.star, whole.keywords)
        found: Signature = self.cache[key]
        return found

    def _parameter(self, parameter: Parameter, major: int) -> Parameter:
        if major >= 3:
            return parameter
        default = self.defaults.get(parameter.name, parameter.default)
        return msgspec.structs.replace(parameter, name=self.older.get(parameter.name, parameter.name), default=default)

    def kind(self, parameter: str) -> Kind:
        """The kind of one of its arguments."""
        if "kinds" not in self.cache:
            hints = get_type_hints(self.body, include_extras=True)
            self.cache["kinds"] = {
                name: next(iter(getattr(hint, "__metadata__", ())), kinds.ANYTHING) for name, hint in hints.items()
            }
        kind: Kind = self.cache["kinds"].get(parameter, kinds.ANYTHING)
        return kind

    def also(self, target: Target) -> frozenset[str]:
        """Keywords that the targeted Keras takes besides the parameters."""
        return frozenset(self.extras.get(target.major, ()))

    def bind(self, call: Call, arguments: Arguments) -> Bound:
        """The arguments bound and checked.

        Raises:
            Refused: where the constructor would raise.
        """
        if call.target.major > max(self.generations):
            raise self._removed()
        signature = self.signature_in(call.target.major)
        try:
            bound = signature.bind(arguments, self.also(call.target))
        except Mismatch as mismatch:
            raise refusal_of(mismatch, self.name, signature.names()) from None
        return self._checked(call, bound)

    def _removed(self) -> Refused:
        return Refused(
            RemovedName,
            keras=f"AttributeError: module 'keras.{_plural(self.room)}' has no attribute '{self.name}'",
            path=self.path,
            kind="class",
            replacement=self.replacement,
            since="Keras 3",
            refused=True,
        )

    def _checked(self, call: Call, bound: Bound) -> Bound:
        given: dict[str, Argument] = {}
        for name, argument in bound.given.items():
            value = self._check(argument.value, Context(self.name, name, call))
            given[name] = argument if value is argument.value else msgspec.structs.replace(argument, value=value)
        return Bound(given, bound.defaults, bound.extra)

    def _check(self, value: Any, context: Context) -> Any:
        """The value as its kind gives it; what differs between paths stays if one of it is accepted."""
        kind = self.kind(context.argument)
        if isinstance(value, Unknown):
            return value
        if not isinstance(value, OneOf):
            return kind.check(value, context)
        refused: list[Refused] = []
        for each in value.values:
            try:
                kind.check(each, context)
            except Refused as refusal:
                refused.append(refusal)
        if len(refused) == len(value.values):
            raise refused[0]
        return value

    def invoke(self, call: Call, arguments: Arguments) -> Any:
        """An object of the class, as its constructor makes it.

        Raises:
            Refused: where the constructor would raise.
        """
        named = Named(self.room, self.name, self, self.bind(call, arguments))
        return call.store.new(named) if self.stored else named


D = TypeVar("D", bound=Declaration)


class Room(Generic[D]):
    """All declarations of one room.

    Args:
        name: the room's name in the singular ("loss").
        any_case: whether Keras' `get` ignores upper and lower case.
    """

    def __init__(self, name: str, *, any_case: bool = False) -> None:
        self.name = name
        self.any_case = any_case
        self.declarations: list[D] = []
        self._tables: dict[tuple[int, int], dict[str, D]] = {}

    def add(self, declaration: D) -> D:
        """Take up a declaration."""
        self.declarations.append(declaration)
        return declaration

    def table(self, target: Target) -> Mapping[str, D]:
        """Declarations by each string that the targeted Keras accepts."""
        key = (target.major, target.minor)
        if key not in self._tables:
            self._tables[key] = {text: each for each in self.declarations for text in each.texts(target)}
        return self._tables[key]

    def lookup(self, name: str, target: Target) -> D | None:
        """The declaration that a string names, or None where Keras would refuse the string."""
        return self.table(target).get(name.lower() if self.any_case else name)

    def names(self, target: Target) -> tuple[str, ...]:
        """All strings that Keras accepts, in order."""
        return tuple(sorted(self.table(target)))

    def named(self, name: str) -> D | None:
        """The declaration of that canonical name, the newest generation first."""
        found = [each for each in self.declarations if each.name == name]
        return max(found, key=lambda each: max(each.generations), default=None)


def import_folder(package: str, door: str) -> None:
    """Import every module of a package's folder, so that its declarations are made."""
    for file in sorted(os.listdir(os.path.dirname(door))):
        stem, extension = os.path.splitext(file)
        if extension == ".py" and not stem.startswith("_"):
            import_module(f"{package}.{stem}")


def generations(
    both: tuple[str, ...], three: tuple[str, ...] = (), two: tuple[str, ...] = ()
) -> dict[int, tuple[str, ...]]:
    """Strings by generation: those of both, and those of one alone."""
    return {2: both + two, 3: both + three}


def _plural(room: str) -> str:
    return f"{room}{'es' if room.endswith('s') else 's'}"


class Getter(msgspec.Struct, frozen=True):
    """A room's `get`: from a string or an object to the object."""

    room: str

    def invoke(self, call: Call, arguments: Arguments) -> Any:
        """What `get` gives.

        Raises:
            Refused: if it is a string that names nothing.
        """
        found = resolve(self.room, arguments.value(0, "identifier"), Context("get", "identifier", call))
        linear = lookup("activation", "linear", call.target) if found is None and self.room == "activation" else None
        return found if linear is None else Named("activation", linear.name, linear)
