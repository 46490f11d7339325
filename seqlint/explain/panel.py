"""One model as plain data for a side panel: its layers with shapes, numbers and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.explain.amount import BYTES
from seqlint.explain.cards.model import unknown
from seqlint.explain.layers import title_of
from seqlint.explain.model_at import layer_at, spans_of
from seqlint.keras.layer import Layer
from seqlint.keras.weights import count
from seqlint.values.shape import render

if TYPE_CHECKING:
    from seqlint.explain.facts import Facts
    from seqlint.explain.models import Construction
    from seqlint.keras.models.record import Model, Use
    from seqlint.keras.weights import Weight
    from seqlint.source.span import Span
    from seqlint.values.shape import Shape, UnknownShape

_POLICIES = ("mixed_precision", "dtype_policy", "dtype_policies", "set_floatx")
"""What in a text may change the number type of all layers."""


class PanelLayer(msgspec.Struct, frozen=True):
    """One layer.

    Attributes:
        name: its Keras name, else its class.
        kind: its class.
        title: its class with what its author gave it: `Dense(64, relu)`.
        span: where it is made.
        input, output: the shapes as Python writes them; None where they are not known.
        dtype: the type of the numbers that leave it; None where it is not known.
        parameters: how many it has; None where that is not known.
        reason: why it is not known, if so.
        findings: which of the analysis' findings stand in it.
    """

    name: str
    kind: str
    title: str
    span: Span
    input: str | None
    output: str | None
    dtype: str | None
    parameters: int | None
    reason: str | None
    findings: tuple[int, ...]


class Panel(msgspec.Struct, frozen=True):
    """One model.

    Attributes:
        name: the variable that holds it, else its Keras name.
        kind: its class.
        span: the constructor call.
        state: `deferred`, `built`, `compiled` or `fitted`.
        input, output: the shapes.
        trainable, non_trainable: parameters; None where they are not known.
        memory: bytes of all parameters; None where it is not known.
        reason: why something is not known; empty where all is.
        layers: its layers in order.
        findings: which of the analysis' findings are about it and stand in none of its layers.
        selected: the index of the layer under the cursor, if one is.
    """

    name: str
    kind: str
    span: Span
    state: str
    input: str | None
    output: str | None
    trainable: int | None
    non_trainable: int | None
    memory: int | None
    reason: str
    layers: tuple[PanelLayer, ...]
    findings: tuple[int, ...]
    selected: int | None


def panel(facts: Facts, construction: Construction, offset: int) -> Panel:
    """The panel of a model.

    Args:
        facts: the program, traced.
        construction: the model.
        offset: where the cursor is.
    """
    model = construction.model
    findings = [(index, one.finding.place.span()) for index, one in enumerate(facts.analysis.reported)]
    layers = tuple(_layer(facts, use, findings) for use in model.uses)
    taken = {index for layer in layers for index in layer.findings}
    around = [model.place.span(), *_statements(facts, construction)]
    total, trained = _numbers(model.weights)
    return Panel(
        name=facts.name_of(construction.ref) or model.name or model.kind,
        kind=model.kind,
        span=model.place.span(),
        state=model.state,
        input=_shape(model.input),
        output=_shape(model.output),
        trainable=trained,
        non_trainable=None if total is None or trained is None else total - trained,
        memory=None if total is None else total * BYTES,
        reason=unknown(model),
        layers=layers,
        findings=tuple(index for index, span in findings if index not in taken and _touches(span, around)),
        selected=layer_at(model.uses, offset),
    )


def _layer(facts: Facts, use: Use, findings: list[tuple[int, Span]]) -> PanelLayer:
    place = use.layer.place if use.layer is not None else use.place
    here = spans_of(use)
    return PanelLayer(
        name=(use.layer.name if use.layer is not None else None) or use.title,
        kind=use.title,
        title=title_of(use),
        span=place.span(),
        input=_shape(use.input),
        output=_shape(use.output),
        dtype=_dtype(facts, use.layer),
        parameters=_numbers(use.layer.weights if use.layer is not None else None)[0],
        reason=use.reason,
        findings=tuple(index for index, span in findings if _touches(span, here)),
    )


def _touches(span: Span, others: list[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _statements(facts: Facts, construction: Construction) -> list[Span]:
    """The calls that compile the model and bring data to it."""
    events = [*facts.compiles(construction.ref), *facts.fits(construction.ref)]
    places = dict.fromkeys(event.place for event in events if event.place.document is facts.document)
    return [place.span() for place in places]


def _numbers(weights: tuple[Weight, ...] | None) -> tuple[int | None, int | None]:
    """All parameters, and those that are trained."""
    if weights is None:
        return None, None
    numbers = (count(weights), count(weights, trainable=True))
    total, trained = (number if isinstance(number, int) else None for number in numbers)
    return total, trained


def _shape(shape: Shape | UnknownShape | None) -> str | None:
    return render(shape) if isinstance(shape, tuple) else None


def _dtype(facts: Facts, layer: Layer | Model | None) -> str | None:
    """The type of what leaves a layer: what it is told, else what it makes of Keras' default."""
    if not isinstance(layer, Layer) or any(word in facts.document.text for word in _POLICIES):
        return None
    bound = layer.bound
    given = bound.extra.get("dtype") or bound.given.get("dtype")
    if given is None or given.value is None:
        return layer.facets.dtype("float32")
    return given.value if isinstance(given.value, str) and not given.value.startswith("mixed") else None
