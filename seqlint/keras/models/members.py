"""Sequential's constructor, `keras.Input`, and the attributes and methods that programs use besides training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras import kinds
from seqlint.keras.events import ModelUse
from seqlint.keras.kinds import Context
from seqlint.keras.layer import Layer, refusal_of
from seqlint.keras.members import argument_of
from seqlint.keras.models.build import Sequential, apply_model, made, new_sequential
from seqlint.keras.models.merging import merged
from seqlint.keras.models.record import Model, Use
from seqlint.keras.models.tensor import KerasTensor, input_tensor
from seqlint.values.array import GIVEN, Array
from seqlint.values.callee import callee
from seqlint.values.containers import InstanceRecord, ListRecord, Sequence, SequenceRecord
from seqlint.values.functions import Function
from seqlint.values.inside import Inside
from seqlint.values.ops import from_python
from seqlint.values.refusal import InvalidValue, LayersNotInAList, MissingArgument, NotBuilt, Refused
from seqlint.values.shape import NONE, Dim, Shape, UnknownShape, equal, unknown_shape, unknown_size
from seqlint.values.store import Ref
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call
    from seqlint.values.callee import Callee
    from seqlint.values.signature import Mismatch


def refuse(mismatch: Mismatch, function: Callee) -> Refused:
    """A call of a model's method that Python refuses."""
    return refusal_of(
        mismatch,
        function.path.removeprefix("keras.models.").replace("Model.", "Sequential."),
        function.signature.names(),
    )


@callee("keras.models.Sequential", refuses=refuse)
def sequential(call: Call, layers: Any = None, trainable: Any = True, name: Any = None) -> Any:
    """`Sequential(layers, trainable, name)`; the second positional is the name in Keras 2."""
    if call.target.major == 2:
        _refuse_apart(call, layers, trainable, name)
        if isinstance(trainable, str):
            trainable, name = True, trainable
    if call.target.at_least(3, 15) and not isinstance(trainable, (bool, Unknown)):
        if _is_layer(call, layers) and _is_layer(call, trainable):
            new_sequential(call, layers, name, None)
        raise Refused(
            InvalidValue,
            "trainable",
            "ValueError: Expected `trainable` to be a boolean",
            callee="Sequential",
            argument="trainable",
            value=trainable,
            wanted="True or False",
        )
    ref = new_sequential(call, layers, name, call.item_places(layers))
    if trainable is not True:
        Sequential(ref).update(call, trainable=trainable)
    return ref


def _refuse_apart(call: Call, layers: Any, second: Any, third: Any) -> None:
    """Keras 2 takes one layer for a list of one, and the next for a name; it has no third argument."""
    if call.store.record(layers, KerasTensor) is not None:
        said = "TypeError: Keras symbolic inputs/outputs do not implement `__len__`."
        raise Refused(LayersNotInAList, "layers", said, count=1)
    if _is_layer(call, second) and _is_layer(call, third):
        said = "TypeError: Sequential.__init__() takes from 1 to 3 positional arguments but 4 were given"
        raise Refused(LayersNotInAList, "layers", said, count=3)


def _is_layer(call: Call, value: Any) -> bool:
    return isinstance(value, Ref) and isinstance(call.store[value], (Layer, Model))


@callee("keras.models.Input", refuses=refuse)
def input_(
    call: Call,
    shape: Any = None,
    batch_size: Any = None,
    dtype: Any = None,
    sparse: Any = None,
    batch_shape: Any = None,
    name: Any = None,
    tensor: Any = None,
    optional: Any = False,
    *,
    ragged: Any = None,
    type_spec: Any = None,
) -> Any:
    """`keras.Input(shape)`."""
    if batch_shape is not None:
        whole = kinds.SHAPE.check(batch_shape, Context("Input", "batch_shape", call))
        return call.store.new(KerasTensor(whole, _dtype(dtype), call.place))
    if shape is None and tensor is None and type_spec is None:
        raise Refused(
            MissingArgument, None, "ValueError: You must pass a `shape` argument.", callee="Input", argument="shape"
        )
    if shape is None:
        return input_tensor(call, unknown_shape("the Input has no shape"), NONE, _dtype(dtype))
    if isinstance(shape, int) and not isinstance(shape, bool) and call.target.major == 2:
        shape = (shape,)
    checked = kinds.SHAPE.check(shape, Context("Input", "shape", call))
    batch: Dim = NONE if batch_size is None else kinds.size_of(batch_size) or NONE
    return input_tensor(call, checked, batch, _dtype(dtype))


