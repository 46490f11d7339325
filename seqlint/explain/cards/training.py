"""The cards of compile, fit, evaluate and predict, and of their arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain import urls
from seqlint.explain.amount import number
from seqlint.explain.cards.metric import metrics_sheet
from seqlint.explain.cards.objective import labels_line, loss_sheet, number_of
from seqlint.explain.cards.steps import Steps, steps_of
from seqlint.explain.facts import line, short_text
from seqlint.explain.hints import words as array_words
from seqlint.explain.layers import brief
from seqlint.explain.sheet import Sheet, bold, bullets, code
from seqlint.keras.layer import snake
from seqlint.keras.names import Named
from seqlint.values.array import Array
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.explain.facts import Facts
    from seqlint.keras.events import Compile, Fit
    from seqlint.keras.models.record import Model

_DOES = {
    "fit": "trains the model: it shows it the data, batch by batch, and moves the weights so that the loss falls",
    "evaluate": "measures loss and metrics on data, and changes nothing",
    "predict": "gives the model's answers for data, and changes nothing",
    "train_on_batch": "makes one training step with the samples that it is given",
    "test_on_batch": "measures loss and metrics on one batch",
    "predict_on_batch": "gives the answers for one batch",
}


def compile_sheet(facts: Facts, event: Compile) -> Sheet:
    """The card of `compile`."""
    model: Model = facts.program.heap.get(event.ref.id, event.model)
    called = facts.called(event.ref, model)
    loss = snake(event.loss.name) if isinstance(event.loss, Named) else "a loss that is not known by name"
    optimizer = event.optimizer.name if isinstance(event.optimizer, Named) else "an optimizer that is not known by name"
    wants = labels_line(event.loss, model.output)
    head = (
        f"**compile** — says how {called} learns: {code(optimizer)} makes {code(loss)} small",
        f"{wants[:1].upper()}{wants[1:]}." if wants else f"It compares labels with {number_of(model)}.",
        _trained(facts, event),
    )
    parts = [
        f"{code('optimizer')} decides how the weights move after each batch",
        f"{code('loss')} is the number that must fall; it fixes what labels look like",
        f"{code('metrics')} are shown for people and change nothing",
    ]
    body = (
        bullets(parts),
        (
            "compile computes nothing yet: Keras looks losses and metrics "
            "up, and complains about labels, only in `fit`. "
            "After a change of layers or of `trainable` it has to be called again."
        ),
    )
    return Sheet(f"compile of {called}".replace("`", ""), head, body, urls.method("compile"))


def _trained(facts: Facts, event: Compile) -> str:
    fits = [fit for fit in facts.fits(event.ref) if fit.method == "fit"]
    return f"It takes effect in `fit` on {line(fits[0].place)}." if fits else "No `fit` follows in this file."


def optimizer_sheet(facts: Facts, event: Compile, *, keyword: bool) -> Sheet:
    """The card of `optimizer=`, or of the optimizer itself."""
    named = event.optimizer
    model: Model = facts.program.heap.get(event.ref.id, event.model)
    called = facts.called(event.ref, model)
    if not isinstance(named, Named):
        head = (
            f"**optimizer** — how the weights of {called} move",
            "seqlint does not know what is given here by name.",
            "",
        )
        return Sheet("optimizer", head, (), urls.method("compile"))
    rate = learning_rate(facts, named)
    size = model.parameters
    moved = f"the {number(size)} parameters of {called}" if size is not None else f"the weights of {called}"
    if keyword:
        head = (
            f"**optimizer** — decides how {moved} move after each batch; here {code(named.name)}",
            rate,
            (
                "Without it: `rmsprop`. A name takes its defaults; an object "
                "such as `keras.optimizers.Adam(0.01)` sets them."
            ),
        )
        body = (
            (
                "After each batch Keras works out for each weight in which direction the loss falls (the gradient); "
                "the optimizer makes the step."
            ),
            f"{named.name}: {named.entry.card.summary}",
        )
        return Sheet(f"optimizer of {called}: {named.name}".replace("`", ""), head, body, urls.method("compile"))
    head = (f"{bold(named.name)} — optimizer of {called}: it moves {moved}", rate, named.entry.card.summary)
    return Sheet(
        f"{named.name}, the optimizer of {called}".replace("`", ""),
        head,
        (named.entry.card.text, _memory(named, size)),
        urls.named(named.entry),
    )


def learning_rate(facts: Facts, named: Named) -> str:
    """The learning rate, given or by default."""
    given = named.argument("learning_rate")
    if named.bound is not None and "learning_rate" in named.bound and given is not None:
        return f"Learning rate: {code(brief(given))}, the size of the steps."
    rate = named.entry.learning_rate(facts.program.target)
    return f"Learning rate: {rate:g}, its default." if isinstance(rate, int | float) else ""


def _memory(named: Named, size: Any) -> str:
    kept = {"Adam": 2, "AdamW": 2, "Adamax": 2, "Nadam": 2, "RMSprop": 1}.get(named.name)
    if kept is None or not isinstance(size, int):
        return ""
    return (
        f"Besides the weights it keeps {kept} number{'' if kept == 1 else 's'} "
        f"for each: {number(size * kept)} more while training."
    )


def fit_sheet(facts: Facts, event: Fit) -> Sheet:
    """The card of `fit`, `evaluate` or `predict`."""
    model, called = event.model, facts.called(event.ref, event.model)
    steps = steps_of(event)
    data = _data(event)
    first = _DOES.get(event.method, "brings data to the model")
    head = (
        f"{bold(event.method)} — {first.replace('the model', called, 1)}",
        steps.line if event.method != "predict" or steps.known else data,
        data if event.method != "predict" or steps.known else "",
    )
    body = (_steps_why(event, steps), _labels(event), _gives(event, model), _after(facts, event))
    return Sheet(f"{event.method} of {called}".replace("`", ""), head, body, urls.method(event.method))


def _data(event: Fit) -> str:
    parts = []
    for name, value in (("x", event.features), ("y", event.labels)):
        text = short_text(event.bound.place(name))
        if isinstance(value, Array):
            parts.append(f"{code(text or name)} {array_words(value)}")
        elif isinstance(value, Unknown):
            parts.append(f"{code(text or name)} is not known: {value.reason}")
    return ("Data: " + "; ".join(parts) + ".") if parts else ""


def _steps_why(event: Fit, steps: Steps) -> str:
    if event.method != "fit":
        return ""
    return (
        f"One step takes one batch of {number(steps.batch)} samples, works out the loss, and moves the weights once; "
        "an epoch is one way through all samples."
    )


def _labels(event: Fit) -> str:
    loss = event.compile.loss if event.compile is not None else None
    wants = labels_line(loss, event.model.output)
    return (
        f"Under {code(snake(loss.name))} {wants}."
        if wants and isinstance(loss, Named) and event.method != "predict"
        else ""
    )


def _gives(event: Fit, model: Model) -> str:
    if event.method == "fit":
        return "It gives a `History`: `history.history['loss']` has one number an epoch, and so has each metric."
    if event.method == "evaluate":
        return "It gives the loss, and after it one number a metric."
    return f"It gives one row for each sample: {number_of(model)}." if event.method.startswith("predict") else ""


def _after(facts: Facts, event: Fit) -> str:
    again = [fit for fit in facts.fits(event.ref) if fit.method == "fit" and fit.place.node is not event.place.node]
    return (
        f"`fit` is also called on {line(again[0].place)}: training goes on from the weights of the call before."
        if again and event.method == "fit"
        else ""
    )


def training_argument(facts: Facts, event: Any, name: str, *, keyword: bool, text: str) -> Sheet | None:
    """The card of an argument of `compile`, by its keyword or by its value."""
    if name == "loss":
        return loss_sheet(facts, event, keyword=keyword)
    if name == "optimizer":
        return optimizer_sheet(facts, event, keyword=keyword)
    if name in {"metrics", "weighted_metrics"}:
        return metrics_sheet(facts, event, None)
    return _plain(name, text, "compile", _COMPILE.get(name, ""), keyword=keyword)


_COMPILE = {
    "run_eagerly": "True runs Python line by line, slower, so that a debugger can stop inside.",
    "jit_compile": "whether TensorFlow's compiler XLA makes one program of the steps.",
    "loss_weights": "how much each of several losses counts.",
    "steps_per_execution": "how many batches are run before Python looks again; more is faster with small models.",
}


def fit_argument(event: Fit, name: str, *, keyword: bool, text: str) -> Sheet | None:
    """The card of an argument of `fit` and its like, by its keyword or by its value."""
    maker = _FIT.get(name)
    if maker is None:
        return _plain(name, text, event.method, _WORDS.get(name, ""), keyword=keyword)
    lines = maker(event)
    first = (
        f"{bold(name)} — {lines[0]}; here {code(text)}"
        if keyword
        else f"{bold(text)} — {code(name)} of {code(event.method)}: {lines[0]}"
    )
    steps = steps_of(event)
    second, third = (lines[1], steps.line) if keyword else (steps.line, lines[1])
    body = (*lines[2:], _DEFAULTS.get(name, "") if keyword else "")
    return Sheet(f"{name}={text} of {event.method}", (first, second, third), body, urls.method(event.method))


def _epochs(event: Fit) -> tuple[str, ...]:
    value, steps = event.bound.value("epochs"), steps_of(event)
    total = f"{steps.total} weight updates in all" if steps.total else "the number of steps depends on the data"
    return (
        "how many times training goes through all samples",
        f"{brief(value)} ways through the data: {total}.",
        (
            "More epochs fit the training data better, until the model "
            "learns it by heart (overfitting): then the loss on "
            "validation data rises again. `keras.callbacks.EarlyStopping` stops there."
        ),
    )


def _batch_size(event: Fit) -> tuple[str, ...]:
    return (
        "how many samples make one step",
        f"{brief(event.bound.value('batch_size'))} samples are looked at together before the weights move once.",
        (
            "Larger batches use a GPU better and take more memory; smaller "
            "ones move the weights more often, and more at random."
        ),
    )


def _validation_split(event: Fit) -> tuple[str, ...]:
    steps = steps_of(event)
    held = (
        f"{number(steps.held)} samples at the end are held back, {number(steps.samples)} are trained on."
        if steps.held is not None and steps.samples is not None
        else "The last samples are held back."
    )
    return (
        "the share of samples that is held back to measure with",
        held,
        (
            "After each epoch loss and metrics are measured on them (`val_loss`), "
            "and they never move a weight. They are the "
            "last ones as they come, before any shuffling: data that is sorted by class has to be shuffled first."
        ),
    )


def _validation_data(_: Fit) -> tuple[str, ...]:
    return (
        "data to measure with after each epoch",
        "Loss and metrics on it show as `val_loss`, `val_accuracy` …; it never moves a weight.",
        "It is given as `(x, y)`, in the same form as the training data.",
    )


def _callbacks(event: Fit) -> tuple[str, ...]:
    names = ", ".join(code(each.name) for each in event.callbacks or () if isinstance(each, Named))
    return (
        "things to do between epochs and batches",
        f"Here: {names}." if names else "Objects that Keras calls at the start and end of each epoch and batch.",
    )


def _x(event: Fit) -> tuple[str, ...]:
    data = event.features
    words = f"{array_words(data)} arrives" if isinstance(data, Array) else "what arrives is not known here"
    return "the samples", f"{words}; the first axis counts the samples."


def _y(event: Fit) -> tuple[str, ...]:
    data = event.labels
    words = f"{array_words(data)} arrives" if isinstance(data, Array) else "what arrives is not known here"
    return "the labels: the right answer for each sample", f"{words}; one entry a sample."


_FIT: dict[str, Callable[[Fit], tuple[str, ...]]] = {
    "epochs": _epochs,
    "batch_size": _batch_size,
    "validation_split": _validation_split,
    "validation_data": _validation_data,
    "callbacks": _callbacks,
    "x": _x,
    "y": _y,
}
_DEFAULTS = {
    "epochs": "Without it: 1.",
    "batch_size": "Without it: 32.",
    "validation_split": "Without it: nothing is held back.",
}
_WORDS = {
    "verbose": "how much is printed: 0 nothing, 1 a bar for each epoch, 2 one line an epoch.",
    "shuffle": "whether the samples are shuffled before each epoch; True unless you say otherwise.",
    "class_weight": "how much a sample of each class counts in the loss, for classes that are rare.",
    "sample_weight": "how much each sample counts in the loss.",
    "initial_epoch": "the number of the first epoch, to go on with a training.",
    "steps_per_epoch": "how many batches make one epoch, for data without an end.",
    "steps": "how many batches are looked at.",
    "validation_steps": "how many batches of the validation data are looked at.",
    "validation_batch_size": "how many validation samples make one batch.",
    "validation_freq": "after how many epochs the validation data is looked at.",
    "return_dict": "whether the results come as a dictionary by name.",
    "workers": "threads that a generator runs in. Only in Keras 2.",
    "use_multiprocessing": "whether a generator runs in processes. Only in Keras 2.",
}


_PURPOSE = {
    "epochs": "how many times training goes through all samples.",
    "batch_size": "how many samples make one step.",
    "validation_split": "the share of samples that is held back to measure with.",
    "validation_data": "data to measure with after each epoch.",
    "callbacks": "things to do between epochs and batches.",
    "x": "the samples.",
    "y": "the labels: the right answer for each sample.",
    "optimizer": "decides how the weights move after each batch.",
    "loss": "the number that must fall; it fixes what labels look like.",
    "metrics": "numbers that are shown for people and change nothing.",
    "weighted_metrics": "metrics that count each sample by its weight.",
}


def meanings() -> dict[str, str]:
    """What each argument of `compile`, `fit` and the like means, whatever the program gives for it."""
    return {**_PURPOSE, **_WORDS, **_COMPILE}


def _plain(name: str, text: str, method: str, meaning: str, *, keyword: bool) -> Sheet:
    first = (
        f"{bold(name)} — an argument of {code(method)}; here {code(text)}"
        if keyword
        else f"{bold(text)} — {code(name)} of {code(method)}"
    )
    words = f"{meaning[:1].upper()}{meaning[1:]}" or f"seqlint knows no more of it; Keras' page of {code(method)} does."
    return Sheet(f"{name}={text} of {method}", (first, words), (), urls.method(method))
