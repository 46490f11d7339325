"""Keras' layer classes: `@layer` declares one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from seqlint.keras import kinds
from seqlint.keras.layer.construct import construct
from seqlint.keras.layer.facets import ANY_RANK, Facets, Rank
from seqlint.values.signature import Parameter, Signature, signature_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.keras.card import Card
    from seqlint.keras.kinds import Kind
    from seqlint.values.call import Arguments, Call
    from seqlint.values.store import Ref


COMMON = frozenset({"name", "dtype", "trainable", "autocast", "activity_regularizer", "input_shape", "input_dim"})
"""Keywords of every layer of Keras 3 with `**kwargs`."""
COMMON_2 = COMMON | {
    "batch_size", "batch_input_shape", "weights", "dynamic", "implementation", "input_dtype",
    "experimental_autocast", "experimental_implementation",
}  # fmt: skip


STEPS_2 = frozenset({"input_length"})
"""What recurrent layers of Keras 2 take besides."""


class LayerType(msgspec.Struct, frozen=True, eq=False):
    """One of Keras' layer classes.

    Attributes:
        name: the class name.
        body: the twin.
        rank: what its `input_spec` asks of the rank.
        last_axis: whether the last axis (the channels) must be known when it is built.
        several: what it needs instead of one tensor, for those that cannot stand in a Sequential; else None.
        kwargs: whether the class takes the keywords of every layer (in Keras 2 all do).
        generations: the Keras generations that have it.
        keras2: its parameters in Keras 2, in order, where they differ from the body's ("pool_size=2" for a default of
            its own, "*keepdims" for one that is only taken by keyword).
        removed: keyword-only parameters of the body that only Keras 2 takes, and common keywords that neither takes.
        deprecated: keywords that Keras 3 still takes with a warning, each with what it is called now, or "".
        tags: families that rules ask for: "recurrent", "convolution", "pooling", "dropout", "normalization",
            "activation", "reshaping", "preprocessing", "wrapper", "output", "columns" (of a table) …
        like: a layer whose card describes the arguments that this one's leaves out.
        forgotten2: keywords that Keras 2 hands to a base class and never uses.
        cache: signature and kinds, worked out at first use.
    """

    name: str
    body: Callable[..., Facets]
    rank: Rank
    last_axis: bool
    several: str | None
    kwargs: bool
    generations: tuple[int, ...]
    keras2: tuple[str, ...] | None
    removed: frozenset[str]
    tags: frozenset[str]
    like: LayerType | None = None
    deprecated: dict[str, str] = {}
    forgotten2: frozenset[str] = frozenset()
    cache: dict[Any, Any] = {}

    @property
    def doc(self) -> str:
        """Its card, unparsed."""
        return self.body.__doc__ or ""

    @property
    def card(self) -> Card:
        """What its docstring says; what it leaves out of its arguments is what `like` says of them."""
        if "card" not in self.cache:
            self.cache["card"] = _card(self)
        found: Card = self.cache["card"]
        return found

    @property
    def signature(self) -> Signature:
        """Its parameters in Keras 3."""
        return self.signature_in(3)

    def signature_in(self, major: int) -> Signature:
        """Its parameters in one generation of Keras."""
        if "signature" not in self.cache:
            whole = signature_of(self.body, skip=int(self.takes_call))
            self.cache["signature"] = _without(whole, self.removed)
            self.cache["keras2"] = whole if self.keras2 is None else _reordered(whole, self.keras2)
        found: Signature = self.cache["signature" if major >= 3 else "keras2"]
        return found

    @property
    def takes_call(self) -> bool:
        """Whether the body wants the `Call` as its first argument (wrappers, Lambda)."""
        code: Any = getattr(self.body, "__code__", None)
        return bool(code.co_argcount and code.co_varnames[0] == "call")

    def kind(self, parameter: str) -> Kind:
        """The kind of one of its arguments."""
        if "kinds" not in self.cache:
            hints = get_type_hints(self.body, include_extras=True)
            found = {
                name: next(iter(getattr(hint, "__metadata__", ())), kinds.ANYTHING) for name, hint in hints.items()
            }
            self.cache["kinds"] = found
        kind: Kind = self.cache["kinds"].get(parameter, kinds.ANYTHING)
        return kind

    def common(self, major: int) -> frozenset[str]:
        """Keywords that it takes besides its own parameters."""
        if not self.kwargs and major >= 3:
            return frozenset({"name", "dtype"})
        if major >= 3:
            return COMMON - self.removed
        return (COMMON_2 | self.forgotten2 | (STEPS_2 if self.steps else frozenset())) - self.removed

    @property
    def steps(self) -> bool:
        """Whether Keras 2 reads `input_dim` and `input_length` as features and steps of a sequence."""
        return "recurrent" in self.tags and "wrapper" not in self.tags

    def invoke(self, call: Call, arguments: Arguments, also: frozenset[str] = frozenset()) -> Ref:
        """Make a layer, as the constructor does; `also` names keywords of an older Keras that are understood."""
        return construct(self, call, arguments, also)


def _without(signature: Signature, removed: frozenset[str]) -> Signature:
    kept = tuple(parameter for parameter in signature.parameters if parameter.name not in removed)
    return msgspec.structs.replace(signature, parameters=kept)


def _reordered(signature: Signature, names: tuple[str, ...]) -> Signature:
    by_name = {parameter.name: parameter for parameter in signature.parameters}
    kept: list[Parameter] = []
    for word in names:
        name, _, default = word.lstrip("*").partition("=")
        kept.append(msgspec.structs.replace(by_name[name], keyword_only=word[0] == "*", **_default(default)))
    return msgspec.structs.replace(signature, parameters=tuple(kept), keywords=False)


def _default(text: str) -> dict[str, Any]:
    if not text:
        return {}
    from ast import literal_eval

    return {"default": literal_eval(text), "required": False}


def _card(type_: LayerType) -> Card:
    from seqlint.keras.card import parse_card

    own = parse_card(type_.doc)
    if type_.like is None:
        return own
    missing = [name for name in signature_of(type_.body).names() if name not in own.arguments]
    others = {name: text for name, text in type_.like.card.arguments.items() if name in missing}
    return msgspec.structs.replace(own, arguments={**own.arguments, **others})


def layer(
    *,
    rank: Rank = ANY_RANK,
    last_axis: bool = False,
    several: str | None = None,
    kwargs: bool = True,
    generations: tuple[int, ...] = (2, 3),
    keras2: str | None = None,
    removed: str = "",
    tags: str = "",
    like: LayerType | None = None,
    deprecated: str = "",
    forgotten2: str = "",
) -> Callable[[Callable[..., Facets]], LayerType]:
    """Declare a layer: see `LayerType` for the arguments.

    `tags`, `keras2`, `removed`, `deprecated` and `forgotten2` are strings of words. A word of `deprecated` is
    `alpha=negative_slope`, or `input_length=` where nothing takes its place.
    """

    def declare(body: Callable[..., Facets]) -> LayerType:
        return LayerType(
            name=body.__name__,
            body=body,
            rank=rank,
            last_axis=last_axis,
            several=several,
            kwargs=kwargs,
            generations=generations,
            keras2=None if keras2 is None else tuple(keras2.split()),
            removed=frozenset(removed.split()),
            tags=frozenset(tags.split()),
            like=like,
            deprecated=dict(word.split("=") for word in deprecated.split()),
            forgotten2=frozenset(forgotten2.split()),
            cache={},
        )

    return declare
