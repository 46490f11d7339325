"""Losses in words: which labels they want, which last activation they expect, and whether that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain import urls
from seqlint.explain.amount import number
from seqlint.explain.cards.activation import bounds
from seqlint.explain.facts import line, short_text
from seqlint.explain.layers import brief, short_title
from seqlint.explain.sheet import Sheet, bold, bullets, code
from seqlint.keras.layer import Layer, snake
from seqlint.keras.metrics.resolution import resolve_crossentropy
from seqlint.keras.names import Named
from seqlint.rules import words
from seqlint.values.array import Array
from seqlint.values.shape import NONE, render

if TYPE_CHECKING:
    from seqlint.explain.facts import Facts
    from seqlint.keras.events import Compile, Fit
    from seqlint.keras.models.record import Model
    from seqlint.values.shape import Shape, UnknownShape

_LABELS = {
    "one-hot": "one-hot rows: a 1 at the place of the class, 0 elsewhere",
    "indices": "class numbers: 0, 1, 2 …",
    "binary": "0 and 1",
    "continuous": "numbers, in the unit that the model should answer in",
    "any": "what the model should answer",
}
_OUTPUT = {
    "softmax": "`softmax` in the last layer (probabilities that sum to 1)",
    "sigmoid": "`sigmoid` in the last layer (each value a probability)",
    "linear": "no activation in the last layer (any number)",
    "any": "any last activation",
}
_CURES = {
    ("indices", "one-hot"): "take `sparse_categorical_crossentropy`, or make one-hot rows with `to_categorical`",
    ("one-hot", "indices"): "take `categorical_crossentropy`, or make class numbers with `argmax(axis=1)`",
}


def labels_line(loss: Any, output: Shape | UnknownShape | None) -> str:
    """What labels must look like for a loss: `labels must be one-hot rows of shape (None, 10)`."""
    if not isinstance(loss, Named):
        return ""
    wants = loss.entry.labels
    shape = wanted_shape(loss, output)
    kind = {
        "one-hot": "one-hot rows", "indices": "class numbers", "binary": "0 or 1", "continuous": "numbers",
        "any": "answers",
    }[wants]  # fmt: skip
    classes = ""
    if wants == "indices" and isinstance(output, tuple) and isinstance(output[-1], int):
        classes = f" 0 … {number(output[-1] - 1)}"
    return f"labels must be {kind}{classes}" + (f" of shape {code(render(shape))}" if shape else "")


def wanted_shape(loss: Named, output: Shape | UnknownShape | None) -> Shape | None:
    """The shape of the labels, with batch, that a loss wants for an output."""
    if not isinstance(output, tuple) or not output:
        return None
    return output[:-1] if loss.entry.labels == "indices" else output


def loss_sheet(facts: Facts, event: Compile, *, keyword: bool) -> Sheet:
    """The card of `loss=` by its keyword, or of the loss itself."""
    loss = event.loss
    model = _model(facts, event)
    called = facts.called(event.ref, model)
    if not isinstance(loss, Named):
        return _unnamed(event, called)
    name = snake(loss.name)
    meets = meetings(facts, event)
    verdict = meets[0] if meets else "No labels of a known shape meet it in this file."
    if keyword:
        head = (
            f"**loss** — the number that training makes small; {called} uses {code(name)}",
            (
                f"It compares the labels with the {number_of(model)} that "
                f"{called} gives: {labels_line(loss, model.output)}."
            ),
            verdict,
        )
        body = (
            (
                "The loss decides what labels must look like and which activation "
                "the last layer needs; `metrics` are only shown."
            ),
            *_expectation(loss, model),
            (
                "Other choices: `sparse_categorical_crossentropy` for class "
                "numbers, `categorical_crossentropy` for one-hot rows, "
                "`binary_crossentropy` for 0 and 1, `mse` or `mae` for quantities."
            ),
        )
        return Sheet(f"loss of {called}: {name}".replace("`", ""), head, body, urls.method("compile"))
    head = (f"{bold(name)} — {loss.entry.card.summary}", f"For {called}: {labels_line(loss, model.output)}.", verdict)
    body = (*_expectation(loss, model), _resolved(loss, model, facts, event), bullets(meets[1:4]) if meets[1:] else "",
            _origin(facts, event), loss.entry.card.text, _formula(loss))  # fmt: skip
    return Sheet(f"{name}, the loss of {called}".replace("`", ""), head, body, urls.named(loss.entry))


def _model(facts: Facts, event: Compile) -> Model:
    """The model as it is in the end: it may be built only after `compile`."""
    record: Model = facts.program.heap.get(event.ref.id, event.model)
    return record


def number_of(model: Model) -> str:
    """What the model gives for a sample: `10 numbers`."""
    output = model.output
    if isinstance(output, tuple) and len(output) == 2:
        return f"{number(output[-1])} number{'' if output[-1] == 1 else 's'} a sample"
    return f"output {code(render(output))}" if isinstance(output, tuple) else "output"


def _unnamed(event: Compile, called: str) -> Sheet:
    given = event.bound.value("loss")
    what = (
        "none is given: the model can predict, and only `add_loss` can train it"
        if given is None
        else f"here {code(brief(given))}"
    )
    head = (
        f"**loss** — the number that training makes small; {what}",
        f"seqlint cannot say what labels {called} needs: the loss is no loss of Keras that it knows by name.",
        "A function of your own gets the labels and the predictions of a batch and gives one number a sample.",
    )
    return Sheet("loss", head, (), urls.method("compile"))


def _expectation(loss: Named, model: Model) -> tuple[str, ...]:
    """What the loss expects of the labels and of the last layer, and whether the last layer holds to it."""
    wants = f"It expects labels that are {_LABELS[loss.entry.labels]}; and {_OUTPUT[loss.entry.output]}."
    return wants, last_layer(loss, model)


def last_layer(loss: Named, model: Model) -> str:
    """Whether the last layer has the activation that the loss expects, and why that matters."""
    last = model.last
    if not isinstance(last, Layer) or not (last.has("dense") or last.has("convolution") or last.has("activation")):
        return ""
    found = _activation_of(last)
    if found is None:
        return ""
    logits = loss.argument("from_logits", False)
    wanted = loss.entry.output if logits is not True else "linear"
    title = code(short_title(last))
    if wanted in ("any", found) or (wanted == "linear" and loss.entry.labels == "continuous"):
        return f"The last layer {title} has {code(found)}: {_reach(last, loss) or 'that holds here'}."
    if wanted == "linear":
        why = (
            "raw scores are expected (`from_logits=True`), but probabilities arrive"
            if logits is True
            else "any number is expected"
        )
        return f"The last layer {title} has {code(found)}: {why}."
    return (
        f"The last layer {title} has {code(found)}, not {code(wanted)}: the loss takes what arrives for probabilities."
    )


def _reach(last: Layer, loss: Named) -> str:
    """Which answers the last layer can give, where its activation limits them and the labels may be any numbers."""
    value = last.argument("activation") if "activation" in last.type.signature.names() else None
    if loss.entry.labels != "continuous" or not isinstance(value, Named):
        return ""
    low, high = value.entry.range
    if low is None and high is None:
        return ""
    return f"its answers are numbers {bounds(low, high)}, so the labels must be too"


def _activation_of(last: Layer) -> str | None:
    if last.title in {"Softmax", "ReLU"}:
        return last.title.lower()
    names = last.type.signature.names()
    if "activation" not in names:
        return None
    value = last.argument("activation")
    return "linear" if value is None else getattr(value, "name", None)


def meetings(facts: Facts, event: Compile) -> list[str]:
    """Which labels meet the loss, and whether they are what it wants."""
    found: dict[str, None] = {}
    for fit in facts.fits(event.ref, training=True):
        if isinstance(fit.labels, Array):
            found[_meet(fit, event.loss)] = None
    return list(found)


def _meet(fit: Fit, loss: Named) -> str:
    labels: Array = fit.labels
    text = short_text(fit.bound.place("y"))
    start = f"{code(text) if text else 'The labels of the data'} on {line(fit.place)}: {words.labels(labels)}"
    output = fit.model.output
    kind = labels.labels.kind if labels.labels is not None else None
    wants = loss.entry.labels
    if isinstance(labels.shape, tuple) and labels.shape and isinstance(output, tuple):
        said = loss.entry.disagrees((NONE, *labels.shape[1:]), output, fit.target)
        if said:
            cure = _CURES.get((kind or "", wants))
            return f"{start}. That does not fit{': ' + cure if cure else ''}."
    if (kind, wants) in _CURES:
        return f"{start}. That is not what it wants: {_CURES[kind or '', wants]}."
    return f"{start}: fits." if kind is not None or wants in {"continuous", "any"} else f"{start}{_decided(labels)}."


def _decided(labels: Array) -> str:
    """What would tell which labels they are, where they were read from a file."""
    first = labels.history.chain()[0].text if labels.history is not None else ""
    return f"; {first[10:]} decides which they are" if first.startswith("read from ") else ""


def _origin(facts: Facts, event: Compile) -> str:
    """Where the labels came from."""
    for fit in facts.fits(event.ref, training=True):
        if isinstance(fit.labels, Array) and fit.labels.history is not None:
            first = fit.labels.history.chain()[0]
            where = f" ({line(first.place)})" if first.place is not None else ""
            return f"The labels: {first.text}{where}."
    return ""


def _resolved(loss: Named, model: Model, facts: Facts, event: Compile) -> str:
    """Which loss Keras takes for a name that stands for several."""
    if not loss.entry.resolved:
        return ""
    shapes = [fit.labels.shape for fit in facts.fits(event.ref, training=True) if isinstance(fit.labels, Array)]
    found = resolve_crossentropy(model.output, shapes[0] if shapes else None)
    return (
        f"Keras takes {code(found.name)} here: {found.why}."
        if found
        else "Which one Keras takes shows when data arrives."
    )


_FORMULAS = {
    "CategoricalCrossentropy": (
        "loss = −Σ label · log(probability); with a one-hot label: −log(probability of the right class)"
    ),
    "SparseCategoricalCrossentropy": "loss = −log(probability of the right class)",
    "BinaryCrossentropy": "loss = −(label · log(p) + (1 − label) · log(1 − p))",
    "MeanSquaredError": "loss = mean of (label − output)²",
    "MeanAbsoluteError": "loss = mean of |label − output|",
}


def _formula(loss: Named) -> str:
    text = _FORMULAS.get(loss.name)
    return code(text) if text else ""
