"""compile, fit, evaluate, predict and their `_on_batch` twins: where data meets a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.events import Compile, Fit, Validation
from seqlint.keras.kinds import Context
from seqlint.keras.models.batch import batch_of, enters, input_of, is_plain, values_of
from seqlint.keras.models.build import Sequential
from seqlint.keras.models.members import refuse
from seqlint.keras.names import as_named, resolve
from seqlint.values.array import GIVEN, Array
from seqlint.values.call import Argument, Arguments, Bound
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, ListRecord
from seqlint.values.functions import Class, Library
from seqlint.values.refusal import InvalidValue, NotCompiled, Refusal, Refused
from seqlint.values.shape import Shape, UnknownShape, unknown_shape
from seqlint.values.signature import Mismatch, Signature, parse_signature
from seqlint.values.store import Ref
from seqlint.values.unknown import History, unknown

if TYPE_CHECKING:
    from seqlint.keras.models.record import Model
    from seqlint.values.call import Call
    from seqlint.values.place import Place
    from seqlint.values.refusal import Stage


_COMPILE_3 = (
    "self, optimizer='rmsprop', loss=None, loss_weights=None, metrics=None, weighted_metrics=None, "
    "run_eagerly=False, steps_per_execution=1, jit_compile='auto', auto_scale_loss=True"
)
_COMPILE_2 = (
    "self, optimizer='rmsprop', loss=None, metrics=None, loss_weights=None, weighted_metrics=None, "
    "run_eagerly=None, steps_per_execution=None, jit_compile=None, pss_evaluation_shards=0, *, cloning=None, "
    "distribute=None, experimental_run_tf_function=None, target_tensors=None, sample_weight_mode=None"
)
_FIT = (
    "self, x=None, y=None, batch_size=None, epochs=1, verbose='auto', callbacks=None, validation_split=0.0, "
    "validation_data=None, shuffle=True, class_weight=None, sample_weight=None, initial_epoch=0, "
    "steps_per_epoch=None, validation_steps=None, validation_batch_size=None, validation_freq=1"
)
_EVALUATE = (
    "self, x=None, y=None, batch_size=None, verbose='auto', sample_weight=None, steps=None, callbacks=None, "
    "return_dict=False, **kwargs"
)
_PREDICT = "self, x, batch_size=None, verbose='auto', steps=None, callbacks=None"
_TRAIN_ON_BATCH = "self, x, y=None, sample_weight=None, class_weight=None, return_dict=False"
_TEST_ON_BATCH = "self, x, y=None, sample_weight=None, return_dict=False"
_PREDICT_ON_BATCH = "self, x"
_SIGNATURES = {
    "evaluate": _EVALUATE,
    "fit": _FIT,
    "predict": _PREDICT,
    "predict_on_batch": _PREDICT_ON_BATCH,
    "test_on_batch": _TEST_ON_BATCH,
    "train_on_batch": _TRAIN_ON_BATCH,
}
_KERAS_2_FIT = frozenset({"max_queue_size", "workers", "use_multiprocessing"})
_TAKEN_UNTIL = (2, 4)
"""Keras before this release took `nb_epoch` with a warning."""


def signature_in(method: str, major: int) -> Signature | None:
    """The signature, `self` included, of a method that brings data to a model, or of `compile`; None for others."""
    compiles = _COMPILE_3 if major >= 3 else _COMPILE_2
    text = compiles if method == "compile" else _SIGNATURES.get(method)
    return None if text is None else parse_signature(text)


def _bound(call: Call, arguments: Arguments, function: str, name: str) -> tuple[Ref, Bound]:
    """The model and the other arguments.

    Raises:
        Refused: where Keras refuses a keyword or misses one.
    """
    signature = parse_signature(function)
    also = _KERAS_2_FIT if call.target.major == 2 and name in {"fit", "evaluate", "predict"} else frozenset()
    if not call.target.at_least(*_TAKEN_UNTIL):
        also |= {"nb_epoch"}
    try:
        bound = signature.bind(arguments, also)
    except Mismatch as mismatch:
        from seqlint.values.callee import REGISTRY

        refused = refuse(mismatch, REGISTRY[f"keras.models.Model.{name}"])
        raise Refused(
            refused.cause, refused.argument, refused.keras, **_without_self(refused.facts, signature)
        ) from None
    given = {key: argument for key, argument in bound.given.items() if key != "self"}
    return bound.given["self"].value, Bound(given, bound.defaults, bound.extra)


def _without_self(facts: dict[str, Any], signature: Signature) -> dict[str, Any]:
    names = tuple(each for each in signature.names() if each != "self")
    changed = dict(facts)
    if "parameters" in facts:
        changed["parameters"] = names
    if "most" in facts:
        changed["most"], changed["given"] = facts["most"] - 1, facts["given"] - 1
    return changed


@callee("keras.models.Model.optimizer", attribute=True)
def optimizer(call: Call, self: Ref) -> Any:
    """The optimizer that the model was compiled with."""
    compiled = Sequential(self).model(call).compiled
    return unknown("the model is not compiled here", call.place) if compiled is None else compiled.optimizer


@callee("keras.models.Model.compile", raw=True)
def compile_(call: Call, arguments: Arguments) -> None:
    """`compile`: checks the optimizer at once; losses and metrics are looked up at `fit`."""
    ref, bound = _bound(call, arguments, _COMPILE_3 if call.target.major >= 3 else _COMPILE_2, "compile")
    model = Sequential(ref).model(call)
    try:
        optimizer = _optimizer(call, bound.value("optimizer"))
    except Refused:
        Sequential(ref).update(call, escaped=True)  # what fit() says of it has this cause
        raise
    problems: list[Refusal] = []
    loss = _late(call, "loss", bound.value("loss"), bound.place("loss"), "loss", problems)
    metrics, places = _metrics(call, bound, problems)
    event = Compile(
        place=call.place,
        stack=call.stack,
        target=call.target,
        ref=ref,
        model=model,
        bound=bound,
        optimizer=optimizer,
        loss=loss,
        metrics=metrics,
        metric_places=places,
        problems=tuple(problems),
    )
    call.emit(event)
    Sequential(ref).update(call, compiled=event, changed=())


def _optimizer(call: Call, value: Any) -> Any:
    context = Context("compile", "optimizer", call)
    if isinstance(value, Library) and value.path.startswith("keras.optimizers.") and value.name[:1].isupper():
        keras = f"ValueError: Could not interpret optimizer identifier: <class 'keras.optimizers.{value.name}'>"
        raise context.refuse(value, f"an optimizer: `{value.name}()`, not its class", keras)
    if isinstance(value, str) or (isinstance(value, (bool, int, float)) and call.target.major >= 3):
        return resolve("optimizer", value, context)
    return as_named(value, call) or value


def _late(call: Call, room: str, value: Any, place: Place | None, argument: str, problems: list[Refusal]) -> Any:
    """A loss or metric; what Keras will refuse at `fit` is put among the problems."""
    named = as_named(value, call)
    if named is not None or not isinstance(value, str):
        return named or (
            resolve(room, value, Context("compile", argument, call)) if isinstance(value, Library) else value
        )
    try:
        return resolve(room, value, Context("compile", argument, call))
    except Refused as refused:
        problems.append(
            refused.cause(
                place=place or call.place,
                raised=call.place,
                stage="fit",
                keras=refused.keras,
                stack=call.stack,
                **refused.facts,
            )
        )
        return unknown(f"'{value}' names no {room}", call.place)


def _metrics(
    call: Call, bound: Bound, problems: list[Refusal]
) -> tuple[tuple[Any, ...] | None, tuple[Place | None, ...]]:
    value = bound.value("metrics")
    place = bound.place("metrics")
    if value is None:
        return (), ()
    if isinstance(value, str) and call.target.major >= 3:
        keras = (
            f"ValueError: Expected `metrics` argument to be a list, tuple, or dict. Received instead: metrics={value}"
        )
        raise Refused(
            InvalidValue,
            "metrics",
            keras,
            callee="compile",
            argument="metrics",
            value=value,
            wanted=f"a list: ['{value}']",
        )
    if isinstance(value, Ref) and isinstance(call.store[value], DictRecord):
        return None, ()
    items = (value,) if isinstance(value, str) else call.items(value)
    if items is None:
        return None, ()
    places = call.item_places(value) or (place,) * len(items)
    found = tuple(
        item
        if item in {"accuracy", "acc", "crossentropy", "ce"}
        else _late(call, "metric", item, where, "metrics", problems)
        if isinstance(item, str)
        else as_named(item, call) or item
        for item, where in zip(items, places, strict=False)
    )
    return found, tuple(places)


def _meet(call: Call, arguments: Arguments, function: str, method: Stage, name: str) -> tuple[Model, Any]:
    """Data meets the model: build it if it is deferred, tell, and give the model and the features."""
    ref, bound = _bound(call, arguments, function, name)
    sequential = Sequential(ref)
    model = sequential.model(call)
    if model.compiled is None and method != "predict" and not model.escaped:
        raise Refused(NotCompiled, method=name, model=model)
    if model.compiled is not None and method != "predict":
        for problem in model.compiled.problems:
            call.emit(problem)
    callbacks, places = _callbacks(call, bound)
    x, y = values_of(call, bound.value("x"), bound.value("y") if method != "predict" else None)
    features, labels = batch_of(call, x, y)
    if not model.built and model.uses:
        sequential.build(call, input_of(call, features, x), method)
        model = sequential.model(call)
    call.emit(
        Fit(
            place=call.place,
            stack=call.stack,
            method=name,
            ref=ref,
            model=model,
            compile=model.compiled,
            bound=bound,
            x=x,
            y=y,
            features=features,
            labels=labels,
            callbacks=callbacks,
            callback_places=places,
            lists=tuple(name for name in ("x", "y") if name in bound.given and is_plain(call, bound.value(name))),
        )
    )
    if method == "fit":
        model = sequential.update(call, fitted=True, taught=labels if isinstance(labels, Array) else None)
    if name == "fit" and model.compiled is not None:
        _validate(call, ref, bound)
    return model, features


def _validate(call: Call, ref: Ref, bound: Bound) -> None:
    """`fit` evaluates the model on the validation data after each epoch."""
    value, place = bound.value("validation_data"), bound.place("validation_data")
    pair = isinstance(value, tuple) or (
        isinstance(value, Ref) and isinstance(call.store.heap.get(value.id), ListRecord)
    )
    items = call.items(value) if pair else (value,)
    if place is None or not items or len(items) > len(_VALIDATION) or (pair and len(items) < _PAIR):
        return
    places = call.parts_of(place) if pair else ()
    given = {
        name: Argument(item, places[index] if index < len(places) else place)
        for index, (name, item) in enumerate(zip(_VALIDATION, items, strict=False))
    }
    x, y = values_of(call, items[0], items[1] if pair else None)
    features, labels = batch_of(call, x, y)
    model = Sequential(ref).model(call)
    call.emit(
        Validation(
            place=place, stack=call.stack, method="evaluate", ref=ref, model=model, compile=model.compiled,
            bound=Bound(given, parse_signature(_EVALUATE).bind(Arguments((Argument(ref),), {})).defaults),
            x=x, y=y, features=features, labels=labels,
        )
    )  # fmt: skip


_VALIDATION = ("x", "y", "sample_weight")
_PAIR = 2


def _callbacks(call: Call, bound: Bound) -> tuple[tuple[Any, ...] | None, tuple[Place | None, ...]]:
    value = bound.value("callbacks") if "callbacks" in bound.names() else None
    if value is None:
        return (), ()
    place = bound.place("callbacks")
    items = call.items(value)
    if items is None:
        named = as_named(value, call)
        one = value if named is None and isinstance(value, Class | Library) else named
        return (None, ()) if one is None else ((one,), (place,))
    places = call.item_places(value) or (place,) * len(items)
    return tuple(as_named(item, call) or item for item in items), tuple(places)


@callee("keras.models.Model.fit", "keras.models.Model.fit_generator", raw=True)
def fit(call: Call, arguments: Arguments) -> Any:
    """Train."""
    _meet(call, arguments, _FIT, "fit", "fit")
    return History("the history of a training is not in the program", call.place, memo={}, fit=call.place)


@callee("keras.models.Model.train_on_batch", raw=True)
def train_on_batch(call: Call, arguments: Arguments) -> Any:
    """Train on one batch."""
    _meet(call, arguments, _TRAIN_ON_BATCH, "fit", "train_on_batch")
    return unknown("the loss of a training is not in the program", call.place)


@callee("keras.models.Model.evaluate", "keras.models.Model.evaluate_generator", raw=True)
def evaluate(call: Call, arguments: Arguments) -> Any:
    """Loss and metrics on data."""
    _meet(call, arguments, _EVALUATE, "evaluate", "evaluate")
    return unknown("the result of an evaluation is not in the program", call.place)


@callee("keras.models.Model.test_on_batch", raw=True)
def test_on_batch(call: Call, arguments: Arguments) -> Any:
    """Loss and metrics on one batch."""
    _meet(call, arguments, _TEST_ON_BATCH, "evaluate", "test_on_batch")
    return unknown("the result of an evaluation is not in the program", call.place)


def _predictions(call: Call, model: Model, features: Any) -> Any:
    output = model.output
    if not enters(model, features):
        return unknown("Keras refuses this data", call.place)
    samples = (
        features.axis(0)
        if isinstance(features, Array) and features.rank != 0
        else unknown("the number of samples is not known").size()
    )
    shape: Shape | UnknownShape = (
        (samples, *output[1:])
        if isinstance(output, tuple)
        else output or unknown_shape("the model's output is not known")
    )
    bounds = None
    last = model.last
    activation = (
        last.argument("activation") if last is not None and "activation" in last.type.signature.names() else None
    )
    if getattr(activation, "name", None) in {"sigmoid", "softmax"}:
        bounds = (0.0, 1.0)
    blank = Array(shape, "float32", bounds, source=model)
    return blank.then(call.place, f"{GIVEN}`{model.name or 'the model'}`", range=bounds)


@callee("keras.models.Model.predict", "keras.models.Model.predict_generator", raw=True)
def predict(call: Call, arguments: Arguments) -> Any:
    """Outputs for all samples."""
    return _predictions(call, *_meet(call, arguments, _PREDICT, "predict", "predict"))


@callee("keras.models.Model.predict_on_batch", raw=True)
def predict_on_batch(call: Call, arguments: Arguments) -> Any:
    """Outputs for one batch."""
    return _predictions(call, *_meet(call, arguments, _PREDICT_ON_BATCH, "predict", "predict_on_batch"))
