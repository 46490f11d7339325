"""Calls: from a call expression to what the called value gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from seqlint.evaluate import expressions, limits
from seqlint.evaluate.branches import lift
from seqlint.evaluate.callees import find
from seqlint.evaluate.classes import BaseInit, instantiate
from seqlint.evaluate.context import Context, items_of
from seqlint.evaluate.functions import call_function
from seqlint.evaluate.meant import meant
from seqlint.evaluate.names import tell
from seqlint.evaluate.program import CallRecord
from seqlint.evaluate.special import SPECIAL
from seqlint.keras.absent import absent_member
from seqlint.keras.events import LayerMade, LibraryCall, LossCall, PredictionUse
from seqlint.keras.layer import Layer, LayerType
from seqlint.keras.models import KerasTensor, Model
from seqlint.keras.models.members import call_layer
from seqlint.keras.models.own import build_once, own_class
from seqlint.keras.models.tensor import as_array
from seqlint.keras.names import Named
from seqlint.values.array import Array
from seqlint.values.call import Argument, Arguments
from seqlint.values.callee import Callee, type_path
from seqlint.values.containers import DictRecord, InstanceRecord, ListRecord, Sequence, SequenceRecord, SetRecord
from seqlint.values.functions import Class, Function, Library, Method, Partial
from seqlint.values.join import refs_in, replace
from seqlint.values.ops.order import Changed
from seqlint.values.place import Place
from seqlint.values.refusal import (
    ArrayReshapeMismatch,
    MatrixMismatch,
    MissingArgument,
    NotAnEstimator,
    Refused,
    RemovedArgument,
    UnknownArgument,
)
from seqlint.values.shape import Symbol, unknown_size
from seqlint.values.store import Ref
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.evaluate.interpreter import Interpreter


def evaluate_call(run: Interpreter, node: cst.Call) -> Any:
    """A call expression."""
    func = node.func
    if type(func) is cst.Name and func.value in SPECIAL and run.scope.owner(func.value) is None:
        found = SPECIAL[func.value](run, node)
        if found is not NotImplemented:
            return found
    function = expressions.evaluate(run, func)
    arguments = arguments_of(run, node)
    place = Place(run.chunk, node)
    result = call_value(run, function, arguments, place, Place(run.chunk, func))
    if isinstance(result, Symbol) and not result.named:
        run.name_size(result, expressions.source_text(node))
    if run.tracing:
        run.calls.append((node, CallRecord(place, function, arguments, result, run.stack)))
    return result


def arguments_of(run: Interpreter, node: cst.Call) -> Arguments:
    """The evaluated arguments of a call."""
    positional: list[Argument] = []
    keywords: dict[str, Argument] = {}
    reason: str | None = None
    chunk = run.chunk
    for arg in node.args:
        inner = arg.value
        value = expressions.evaluate(run, inner)
        if not arg.star:
            if arg.keyword is None:
                positional.append(Argument(value, Place(chunk, inner), Place(chunk, arg)))
            else:
                name = arg.keyword.value
                keywords[name] = Argument(value, Place(chunk, inner), Place(chunk, arg), name)
        elif arg.star == "*":
            items = items_of(run, value)
            if items is None:
                reason = "the arguments behind `*` are not known"
            else:
                positional.extend(Argument(item, Place(chunk, arg.value), Place(chunk, arg)) for item in items)
        else:
            record = run.store.record(value, DictRecord)
            if record is None or record.open or not all(isinstance(key, str) for key in record.entries):
                reason = "the arguments behind `**` are not known"
            for key, item in (record.entries if record is not None else {}).items():
                if isinstance(key, str):
                    keywords[key] = Argument(item, Place(chunk, arg.value), Place(chunk, arg), key)
    return Arguments(tuple(positional), keywords, reason)


def call_value(run: Interpreter, function: Any, arguments: Arguments, place: Place, callee: Place) -> Any:
    """What calling a value gives."""
    if isinstance(function, Library):
        return _call_library(run, function, arguments, place, callee)
    if isinstance(function, Method):
        return _call_method(run, function, arguments, place, callee)
    if isinstance(function, Function):
        return call_function(run, function, arguments, place)
    if isinstance(function, Class):
        return instantiate(run, function, arguments, place, callee)
    if isinstance(function, OneOf):
        values = tuple(each for each in function.values if each is not None)
        if len(values) == 1:
            return call_value(run, values[0], arguments, place, callee)
        return lift(run, values, lambda each: call_value(run, each, arguments, place, callee))
    if isinstance(function, Partial):
        given: Arguments = function.arguments[0]
        merged = Arguments(
            (*given.positional, *arguments.positional), {**given.keywords, **arguments.keywords}, arguments.open
        )
        return call_value(run, function.function, merged, place, callee)
    if isinstance(function, Ref):
        return _call_object(run, function, arguments, place, callee)
    if isinstance(function, BaseInit):
        function.invoke(run, arguments, place, callee)
        return None
    return _call_other(run, function, arguments, place, callee)


def _call_other(run: Interpreter, function: Any, arguments: Arguments, place: Place, callee: Place) -> Any:
    """What calling an object of Keras gives, or why nothing is known of it."""
    if isinstance(function, Named) and function.room == "activation":
        return invoke(run, function.entry, arguments, place, callee)
    shape = arguments.get(0, "shape") if isinstance(function, Named) and function.room == "initializer" else None
    if shape is not None:
        drawn = find("tensorflow.random.normal")
        return invoke(run, drawn, Arguments((shape,), {}, arguments.open), place, callee)
    escape(run, arguments)
    reason = function.reason if isinstance(function, Unknown) else "it is no function that seqlint knows"
    return run.unknown(reason, place.node)


def _told_loss(run: Interpreter, loss: Named, arguments: Arguments, place: Place) -> None:
    """Tell that a loss is called on labels and predictions."""
    labels, predictions = (arguments.value(index, name) for index, name in enumerate(("y_true", "y_pred")))
    model = predictions.given_by if isinstance(predictions, Array) else None
    run.emit(LossCall(place=place, stack=run.stack, loss=loss, labels=labels, predictions=predictions, model=model))


def _call_library(run: Interpreter, function: Library, arguments: Arguments, place: Place, callee: Place) -> Any:
    found = find(function.path)
    if found is None and function.path.startswith("keras.layers."):
        from seqlint.keras.removed import took_over

        found = find(took_over(function.path, function.spelled or function.path, run.target) or "")
    if found is None:
        escape(run, arguments)
        result = run.unknown(f"`{function.spelled or function.path}` is not known to seqlint", place.node)
        told_predictions(run, function.path, arguments, result, place)
        return result
    if function.path.startswith(("tensorflow.", "keras.ops.", "keras.backend.", "keras.random.")):
        arguments = _as_arrays(run, arguments)
    result = invoke(run, found, arguments, place, callee)
    if type(result) is Array and result.library == "tensorflow" and function.path.startswith("numpy."):
        return replace(result, library="numpy")  # it makes an array of a tensor that it is given
    return result


def _as_arrays(run: Interpreter, arguments: Arguments) -> Arguments:
    """Symbolic tensors as arrays, for functions that compute with either."""

    def plain(argument: Argument) -> Argument:
        tensor = run.store.record(argument.value, KerasTensor)
        if tensor is None:
            return argument
        return Argument(as_array(tensor), argument.place, argument.whole, argument.keyword)

    keywords = {name: plain(argument) for name, argument in arguments.keywords.items()}
    return Arguments(tuple(plain(argument) for argument in arguments.positional), keywords, arguments.open)


def _call_method(run: Interpreter, method: Method, arguments: Arguments, place: Place, callee: Place) -> Any:
    receiver = Argument(
        method.receiver, Place(callee.chunk, callee.node.value) if isinstance(callee.node, cst.Attribute) else callee
    )
    with_receiver = Arguments((receiver, *arguments.positional), arguments.keywords, arguments.open)
    if method.function is not None:
        return call_function(run, method.function, with_receiver, place)
    if isinstance(method.receiver, Library):
        return _call_library(run, method.receiver, arguments, place, callee)
    path = type_path(method.receiver, run.store.heap)
    refused = absent_member(f"{path}.{method.name}", run.target)
    if refused is not None:
        tell(run, _with_output(run, refused, method.receiver), callee, place)
    found = find(f"{path}.{method.name}") if path is not None else None
    if found is None:
        escape(run, arguments)
        _filled(run, method.receiver)
        kind = (
            (path or "this value")
            .removeprefix("builtins.")
            .removeprefix("keras.models.")
            .removeprefix("keras.members.")
        )
        return run.unknown(f"seqlint does not follow `{method.name}` of {kind}", place.node)
    return invoke(run, found, with_receiver, place, callee, receiver=True)


def _with_output(run: Interpreter, refused: Refused, receiver: Any) -> Refused:
    """A refusal of a method that also says what its model gives."""
    record = run.store.heap.get(receiver.id) if isinstance(receiver, Ref) else None
    if not isinstance(record, Model):
        return refused
    return Refused(refused.cause, refused.argument, refused.keras, **{**refused.facts, "output": record.output})


def _call_object(run: Interpreter, ref: Ref, arguments: Arguments, place: Place, callee: Place) -> Any:
    record = run.store[ref]
    if isinstance(record, (Layer, Model)):
        return _guarded(run, place, callee, arguments, None, lambda context: call_layer(context, ref, arguments))
    if isinstance(record, InstanceRecord) and isinstance(record.cls, Class):
        _built_for(run, ref, record, arguments, place, callee)
        for name in ("__call__", "call"):
            found = record.cls.lookup(name)
            if isinstance(found, Function):
                return call_value(run, Method(ref, name, found), arguments, place, callee)
        base = record.attributes.get("__base__")
        if base is not None:
            return call_value(run, base, arguments, place, callee)
    if isinstance(record, Named) and record.room == "loss":
        _told_loss(run, record, arguments, place)
    path = type_path(ref, run.store.heap)
    found = find(f"{path}.__call__") if path is not None else None
    if found is not None:
        return invoke(
            run,
            found,
            Arguments((Argument(ref), *arguments.positional), arguments.keywords, arguments.open),
            place,
            callee,
        )
    escape(run, arguments)
    return run.unknown("what calling this object gives is not known", place.node)


def _built_for(
    run: Interpreter, ref: Ref, record: InstanceRecord, arguments: Arguments, place: Place, callee: Place
) -> None:
    """A layer of the program's own is built for the first tensor that it is called with."""
    cls = own_class(record)
    if cls is None or not arguments.positional:
        return
    value = arguments.positional[0].value
    tensor = run.store.record(value, KerasTensor) or value
    shape = tensor.shape if isinstance(tensor, (Array, KerasTensor)) else None
    if isinstance(shape, tuple):
        build_once(Context(run, place, callee), ref, cls, shape)


