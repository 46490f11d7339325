"""How a Sequential is filled and built: each step does what Keras does at that call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.events import LayerUse, ModelMade
from seqlint.keras.kinds import Context
from seqlint.keras.layer import Layer, apply
from seqlint.keras.layer.facets import NOTHING
from seqlint.keras.models import entering
from seqlint.keras.models.carried import handed_on
from seqlint.keras.models.conform import forgive, mismatch, relaxed, through
from seqlint.keras.models.mistaken import describe, items_of_stack
from seqlint.keras.models.naming import check_name
from seqlint.keras.models.own import as_layer, is_module, own_class, weights_of
from seqlint.keras.models.record import Model, Use
from seqlint.keras.models.tensor import KerasTensor
from seqlint.values.refusal import (
    InputNotFirst,
    LayersNotInAList,
    NotALayer,
    Refusal,
    Refused,
    SeveralInputs,
)
from seqlint.values.shape import Open, Shape, UnknownShape, unknown_shape
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call
    from seqlint.values.place import Place
    from seqlint.values.refusal import Stage


def _record(call: Call, value: Any) -> Any:
    return call.store.heap.get(value.id) if isinstance(value, Ref) else None


class Sequential(msgspec.Struct, frozen=True):
    """Operations on a Sequential in the store; each does what Keras' method of that name does."""

    ref: Ref

    def model(self, call: Call) -> Model:
        """Its record."""
        record = call.store[self.ref]
        assert isinstance(record, Model)
        return record

    def update(self, call: Call, **changes: Any) -> Model:
        """Change fields of its record."""
        record = msgspec.structs.replace(self.model(call), **changes)
        call.store[self.ref] = record
        return record

    def add(self, call: Call, value: Any, place: Place, stage: Stage, *, rebuild: bool = True) -> None:
        """`Sequential.add`: append, and build when the input is known.

        Raises:
            Refused: where Keras refuses the item itself.
        """
        model = self.model(call)
        if call.target.major == 2 and model.input is None and any(use.ref == value for use in model.uses if use.ref):
            return  # Keras 2 keeps a layer once, and applies it once where the model waits for its input
        if value == self.ref:
            self._add_itself(call, model, value, place)
        elif isinstance(value, (Unknown, OneOf)):
            reason = value.reason if isinstance(value, Unknown) else "the layer differs between paths"
            self._append(call, Use(None, place, "a layer", reason=reason, stack=call.stack))
        elif not self._add_known(call, value, place):
            return
        if rebuild:
            self.build_if_known(call, stage)

    def _add_known(self, call: Call, value: Any, place: Place) -> bool:
        """Append a layer or model, or declare the input; whether there is something to build."""
        record = _record(call, value)
        if isinstance(record, KerasTensor) and record.layer is not None:
            raise Refused(NotALayer, what="a tensor that a layer gave", value=value)
        if isinstance(record, KerasTensor):
            self._declare(call, value, record)
            return False
        if isinstance(record, Layer) and record.has("input"):
            shape = record.declared or unknown_shape("it has no shape")
            name = record.name or "" if record.named else None
            given = record.argument("dtype")
            dtype = "float32" if given is None else given if isinstance(given, str) else None
            self._declare(call, value, KerasTensor(shape, dtype, record.place, name=name))
            return False
        if not isinstance(record, (Layer, Model)):
            cls = own_class(record)
            if cls is None and call.target.major < 3 and is_module(record):  # it wraps one, as it stands
                self._append(call, Use(None, place, record.cls.name, reason="it is a tf.Module", stack=call.stack))
                return True
            if cls is None:
                raise Refused(NotALayer, what=describe(value, record), value=value)
            layer = as_layer(call, value, cls)
            self._append(call, Use(value, place, cls.name, layer=layer, stack=call.stack))
            self._adopt_shape(call, layer)
        else:
            try:
                check_name(value, record, self.model(call).uses, call)
            except Refused:
                self._append(call, Use(None, place, record.title, reason="Keras refuses it", stack=call.stack))
                raise
            self._append(call, Use(value, place, record.title, layer=record, stack=call.stack))
            self._adopt_shape(call, record)
        return True

    def _add_itself(self, call: Call, model: Model, value: Ref, place: Place) -> None:
        """A model in itself: Keras 3 goes round in circles as soon as it builds it; Keras 2 wants a layer in it first.

        Raises:
            Refused: where that is at once.
        """
        self._append(call, Use(None, place, model.title, reason="the model stands in itself", stack=call.stack))
        older = call.target.major < 3
        empty = older and not model.uses
        if empty or (not older and model.input is not None):
            keras = "ValueError: An empty Model cannot be used as a Layer." if empty else "RecursionError"
            raise Refused(NotALayer, None, keras, what="the model itself", value=value)

    def _append(self, call: Call, use: Use) -> None:
        model = self.model(call)
        changed = (*model.changed, (call.place, "layers")) if model.compiled is not None else model.changed
        self.update(call, uses=(*model.uses, use), built=False, changed=changed)

    def _declare(self, call: Call, value: Ref, tensor: KerasTensor) -> None:
        model = self.model(call)
        late = bool(model.uses)
        if (model.declared or (late and model.input is not None)) and call.target.major >= 3:
            raise Refused(InputNotFirst)
        if late and call.target.major >= 3:
            self._append(call, Use(value, tensor.place, "Input", stack=call.stack))
        elif not late:
            given = {"input_place": tensor.place, "input_name": tensor.name, "input_dtype": tensor.dtype}
            self.update(call, input=tensor.shape, declared=True, **given)

    def _adopt_shape(self, call: Call, record: Layer | Model) -> None:
        """The first layer's own input shape becomes the model's."""
        model = self.model(call)
        if len(model.uses) != 1 or model.input is not None:
            return
        if isinstance(record, Layer) and record.facets.misdeclared is not None:
            raise record.facets.misdeclared
        if isinstance(record, Layer) and record.declared is not None:
            names = [name for name in ("input_shape", "batch_input_shape", "input_dim") if name in record.bound.extra]
            place = (record.bound.place(names[0]) if names else None) or record.place
            name = None if call.target.major >= 3 else f"{record.name}_input" if record.name else ""
            self.update(call, input=record.declared, input_place=place, input_name=name, declared=True)
        elif isinstance(record, Model) and record.built and record.input is not None:
            place = record.input_place or record.place
            self.update(call, input=record.input, input_place=place, input_name="", declared=True)

    def build_if_known(self, call: Call, stage: Stage) -> None:
        """Build when the input shape is known, as Keras does after `add` or at the end of the constructor."""
        model = self.model(call)
        if model.input is not None and model.uses:
            self.build(call, model.input, stage)

    def build(self, call: Call, shape: Shape | UnknownShape, stage: Stage) -> None:
        """Apply all layers in order to an input of that shape (batch included); refusals are recorded in the model."""
        model = self.model(call)
        done = _done(model, shape)
        last = model.uses[done - 1].output if done else None
        current: Shape | UnknownShape = shape if last is None else last
        uses = list(model.uses)
        broken = model.broken if done else None
        for index in range(done, len(uses)):
            use = uses[index]
            before = uses[index - 1].layer if index else None
            try:
                uses[index] = _given_several(call, before, use, current) or self._apply(call, use, current)
                if call.target.major < 3:
                    uses[index] = handed_on(call, uses[index], uses[index - 1] if index else None)
                _check_only(call, uses[index].layer)
            except Refused as refused:
                forgiven = forgive(call, model, use, current, refused)
                if broken is None and forgiven is None:
                    so_far = msgspec.structs.replace(model, uses=tuple(uses), input=shape)
                    broken = self.refusal(call, refused, use, before, stage, so_far)
                    call.emit(broken)
                uses[index] = forgiven or msgspec.structs.replace(
                    use,
                    input=current,
                    output=unknown_shape("Keras refuses this layer"),
                    reason="Keras refuses this layer here",
                )
            use = uses[index]
            current = unknown_shape("a layer before is not known") if use.output is None else use.output
            if use.ref is not None and use.layer is not None:
                call.emit(
                    LayerUse(
                        place=use.place,
                        stack=use.stack,
                        ref=use.ref,
                        layer=use.layer,
                        index=index,
                        before=before,
                        input=current if use.input is None else use.input,
                        output=current,
                        model=self.ref,
                    )
                )
        self.update(call, uses=tuple(uses), input=shape, built=True, broken=broken)
        first = uses[0].layer if uses else None
        if call.target.major >= 3 and not (isinstance(first, Model) and first.facets is not None):
            call.unique_name("functional")  # Keras 3 makes a functional model inside, each time

    def _apply(self, call: Call, use: Use, shape: Shape | UnknownShape) -> Use:
        if use.ref is None:
            reason = use.reason or "the layer is not known"
            return msgspec.structs.replace(use, input=shape, output=unknown_shape(reason))
        record = call.store[use.ref]
        if isinstance(record, KerasTensor) or (isinstance(record, Layer) and record.has("input")):
            raise Refused(InputNotFirst)
        if isinstance(record, Model):
            built = apply_model(call, use.ref, record, shape)
            late = built.late
            return msgspec.structs.replace(use, input=shape, output=built.output_for, layer=built.model, late=late)
        cls = own_class(record)
        if cls is not None:
            applied = apply(as_layer(call, use.ref, cls), shape)
            layer = msgspec.structs.replace(applied.layer, weights=weights_of(call, use.ref))
            return msgspec.structs.replace(use, input=shape, output=applied.output, layer=layer)
        if not isinstance(record, Layer):
            return msgspec.structs.replace(use, input=shape, output=unknown_shape("it is not a Keras layer"))
        applied = apply(record, shape, asked_once=call.target.major < 3)
        call.store[use.ref] = applied.layer
        late = applied.late
        return msgspec.structs.replace(use, input=shape, output=applied.output, layer=applied.layer, late=late)

    def refusal(self, call: Call, refused: Refused, use: Use, before: Any, stage: Stage, model: Model) -> Refusal:
        """A refusal of one of the layers as what rules and readers get."""
        layer = use.layer
        place = use.place
        if isinstance(layer, Layer) and layer.place.document is use.place.document:
            place = (layer.bound.place(refused.argument) if refused.argument else None) or layer.place
        return refused.cause(
            place=place,
            raised=call.place,
            stage=stage,
            keras=refused.keras,
            layer=layer,
            before=before,
            model=model,
            stack=call.stack,
            **refused.facts,
        )


