"""Layers and models that the program defines as classes: their `build` and `call` followed on an abstract tensor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import size_of
from seqlint.keras.layer import ANY_RANK, Facets, Layer, LayerType, apply
from seqlint.keras.models.batch import batch_of, input_of, values_of
from seqlint.keras.models.record import Model
from seqlint.keras.models.tensor import KerasTensor
from seqlint.keras.weights import Weight
from seqlint.values.array import Array
from seqlint.values.call import Bound
from seqlint.values.callee import callee
from seqlint.values.containers import InstanceRecord, ListRecord
from seqlint.values.functions import Class, Function, Method
from seqlint.values.refusal import NotALayer, Refused, SeveralInputs
from seqlint.values.shape import NONE, Shape, UnknownShape, unknown_shape, unknown_size
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from seqlint.values.call import Arguments, Call

_WEIGHTS = "__weights__"
_BUILT = "__built__"


AUTOMATIC_NAME = "__name__"
"""The attribute of an object of the program that holds the name that Keras gave it."""


_NO_LAYERS = frozenset({"tensorflow.Module", "builtins.object"})
"""Classes of a library that make no Keras layer."""


def own_class(record: Any) -> Class | None:
    """The class, if the record is an instance of a Layer or Model subclass of the program."""
    if isinstance(record, InstanceRecord) and isinstance(record.cls, Class):
        known = all(isinstance(base, Class) or getattr(base, "path", "") in _NO_LAYERS for base in record.cls.bases)
        others = [base for base in record.cls.library_bases() if base.path not in _NO_LAYERS]
        return None if known and not others else record.cls
    return None


def is_module(record: Any) -> bool:
    """Whether the record is an instance of a `tf.Module` of the program that is no Keras layer."""
    if not isinstance(record, InstanceRecord) or not isinstance(record.cls, Class):
        return False
    return any(base.path == "tensorflow.Module" for base in record.cls.library_bases())


def _no_card() -> Facets:
    return Facets()


def as_layer(call: Call, ref: Ref, cls: Class) -> Layer:
    """A layer's record that follows the class's own methods."""

    def output(shape: Shape) -> Shape | UnknownShape:
        return _call(call, ref, cls, shape)

    def weights(_: Shape) -> tuple[Weight, ...]:
        return ()

    type_ = LayerType(
        name=cls.name,
        body=_no_card,
        rank=ANY_RANK,
        last_axis=False,
        several=None,
        kwargs=True,
        generations=(2, 3),
        keras2=None,
        removed=frozenset(),
        tags=frozenset({"own"}),
        cache={"parameters": ()},
    )
    attributes = call.store[ref].attributes
    given = attributes.get("name")
    name = given if isinstance(given, str) else attributes.get(AUTOMATIC_NAME) if given is None else None
    return Layer(
        type=type_,
        bound=Bound({}, {}),
        facets=Facets(output, weights, computes=_without_call(call, ref, cls)),
        name=name,
        named=given is not None,
        place=call.place,
        callee=call.callee,
        stack=call.stack,
        declared=_declared(call, attributes),
        trainable=attributes.get("trainable", True),
    )


def _without_call(call: Call, ref: Ref, cls: Class) -> Callable[[Shape, bool], None] | None:
    """What numbers do to a layer whose class has no `call`: Keras 3 takes it until they come."""
    plain = all(base.path == "keras.layers.Layer" for base in cls.library_bases())
    if call.target.major < 3 or not plain or cls.lookup("call") is not None or cls.lookup("__call__") is not None:
        return None

    def computes(_: Shape, __: bool) -> None:
        keras = f"Layer {cls.name} does not have a `call` method implemented."
        raise Refused(NotALayer, None, keras, what=f"a `{cls.name}`, whose class has no `call`", value=ref)

    return computes


def _declared(call: Call, attributes: Mapping[str, Any]) -> Shape | UnknownShape | None:
    """The input that the base's constructor was told."""
    whole = attributes.get("batch_input_shape")
    if whole is not None:
        sizes = call.items(whole)
        return None if not sizes else _declared_axes(sizes)
    sample = attributes.get("input_shape", attributes.get("input_dim"))
    items = (sample,) if isinstance(sample, int) else None if sample is None else call.items(sample)
    if items is None:
        return None if sample is None else unknown_shape("the declared shape is not known")
    return (NONE, *_declared_axes(items))


def _declared_axes(items: Iterable[Any]) -> Shape:
    sizes = [NONE if item is None else size_of(item) for item in items]
    return tuple(unknown_size("its value is not known") if size is None else size for size in sizes)


def _call(call: Call, ref: Ref, cls: Class, shape: Shape) -> Shape | UnknownShape:
    """The shape that the class's `call` gives."""
    base = call.store[ref].attributes.get("__base__")
    inner = call.store.record(base, Model)
    if inner is not None:
        from seqlint.keras.models.build import apply_model

        return apply_model(call, base, inner, shape).output_for
    function = cls.lookup("call")
    layer = call.store.record(base, Layer)
    if not isinstance(function, Function) and layer is not None:
        applied = apply(layer, shape)
        call.store[base] = applied.layer
        return applied.output
    if not isinstance(function, Function):
        return unknown_shape(f"`{cls.name}` has no `call` in the program")
    _check_one_input(function, cls)
    build_once(call, ref, cls, shape)
    tensor = Array(shape, "float32", library="tensorflow")
    result = call.call(Method(ref, "call", function), [tensor])
    return shape_of(call, result, cls.name)