def _dtype(value: Any) -> str | None:
    if value is None:
        return "float32"
    return value if isinstance(value, str) else getattr(value, "name", None)


@callee("keras.models.Model.add", refuses=refuse, lifted=False)
def add(call: Call, self: Ref, layer: Any, rebuild: Any = True) -> None:
    """Append a layer; a second positional argument is dropped in silence (Keras 3)."""
    Sequential(self).add(call, layer, call.place, "add")


@callee("keras.models.Model.pop")
def pop(call: Call, self: Ref, rebuild: Any = True) -> None:
    """Remove the last layer; rebuilds unless told not to."""
    model = Sequential(self).model(call)
    if not model.uses:
        return
    changed = (*model.changed, (call.place, "layers")) if model.compiled is not None else model.changed
    Sequential(self).update(
        call, uses=model.uses[:-1], changed=changed, broken=None if len(model.uses) == 1 else model.broken
    )


def _differ(one: Shape, other: Shape) -> bool:
    """Whether two shapes are surely not the same to Python, None being another size than 8."""
    if len(one) != len(other):
        return True
    return any(
        ((a is NONE) != (b is NONE) and _sure(a, b)) or equal(a, b) is False for a, b in zip(one, other, strict=True)
    )


def _sure(one: Dim, other: Dim) -> bool:
    return all(size is NONE or isinstance(size, int) for size in (one, other))


def python_text(shape: Shape) -> str:
    """A shape as Python writes it."""
    return str(tuple(None if size is NONE else size for size in shape))


@callee("keras.models.Model.build", refuses=refuse)
def build(call: Call, self: Ref, input_shape: Any = None) -> None:
    """Build for an input shape whose first size is the batch; anything but a tuple does nothing."""
    if isinstance(input_shape, int) and call.target.major < 3:
        input_shape = (input_shape,)  # to Keras 2 this is the whole shape
    if input_shape is None or isinstance(input_shape, int):
        return
    shape = kinds.SHAPE.check(input_shape, Context("build", "input_shape", call))
    model = Sequential(self).model(call)
    if isinstance(model.input, tuple) and isinstance(shape, tuple) and model.uses:
        if call.target.major >= 3 and _differ(model.input, shape):
            keras = f"ValueError: Sequential model '{model.name}' has already been configured to use input shape …"
            wanted = f"the input shape that the model has, {python_text(model.input)}"
            raise Refused(
                InvalidValue,
                "input_shape",
                keras,
                callee="build",
                argument="input_shape",
                value=input_shape,
                wanted=wanted,
            )
        return
    model = Sequential(self).update(call, input_place=call.place)
    if not model.built:
        Sequential(self).build(call, shape, "build")


def used(call: Call, self: Ref, name: str, *, called: bool) -> Model:
    model = Sequential(self).model(call)
    call.emit(ModelUse(place=call.place, stack=call.stack, name=name, ref=self, model=model, called=called))
    return model


def is_unbuilt(model: Model) -> bool:
    """Whether the model surely is not built: a layer that is not known may declare a shape."""
    hidden = model.open or model.escaped or any(use.ref is None for use in model.uses)
    return not model.built and not hidden


@callee("keras.models.Model.summary")
def summary(call: Call, self: Ref, line_length: Any = None, **_: Any) -> None:
    """Print the table; of a model that is not built, question marks (Keras 2 refuses)."""
    model = used(call, self, "summary", called=True)
    if call.target.major == 2 and is_unbuilt(model):
        keras = "ValueError: This model has not yet been built."
        raise Refused(NotBuilt, None, keras, attribute="summary()", model=model)


@callee("keras.models.Model.count_params")
def count_params(call: Call, self: Ref) -> Any:
    """The number of parameters."""
    model = used(call, self, "count_params", called=True)
    if is_unbuilt(model):
        raise Refused(NotBuilt, attribute="count_params()", model=model)
    return unknown("not every layer's weights are known", call.place) if model.parameters is None else model.parameters


def _shape(call: Call, self: Ref, name: str) -> Any:
    model = used(call, self, name, called=False)
    if not model.built:
        if not is_unbuilt(model):
            return unknown("the model's shape is not known", call.place)
        raise Refused(NotBuilt, attribute=name, model=model)
    shape = model.input if name.startswith("input") else model.output
    return (
        tuple(None if dim is NONE else dim for dim in shape)
        if isinstance(shape, tuple)
        else unknown(_why(shape), call.place)
    )


