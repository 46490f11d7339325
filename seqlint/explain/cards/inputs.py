"""The card of what says how one sample looks: `input_shape`, `input_dim`, `keras.Input(shape)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain import urls
from seqlint.explain.amount import number
from seqlint.explain.drawings import columns_of, network, samples_sketch, sketch
from seqlint.explain.facts import line, short_text
from seqlint.explain.layers import short_title
from seqlint.explain.sheet import Sheet, bold, bullets, code
from seqlint.values.array import Array
from seqlint.values.shape import NONE, Shape, UnknownShape, equal, product, render, render_dim

if TYPE_CHECKING:
    from seqlint.explain.cards.argument import Asked
    from seqlint.explain.facts import Facts
    from seqlint.explain.sheet import Part
    from seqlint.values.store import Ref

_BATCH = (
    "The first axis, the batch, is not written: the same model takes "
    "1 sample or 60,000. Keras puts `None` in its place, "
    "and `fit` cuts the data into batches (32 samples each, unless `batch_size` says otherwise)."
)


def declared_sheet(facts: Facts, asked: Asked) -> Sheet:
    """The card of `input_shape=` and its like, by keyword or by value."""
    seen = asked.first
    whole = seen.layer.declared if seen.layer.declared is not None else seen.input
    value, name = asked.text, asked.name
    batch_given = name in {"batch_input_shape", "batch_shape"}
    model = facts.called(seen.owner, seen.model)
    body: tuple[Part, ...]
    if asked.keyword:
        head = (
            f"{bold(name)} — what one sample looks like; here {code(value)}: {sample_words(whole)}",
            f"{model[:1].upper()}{model[1:]} sees {code(render(whole))}: "
            + (
                "the batch is written too."
                if batch_given
                else "the batch axis is not written, Keras adds it as `None`."
            ),
            _fit_line(facts, seen.owner, whole),
        )
        body = (samples_sketch(whole), _BATCH, _only_first(asked), _idiom(asked), _arrivals(facts, seen.owner, whole))
    else:
        head = (
            f"{bold(value)} — {code(name)} of {code(short_title(seen.layer))}: each sample is {sample_words(whole)}",
            f"With the batch in front {model} takes {code(render(whole))}.",
            _fit_line(facts, seen.owner, whole),
        )
        body = (
            sketch(seen, "inputs"),
            _numbers(asked, whole),
            _comma(value),
            _arrivals(facts, seen.owner, whole),
            _BATCH,
            _idiom(asked),
        )
    about = f"{name} of {short_title(seen.layer)}" if asked.keyword else f"{value}: {name} of {short_title(seen.layer)}"
    return Sheet(about, head, body, urls.INPUT, network(columns_of(seen, "inputs")))


def input_sheet(facts: Facts, shape: Shape | UnknownShape | None, text: str, owner: Ref | None) -> Sheet:
    """The card of `keras.Input(shape)`, by its name.

    Args:
        facts: the program.
        shape: with the batch in front.
        text: the call as it is written.
        owner: the model that starts with it, if it is known.
    """
    head = (
        f"{bold(text)} — where data enters: each sample is {sample_words(shape)}",
        f"With the batch in front: {code(render(shape))}. It computes nothing and has no parameters.",
        _fit_line(facts, owner, shape) if owner is not None else "",
    )
    body = (
        _BATCH,
        (
            "With it the model is built at once: every layer after it knows "
            "its shapes and weights, `summary()` shows them, "
            "and a mistake in a shape shows at the layer where it happens."
        ),
        _arrivals(facts, owner, shape) if owner is not None else "",
    )
    return Sheet(f"Input of {render(shape)}", head, body, urls.INPUT)


def sample_words(shape: Shape | UnknownShape | None) -> str:
    """What one sample is, for a sentence: `a row of 784 numbers`."""
    if not isinstance(shape, tuple):
        return "of a shape that is not known" + (f" ({shape.reason})" if isinstance(shape, UnknownShape) else "")
    sizes = shape[1:]
    if not sizes:
        return "a single number"
    if len(sizes) == 1:
        return f"a row of {number(sizes[0])} numbers" if sizes[0] is not NONE else "a row of any length"
    if len(sizes) == 2:
        return f"a table of {_any(sizes[0])} × {_any(sizes[1])} numbers ({_any(sizes[0])} rows, or steps of a series)"
    if len(sizes) == 3:
        channels = {1: " (grey)", 3: " (red, green, blue)"}.get(sizes[2] if isinstance(sizes[2], int) else 0, "")
        return (
            f"a picture of {_any(sizes[0])} × {_any(sizes[1])} with {_any(sizes[2])} "
            f"channel{'' if sizes[2] == 1 else 's'}{channels}"
        )
    return f"a block of {' × '.join(_any(size) for size in sizes)} numbers"


def _any(size: Any) -> str:
    return "any number of" if size is NONE else number(size)


def _numbers(asked: Asked, whole: Shape | UnknownShape | None) -> str:
    if not isinstance(whole, tuple):
        return ""
    size = product(whole[1:])
    layer = asked.first.layer
    reach = (
        f"each of its outputs looks at {'all' if len(whole) == 2 else 'some'} of them"
        if layer.has("affine")
        else "it gets all of them"
    )
    return (
        f"One sample holds {number(size)} numbers; {code(short_title(layer))} "
        f"is the first layer that sees them: {reach}."
    )


def _comma(text: str) -> str:
    if text.startswith("(") and text.endswith(",)"):
        return (
            f"The comma in {code(text)} makes it a tuple with one entry; without it Python sees a number in brackets."
        )
    return ""


def _only_first(asked: Asked) -> str:
    index = asked.first.index
    later = f" This is layer {index + 1}: it gets its input from the layer before it." if index else ""
    return f"Only the first layer says it; every other layer takes the shape that the layer before it gives.{later}"


def _idiom(asked: Asked) -> str:
    shape = asked.first.layer.declared
    if not isinstance(shape, tuple) or asked.first.layer.title == "InputLayer":
        return ""
    inner = ", ".join(render_dim(size) for size in shape[1:]) + ("," if len(shape) == 2 else "")
    return (
        f"In Keras 3 the idiom is {code(f'keras.Input(({inner}))')} as "
        f"the first item of the model, and no `{asked.name}`."
    )


def _fit_line(facts: Facts, owner: Ref | None, whole: Shape | UnknownShape | None) -> str:
    """The first data that meets it: fits or not."""
    found = _meetings(facts, owner, whole)
    return found[0] if found else "No data of a known shape meets it in this file."


def _arrivals(facts: Facts, owner: Ref | None, whole: Shape | UnknownShape | None) -> str:
    found = _meetings(facts, owner, whole)[1:5]
    return bullets(found) if found else ""


def _meetings(facts: Facts, owner: Ref | None, whole: Shape | UnknownShape | None) -> list[str]:
    if owner is None or not isinstance(whole, tuple):
        return []
    found: dict[str, None] = {}
    for event in facts.fits(owner):
        data = event.features
        if not isinstance(data, Array) or not isinstance(data.shape, tuple) or not data.shape:
            continue
        text = short_text(event.bound.place("x")) or "the data"
        verdict = _verdict(data.shape[1:], whole[1:])
        found[
            f"{code(text)} in `{event.method}` on {line(event.place)} has shape {code(render(data.shape))}: {verdict}."
        ] = None
    return list(found)


def _verdict(given: Shape, wanted: Shape) -> str:
    if len(given) != len(wanted):
        return f"does not fit, it has {len(given)} axes a sample and {len(wanted)} are declared"
    pairs = [equal(one, two) for one, two in zip(given, wanted, strict=True) if two is not NONE]
    if False in pairs:
        return f"does not fit, a sample is {render(given)} and {render(wanted)} is declared"
    return "fits" if None not in pairs else "fits if the sizes that are not known are right"
