"""compile, fit, evaluate, predict and their `_on_batch` twins: where data meets a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.events import Compile, Fit, Validation
from seqlint.keras.kinds import Context
from seqlint.keras.models.batch import batch_of, enters, input_of, listed, plain_items, values_of
from seqlint.keras.models.build import Sequential
from seqlint.keras.models.computing import check_computation, check_one_output
from seqlint.keras.models.fitting import check_training
from seqlint.keras.models.late import refuse_late
from seqlint.keras.models.members import refuse
from seqlint.keras.models.predictions import predictions
from seqlint.keras.models.scores import scores
from seqlint.keras.models.several import several, strange, weighed
from seqlint.keras.names import as_named, resolve
from seqlint.values.array import Array
from seqlint.values.call import Argument, Arguments, Bound
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, ListRecord
from seqlint.values.functions import Class, Library
from seqlint.values.refusal import InvalidValue, NotCompiled, Refusal, Refused
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
    try:
        ref, bound = _bound(call, arguments, _COMPILE_3 if call.target.major >= 3 else _COMPILE_2, "compile")
        optimizer = _optimizer(call, bound.value("optimizer"))
        problems: list[Refusal] = []
        loss = _late(call, "loss", _only(call, bound.value("loss")), bound.place("loss"), "loss", problems)
        metrics, places = _metrics(call, bound, problems)
    except Refused:
        Sequential(arguments.positional[0].value).update(call, escaped=True)  # what fit() says of it has this cause
        raise
    model = Sequential(ref).model(call)
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
        by_name={name: keys for name in ("loss", "metrics") if (keys := _outputs(call, bound.value(name)))},
        problems=tuple(problems),
    )
    call.emit(event)
    Sequential(ref).update(call, compiled=event, changed=())


def _outputs(call: Call, value: Any) -> tuple[str, ...]:
    """The outputs that a dictionary of losses or metrics names."""
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    entries = record.entries if isinstance(record, DictRecord) and not record.open else {}
    return tuple(entries) if all(isinstance(name, str) for name in entries) else ()


def _optimizer(call: Call, value: Any) -> Any:
    context = Context("compile", "optimizer", call)
    if isinstance(value, Library) and value.path.startswith("keras.optimizers.") and value.name[:1].isupper():
        keras = f"ValueError: Could not interpret optimizer identifier: <class 'keras.optimizers.{value.name}'>"
        raise context.refuse(value, f"an optimizer: `{value.name}()`, not its class", keras)
    listed_ = call.store.record(value, ListRecord) is not None or isinstance(value, tuple)
    if listed_ and call.target.major >= 3:
        raise context.refuse(value, "one optimizer", "ValueError: Could not interpret optimizer identifier")
    if isinstance(value, str) or (isinstance(value, (bool, int, float)) and call.target.major >= 3):
        return resolve("optimizer", value, context)
    return as_named(value, call) or value


def _late(call: Call, room: str, value: Any, place: Place | None, argument: str, problems: list[Refusal]) -> Any:
    """A loss or metric; what Keras will refuse at `fit` is put among the problems."""
    if isinstance(value, (int, float)):
        keras = f"ValueError: Could not interpret {room} identifier: {value}"
        problem = InvalidValue(
            place=place or call.place,
            raised=call.place,
            stage="fit",
            keras=keras,
            stack=call.stack,
            callee="compile",
            argument=argument,
            value=value,
            wanted=f"the name of a {room}, an object or a function",
        )
        problems.append(problem)
        return unknown(f"{value} is no {room}", call.place)
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


def _only(call: Call, value: Any) -> Any:
    """The loss of the one output, where it stands in a list as for several."""
    items = call.items(value) if isinstance(value, Ref | tuple) else None
    listed = isinstance(value, tuple) or isinstance(call.store.heap.get(getattr(value, "id", -1)), ListRecord)
    return items[0] if listed and items is not None and len(items) == 1 else value


def _metrics(
    call: Call, bound: Bound, problems: list[Refusal]
) -> tuple[tuple[Any, ...] | None, tuple[Place | None, ...]]:
    value = bound.value("metrics")
    place = bound.place("metrics")
    if value is None:
        return (), ()
    if isinstance(value, (str, int, float)) and call.target.major >= 3:
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
            wanted=f"a list: [{value!r}]" if isinstance(value, str) else "a list",
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
        if isinstance(item, (str, int, float))
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
    if call.target.major < 3:
        x, y = listed(call, x), listed(call, y)
    features, labels = batch_of(call, x, y)
    if not model.built and model.uses:
        sequential.build(call, input_of(call, features, x), method)
        model = sequential.model(call)
    refuse_late(call, sequential, method)
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
            lists={
                name: items
                for name in _DATA
                if name in bound.given and (items := plain_items(call, bound.value(name))) is not None
            },
            several_x=several(call, features),
            several_y=several(call, labels),
            strange=strange(call, bound.value("x")),
            weighed=weighed(call, bound),
        )
    )
    if features is not None and enters(model, features):
        check_computation(call, ref, method, training=method == "fit")
        if method != "predict":
            check_one_output(call, ref, model, method, labels)
    if method == "fit":
        check_training(call, model, bound, callbacks, name)
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
    for batch in ("batch_size", "validation_batch_size"):
        if batch in bound.given and bound.value(batch) is not None:
            given["batch_size"] = bound.given[batch]
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


_VALIDATION = _DATA = ("x", "y", "sample_weight")
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


_GENERATOR_FIT = (
    "self, generator, steps_per_epoch=None, epochs=1, verbose=1, callbacks=None, validation_data=None, "
    "validation_steps=None, validation_freq=1, class_weight=None, max_queue_size=10, workers=1, "
    "use_multiprocessing=False, shuffle=True, initial_epoch=0"
)
_GENERATOR = (
    "self, generator, steps=None, callbacks=None, max_queue_size=10, workers=1, use_multiprocessing=False, verbose=0"
)
GENERATOR_METHODS = {
    "fit_generator": _GENERATOR_FIT, "evaluate_generator": _GENERATOR, "predict_generator": _GENERATOR,
}  # fmt: skip
"""Keras 2's methods for generators, which call `fit`, `evaluate` and `predict` with what they are given."""


