"""A layer is made: its arguments bound and checked, what it does worked out, its name and declared input found."""

from __future__ import annotations

import itertools
import math
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import msgspec

from seqlint.keras import legacy
from seqlint.keras.kinds import Context, Kind, is_object
from seqlint.keras.layer.declared import declared_by_input, declared_shape, misdeclared
from seqlint.keras.layer.facets import Facets
from seqlint.keras.layer.given import check_given
from seqlint.keras.layer.joined import joined, unknown_facets
from seqlint.keras.layer.name import name_of, refused_scope
from seqlint.keras.layer.record import Layer
from seqlint.values.call import Arguments, Bound
from seqlint.values.refusal import MissingArgument, Refused, TooManyArguments, UnknownArgument
from seqlint.values.signature import Mismatch
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seqlint.keras.layer.type import LayerType
    from seqlint.keras.weights import Weight
    from seqlint.values.call import Call
    from seqlint.values.shape import Shape


def construct(type_: LayerType, call: Call, arguments: Arguments, also: frozenset[str] = frozenset()) -> Ref:
    """A new layer in the store.

    Raises:
        Refused: where Keras' constructor would raise.
    """
    bound = _bind(type_, call, arguments, also)
    if type_.deprecated and call.target.major >= 3:
        legacy.warn(type_.name, call, arguments, type_.deprecated)
    checked, choices, late = _check(type_, call, bound)
    facets = _facets(type_, call, checked, choices, late)
    name, named = name_of(type_.name, call, bound)
    if call.target.major < 3 and "weights" in bound.extra:
        facets = _started_with(facets, call, type_.name, name, bound.extra["weights"].value)
    unscoped = refused_scope(type_.name, name, call)
    if unscoped is not None:
        facets = _refusing(unscoped)
    wrong = misdeclared(type_, call, bound, facets.misdeclared)
    if wrong is not facets.misdeclared:
        facets = msgspec.structs.replace(facets, misdeclared=wrong)
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
        declared=declared_by_input(checked)
        if "input" in type_.tags
        else declared_shape(type_, call, bound, facets.declares),
        trainable=_trainable(type_, call, bound),
    )
    return call.store.new(record)


def _bind(type_: LayerType, call: Call, arguments: Arguments, also: frozenset[str]) -> Bound:
    major = call.target.major
    signature, common = type_.signature_in(major), type_.common(major) | also
    try:
        bound = signature.bind(arguments, common)
    except Mismatch as mismatch:
        name, keywords, parameters = type_.name, arguments.keywords, (*signature.names(), *sorted(common))
        raise (
            legacy.renamed(name, keywords, parameters)
            or legacy.batch_shape(name, keywords, parameters)
            or refusal_of(mismatch, name, parameters)
        ) from None
    if arguments.open is None:
        return bound
    return Bound(bound.given, {name: unknown(arguments.open, call.place) for name in bound.defaults}, bound.extra)


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


Choices: TypeAlias = "dict[str, tuple[Any, ...]]"


def _check(type_: LayerType, call: Call, bound: Bound) -> tuple[dict[str, Any], Choices, dict[str, Refused]]:
    """Checked values by parameter; for those that are one of a few, all that they could be; refusals for later."""
    checked: dict[str, Any] = {}
    choices: Choices = {}
    late: dict[str, Refused] = {}
    defaults = _checked_defaults(type_, call)
    for name in type_.signature_in(call.target.major).names():
        if name in defaults and name not in bound.given and not isinstance(bound.defaults[name], Unknown):
            checked[name] = defaults[name]
            continue
        kind = type_.kind(name)
        context = Context(type_.name, name, call)
        value = bound.value(name)
        try:
            if isinstance(value, OneOf):
                found = _accepted(kind, value.values, context)
                choices[name], checked[name] = found, value
            elif isinstance(value, Unknown) and kind.cases:
                choices[name], checked[name] = kind.cases, value
            else:
                checked[name] = _plain(kind, value, context)
        except Refused as refused:
            if not refused.late:
                raise
            late[name], checked[name] = refused, value
    if checked.get("data_format", True) is None:
        checked["data_format"] = call.store.settings.get("image_data_format")
    return checked, choices, late