def invoke(
    run: Interpreter, found: Any, arguments: Arguments, place: Place, callee: Place, *, receiver: bool = False
) -> Any:
    """Invoke something of a library; a refusal becomes an event and an unknown."""
    if receiver and isinstance(arguments.positional[0].value, OneOf):
        rest = arguments.positional[1:]

        def each_receiver(each: Any) -> Any:
            given = Arguments((Argument(each), *rest), arguments.keywords, arguments.open)
            return invoke(run, found, given, place, callee)

        return lift(run, arguments.positional[0].value.values, each_receiver)
    return _guarded(run, place, callee, arguments, found, lambda context: found.invoke(context, arguments))


def _guarded(run: Interpreter, place: Place, callee: Place, arguments: Arguments, found: Any, body: Any) -> Any:
    depth = run.depth
    try:
        result = body(Context(run, place, callee))
    except Refused as refused:
        refused.__traceback__ = None  # frames that name what they raise would hold it, and the tree with it
        run.depth = depth
        return _refused(run, refused, place, callee, arguments, found)
    except limits.Exhausted:
        raise
    except (RecursionError, MemoryError):
        run.depth = depth
        return run.unknown("it is nested too deeply to follow", place.node)
    except Exception as error:  # noqa: BLE001 - a bug in one twin becomes an unknown value and a finding
        name = getattr(found, "path", None) or getattr(found, "name", "a layer")
        run.failures[f"{name}: {type(error).__name__}: {error}"] = None
        run.depth = depth
        return run.unknown("seqlint failed here", place.node)
    if isinstance(found, LayerType) and isinstance(result, Ref):
        run.emit(LayerMade(place=place, stack=run.stack, ref=result, layer=run.store[result]))
    elif isinstance(found, Callee):
        told_predictions(run, found.path, arguments, result, place)
        if found.told:
            run.emit(LibraryCall(place=place, stack=run.stack, path=found.path, arguments=arguments, result=result))
        if isinstance(result, Changed):
            return _changed(run, result)
    return result