def _why(shape: UnknownShape | None) -> str:
    return shape.reason if shape is not None else "the model's shape is not known"


@callee("keras.models.Model.output_shape", attribute=True)
def output_shape(call: Call, self: Ref) -> Any:
    """The output shape, None for open axes."""
    return _shape(call, self, "output_shape")


@callee("keras.models.Model.input_shape", attribute=True)
def input_shape(call: Call, self: Ref) -> Any:
    """The input shape, None for open axes."""
    return _shape(call, self, "input_shape")


def _tensor(call: Call, self: Ref, name: str) -> Any:
    model = used(call, self, name, called=False)
    shape = model.input if name.startswith("input") else model.output
    source = None if name.startswith("input") else self
    return call.store.new(KerasTensor(shape or unknown_shape("the model is not built"), "float32", call.place, source))


for _name in ("input", "output"):

    @callee(f"keras.models.Model.{_name}", attribute=True)
    def tensor(call: Call, self: Ref, _name: str = _name) -> Any:
        """The symbolic input or output tensor."""
        return _tensor(call, self, _name)

    @callee(f"keras.models.Model.{_name}s", attribute=True)
    def tensors(call: Call, self: Ref, _name: str = _name) -> Any:
        """The symbolic input or output tensors, as a list."""
        return call.store.new(ListRecord((_tensor(call, self, _name),)))


@callee("keras.models.Model.layers", attribute=True)
def layers(call: Call, self: Ref) -> Any:
    """A fresh list of the layers."""
    model = Sequential(self).model(call)
    if model.facets is not None:
        each = Inside("the model's layers are not listed in the program", call.place, model=self)
        return call.store.new(
            SequenceRecord(Sequence(each, unknown_size("how many layers the model has is not known")))
        )
    if model.open or any(use.ref is None for use in model.uses):
        return unknown(model.open or "the model's layers are not listed in the program", call.place)
    return call.store.new(ListRecord(tuple(use.ref for use in model.uses)))


@callee("keras.models.Model.get_layer")
def get_layer(call: Call, self: Ref, name: Any = None, index: Any = None) -> Any:
    """A layer by name or index."""
    for position, use in enumerate(Sequential(self).model(call).uses):
        if use.ref is not None and (
            index == position or (isinstance(name, str) and use.layer and use.layer.name == name)
        ):
            return use.ref
    reason = "seqlint does not know which layer that is"
    if Sequential(self).model(call).facets is not None:
        return Inside(reason, call.place, model=self, some=True)
    return unknown(reason, call.place)


@callee("keras.models.Model.name", attribute=True)
def name(call: Call, self: Ref) -> Any:
    """The model's name."""
    return Sequential(self).model(call).name or unknown("the model's name is not known", call.place)


@callee("keras.models.Model.trainable", attribute=True)
def trainable(call: Call, self: Ref) -> Any:
    """Whether the model's weights are trained."""
    return Sequential(self).model(call).trainable


@callee("keras.models.Model.built", attribute=True)
def built(call: Call, self: Ref) -> Any:
    """Whether it is built."""
    return Sequential(self).model(call).built


def _has_lambda(use: Use) -> bool:
    """Whether a layer holds a `lambda`, which Keras 3 does not make again from its text."""
    function = use.layer.argument("function") if isinstance(use.layer, Layer) and use.layer.has("lambda") else None
    return isinstance(function, Function) and function.name == "<lambda>"


@callee("keras.models.clone_model")
def clone_model(call: Call, model: Any, input_tensors: Any = None, clone_function: Any = None, **_: Any) -> Any:
    """A new model with new weights and the same layers."""
    own = call.store.record(model, InstanceRecord)
    record = call.store.record(model if own is None else own.attributes.get("__base__"), Model)
    if record is None:
        return unknown("the model that is cloned is not known", call.place)
    if clone_function is None and call.target.major >= 3 and any(map(_has_lambda, record.uses)):
        keras = "ValueError: Requested the deserialization of a `Lambda` layer whose `function` is a Python lambda."
        facts = {"callee": "clone_model", "argument": "model", "value": model}
        raise Refused(InvalidValue, "model", keras, **facts, wanted="a model without a Lambda layer of a Python lambda")
    return made(
        call,
        msgspec.structs.replace(
            record, compiled=record.compiled if call.target.at_least(*_COMPILED_SINCE) else None, fitted=False,
            taught=None, changed=(), place=call.place, callee=call.callee, stack=call.stack,
        ),
    )  # fmt: skip