def _checked_defaults(type_: LayerType, call: Call) -> dict[str, Any]:
    """The defaults as the body sees them, of those parameters that the constructor takes so; worked out once."""
    key = ("defaults", call.target.major, call.target.minor)
    if key not in type_.cache:
        found: dict[str, Any] = {}
        for name, default in type_.signature_in(call.target.major).defaults.items():
            with suppress(Refused):
                found[name] = _plain(type_.kind(name), default, Context(type_.name, name, call))
        type_.cache[key] = found
    known: dict[str, Any] = type_.cache[key]
    return known


def _plain(kind: Kind, value: Any, context: Context) -> Any:
    """A checked value; a function, layer or dictionary is refused where a text is, since it is no number either.

    Raises:
        Refused: where Keras would raise.
    """
    if kind.lookup is None and not kind.takes_objects and is_object(value, context):
        try:
            kind.check("an object", context)
        except Refused as refused:
            refused.facts["value"] = value
            raise
    return kind.check(value, context)


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
_LATER = Unknown("Keras refuses it when the layer is applied")


def _facets(
    type_: LayerType, call: Call, checked: dict[str, Any], choices: Choices, late: dict[str, Refused]
) -> Facets:
    """What the layer does; nothing but refuse where Keras' constructor takes what it cannot be applied with."""
    for name in late:  # the constructor may still refuse another argument
        kind = type_.kind(name)
        if kind.cases:
            choices = {**choices, name: kind.cases}
        else:
            checked = {**checked, name: kind.check(_LATER, Context(type_.name, name, call))}
    try:
        found = _cases(type_, call, checked, choices)
    except Refused as refused:
        if not refused.late:
            raise
        found = _refusing(refused)
    return _refusing(next(iter(late.values()))) if late else found


def _started_with(facets: Facets, call: Call, callee: str, name: str | None, given: Any) -> Facets:
    """Keras 2 gives `weights=` to any layer once it is built."""

    def weights(shape: Shape) -> tuple[Weight, ...]:
        found = facets.weights(shape)
        check_given(call, found, given, callee=callee, argument="weights", owner=name)
        return found

    return msgspec.structs.replace(facets, weights=weights)


def _refusing(refused: Refused) -> Facets:
    def refuse(_: Shape) -> NoReturn:
        raise refused

    return Facets(output=refuse, weights=refuse)


def _cases(type_: LayerType, call: Call, checked: dict[str, Any], choices: Choices) -> Facets:
    leading = (call,) if type_.takes_call else ()
    if not choices:
        return type_.body(*leading, **checked)
    cases: list[Facets] = []
    refused: Refused | None = None
    combinations, are_all = _combinations(tuple(choices.values()))
    for values in combinations:
        try:
            cases.append(type_.body(*leading, **{**checked, **dict(zip(choices, values, strict=True))}))
        except Refused as refusal:
            refused = refusal
    reason = f"it depends on {', '.join(choices)}"
    if not cases and are_all:
        assert refused is not None
        raise refused
    return joined(cases, reason) if cases else unknown_facets(reason)


def _combinations(cases: tuple[tuple[Any, ...], ...]) -> tuple[Iterable[tuple[Any, ...]], bool]:
    """All combinations, or where they are many the first and all with one other choice; and whether it is all."""
    if math.prod(map(len, cases)) <= _MOST_CASES:
        return itertools.product(*cases), True
    first = tuple(values[0] for values in cases)
    others = [
        (*first[:index], value, *first[index + 1 :]) for index, values in enumerate(cases) for value in values[1:]
    ]
    return (first, *others), False


def _trainable(type_: LayerType, call: Call, bound: Bound) -> Any:
    value = bound.value("trainable") if "trainable" in bound.extra else True
    checked = call.target.at_least(3, 15) or call.target.major < 3
    if checked and (value is None or type(value) in {int, float, str, tuple}):
        keras = f"ValueError: Expected `trainable` to be a boolean. Received: trainable={value}"
        raise Context(type_.name, "trainable", call).refuse(value, "True or False", keras)
    return value