def _changed(run: Interpreter, changed: Changed) -> None:
    """Bind the name of an array that a call has changed to what it is afterwards."""
    from seqlint.evaluate.assign import assign

    node = None if changed.argument.place is None else changed.argument.place.node
    if isinstance(node, cst.Name | cst.Attribute):
        assign(run, node, changed.value)


def told_predictions(run: Interpreter, name: str, arguments: Arguments, result: Any, place: Place) -> None:
    """Tell what is done with a model's predictions."""
    if not run.predicted:
        return
    for argument in arguments:
        value = argument.value
        if isinstance(value, Array) and value.source is not None:
            run.emit(
                PredictionUse(
                    place=place,
                    stack=run.stack,
                    name=name,
                    predictions=value,
                    model=value.source,
                    arguments=arguments,
                    result=result,
                )
            )
            return


def _refused(run: Interpreter, refused: Refused, place: Place, callee: Place, arguments: Arguments, found: Any) -> Any:
    """Record a refusal; go on with what was meant where that is plain."""
    where = refused.place or _argument_place(refused, arguments, found)
    if where is None:
        where = callee if refused.cause is MissingArgument else place
    run.emit(
        refused.cause(
            place=where, raised=place, stage=_stage(found), keras=refused.keras, stack=run.stack, **refused.facts
        )
    )
    if refused.argument == "batch_input_shape" and isinstance(found, LayerType):
        also = frozenset({"batch_input_shape"})
        return _guarded(run, place, callee, arguments, found, lambda context: found.invoke(context, arguments, also))
    again = meant(refused, arguments, found)
    if again is not None:
        return invoke(run, found, again, place, callee)
    library = _REFUSERS.get(refused.cause, "Keras")
    return run.unknown(f"{library} refuses this call", place.node)