_COMPILED_SINCE = (3, 9)
"""The release from which on a clone is compiled as its model was."""


def _as_batch(shape: Any) -> Any:
    """The shape of a batch of an array: its first axis is the batch."""
    return (NONE, *shape[1:]) if isinstance(shape, tuple) and shape else shape


def call_layer(call: Call, ref: Ref, arguments: Arguments) -> Any:
    """A layer or model called like a function on a tensor or array.

    Raises:
        Refused: where Keras would raise.
    """
    record = call.store[ref]
    inputs = arguments.value(0, "inputs")
    plain = isinstance(record, Layer) and (record.has("preprocessing") or record.has("hub"))
    if plain and isinstance(call.store.record(inputs, ListRecord), ListRecord):
        inputs = from_python(inputs, call)
    if call.target.major >= 3 and not plain and not getattr(record, "several", None):
        _check_tensor(call, record, inputs)
    tensor = call.store.record(inputs, KerasTensor)
    if tensor is not None:
        shape = tensor.shape
    elif isinstance(inputs, Array):
        shape = _without_column(call, record, inputs.shape)
    else:
        reason = inputs.reason if isinstance(inputs, Unknown) else "the layer is called on several tensors"
        shape = unknown_shape(reason)
    if isinstance(record, Layer) and record.type.several is not None:
        output = merged(call, record, arguments)
    else:
        output = _applied(call, ref, record, shape, symbolic=tensor is not None)
        if plain and isinstance(shape, UnknownShape) and isinstance(output, tuple):
            output = unknown_shape(shape.reason, output[-1])  # it takes single samples as well as batches
    if tensor is not None or not isinstance(inputs, Array):
        sources = (
            (inputs,) if tensor is not None else tuple(call.items(inputs) or ()) if isinstance(inputs, Ref) else ()
        )
        return call.store.new(KerasTensor(output, "float32", call.place, ref, sources))
    model = call.store[ref] if isinstance(record, Model) else None
    text = f"through {record.title}" if model is None else f"{GIVEN}`{model.name or 'the model'}`"
    return inputs.then(call.place, text, shape=output, dtype="float32", range=None, library="tensorflow", source=model)


def _without_column(call: Call, record: Any, shape: Shape | UnknownShape) -> Shape | UnknownShape:
    """Keras 3 drops the column of (texts, 1) where the texts are at hand; on a symbolic tensor it leaves it."""
    texts = isinstance(record, Layer) and record.type.name == "TextVectorization" and call.target.major >= 3
    column = texts and isinstance(shape, tuple) and len(shape) > 1 and shape[-1] == 1
    return shape[:-1] if column and isinstance(shape, tuple) else shape


def _check_tensor(call: Call, record: Any, inputs: Any) -> None:
    """Keras 3 takes tensors and arrays, not Python's numbers and lists of them, nor layers."""
    inner = inputs
    while isinstance(inner, Ref) and isinstance(items := call.store.heap.get(inner.id), ListRecord) and items.items:
        inner = items.items[0]
    wrong = isinstance(inner, (bool, int, float, str)) or (
        isinstance(inner, Ref) and isinstance(call.store.heap.get(inner.id), (Layer, Model))
    )
    if wrong:
        keras = "ValueError: Only input tensors may be passed as positional arguments."
        facts = {"callee": record.title, "argument": "inputs", "value": inputs, "wanted": "a tensor or an array"}
        raise Refused(InvalidValue, None, keras, **facts)


def _applied(call: Call, ref: Ref, record: Any, shape: Any, *, symbolic: bool) -> Any:
    from seqlint.keras.layer import apply

    if isinstance(record, Model):
        return apply_model(call, ref, record, shape, symbolic=symbolic).output_for
    applied = apply(record, shape, asked_once=call.target.major < 3)
    call.store[ref] = applied.layer
    return applied.output


@callee(
    "keras.models.Model.export",
    "keras.models.Model.reset_states",
    "keras.models.Model.compute_output_shape",
    raw=True,
)
def other(call: Call, arguments: Arguments) -> Any:
    """Methods that change nothing that seqlint follows."""
    return unknown("the method's result is not followed", call.place)


__all__ = ["argument_of", "call_layer", "refuse"]
