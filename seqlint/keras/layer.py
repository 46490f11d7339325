"""What a layer is: the `@layer` decorator, the layer's record in the store, and how one is made and applied.

A layer's twin is one function with Keras' own signature. Its body sees one concrete or symbolic case of arguments at a
time and returns `Facets`: what goes out for what comes in, and which weights there are. Binding, checking, unknown
arguments, names and places are done here once for all layers.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from seqlint.keras import kinds, legacy
from seqlint.keras.kinds import Context, Kind
from seqlint.values.call import Argument, Arguments, Bound
from seqlint.values.refusal import (
    IncompatibleRank,
    MissingArgument,
    Refused,
    TooManyArguments,
    UndefinedAxis,
    UnknownArgument,
)
from seqlint.values.shape import NONE, Dim, Open, Shape, UnknownShape, equal, join_dims, join_shapes, unknown_shape
from seqlint.values.signature import Mismatch, Parameter, Signature, signature_of
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seqlint.keras.card import Card
    from seqlint.keras.weights import Weight
    from seqlint.values.call import Call
    from seqlint.values.place import Place
    from seqlint.values.store import Ref


def _same(shape: Shape) -> Shape:
    return shape


def _no_weights(_: Shape) -> tuple[Weight, ...]:
    return ()


def _same_dtype(dtype: str | None) -> str | None:
    return dtype


class Facets(msgspec.Struct, frozen=True):
    """What a layer with these arguments does.

    Attributes:
        output: output shape for an input shape, the batch axis included in both; raises `Refused`.
        weights: its weights for an input shape; raises `Refused`.
        dtype: output dtype for an input dtype, where the layer changes it.
        steps: the arithmetic of the output shape in words with this call's numbers, for the card
            ("(28 - 3) // 1 + 1 = 26"), one line an axis; empty where nothing is computed.
        inner: layers inside this one (wrappers, cells, nested models), as refs.
        rank: what it asks of the rank where that depends on arguments or generation; else the class's demand holds.
        several: what goes out instead of one tensor (`return_state=True`), in words; None for one tensor.
        declares: the shape of one sample that it declares by itself (Keras 2's Embedding does, without being asked).
    """

    output: Callable[[Shape], Shape | UnknownShape] = _same
    weights: Callable[[Shape], tuple[Weight, ...]] = _no_weights
    dtype: Callable[[str | None], str | None] = _same_dtype
    steps: Callable[[Shape], tuple[str, ...]] | None = None
    inner: tuple[Ref, ...] = ()
    rank: Rank | None = None
    several: str | None = None
    declares: Shape | None = None


class Rank(msgspec.Struct, frozen=True):
    """What a layer's `input_spec` asks of the number of axes (the batch included).

    Attributes:
        least: fewest axes.
        most: most axes; None without a limit.
        says: how Keras says it, where that is not what is true (a convolution says "min_ndim" and means "ndim").
    """

    least: int = 0
    most: int | None = None
    says: str = ""

    def admits(self, shape: Shape) -> bool:
        """Whether a shape has that many axes."""
        return self.least <= len(shape) and (self.most is None or len(shape) <= self.most)

    @property
    def expected(self) -> str:
        """As Keras says it."""
        if self.says:
            return self.says
        return f"ndim={self.least}" if self.most == self.least else f"min_ndim={self.least}"


def at_least(rank: int) -> Rank:
    return Rank(rank)


def exactly(rank: int) -> Rank:
    return Rank(rank, rank)


ANY_RANK = Rank()

COMMON = frozenset({"name", "dtype", "trainable", "autocast", "activity_regularizer", "input_shape", "input_dim"})
"""Keywords of every layer of Keras 3 with `**kwargs`."""
COMMON_2 = COMMON | {
    "batch_size", "batch_input_shape", "weights", "dynamic", "implementation", "input_dtype",
    "experimental_autocast", "experimental_implementation",
}  # fmt: skip


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
        tags: families that rules ask for: "recurrent", "convolution", "pooling", "dropout", "normalization",
            "activation", "reshaping", "preprocessing", "wrapper", "output" …
        like: a layer whose card describes the arguments that this one's leaves out.
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
    cache: dict[str, Any] = {}

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
        return (COMMON if major >= 3 else COMMON_2) - self.removed

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
) -> Callable[[Callable[..., Facets]], LayerType]:
    """Declare a layer: see `LayerType` for the arguments; `tags`, `keras2` and `removed` are strings of words."""

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
            cache={},
        )

    return declare


class Layer(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """A layer of the program: its record in the store.

    Attributes:
        type: its class.
        bound: its arguments.
        facets: what it does.
        name: its Keras name, None where it is not known.
        named: whether the program gave the name.
        place: the constructor call.
        callee: the expression called (`layers.Dense`).
        stack: the calls that led to the constructor.
        declared: shape with batch that `input_shape=` and the like declare; None without.
        trainable: its `trainable` flag, or an unknown.
        input: the shape it was built for; None while it is not built.
        output: the shape it gives for that.
        weights: its weights; None while it is not built.
        unknown: why its weights or shape are not known although it was built, if so.
        adapted: whether `adapt` was called (preprocessing layers), which builds it for the data.
    """

    type: LayerType
    bound: Bound
    facets: Facets
    name: str | None
    named: bool
    place: Place
    callee: Place
    stack: tuple[Place, ...]
    declared: Shape | UnknownShape | None = None
    trainable: Any = True
    input: Shape | UnknownShape | None = None
    output: Shape | UnknownShape | None = None
    weights: tuple[Weight, ...] | None = None
    unknown: str | None = None
    adapted: bool = False

    type_path = "keras.members.Layer"

    @property
    def title(self) -> str:
        """Its class for a reader."""
        return self.type.name

    def argument(self, name: str) -> Any:
        """The value of an argument, checked; the default where it is not given."""
        return self.bound.value(name)

    def has(self, tag: str) -> bool:
        """Whether it belongs to a family of layers."""
        return tag in self.type.tags


def construct(type_: LayerType, call: Call, arguments: Arguments, also: frozenset[str] = frozenset()) -> Ref:
    """A new layer in the store.

    Raises:
        Refused: where Keras' constructor would raise.
    """
    bound = _bind(type_, call, arguments, also)
    checked, choices = _check(type_, call, bound)
    facets = _facets(type_, call, checked, choices)
    name, named = _name(type_, call, bound)
    record = Layer(
        type=type_,
        bound=Bound(
            {
                key: msgspec.structs.replace(argument, value=checked.get(key, argument.value))
                for key, argument in bound.given.items()
            },
            {key: checked.get(key, value) for key, value in bound.defaults.items()},
            bound.extra,
        ),
        facets=facets,
        name=name,
        named=named,
        place=call.place,
        callee=call.callee,
        stack=call.stack,
        declared=_declared_input(checked) if "input" in type_.tags else _declared(type_, call, bound, facets.declares),
        trainable=_trainable(type_, call, bound),
    )
    return call.store.new(record)


def _bind(type_: LayerType, call: Call, arguments: Arguments, also: frozenset[str]) -> Bound:
    major = call.target.major
    signature, common = type_.signature_in(major), type_.common(major) | also
    try:
        return signature.bind(arguments, common)
    except Mismatch as mismatch:
        parameters = (*signature.names(), *sorted(common))
        refused = legacy.renamed(type_.name, arguments.keywords, parameters) or legacy.batch_shape(
            type_.name, arguments.keywords, parameters
        )
        raise refused or refusal_of(mismatch, type_.name, parameters) from None


def refusal_of(mismatch: Mismatch, callee: str, parameters: tuple[str, ...]) -> Refused:
    """A failed binding as what Keras (or Python) refuses."""
    if mismatch.kind == "missing":
        return Refused(MissingArgument, callee=callee, argument=mismatch.name)
    if mismatch.kind == "many":
        return Refused(TooManyArguments, callee=callee, most=int(mismatch.name), given=int(mismatch.name) + 1)
    whole = mismatch.argument.whole if mismatch.argument else None
    return Refused(
        UnknownArgument, mismatch.name, callee=callee, argument=mismatch.name, parameters=parameters, whole=whole
    )


def _check(type_: LayerType, call: Call, bound: Bound) -> tuple[dict[str, Any], dict[str, tuple[Any, ...]]]:
    """Checked values by parameter, and for those that are one of a few, all that they could be."""
    checked: dict[str, Any] = {}
    choices: dict[str, tuple[Any, ...]] = {}
    for name in type_.signature_in(call.target.major).names():
        kind = type_.kind(name)
        context = Context(type_.name, name, call)
        value = bound.value(name)
        if isinstance(value, OneOf):
            found = _accepted(kind, value.values, context)
            choices[name], checked[name] = found, value
        elif isinstance(value, Unknown) and kind.cases:
            choices[name], checked[name] = kind.cases, value
        else:
            checked[name] = kind.check(value, context)
            if checked[name] is None and name == "data_format":
                checked[name] = call.store.settings.get("image_data_format")
    return checked, choices


def _accepted(kind: Kind, values: tuple[Any, ...], context: Context) -> tuple[Any, ...]:
    """The checked alternatives that Keras accepts; refuses if it refuses all."""
    found: list[Any] = []
    refused: Refused | None = None
    for value in values:
        try:
            found.append(kind.check(value, context))
        except Refused as refusal:
            refused = refusal
    if not found and refused is not None:
        raise refused
    return tuple(found)


_MOST_CASES = 16


def _facets(type_: LayerType, call: Call, checked: dict[str, Any], choices: dict[str, tuple[Any, ...]]) -> Facets:
    leading = (call,) if type_.takes_call else ()
    if not choices:
        return type_.body(*leading, **checked)
    cases: list[Facets] = []
    refused: Refused | None = None
    for values in itertools.islice(itertools.product(*choices.values()), _MOST_CASES):
        try:
            cases.append(type_.body(*leading, **{**checked, **dict(zip(choices, values, strict=True))}))
        except Refused as refusal:
            refused = refusal
    if not cases:
        assert refused is not None
        raise refused
    return _joined(cases, f"it depends on {', '.join(choices)}")


def _joined(cases: list[Facets], reason: str) -> Facets:
    """Facets of a layer with arguments that are not known: what all cases agree on."""
    if len(cases) == 1:
        return cases[0]

    def outcomes(each: Callable[[Facets], Any], shape: Shape) -> list[Any]:
        found: list[Any] = []
        refused: Refused | None = None
        for case in [case for case in cases if case.rank is None or case.rank.admits(shape)] or cases:
            try:
                found.append(each(case))
            except Refused as refusal:
                refused = refusal
        if not found and refused is not None:
            raise refused
        return found

    def output(shape: Shape) -> Shape | UnknownShape:
        shapes = outcomes(lambda case: case.output(shape), shape)
        result: Shape | UnknownShape = shapes[0]
        for other in shapes[1:]:
            result = join_shapes(result, other, reason)
        return result

    def weights(shape: Shape) -> tuple[Weight, ...]:
        return _join_weights(outcomes(lambda case: case.weights(shape), shape), reason)

    several = cases[0].several if all(case.several for case in cases) else None
    rank = _hull([case.rank for case in cases])
    return msgspec.structs.replace(cases[0], output=output, weights=weights, steps=None, several=several, rank=rank)


def _hull(ranks: list[Rank | None]) -> Rank | None:
    """The demand that all cases make."""
    known = [rank for rank in ranks if rank is not None]
    if len(known) < len(ranks):
        return None
    most = None if any(rank.most is None for rank in known) else max(rank.most or 0 for rank in known)
    return Rank(min(rank.least for rank in known), most, known[0].says)


def _join_weights(found: list[tuple[Weight, ...]], reason: str) -> tuple[Weight, ...]:
    result = found[0]
    for other in found[1:]:
        if [(each.name, len(each.shape)) for each in result] == [(each.name, len(each.shape)) for each in other]:
            result = tuple(
                msgspec.structs.replace(
                    one, shape=tuple(join_dims(a, b, reason) for a, b in zip(one.shape, two.shape, strict=True))
                )
                for one, two in zip(result, other, strict=True)
            )
        elif result != other:
            longer = result if len(result) > len(other) else other
            unknown: Dim = Unknown(reason).size()
            return tuple(
                each if each in result and each in other else msgspec.structs.replace(each, shape=(unknown,))
                for each in longer
            )
    return result


def _name(type_: LayerType, call: Call, bound: Bound) -> tuple[str | None, bool]:
    given = bound.value("name")
    if isinstance(given, str):
        if call.target.major >= 3 and "/" in given:
            raise Context(type_.name, "name", call).refuse(given, "a name without '/'")
        return given, True
    if given is None:
        return call.unique_name(snake(type_.name)), False
    return None, True


def snake(name: str) -> str:
    """Keras' automatic name of a class: `MaxPooling2D` → `max_pooling2d`."""
    out: list[str] = []
    for index, char in enumerate(name):
        before, after = name[index - 1 : index], name[index + 1 : index + 2]
        if (char.isupper() and index and (before.islower() or (before.isupper() and after.islower()))) or (
            char.isupper() and before.isdigit() and after.islower()
        ):
            out.append("_")
        out.append(char.lower())
    return "".join(out)


def _declared(type_: LayerType, call: Call, bound: Bound, own: Shape | None) -> Shape | UnknownShape | None:
    """The input shape, with batch, that the layer's keywords declare, or the layer by itself."""
    whole = bound.extra.get("batch_input_shape")
    if whole is not None:
        return _checked_shape(type_, call, "batch_input_shape", whole)
    if "input_shape" in bound.extra and "input_dim" in bound.extra and call.target.major >= 3:
        given = bound.extra["input_shape"]
        keras = f"ValueError: Unrecognized keyword arguments passed to {type_.name}: {{'input_shape': …}}"
        facts = {"callee": type_.name, "argument": "input_shape", "parameters": (), "whole": given.whole}
        raise Refused(UnknownArgument, "input_shape", keras, **facts)
    if "input_shape" in bound.extra:
        shape = _checked_shape(type_, call, "input_shape", bound.extra["input_shape"])
        if "batch_size" in bound.extra and isinstance(shape, tuple):
            batch = kinds.size_of(bound.extra["batch_size"].value)
            return (NONE if batch is None else batch, *shape)
        return (NONE, *shape) if isinstance(shape, tuple) else unknown_shape(shape.reason)
    if "input_dim" in bound.extra:
        value = bound.extra["input_dim"].value
        if isinstance(value, tuple):
            return (NONE, *(size for item in value if (size := kinds.size_of(item)) is not None))
        size = kinds.size_of(value)
        return None if size is None else (NONE, size)
    return None if own is None else (NONE, *own)


def _declared_input(checked: dict[str, Any]) -> Shape | UnknownShape | None:
    """The shape, with batch, that an InputLayer declares."""
    for name in ("batch_input_shape", "batch_shape"):
        whole: Shape | UnknownShape | None = checked.get(name)
        if whole is not None:
            return whole
    sample: Shape | UnknownShape | None = checked.get("input_shape")
    if sample is None:
        sample = checked.get("shape")
    if isinstance(sample, tuple):
        batch = kinds.size_of(checked.get("batch_size"))
        return (NONE if batch is None else batch, *sample)
    return unknown_shape("the shape comes from `input_tensor`") if sample is None else unknown_shape(sample.reason)


def _checked_shape(type_: LayerType, call: Call, name: str, argument: Argument) -> Shape | UnknownShape:
    if argument.value is None:
        return unknown_shape("None was given")
    result: Shape | UnknownShape = kinds.SHAPE.check(argument.value, Context(type_.name, name, call))
    return result


def _trainable(type_: LayerType, call: Call, bound: Bound) -> Any:
    value = bound.value("trainable") if "trainable" in bound.extra else True
    if call.target.at_least(3, 15) and (value is None or type(value) in {int, float, str, tuple}):
        keras = f"ValueError: Expected `trainable` to be a boolean. Received: trainable={value}"
        raise Context(type_.name, "trainable", call).refuse(value, "True or False", keras)
    return value


class Application(msgspec.Struct, frozen=True):
    """What came of applying a layer to a tensor.

    Attributes:
        layer: the layer's record afterwards.
        output: the shape that goes out.
    """

    layer: Layer
    output: Shape | UnknownShape


def apply(record: Layer, shape: Shape | UnknownShape) -> Application:
    """Build the layer, if it is not built, and give its output shape.

    Raises:
        Refused: where Keras would raise.
    """
    if record.type.several is not None:
        from seqlint.values.refusal import SeveralInputs

        raise Refused(SeveralInputs, needs=record.type.several)
    if not isinstance(shape, tuple):
        output = _for_unknown_input(record, shape)
        return Application(
            msgspec.structs.replace(record, input=record.input or shape, output=output, unknown=shape.reason), output
        )
    _check_rank(record, shape)
    if record.type.last_axis and shape and isinstance(shape[-1], Open):
        raise Refused(UndefinedAxis, axis=-1, shape=shape)
    weights = record.weights
    if record.adapted:
        weights = weights or ()
    elif weights is None or not isinstance(record.input, tuple):
        weights = record.facets.weights(shape)
    else:
        _check_built(record, shape)
    output = record.facets.output(shape)
    built = msgspec.structs.replace(
        record,
        input=record.input if isinstance(record.input, tuple) else shape,
        output=output,
        weights=weights,
        unknown=None,
    )
    return Application(built, output)


def _check_rank(record: Layer, shape: Shape) -> None:
    rank = record.facets.rank or record.type.rank
    if not rank.admits(shape):
        keras = (
            f"ValueError: Input 0 of layer '{record.name}' is incompatible with the layer: "
            f"expected {rank.expected}, found ndim={len(shape)}"
        )
        raise Refused(IncompatibleRank, keras=keras, expected=rank.expected, wanted=rank.least, shape=shape)


def _check_built(record: Layer, shape: Shape) -> None:
    """A layer with weights that was built for other sizes refuses: its weights do not fit."""
    from seqlint.values.refusal import IncompatibleAxis

    assert isinstance(record.input, tuple)
    if not record.weights:
        return
    needed = record.facets.weights(shape)
    for have, want in zip(record.weights, needed, strict=False):
        if any(equal(one, two) is False for one, two in zip(have.shape, want.shape, strict=False)):
            raise Refused(
                IncompatibleAxis, axis=-1, expected=record.input[-1], found=shape[-1], shape=shape, why="built"
            )


def _for_unknown_input(record: Layer, shape: UnknownShape) -> Shape | UnknownShape:
    """What is known of the output although the input's rank is not: what it has in common for every rank."""
    if record.facets.inner or record.has("lambda") or record.has("own"):
        return unknown_shape(shape.reason)
    rank = record.facets.rank or record.type.rank
    ranks = [each for each in (2, 3, 4, 5) if each >= rank.least and (rank.most is None or each <= rank.most)]
    found: list[tuple[Shape, Shape]] = []
    for each in ranks:
        assumed: Shape = (
            NONE,
            *(Unknown(shape.reason, None, None, {}).size() for _ in range(each - 2)),
            shape.axis(-1),
        )
        try:
            output = record.facets.output(assumed)
        except Refused:
            continue
        if isinstance(output, tuple):
            found.append((assumed, output))
    if not found:
        return unknown_shape(shape.reason)
    if all(output == assumed for assumed, output in found) and len(found) > 1:
        return shape
    outputs = [output for _, output in found]
    common: Shape | UnknownShape = outputs[0]
    for output in outputs[1:]:
        common = join_shapes(common, output, shape.reason)
    if isinstance(common, tuple):
        return common
    last = outputs[0][-1] if outputs[0] else None
    same = last is not None and all(output and equal(output[-1], last) for output in outputs)
    return unknown_shape(shape.reason, last if same else None)


def layers_inside(record: Layer, heap: dict[int, Any]) -> Iterator[Layer]:
    """The layers that a wrapper or nested model holds, depth first."""
    for ref in record.facets.inner:
        inner = heap.get(ref.id)
        if isinstance(inner, Layer):
            yield inner
            yield from layers_inside(inner, heap)