def _check_one_input(function: Function, cls: Class) -> None:
    """A Sequential hands one tensor to `call`.

    Raises:
        Refused: if `call` needs more.
    """
    params = function.place.node.params
    plain = [*params.posonly_params, *params.params][1:]
    required = [param.name.value for param in plain if param.default is None]
    if function.kind == "function" and len(required) > 1:
        keras = "ValueError: Layers added to a Sequential model can only have a single required positional argument"
        raise Refused(SeveralInputs, None, keras, needs=f"{len(required)} arguments ({', '.join(required)})")


def build_once(call: Call, ref: Ref, cls: Class, shape: Shape) -> None:
    """Run the class's `build`, as Keras does before the first `call`."""
    function = cls.lookup("build")
    record = call.store[ref]
    base = call.store.record(record.attributes.get("__base__"), Model)
    if base is not None and base.built:
        return
    if isinstance(function, Function) and _BUILT not in record.attributes:
        python = tuple(None if dim is NONE else dim for dim in shape)
        call.call(Method(ref, "build", function), [python])
        record = call.store[ref]
        call.store[ref] = InstanceRecord(record.cls, {**record.attributes, _BUILT: True})


def shape_of(call: Call, result: Any, name: str) -> Shape | UnknownShape:
    """The shape of what a `call` method returns."""
    if isinstance(result, Array):
        return result.shape
    tensor = call.store.record(result, KerasTensor)
    if tensor is not None:
        shape: Shape | UnknownShape = tensor.shape
        return shape
    return unknown_shape(
        result.reason if isinstance(result, Unknown) else f"what `{name}.call` returns is not one tensor"
    )


def weights_of(call: Call, ref: Ref) -> tuple[Weight, ...] | None:
    """The weights of the instance: those it adds itself and those of its layers; None where one is not known."""
    found: list[Weight] = []
    seen: set[int] = set()
    pending: list[Any] = [ref]
    while pending:
        value = pending.pop()
        record = call.store.heap.get(value.id) if isinstance(value, Ref) else value
        if isinstance(value, Ref):
            if value.id in seen:
                continue
            seen.add(value.id)
        if isinstance(value, (Unknown, OneOf)):
            return None
        if isinstance(record, (Layer, Model)):
            if record.weights is None:
                return None
            found.extend(record.weights)
        elif isinstance(record, InstanceRecord):
            added = record.attributes.get(_WEIGHTS, ())
            if not isinstance(added, tuple):
                return None
            found.extend(added)
        pending.extend(_parts(record))
    return tuple(found)


def _parts(record: Any) -> Iterable[Any]:
    """What an object or a sequence holds, besides the weights it added itself."""
    if isinstance(record, InstanceRecord):
        return [each for key, each in record.attributes.items() if key != _WEIGHTS]
    if isinstance(record, ListRecord):
        return record.items
    return record if isinstance(record, tuple) else ()


@callee("keras.members.Own.add_weight", "keras.members.Own.add_variable")
def add_weight(
    call: Call,
    self: Ref,
    shape: Any = None,
    initializer: Any = None,
    dtype: Any = None,
    trainable: Any = True,
    autocast: Any = True,
    regularizer: Any = None,
    constraint: Any = None,
    aggregation: Any = None,
    overwrite_with_gradient: Any = False,
    name: Any = None,
    **_: Any,
) -> Any:
    """`Layer.add_weight(shape, …)`; Keras 2's first argument is the name."""
    if isinstance(shape, str):
        shape, name = initializer, shape
    items = call.items(shape) if shape is not None else ()
    record = call.store[self]
    if items is None or not all(isinstance(item, int) or hasattr(item, "terms") for item in items):
        attributes = {
            **record.attributes,
            "__unknown_weight__": unknown("the shape of a weight is not known", call.place),
        }
        call.store[self] = InstanceRecord(record.cls, attributes)
        return unknown("the shape of the weight is not known", call.place)
    made = Weight(name if isinstance(name, str) else "weight", tuple(items), trainable is not False)
    before = record.attributes.get(_WEIGHTS, ())
    attributes = {**record.attributes, _WEIGHTS: (*(before if isinstance(before, tuple) else ()), made)}
    call.store[self] = InstanceRecord(record.cls, attributes)
    return Array(tuple(items), "float32", library="tensorflow")


MEETINGS = frozenset({"fit", "evaluate", "predict"})
"""Methods of a Model subclass that bring data to its `call`."""


def _meets(name: str) -> None:
    @callee(f"keras.members.Own.{name}", raw=True)
    def meet(call: Call, arguments: Arguments) -> Any:
        _bring(call, arguments)
        return unknown("the result of a training is not in the program", call.place)


for _name in sorted(MEETINGS):
    _meets(_name)


def _bring(call: Call, arguments: Arguments) -> None:
    """Data meets a model of the program's own: its `call` is followed on a batch, unless it trains in its own way."""
    self = arguments.value(0, "self")
    record = call.store.record(self, InstanceRecord)
    cls = own_class(record)
    if cls is None or not any(base.name == "Model" for base in cls.library_bases()):
        return
    function = cls.lookup("call")
    if not isinstance(function, Function) or isinstance(cls.lookup("train_step"), Function):
        return
    x, y = values_of(call, arguments.value(1, "x"), arguments.value(2, "y"))
    features, _ = batch_of(call, x, y)
    shape = input_of(call, features)
    if isinstance(shape, tuple) and isinstance(features, Array):
        build_once(call, self, cls, shape)
        call.call(Method(self, "call", function), [Array(shape, features.dtype, library="tensorflow")])