_SELF_AND_GENERATOR = 2


def _named(call: Call, arguments: Arguments, method: str) -> Arguments:
    """The arguments of such a method as keywords of the method that it calls; as they are where they do not bind.

    Keras 3 has the other method only, so that the keywords of a call that is written for it are left.
    """
    if call.target.major >= 3 and len(arguments.positional) <= _SELF_AND_GENERATOR:
        return arguments
    try:
        bound = parse_signature(GENERATOR_METHODS[method]).bind(arguments)
    except Mismatch:
        return arguments
    given = {"x" if name == "generator" else name: each for name, each in bound.given.items() if name != "self"}
    return Arguments((bound.given["self"],), given, arguments.open)


@callee("keras.models.Model.fit_generator", raw=True)
def fit_generator(call: Call, arguments: Arguments) -> Any:
    """Train on a generator (Keras 2)."""
    return fit(call, _named(call, arguments, "fit_generator"))


@callee("keras.models.Model.evaluate_generator", raw=True)
def evaluate_generator(call: Call, arguments: Arguments) -> Any:
    """Loss and metrics on a generator (Keras 2)."""
    return evaluate(call, _named(call, arguments, "evaluate_generator"))


@callee("keras.models.Model.predict_generator", raw=True)
def predict_generator(call: Call, arguments: Arguments) -> Any:
    """Outputs for a generator (Keras 2)."""
    return predict(call, _named(call, arguments, "predict_generator"))


@callee("keras.models.Model.fit", raw=True)
def fit(call: Call, arguments: Arguments) -> Any:
    """Train."""
    _meet(call, arguments, _FIT, "fit", "fit")
    return History("the history of a training is not in the program", call.place, memo={}, fit=call.place)


@callee("keras.models.Model.train_on_batch", raw=True)
def train_on_batch(call: Call, arguments: Arguments) -> Any:
    """Train on one batch."""
    model, _ = _meet(call, arguments, _TRAIN_ON_BATCH, "fit", "train_on_batch")
    return scores(call, model, arguments, "train_on_batch", "the loss of a training is not in the program")


@callee("keras.models.Model.evaluate", raw=True)
def evaluate(call: Call, arguments: Arguments) -> Any:
    """Loss and metrics on data."""
    model, _ = _meet(call, arguments, _EVALUATE, "evaluate", "evaluate")
    return scores(call, model, arguments, "evaluate", _NOT_HERE)


@callee("keras.models.Model.test_on_batch", raw=True)
def test_on_batch(call: Call, arguments: Arguments) -> Any:
    """Loss and metrics on one batch."""
    model, _ = _meet(call, arguments, _TEST_ON_BATCH, "evaluate", "test_on_batch")
    return scores(call, model, arguments, "test_on_batch", _NOT_HERE)


_NOT_HERE = "the result of an evaluation is not in the program"


@callee("keras.models.Model.predict", raw=True)
def predict(call: Call, arguments: Arguments) -> Any:
    """Outputs for all samples."""
    return predictions(call, *_meet(call, arguments, _PREDICT, "predict", "predict"))


@callee("keras.models.Model.predict_on_batch", raw=True)
def predict_on_batch(call: Call, arguments: Arguments) -> Any:
    """Outputs for one batch."""
    return predictions(call, *_meet(call, arguments, _PREDICT_ON_BATCH, "predict", "predict_on_batch"))
