"""Sequential's life: made, filled, built, compiled, fitted — each at the call at which Keras does it (`keras.models`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.events import LayerUse, ModelMade
from seqlint.keras.layer import Facets, Layer, apply, snake
from seqlint.keras.weights import Weight, count
from seqlint.values.functions import Class, Function, Library
from seqlint.values.refusal import (
    DuplicateName,
    IncompatibleAxis,
    IncompatibleRank,
    InputNotFirst,
    LayersNotInAList,
    NotALayer,
    Refusal,
    Refused,
)
from seqlint.values.shape import NONE, Dim, Open, Shape, UnknownShape, equal, unknown_shape
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.events import Compile
    from seqlint.values.call import Call
    from seqlint.values.place import Place
    from seqlint.values.refusal import Stage


class Use(msgspec.Struct, frozen=True, eq=False):
    """One layer at one position of a model.

    Attributes:
        ref: the layer or nested model; None for one that is not known.
        place: its item in the list, or the `add` call.
        title: its class for a reader.
        input, output: its shapes; None while the model is not built.
        layer: its record after it was built here.
        reason: why it is not known, if so.
        stack: the calls that led to it being added.
    """

    ref: Ref | None
    place: Place
    title: str
    input: Shape | UnknownShape | None = None
    output: Shape | UnknownShape | None = None
    layer: Layer | Model | None = None
    reason: str | None = None
    stack: tuple[Place, ...] = ()


class Model(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """A model of the program: its record in the store.

    Attributes:
        kind: "Sequential", "Functional" or the name of an application.
        name: its Keras name; None where it is not known.
        place, callee, stack: the constructor call, the expression called, and the calls that led there.
        uses: its layers in order, without an InputLayer.
        input: the input shape with batch; None while it is deferred.
        input_place: what declared the input: the `Input`, the `input_shape` argument, the `build` call.
        declared: whether the program declared the input (else it came from data or from the model around it).
        built: whether all layers were applied.
        compiled: the `compile` in force.
        fitted: whether it was trained.
        broken: the first refusal while it was built; what follows it is unknown.
        open: why the list of its layers is not fully known, if so.
        facets: what it does, for a model whose layers are not listed (an application, a loaded model).
        trainable: its `trainable` flag.
        changed: places after `compile` at which its layers or their `trainable` changed.
    """

    kind: str
    name: str | None
    place: Place
    callee: Place
    stack: tuple[Place, ...]
    uses: tuple[Use, ...] = ()
    input: Shape | UnknownShape | None = None
    input_place: Place | None = None
    declared: bool = False
    built: bool = False
    compiled: Compile | None = None
    fitted: bool = False
    broken: Refusal | None = None
    open: str | None = None
    facets: Facets | None = None
    trainable: Any = True
    changed: tuple[Place, ...] = ()

    type_path = "keras.models.Sequential"

    @property
    def title(self) -> str:
        return self.kind

    @property
    def state(self) -> str:
        """`deferred`, `built`, `compiled` or `fitted`."""
        if self.fitted:
            return "fitted"
        if self.compiled is not None:
            return "compiled"
        return "built" if self.built else "deferred"

    @property
    def output(self) -> Shape | UnknownShape | None:
        """The output shape with batch; None while it is not built."""
        if not self.built:
            return None
        if self.facets is not None and isinstance(self.input, tuple):
            return self.facets.output(self.input)
        return self.uses[-1].output if self.uses else self.input

    @property
    def last(self) -> Layer | None:
        """The record of the last layer that is not a nested model's wrapper; None where it is not known."""
        if self.open or not self.uses:
            return None
        last = self.uses[-1].layer
        return last.last if isinstance(last, Model) else last

    @property
    def weights(self) -> tuple[Weight, ...] | None:
        """All weights, a shared layer's once; None where a layer's are not known."""
        if self.facets is not None:
            return self.facets.weights(self.input) if isinstance(self.input, tuple) else None
        seen: set[int] = set()
        found: list[Weight] = []
        for use in self.uses:
            if use.layer is None or use.layer.weights is None or self.open:
                return None
            if use.ref is not None and use.ref.id not in seen:
                seen.add(use.ref.id)
                frozen = use.layer.trainable is False or self.trainable is False
                found.extend(msgspec.structs.replace(each, trainable=each.trainable and not frozen) for each in use.layer.weights)
        return tuple(found) if self.built else None

    @property
    def parameters(self) -> Dim | None:
        return None if self.weights is None else count(self.weights)

    def join(self, other: Model) -> Model:
        """The model after two paths that treated it differently."""
        mine, theirs = [use.ref for use in self.uses], [use.ref for use in other.uses]
        same_input = self.input is other.input or (
            isinstance(self.input, tuple)
            and isinstance(other.input, tuple)
            and len(self.input) == len(other.input)
            and all(equal(one, two) for one, two in zip(self.input, other.input, strict=True))
        )
        if mine == theirs and same_input:
            compiled = self.compiled if self.compiled is other.compiled else None
            return msgspec.structs.replace(
                self,
                compiled=compiled or self.compiled or other.compiled,
                fitted=self.fitted or other.fitted,
                built=self.built and other.built,
                broken=self.broken or other.broken,
                trainable=self.trainable if self.trainable == other.trainable else Unknown("it differs between paths"),
            )
        reason = "its layers differ between the paths that lead here"
        common = 0
        while common < min(len(mine), len(theirs)) and mine[common] == theirs[common] and same_input:
            common += 1
        return msgspec.structs.replace(self, uses=self.uses[:common], open=self.open or other.open or reason, built=False)