_REFUSERS = {ArrayReshapeMismatch: "numpy", MatrixMismatch: "the library", NotAnEstimator: "scikit-learn"}


def _argument_place(refused: Refused, arguments: Arguments, found: Any) -> Place | None:
    """Where the argument at fault stands."""
    name = refused.argument
    if name is None:
        return None
    given = arguments.keywords.get(name)
    if given is not None:
        return given.whole if refused.cause in {UnknownArgument, RemovedArgument} else given.place
    signature = getattr(found, "signature", None)
    names = signature.names() if signature is not None else ()
    index = names.index(name) if name in names else None
    argument = arguments.get(index, name)
    return argument.place if argument is not None else None


def _stage(found: Any) -> Any:
    name = getattr(found, "name", "")
    stages = {"Sequential": "construct", "add": "add", "build": "build", "compile": "compile", "fit": "fit",
              "evaluate": "evaluate", "predict": "predict"}  # fmt: skip
    return "constructor" if isinstance(found, LayerType) else stages.get(name, "other")


_HOLDERS = frozenset({Ref, OneOf, tuple})
"""Types of values that are or hold objects of the program."""


def escape(run: Interpreter, arguments: Arguments) -> None:
    """Objects that are handed to code that seqlint does not know: it may compile, train or change them."""
    for argument in arguments:
        if type(argument.value) in _HOLDERS:
            let_go(run, argument.value)
            if isinstance(argument.value, Ref) and run.store.heap.get(argument.value.id) in _EMPTY:
                _filled(run, argument.value)
        elif type(argument.value) is Method and argument.value.name in _FILLING:
            _filled(run, argument.value.receiver)


_EMPTY = (ListRecord(()), DictRecord({}), SetRecord(()))
"""Who hands an empty container away wants it filled."""
_FILLING = frozenset({"append", "appendleft", "extend", "insert", "add", "update", "setdefault"})
"""Methods by which code that seqlint does not know fills a container."""


def _filled(run: Interpreter, ref: Any) -> None:
    """A container whose filling method was handed away: what it holds from here on is not known."""
    record = run.store.heap.get(ref.id) if isinstance(ref, Ref) else None
    reason = "code that seqlint does not know fills it"
    if isinstance(record, DictRecord):
        run.store[ref] = DictRecord(record.entries, open=True)
    elif isinstance(record, (ListRecord, SequenceRecord, SetRecord)):
        kind = "set" if isinstance(record, SetRecord) else "list"
        run.store[ref] = SequenceRecord(Sequence(Unknown(reason), unknown_size(reason), kind))


def let_go(run: Interpreter, value: Any, depth: int = limits.REACH) -> None:
    """Mark the models that an object is or holds as reached by code that seqlint does not know."""
    for ref in refs_in(value):
        record = run.store.heap.get(ref.id)
        if isinstance(record, Model):
            if not record.escaped:
                run.store[ref] = replace(record, escaped=True)
            continue
        held: Any = ()
        if isinstance(record, InstanceRecord):
            held = tuple(record.attributes.values())
        elif isinstance(record, ListRecord):
            held = record.items
        elif isinstance(record, DictRecord):
            held = tuple(record.entries.values())
        if held and depth:
            let_go(run, held, depth - 1)
