"""What the cursor is on, as a thing that has an origin and is used elsewhere: a model, a layer, data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.explain.cursor import cursor_at, leaves
from seqlint.keras.events import Compile, Fit
from seqlint.keras.layer import Layer
from seqlint.keras.models.record import Model
from seqlint.values.array import Array
from seqlint.values.functions import Method
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.explain.cursor import Cursor
    from seqlint.explain.facts import Facts
    from seqlint.source.span import Span
    from seqlint.values.array import Step
    from seqlint.values.place import Place


class Thing(msgspec.Struct, frozen=True, eq=False):
    """A model, a layer or data.

    Attributes:
        kind: "model", "layer" or "data".
        refs: the objects, for models and layers; several where a line makes several.
        arrays: the data.
        made: whether the cursor is on the call that makes it.
        cursor: where the cursor is: the name, attribute or call.
    """

    kind: str
    refs: tuple[Ref, ...]
    arrays: tuple[Array, ...]
    made: bool
    cursor: Cursor


def thing_at(facts: Facts, offset: int) -> Thing | None:
    """The thing at an offset; None where nothing of a model stands."""
    leaf = cursor_at(facts, offset)
    if leaf is None:
        return None
    if leaf.kind == "SimpleString":
        return _fetched(leaf)
    if leaf.kind != "Name":
        return None
    around = leaf.above()
    if around is not None and around.kind == "Arg" and around.node.keyword is leaf.node:
        return None
    subject = around if around is not None and around.kind == "Attribute" and around.node.attr is leaf.node else leaf
    outer = subject.above()
    if outer is not None and outer.kind == "Call" and outer.node.func is subject.node:
        return _called(outer)
    return _held(subject)


def _called(call: Cursor) -> Thing | None:
    """The thing that a call makes, or whose method it is."""
    facts = call.facts
    for kind in (Compile, Fit):
        for event in facts.event_at(kind, call.node):
            return Thing("model", (event.ref,), (), made=False, cursor=call)
    made = tuple(ref for ref in _refs(facts, call.values()) if facts.program.heap[ref.id].place.node is call.node)
    if made:
        return _objects(facts, made, call, made=True)
    for record in call.calls():
        function = record.function
        receiver = function.receiver if isinstance(function, Method) else None
        if isinstance(receiver, Ref) and isinstance(facts.program.heap.get(receiver.id), Model):
            return Thing("model", (receiver,), (), made=False, cursor=call)
    return _held(call)


def _held(cursor: Cursor) -> Thing | None:
    """The thing that a name or expression holds."""
    values = list(_flat(cursor.values()))
    refs = tuple(_refs(cursor.facts, values))
    if refs:
        return _objects(cursor.facts, refs, cursor, made=False)
    arrays = tuple(value for value in values if isinstance(value, Array) and value.history is not None)
    return Thing("data", (), arrays, made=False, cursor=cursor) if arrays else None


def _fetched(leaf: Cursor) -> Thing | None:
    """The layer that a text names: in `get_layer("…")`, or where it gets that name."""
    call = leaf.nearest("Call")
    if call is None or getattr(getattr(call.node.func, "attr", None), "value", "") != "get_layer":
        return None
    return _held(call)


def _flat(values: list[Any]) -> Iterator[Any]:
    for value in values:
        yield from value.values if isinstance(value, OneOf) else (value,)


def _refs(facts: Facts, values: Any) -> Iterator[Ref]:
    seen: set[int] = set()
    for value in values:
        if isinstance(value, Ref) and value.id not in seen:
            seen.add(value.id)
            if isinstance(facts.program.heap.get(value.id), Layer | Model):
                yield value


def _objects(facts: Facts, refs: tuple[Ref, ...], cursor: Cursor, *, made: bool) -> Thing:
    model = isinstance(facts.program.heap[refs[0].id], Model)
    same = tuple(ref for ref in refs if isinstance(facts.program.heap[ref.id], Model) is model)
    return Thing("model" if model else "layer", same, (), made=made, cursor=cursor)


# Where it comes from.


def origins(facts: Facts, thing: Thing) -> list[Place]:
    """Where a thing was made; of one that is made at the cursor, where what goes into it comes from.

    A layer's input comes from the layer before it, a model's from what declares it or from the data that it is
    trained with; data come from the expression that made them, and labels from where they became the kind they are.
    """
    if thing.kind == "data":
        found = [place for array in thing.arrays for place in _of_data(thing, array)]
    elif not thing.made:
        found = [facts.program.heap[ref.id].place for ref in thing.refs]
    elif thing.kind == "model":
        found = [place for ref in thing.refs for place in _of_input(facts, ref)]
    else:
        found = [place for ref in thing.refs for place in _before(facts, ref)]
    return list(dict.fromkeys(found))


def _before(facts: Facts, ref: Ref) -> Iterator[Place]:
    """What the input of a layer comes from."""
    for seen in facts.seen(ref):
        before = seen.before
        if before is not None:
            yield before.layer.place if before.layer is not None else before.place
        elif seen.owner is not None:
            yield from _of_input(facts, seen.owner)


def _of_input(facts: Facts, ref: Ref) -> Iterator[Place]:
    """What says which input a model takes: its declaration, and the data that it is trained with."""
    model = facts.program.heap.get(ref.id)
    if isinstance(model, Model) and model.input_place is not None:
        yield model.input_place
    for event in facts.fits(ref, training=True) or facts.fits(ref):
        if isinstance(event.features, Array):
            step = _last(event.features.history)
            if step is not None and step.place is not None:
                yield step.place


def _of_data(thing: Thing, array: Array) -> Iterator[Place]:
    if array.labels is not None and array.labels.place is not None and _is_argument(thing.cursor):
        yield array.labels.place
    step = _last(array.history)
    # On the very expression that made it the step before is meant.
    while step is not None and (step.place is None or _surrounds(step.place, thing.cursor)):
        step = step.previous
    if step is not None and step.place is not None:
        yield step.place


def _last(step: Step | None) -> Step | None:
    while step is not None and step.place is None:
        step = step.previous
    return step


def _is_argument(cursor: Cursor) -> bool:
    around = cursor.above()
    return around is not None and around.kind == "Arg"


def _surrounds(place: Place, cursor: Cursor) -> bool:
    """Whether the cursor is in the statement's expression that a place is, or on the name that it is bound to."""
    if any(node is place.node for node in cursor.path):
        return True
    assigned = cursor.nearest("Assign", "AnnAssign", "AugAssign")
    target = cursor.nearest("AssignTarget")
    return assigned is not None and target is not None and _inside(assigned.node.value, place.node)