def _record(call: Call, value: Any) -> Any:
    return call.store.heap.get(value.id) if isinstance(value, Ref) else None


class Sequential(msgspec.Struct, frozen=True):
    """Operations on a Sequential in the store; each does what Keras' method of that name does."""

    ref: Ref

    def model(self, call: Call) -> Model:
        record = call.store[self.ref]
        assert isinstance(record, Model)
        return record

    def update(self, call: Call, **changes: Any) -> Model:
        record = msgspec.structs.replace(self.model(call), **changes)
        call.store[self.ref] = record
        return record

    def add(self, call: Call, value: Any, place: Place, stage: Stage, *, rebuild: bool = True) -> None:
        """`Sequential.add`: append, and build when the input is known.

        Raises:
            Refused: where Keras refuses the item itself.
        """
        model = self.model(call)
        if isinstance(value, Unknown | OneOf):
            reason = value.reason if isinstance(value, Unknown) else "the layer differs between paths"
            self._append(call, Use(None, place, "a layer", reason=reason, stack=call.stack))
        else:
            record = _record(call, value)
            if isinstance(record, KerasTensor):
                self._declare(call, record.shape, record.place, bool(model.uses))
                return
            if isinstance(record, Layer) and record.has("input"):
                self._declare(call, record.declared or unknown_shape("it has no shape"), record.place, bool(model.uses))
                return
            if not isinstance(record, Layer | Model):
                own = own_layer(value, record)
                if own is None:
                    raise Refused(NotALayer, what=describe(value, record), value=value)
                self._append(call, Use(value, place, own, reason=f"`{own}` is a layer of the program's own", stack=call.stack))
            else:
                self._check_name(call, value, record)
                self._append(call, Use(value, place, record.title, layer=record, stack=call.stack))
                self._adopt_shape(call, record)
        if rebuild and stage == "add" and len(self.model(call).uses) > 1:
            self.build_if_known(call, stage)
        elif rebuild and stage == "add":
            self.build_if_known(call, stage)

    def _append(self, call: Call, use: Use) -> None:
        model = self.model(call)
        changed = (*model.changed, call.place) if model.compiled is not None else model.changed
        self.update(call, uses=(*model.uses, use), built=False, changed=changed)

    def _declare(self, call: Call, shape: Shape | UnknownShape, place: Place, late: bool) -> None:
        model = self.model(call)
        if (late or model.declared) and call.target.major >= 3:
            raise Refused(InputNotFirst)
        if not late:
            self.update(call, input=shape, input_place=place, declared=True)

    def _adopt_shape(self, call: Call, record: Layer | Model) -> None:
        """The first layer's own input shape becomes the model's."""
        model = self.model(call)
        if len(model.uses) != 1 or model.input is not None:
            return
        if isinstance(record, Layer) and record.declared is not None:
            place = next(
                (record.bound.place(name) for name in ("input_shape", "batch_input_shape", "input_dim") if name in record.bound.extra),
                record.place,
            )
            self.update(call, input=record.declared, input_place=place or record.place, declared=True)
        elif isinstance(record, Model) and record.built and record.input is not None:
            self.update(call, input=record.input, input_place=record.input_place or record.place, declared=True)

    def _check_name(self, call: Call, value: Ref, record: Layer | Model) -> None:
        for use in self.model(call).uses:
            other = _record(call, use.ref)
            same = isinstance(other, Layer | Model) and use.ref != value and record.name is not None and other.name == record.name
            if same:
                keras = f"ValueError: All layers added to a Sequential model should have unique names. Name '{record.name}' is already the name of a layer in this model."
                raise Refused(DuplicateName, "name", keras, name=record.name, first=use.place)

    def build_if_known(self, call: Call, stage: Stage) -> None:
        """Build when the input shape is known, as Keras does after `add` or at the end of the constructor."""
        model = self.model(call)
        if model.input is not None and model.uses:
            self.build(call, model.input, stage)

    def build(self, call: Call, shape: Shape | UnknownShape, stage: Stage) -> None:
        """Apply all layers in order to an input of that shape (batch included); refusals are recorded in the model."""
        model = self.model(call)
        done = _done(model, shape)
        current: Shape | UnknownShape = model.uses[done - 1].output or shape if done else shape
        uses = list(model.uses)
        broken = model.broken if done else None
        for index in range(done, len(uses)):
            use = uses[index]
            before = uses[index - 1].layer if index else None
            try:
                uses[index] = self._apply(call, use, current)
            except Refused as refused:
                if broken is None:
                    broken = self._refusal(call, refused, use, before, stage)
                    call.emit(broken)
                uses[index] = msgspec.structs.replace(
                    use, input=current, output=unknown_shape("Keras refuses this layer"), reason="Keras refuses this layer here"
                )
            use = uses[index]
            current = use.output or unknown_shape("a layer before is not known")
            if use.ref is not None and use.layer is not None:
                call.emit(
                    LayerUse(
                        place=use.place, stack=use.stack, ref=use.ref, layer=use.layer, index=index, before=before,
                        input=use.input or current, output=current, model=self.ref,
                    )
                )  # fmt: skip
        self.update(call, uses=tuple(uses), input=shape, built=True, broken=broken)

    def _apply(self, call: Call, use: Use, shape: Shape | UnknownShape) -> Use:
        if use.ref is None:
            reason = use.reason or "the layer is not known"
            return msgspec.structs.replace(use, input=shape, output=unknown_shape(reason))
        record = call.store[use.ref]
        if isinstance(record, Model):
            built = apply_model(call, use.ref, record, shape)
            return msgspec.structs.replace(use, input=shape, output=built.output_for, layer=built.model)
        if not isinstance(record, Layer):
            return msgspec.structs.replace(use, input=shape, output=unknown_shape(use.reason or "it is not a Keras layer"))
        applied = apply(record, shape)
        call.store[use.ref] = applied.layer
        return msgspec.structs.replace(use, input=shape, output=applied.output, layer=applied.layer)

    def _refusal(self, call: Call, refused: Refused, use: Use, before: Any, stage: Stage) -> Refusal:
        layer = use.layer
        place = (layer.bound.place(refused.argument) if isinstance(layer, Layer) and refused.argument else None) or (
            layer.place if layer is not None and layer.place.document is use.place.document else use.place
        )
        return refused.cause(
            place=place, raised=call.place, stage=stage, keras=refused.keras, layer=layer, before=before, stack=call.stack, **refused.facts
        )


