"""The card of metrics: which one Keras takes for a name here, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain import urls
from seqlint.explain.facts import line
from seqlint.explain.layers import brief
from seqlint.explain.sheet import Sheet, bold, bullets, code
from seqlint.keras.metrics.resolution import resolve_accuracy, resolve_crossentropy
from seqlint.keras.names import Named
from seqlint.values.array import Array
from seqlint.values.shape import render

if TYPE_CHECKING:
    from seqlint.explain.facts import Facts
    from seqlint.keras.events import Compile
    from seqlint.keras.models.record import Model

_NAMES = {"acc": "accuracy", "ce": "crossentropy"}


def metrics_sheet(facts: Facts, event: Compile, index: int | None) -> Sheet:
    """The card of `metrics=`, or of one metric in it.

    Args:
        facts: the program.
        event: the compile call.
        index: which metric; None for the keyword.
    """
    model: Model = facts.program.heap.get(event.ref.id, event.model)
    called = facts.called(event.ref, model)
    metrics = event.metrics or ()
    if index is None or index >= len(metrics):
        return _keyword(facts, event, model, called)
    metric = metrics[index]
    name, entry = _name(metric), _entry(metric, facts)
    why = resolved(name, facts, event, model)
    if entry is None:
        head = (f"{bold(name)} — a metric of {called}", "It is no metric of Keras that seqlint knows by name.", "")
        return Sheet(f"metric {name}", head, (), f"{urls.API}metrics/")
    head = (
        f"{bold(name)} — a metric of {called}: {entry.card.summary}",
        why or _wants(entry),
        _shown(facts, event, name),
    )
    return Sheet(
        f"{name}, a metric of {called}".replace("`", ""),
        head,
        (_chance(name, model), entry.card.text),
        urls.named(entry),
    )


def _keyword(facts: Facts, event: Compile, model: Model, called: str) -> Sheet:
    names = [_name(metric) for metric in event.metrics or ()]
    listed = ", ".join(code(name) for name in names) or "none"
    why = [text for name in names if (text := resolved(name, facts, event, model))]
    head = (
        f"**metrics** — numbers that people watch while {called} learns; here {listed}",
        "They never change a weight: only the loss does.",
        why[0] if why else "Keras prints them after each epoch, beside the loss.",
    )
    body = (
        bullets(why[1:]) if why[1:] else "",
        (
            "It is a list, also for one metric: `metrics=['accuracy']`. For "
            "quantities take `'mae'`: an accuracy counts exact hits."
        ),
    )
    return Sheet(f"metrics of {called}".replace("`", ""), head, body, urls.method("compile"))


def _name(metric: Any) -> str:
    return metric if isinstance(metric, str) else metric.name if isinstance(metric, Named) else brief(metric)


def _entry(metric: Any, facts: Facts) -> Any:
    if isinstance(metric, Named):
        return metric.entry
    if not isinstance(metric, str):
        return None
    from seqlint.keras.names import lookup

    return lookup("metric", metric, facts.program.target)


def resolved(metric: Any, facts: Facts, event: Compile, model: Model) -> str:
    """Which metric Keras takes for a name that stands for several, and why."""
    name = _name(metric)
    kind = _NAMES.get(name, name)
    if kind not in {"accuracy", "crossentropy"}:
        return ""
    shapes = [fit.labels.shape for fit in facts.fits(event.ref, training=True) if isinstance(fit.labels, Array)]
    resolve = resolve_accuracy if kind == "accuracy" else resolve_crossentropy
    found = resolve(model.output, shapes[0] if shapes else None)
    if found is not None:
        return f"Keras picks {code(found.name)} here: {found.why}."
    output = f"the model gives {code(render(model.output))}" if model.built else "the model has no shapes yet"
    return f"Keras picks binary, categorical or sparse by the shapes in `fit`: {output}, the labels are not known here."


def _wants(entry: Any) -> str:
    words = {
        "one-hot": "one-hot rows",
        "indices": "class numbers",
        "binary": "labels 0 and 1",
        "continuous": "quantities",
    }
    return f"It is for {words[entry.labels]}." if entry.labels in words else ""


def _shown(facts: Facts, event: Compile, name: str) -> str:
    fits = [fit for fit in facts.fits(event.ref) if fit.method == "fit"]
    where = f" of `fit` on {line(fits[0].place)}" if fits else ""
    return (
        f"It is shown after each epoch{where}, with validation data also as {code('val_' + name)}; it moves no weight."
    )


def _chance(name: str, model: Model) -> str:
    """What guessing would give."""
    output = model.output
    if (
        _NAMES.get(name, name) != "accuracy"
        or not isinstance(output, tuple)
        or not isinstance(output[-1], int)
        or output[-1] < 2
    ):
        return ""
    share = 1 / output[-1]
    return (
        f"With {output[-1]} classes that occur equally often, guessing is right "
        f"{share:.0%} of the time: below that nothing was learnt."
    )