def _inside(node: Any, wanted: Any) -> bool:
    from seqlint.explain.cursor import parts

    return node is wanted or any(_inside(part, wanted) for part in parts(node))


# Where it is used.


class Occurrence(msgspec.Struct, frozen=True):
    """One place where a thing is named or made. `kind` is "made", "bound" or "read"."""

    span: Span
    kind: str


def occurrences(facts: Facts, thing: Thing) -> list[Occurrence]:
    """All places of the document where a thing stands, in order."""
    ids = {ref.id for ref in thing.refs}
    steps = {id(array.history) for array in thing.arrays}
    found: dict[Place, str] = {}
    for ref in thing.refs:
        record = facts.program.heap[ref.id]
        if record.callee.document is facts.document:
            found[record.callee] = "made"
    for chunk in facts.analysis.syntax.chunks:
        for leaf in leaves(facts, chunk):
            if leaf.kind == "Name" and _is(leaf, ids, steps):
                found.setdefault(leaf.place(), "bound" if _is_bound(leaf) else "read")
            elif leaf.kind == "SimpleString" and _names(leaf, ids):
                found.setdefault(leaf.place(), "read")
    return sorted((Occurrence(place.span(), kind) for place, kind in found.items()), key=lambda each: each.span.start)


def _names(leaf: Cursor, ids: set[int]) -> bool:
    """Whether a text names one of these layers."""
    fetched = _fetched(leaf)
    return fetched is not None and bool(ids.intersection(ref.id for ref in fetched.refs))


def _is_bound(leaf: Cursor) -> bool:
    """Whether a name is what an assignment binds, not a part of what it is bound to."""
    around = leaf.nearest("AssignTarget", "Arg", "SubscriptElement", "Attribute")
    return around is not None and around.kind == "AssignTarget"


def _is(leaf: Cursor, ids: set[int], steps: set[int]) -> bool:
    """Whether a name holds the thing."""
    around = leaf.above()
    subject = around if around is not None and around.kind == "Attribute" and around.node.attr is leaf.node else leaf
    for value in _flat(subject.values()):
        if isinstance(value, Ref) and value.id in ids:
            return True
        if isinstance(value, Array) and value.history is not None and id(value.history) in steps:
            return True
    return False