def _done(model: Model, shape: Shape | UnknownShape) -> int:
    """How many of the first layers are already built for this input."""
    if model.input is not shape:
        return 0
    done = 0
    for use in model.uses:
        if use.output is None:
            break
        done += 1
    return done


class AppliedModel(msgspec.Struct, frozen=True):
    """A model applied to a tensor: its record afterwards and the shape that goes out."""

    model: Model
    output_for: Shape | UnknownShape


def apply_model(call: Call, ref: Ref, model: Model, shape: Shape | UnknownShape) -> AppliedModel:
    """A nested model on an input: built if it was not, else its input must fit.

    Raises:
        Refused: where Keras would raise.
    """
    if not model.built:
        Sequential(ref).build(call, shape, "build")
        model = call.store[ref]
        return AppliedModel(model, model.output or unknown_shape(model.open or "the nested model is not known"))
    if isinstance(shape, tuple) and isinstance(model.input, tuple):
        if len(shape) != len(model.input):
            keras = f"ValueError: Input 0 of layer '{model.name}' is incompatible with the layer: expected ndim={len(model.input)}, found ndim={len(shape)}"
            raise Refused(IncompatibleRank, keras=keras, expected=f"ndim={len(model.input)}", wanted=len(model.input), shape=shape)
        for axis, (want, have) in enumerate(zip(model.input, shape, strict=True)):
            if axis and not isinstance(want, Open) and equal(want, have) is False:
                raise Refused(IncompatibleAxis, axis=axis, expected=want, found=have, shape=shape, why="nested")
    output = model.output
    if model.facets is not None and isinstance(shape, tuple):
        output = model.facets.output(shape)
    if isinstance(output, tuple) and isinstance(shape, tuple) and output:
        output = (shape[0], *output[1:])
    return AppliedModel(model, output or unknown_shape("the nested model's output is not known"))