_EACH = ("dropout", "noise", "activation")
"""Families whose layers treat each of several tensors by itself."""
_ONE = ("normalization", "reshaping", "embedding", "masking")
"""Families that ask no rank and still want one tensor."""


def _given_several(call: Call, before: Layer | Model | None, use: Use, current: Shape | UnknownShape) -> Use | None:
    """A layer after one that hands on several tensors; None after one that hands on one.

    Keras 3 gives each layer what the one before it returned: some take a list.

    Raises:
        Refused: for a layer that wants one tensor.
    """
    if not isinstance(before, Layer) or not before.facets.several:
        return None
    if before.facets.several == NOTHING and call.target.major < 3:
        keras = "TypeError: Inputs to a layer should be tensors. Got 'None'"
        raise Refused(SeveralInputs, None, keras, needs=f"a tensor, and {before.title} gives {NOTHING}")
    if before.facets.several == NOTHING or call.target.major < 3:
        return None
    layer = use.layer
    rank = None if not isinstance(layer, Layer) else layer.facets.rank or layer.type.rank
    one = isinstance(layer, Layer) and rank is not None and (rank.least > 0 or any(map(layer.has, _ONE)))
    if one or isinstance(layer, Model):
        raise Refused(SeveralInputs, needs=f"one tensor, and {before.title} gives {before.facets.several}")
    if isinstance(layer, Layer) and any(map(layer.has, _EACH)):
        passed = msgspec.structs.replace(layer.facets, several=before.facets.several)
        layer = msgspec.structs.replace(layer, facets=passed, weights=layer.weights or ())
    reason = f"{before.title} gives {before.facets.several}"
    return msgspec.structs.replace(use, input=current, output=unknown_shape(reason), layer=layer)


