"""What a callback is: something that happens between epochs and batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec

from seqlint.keras.events import LibraryCall
from seqlint.keras.kinds import Context, Kind
from seqlint.keras.room import Declaration, Room
from seqlint.values.refusal import Refused, RemovedArgument

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seqlint.values.call import Arguments, Bound, Call
    from seqlint.values.signature import Signature


def _factor(value: Any, context: Context) -> Any:
    if isinstance(value, (int, float)) and value >= 1:
        said = f"ValueError: ReduceLROnPlateau does not support a factor >= 1.0. Received factor={value}"
        raise context.refuse(value, "a number below 1: the learning rate is multiplied by it", said)
    return value


def _frequency(value: Any, context: Context) -> Any:
    if isinstance(value, (float, type(None))) or (isinstance(value, str) and value != "epoch"):
        said = f"ValueError: Unrecognized save_freq: {value}. Expected save_freq are 'epoch' or integer values"
        raise context.refuse(value, "'epoch' or a number of batches", said)
    return value


Factor: TypeAlias = Annotated[Any, Kind("a number below 1", _factor)]
Frequency: TypeAlias = Annotated[Any, Kind("'epoch' or a number of batches", _frequency)]


class Callback(Declaration, frozen=True, eq=False, kw_only=True):
    """One callback.

    Attributes:
        gone: arguments that Keras 3 has no more, with what replaces them.
        ignores: the generations in which it takes any further keyword.
        told: whether each of its constructions is an event (`LibraryCall`) that rules may judge.
    """

    gone: Mapping[str, str | None] = {}
    ignores: tuple[int, ...] = ()
    told: bool = False

    def signature_in(self, major: int) -> Signature:
        """Its constructor's signature in one generation."""
        found = super().signature_in(major)
        return msgspec.structs.replace(found, keywords=found.keywords or major in self.ignores)

    def bind(self, call: Call, arguments: Arguments) -> Bound:
        """The arguments bound and checked.

        Raises:
            Refused: where the constructor would raise, and for an argument that Keras 3 has no more.
        """
        for name, replacement in self.gone.items():
            argument = arguments.keywords.get(name)
            if argument is not None:
                refused = call.target.major >= 3 and 3 not in self.ignores
                raise Refused(
                    RemovedArgument,
                    name,
                    f"TypeError: {self.name}.__init__() got an unexpected keyword argument '{name}'" if refused else "",
                    callee=self.name,
                    argument=name,
                    replacement=replacement,
                    since="Keras 3",
                    refused=refused,
                    whole=argument.whole,
                )
        bound = super().bind(call, arguments)
        if self.told:
            path = f"keras.callbacks.{self.name}"
            call.emit(LibraryCall(place=call.place, stack=call.stack, path=path, arguments=arguments, result=bound))
        return bound

    @property
    def monitors(self) -> bool:
        """Whether it watches a number from the logs."""
        return "monitor" in self.body.__code__.co_varnames


ROOM: Room[Callback] = Room("callback")


def callback(
    *,
    generations: tuple[int, ...] = (2, 3),
    since: tuple[int, int] = (3, 0),
    only: Mapping[int, tuple[str, ...]] | None = None,
    gone: Mapping[str, str | None] | None = None,
    ignores: tuple[int, ...] = (),
    told: bool = False,
) -> Callable[[Callable[..., Any]], Callback]:
    """Declare a callback by a function with its class's signature.

    Args:
        generations: the generations that have it.
        since: the release of Keras 3 that brought it.
        only: parameters of one generation alone.
        gone: arguments that Keras 3 has no more, with what replaces them.
        ignores: the generations in which it takes any further keyword.
        told: whether each of its constructions is an event that rules may judge.
    """

    def declare(body: Callable[..., Any]) -> Callback:
        return ROOM.add(
            Callback(
                room="callback",
                name=body.__name__,
                body=body,
                generations=generations,
                since=since,
                only=only or {},
                stored=True,
                gone=gone or {},
                ignores=ignores,
                told=told,
                cache={},
            )
        )

    return declare
