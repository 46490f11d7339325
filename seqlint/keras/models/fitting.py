"""What Keras refuses when a model is trained, although each argument by itself is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Context
from seqlint.keras.names import Named, as_named
from seqlint.values.array import Array
from seqlint.values.functions import Function
from seqlint.values.unknown import WithoutArguments

if TYPE_CHECKING:
    from seqlint.keras.models.record import Model
    from seqlint.values.call import Bound, Call
    from seqlint.values.refusal import Refused


def check_training(call: Call, model: Model, bound: Bound, callbacks: tuple[Any, ...] | None, name: str) -> None:
    """Compare the arguments of `fit` and `train_on_batch` with each other, and with what `compile` was given.

    Raises:
        Refused: where Keras would raise.
    """
    _check_weights(call, bound, name)
    compiled = model.compiled
    given = () if compiled is None else (compiled.loss, *(compiled.metrics or ()))
    if any(isinstance(each, Function | WithoutArguments) for each in given):
        from seqlint.keras.models.own_loss import check_own_functions

        check_own_functions(call, model)
    if call.target.major < 3:
        return
    optimizer = model.compiled.optimizer if model.compiled is not None else None
    if optimizer is None and model.compiled is not None and "optimizer" in model.compiled.bound.given:
        keras = "AttributeError: 'NoneType' object has no attribute 'apply_gradients'"
        refused = Context("compile", "optimizer", call).refuse(None, "an optimizer such as 'adam'", keras)
        refused.place = model.compiled.bound.place("optimizer")
        raise refused
    _check_rates(call, optimizer, callbacks)


def _check_weights(call: Call, bound: Bound, name: str) -> None:
    weights = bound.value("sample_weight") if "sample_weight" in bound.names() else None
    if weights is None:
        return
    classes = bound.value("class_weight") if "class_weight" in bound.names() else None
    if classes is not None and call.target.major >= 3 and isinstance(weights, Array) and "class_weight" in bound.given:
        keras = "ValueError: You cannot `class_weight` and `sample_weight` at the same time."
        raise Context(name, "class_weight", call).refuse(classes, "left out next to `sample_weight`", keras)


def _check_rates(call: Call, optimizer: Any, callbacks: tuple[Any, ...] | None) -> None:
    """A rate that follows a schedule cannot be set from outside."""
    rate = optimizer.argument("learning_rate") if isinstance(optimizer, Named) else None
    schedule = rate if isinstance(rate, Named) else as_named(rate, call)
    if schedule is None or schedule.room != "schedule":
        return
    for callback in callbacks or ():
        if isinstance(callback, Named) and callback.name == "LearningRateScheduler":
            raise _two_schedules(call, callback, schedule)


def _two_schedules(call: Call, callback: Named, schedule: Named) -> Refused:
    keras = "TypeError: This optimizer was created with a `LearningRateSchedule` object, hence its learning rate is "
    keras += "not settable."
    wanted = f"a list without LearningRateScheduler: the optimizer's rate already follows {schedule.name}"
    return Context("fit", "callbacks", call).refuse(callback, wanted, keras)