class KerasTensor(msgspec.Struct, frozen=True, eq=False):
    """A symbolic tensor: what `keras.Input` gives, and what layers called on one give.

    Attributes:
        shape: with batch.
        dtype: its dtype.
        place: the call that made it.
        layer: the layer that gave it; None for an Input.
        inputs: the tensors that the layer was called on.
    """

    shape: Shape | UnknownShape
    dtype: str | None
    place: Place
    layer: Ref | None = None
    inputs: tuple[Ref, ...] = ()

    type_path = "keras.KerasTensor"


def own_layer(value: Any, record: Any) -> str | None:
    """The class name, if the value is an instance of a Layer or Model subclass of the program."""
    from seqlint.values.containers import InstanceRecord

    if isinstance(record, InstanceRecord) and isinstance(record.cls, Class):
        if not record.cls.library_bases() and all(isinstance(base, Class) for base in record.cls.bases):
            return None
        return record.cls.name
    return None


def describe(value: Any, record: Any) -> str:
    """What a value that is no layer is, for a message."""
    if isinstance(value, Library):
        return f"the class `{value.name}` itself, without `()`"
    if isinstance(value, Function):
        return f"the function `{value.name}`"
    if isinstance(value, str):
        return f"the string '{value}'"
    if value is None:
        return "None"
    if isinstance(value, tuple):
        return "a tuple"
    return f"a {type(record if record is not None else value).__name__.removesuffix('Record').lower()}"


def made(call: Call, record: Model) -> Ref:
    """Put a new model into the store and tell."""
    ref = call.store.new(record)
    call.emit(ModelMade(place=call.place, stack=call.stack, model=ref))
    return ref


def layers_of(model: Model) -> Iterator[Layer | Model]:
    """The known layers of a model in order."""
    for use in model.uses:
        if use.layer is not None:
            yield use.layer


def new_sequential(call: Call, layers: Any, name: Any, places: Any) -> Ref:
    """`Sequential(layers, name=…)`: make, add all, build once at the end.

    Args:
        call: the constructor call.
        layers: what was given; None for nothing.
        name: the model's name, None for Keras' own.
        places: where the items stand.

    Raises:
        Refused: where Keras' constructor refuses an item.
    """
    known = name if isinstance(name, str) else call.unique_name("sequential") if name is None else None
    ref = made(call, Model(kind="Sequential", name=known, place=call.place, callee=call.callee, stack=call.stack))
    sequential = Sequential(ref)
    if layers is None:
        return ref
    items = call.items(layers)
    if items is None:
        record = _record(call, layers)
        if isinstance(record, Layer | Model) and call.target.major >= 3:
            raise Refused(LayersNotInAList, "layers", f"TypeError: '{record.title}' object is not iterable", count=1)
        reason = layers.reason if isinstance(layers, Unknown) else "the list of layers is not known item by item"
        sequential.update(call, open=reason)
        if isinstance(record, Layer | Model):
            items = (layers,)
            sequential.update(call, open=None)
        else:
            return ref
    for index, item in enumerate(items):
        place = places[index] if places is not None and index < len(places) and places[index] is not None else call.place
        try:
            sequential.add(call, item, place, "construct", rebuild=False)
        except Refused as refused:
            refused.facts.setdefault("_place", place)
            raise
    sequential.build_if_known(call, "construct")
    return ref


def automatic_name(kind: str) -> str:
    """Keras' base name for an object of that class."""
    return snake(kind)


def input_tensor(call: Call, shape: Shape | UnknownShape, batch: Dim = NONE, dtype: str | None = "float32") -> Ref:
    """What `keras.Input(shape)` gives."""
    whole: Shape | UnknownShape = (batch, *shape) if isinstance(shape, tuple) else unknown_shape(shape.reason)
    return call.store.new(KerasTensor(whole, dtype, call.place))
