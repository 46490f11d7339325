"""What the call around the cursor takes: the signature that binding uses, and what each argument may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.explain.layers import general
from seqlint.keras import lookup
from seqlint.keras.kinds import ANYTHING, Kind
from seqlint.keras.layer import LayerType
from seqlint.keras.models.training import signature_in
from seqlint.keras.room import Declaration
from seqlint.values.callee import Callee
from seqlint.values.signature import Parameter, Signature

if TYPE_CHECKING:
    from seqlint.explain.typed.scan import Bracket
    from seqlint.explain.typed.scope import Scope
    from seqlint.keras.models.record import Model
    from seqlint.values.store import Ref
    from seqlint.values.target import Target

_COMPILED = {"optimizer": "optimizer", "loss": "loss", "metrics": "metric", "weighted_metrics": "metric"}
"""The rooms that `compile` looks its strings up in."""


class Callable(msgspec.Struct, frozen=True):
    """Something of Keras that is being called.

    Attributes:
        name: how it is called.
        parameters: what it takes, in order.
        more: keywords that it takes besides, as every layer does.
        summary: what it does.
        arguments: what each argument means.
        kinds: what each argument may be, where Keras' own class says.
        type: the layer class, if it is one.
        model: the model whose method it is.
    """

    name: str
    parameters: tuple[Parameter, ...]
    more: tuple[str, ...] = ()
    summary: str = ""
    arguments: dict[str, str] = {}
    kinds: dict[str, Kind] = {}
    type: LayerType | None = None
    model: tuple[Ref, Model] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All keywords that it takes."""
        return (*(each.name for each in self.parameters), *self.more)

    def parameter_at(self, bracket: Bracket) -> str | None:
        """The parameter that the argument at the cursor is for; None where that is not known."""
        argument = bracket.at
        if argument.keyword is not None:
            return argument.keyword if argument.keyword in self.names else None
        if any(each.starred for each in bracket.arguments[: bracket.current + 1]):
            return None
        positional = [each.name for each in self.parameters if not each.keyword_only]
        return positional[bracket.position] if bracket.position < len(positional) else None

    def kind(self, parameter: str) -> Kind:
        """What an argument may be."""
        return self.kinds.get(parameter, ANYTHING)

    def room(self, parameter: str) -> str | None:
        """The room of names that a string given for an argument is looked up in."""
        if self.name == "compile" and self.model is not None:
            return _COMPILED.get(parameter)
        return self.kind(parameter).lookup


def callable_of(scope: Scope, bracket: Bracket) -> Callable | None:
    """What is called by the bracket; None where it is nothing of Keras."""
    if bracket.kind != "(" or not bracket.callee:
        return None
    path = scope.path(bracket.callee)
    if path is not None:
        return _library(path, scope.target) if path.startswith("keras.") else None
    receiver, _, method = bracket.callee.rpartition(".")
    held = scope.model(receiver, bracket.callee_start) if receiver else None
    return None if held is None else _method(method, held, scope.target)


def _library(path: str, target: Target) -> Callable | None:
    found: Any = lookup.find(path)
    name = path.rpartition(".")[2]
    if isinstance(found, LayerType):
        return _layer(found, target)
    if isinstance(found, Declaration):
        if target.major not in found.generations:
            return None
        signature = found.signature_in(target.major)
        kinds = {each: found.kind(each) for each in signature.names()}
        return Callable(name, signature.parameters, (), found.card.summary, found.card.arguments, kinds)
    signature_ = getattr(found, "signature", None)
    if not isinstance(signature_, Signature) or (isinstance(found, Callee) and (found.raw or found.attribute)):
        return None
    doc = getattr(found, "doc", None) or getattr(getattr(found, "body", None), "__doc__", None)
    return Callable(name, signature_.parameters, (), _first(doc))


def _layer(type_: LayerType, target: Target) -> Callable:
    from seqlint.explain.cards.argument import COMMON

    parameters = type_.signature_in(target.major).parameters
    taken = {each.name for each in parameters}
    more = tuple(name for name in COMMON if name in type_.common(target.major) and name not in taken)
    return Callable(
        name=type_.name,
        parameters=parameters,
        more=more,
        summary=general(type_.card.summary),
        arguments={**COMMON, **{name: general(text) for name, text in type_.card.arguments.items()}},
        kinds={each.name: type_.kind(each.name) for each in parameters},
        type=type_,
    )


def _method(method: str, held: tuple[Ref, Model], target: Target) -> Callable | None:
    callee: Any = lookup.find(f"keras.models.Model.{method}")
    if not isinstance(callee, Callee) or callee.attribute:
        return None
    signature = signature_in(method, target.major) or (None if callee.raw else callee.signature)
    if signature is None:
        return None
    parameters = tuple(each for each in signature.parameters if each.name != "self")
    from seqlint.explain.cards.training import meanings

    return Callable(method, parameters, (), _first(callee.body.__doc__), meanings(), model=held)


def _first(doc: str | None) -> str:
    return (doc or "").strip().partition("\n")[0]
