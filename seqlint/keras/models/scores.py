"""What `evaluate`, `test_on_batch` and `train_on_batch` return: the loss, and each metric after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer import Layer, snake
from seqlint.keras.names import Named
from seqlint.values.containers import InstanceRecord
from seqlint.values.functions import Class
from seqlint.values.unknown import Counted, Unknown, unknown

if TYPE_CHECKING:
    from seqlint.keras.models.record import Model
    from seqlint.values.call import Arguments, Call


def scores(call: Call, model: Model, arguments: Arguments, method: str, reason: str) -> Unknown:
    """The result of a method: without metrics one number, else a list that begins with the loss.

    Args:
        call: the call.
        model: the model that was compiled.
        arguments: those of the call.
        method: the method's name.
        reason: why the numbers are not known.
    """
    own = _has_own_steps(call, arguments.value(0, "self"))
    names = None if own or _in_a_dictionary(arguments) else _names(model)
    if names is None:
        return unknown(reason, call.place)
    what = f"{method}()"
    return Counted(reason, call.place, memo={}, count=len(names), names=names, single=len(names) == 1, what=what)


_STEPS = ("train_step", "test_step", "evaluate", "compute_metrics", "get_metrics_result", "metrics")


def _has_own_steps(call: Call, ref: Any) -> bool:
    """Whether the model is the base of an object whose class trains or measures in its own way."""
    return any(
        isinstance(record, InstanceRecord)
        and record.attributes.get("__base__") == ref
        and isinstance(record.cls, Class)
        and any(record.cls.lookup(name) is not None for name in _STEPS)
        for record in list(call.store.heap.values())
    )


def _in_a_dictionary(arguments: Arguments) -> bool:
    """Whether the result may be a dictionary."""
    asked = arguments.keywords.get("return_dict")
    return arguments.open is not None or (asked is not None and asked.value is not False)


def _names(model: Model) -> tuple[str, ...] | None:
    """What each number is; None where that is not known: layers of the program's own may add some."""
    compiled = model.compiled
    if compiled is None or compiled.metrics is None or compiled.by_name or model.escaped or model.open:
        return None
    if compiled.bound.value("weighted_metrics") is not None or model.kind != "Sequential":
        return None
    if not all(isinstance(use.layer, Layer) and not use.layer.has("own") for use in model.uses):
        return None
    if not all(isinstance(metric, (str, Named)) for metric in compiled.metrics):
        return None
    given = [metric if isinstance(metric, str) else snake(metric.name) for metric in compiled.metrics]
    return ("loss", *given)