def _check_only(call: Call, layer: Layer | Model | None) -> None:
    """Keras 2 takes no layer that hands on several tensors.

    Raises:
        Refused: for such a layer.
    """
    if call.target.major == 2 and isinstance(layer, Layer) and layer.facets.several not in {None, NOTHING}:
        keras = "ValueError: All layers in a Sequential model should have a single output tensor."
        raise Refused(SeveralInputs, None, keras, needs=f"an output of its own: {layer.facets.several}")


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
    """A model applied to a tensor.

    Attributes:
        model: its record afterwards.
        output_for: the shape that goes out.
        late: what Keras says only to values.
    """

    model: Model
    output_for: Shape | UnknownShape
    late: Refused | None = None


def apply_model(
    call: Call, ref: Ref, model: Model, shape: Shape | UnknownShape, *, symbolic: bool = True
) -> AppliedModel:
    """A nested model on an input: built if it was not, else its input must fit.

    Args:
        call: the call that applies it.
        ref: the model.
        model: its record.
        shape: what arrives.
        symbolic: whether that is a symbolic tensor. Keras 3 compares its sizes; through a Sequential it lets the values
            of an array go whose number of axes is right, and leaves the rest to the layers.

    Raises:
        Refused: where Keras would raise.
    """
    model = Sequential(ref).update(call, called=True)
    if not model.built:
        Sequential(ref).build(call, shape, "build")
        model = call.store[ref]
        return AppliedModel(model, model.output or unknown_shape(model.open or "the nested model is not known"))
    if not isinstance(shape, tuple):
        return AppliedModel(model, model.output or unknown_shape("the nested model's output is not known"))
    newer = call.target.major >= 3
    if not newer and model.facets is None and model.broken is None:
        return _conformed(call, ref, model, shape, symbolic=symbolic)
    if isinstance(model.input, tuple):
        given, shape = shape, entering.adjusted(shape, model.input)
        alike = len(shape) == len(model.input)
        if alike and not symbolic and model.kind == "Sequential" and newer and entering.differ(model.input, shape):
            return AppliedModel(model, entering.through(model, shape))
        try:
            entering.check(model, model.input, shape, sizes=newer)  # Keras 2 takes an application for any size
        except Refused:
            if not (symbolic and newer and entering.overlooked(model.input, given)):
                raise
            passed = entering.through(model, given, asked=False)
            return AppliedModel(model, passed, entering.refusal_of_values(model, model.input, given))
    output = model.output if model.facets is None else model.facets.output(shape)
    if isinstance(output, tuple) and isinstance(model.input, tuple):
        batches = [each[:1] for each in (output, model.input)]
        if shape and all(batch and isinstance(batch[0], Open) for batch in batches):
            output = (shape[0], *output[1:])
    return AppliedModel(model, output or unknown_shape("the nested model's output is not known"))


def _conformed(call: Call, ref: Ref, model: Model, shape: Shape, *, symbolic: bool) -> AppliedModel:
    """Keras 2: the layers of the model are asked."""
    wrong = mismatch(model, shape)
    if wrong is not None and not symbolic:
        raise wrong
    model = relaxed(call, ref, model, shape)
    return AppliedModel(model, through(call, model, shape), wrong)


def made(call: Call, record: Model) -> Ref:
    """Put a new model into the store and tell."""
    ref = call.store.new(record)
    call.emit(ModelMade(place=call.place, stack=call.stack, model=ref))
    return ref


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
    if isinstance(name, (int, float)) and call.target.major >= 3:
        raise Context("Sequential", "name", call).refuse(name, "a string", "ValueError: `name` must be a string")
    known = name if isinstance(name, str) else call.unique_name("sequential") if name is None else None
    ref = made(call, Model(kind="Sequential", name=known, place=call.place, callee=call.callee, stack=call.stack))
    sequential = Sequential(ref)
    if layers is None:
        return ref
    record = _record(call, layers)
    items = items_of_stack(call, layers, record)
    if items is None:
        if isinstance(record, (Layer, Model)) and call.target.major >= 3:
            raise Refused(LayersNotInAList, "layers", f"TypeError: '{record.title}' object is not iterable", count=1)
        if not isinstance(record, (Layer, Model)):
            reason = layers.reason if isinstance(layers, Unknown) else "the list of layers is not known item by item"
            call.store[ref] = sequential.model(call).gap((), reason)
            return ref
        items = (layers,)
    for index, item in enumerate(items):
        record = _record(call, item)
        place = (
            places[index] if places is not None and index < len(places) and places[index] is not None else call.place
        )
        if isinstance(record, Layer):
            place = record.place
        try:
            sequential.add(call, item, place, "construct", rebuild=False)
        except Refused as refused:
            refused.place = refused.place or place
            raise
    sequential.build_if_known(call, "construct")
    return ref
