"""What a program does, looked up by object and by place: the layers' uses, compile calls and trainings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.explain.sheet import code
from seqlint.keras.events import Compile, Fit, LayerMade, Validation
from seqlint.keras.layer import Layer
from seqlint.keras.layer.start import started_weights
from seqlint.values.refusal import Refused
from seqlint.values.store import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.check import Analysis
    from seqlint.explain.beside import Beside
    from seqlint.keras.models.record import Model, Use
    from seqlint.values.call import Arguments
    from seqlint.values.place import Place
    from seqlint.values.shape import Shape, UnknownShape


class Seen(msgspec.Struct, frozen=True, eq=False):
    """A layer where it works: once for each model that it stands in, or alone.

    Attributes:
        ref: the layer.
        layer: its record after it was built there.
        input, output: the shapes; None while nothing is built.
        model: the model, if it stands in one.
        index: its position there, from 0.
        inside: the layers inside it, each with what it receives there and gives.
    """

    ref: Ref
    layer: Layer
    input: Shape | UnknownShape | None
    output: Shape | UnknownShape | None
    model: Model | None = None
    owner: Ref | None = None
    index: int = 0
    inside: tuple[Seen, ...] = ()

    @property
    def before(self) -> Use | None:
        """The use before it in its model."""
        return self.model.uses[self.index - 1] if self.model is not None and self.index else None

    @property
    def after(self) -> Use | None:
        """The use after it in its model."""
        rest = self.model.uses[self.index + 1 :] if self.model is not None else ()
        return rest[0] if rest else None

    @property
    def last(self) -> bool:
        """Whether it is the last layer of a model whose layers are all known."""
        return self.model is not None and not self.model.open and self.after is None


def _all_inside(inside: tuple[Seen, ...]) -> Iterator[Seen]:
    for each in inside:
        yield each
        yield from _all_inside(each.inside)


class Facts:
    """An analysis with its events by object.

    Args:
        analysis: the analysis.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.program = analysis.program
        self.document = analysis.document
        self.models = self.program.models()
        self._names: dict[int, str] | None = None
        self._seen: dict[int, list[Seen]] | None = None
        self._around: dict[int, tuple[Ref, Model, int]] = {}
        self._calls: dict[Any, list[Any]] | None = None
        self._given: dict[str, list[tuple[str, Any, str]]] | None = None

    @property
    def beside(self) -> Beside:
        """What data files and the last run show."""
        from seqlint.explain.beside import beside

        return beside(self.analysis)

    def compiles(self, ref: Ref) -> list[Compile]:
        """The compile calls of a model."""
        return [event for event in self._index().get(ref, ()) if isinstance(event, Compile)]

    def fits(self, ref: Ref, *, training: bool = False) -> list[Fit]:
        """The calls that bring data to a model; those with labels only if `training`."""
        known = self._index().get(ref, ())
        fits = [event for event in known if isinstance(event, Fit) and not isinstance(event, Validation)]
        return [event for event in fits if event.labels is not None] if training else fits

    def seen(self, ref: Ref) -> list[Seen]:
        """Where a layer works."""
        if self._seen is None:
            self._seen = self._uses()
        found = self._seen.get(ref.id)
        if found:
            return found
        record = self.program.heap.get(ref.id)
        return [Seen(ref, record, record.input, record.output)] if isinstance(record, Layer) else []

    def _uses(self) -> dict[int, list[Seen]]:
        found: dict[int, list[Seen]] = {}
        for owner, model in self.models:
            for index, use in enumerate(model.uses):
                record = use.layer if use.layer is not None else use.ref and self.program.heap.get(use.ref.id)
                if use.ref is not None and isinstance(record, Layer):
                    inside = self._inside(record, use.input)
                    seen = Seen(use.ref, record, use.input, use.output, model, owner, index, inside)
                    found.setdefault(use.ref.id, []).append(seen)
                    for each in _all_inside(inside):
                        found.setdefault(each.ref.id, []).append(each)
                        self._around.setdefault(each.ref.id, (owner, model, index))
        return found

    def _inside(self, record: Layer, shape: Any) -> tuple[Seen, ...]:
        """The layers inside a layer that receives a shape, as they are built there."""
        within = record.facets.within
        step = within(shape) if within is not None and isinstance(shape, tuple) and shape else None
        found = ((ref, self.program.heap.get(ref.id)) for ref in record.facets.inner)
        return tuple(self._built(ref, layer, step) for ref, layer in found if isinstance(layer, Layer))

    def _built(self, ref: Ref, layer: Layer, shape: Shape | None) -> Seen:
        if shape is None:
            return Seen(ref, layer, layer.input, layer.output)
        try:
            output, weights = layer.facets.output(shape), started_weights(layer, shape)
        except (Refused, LookupError):
            return Seen(ref, layer, layer.input, layer.output)
        built = msgspec.structs.replace(layer, input=shape, output=output, weights=weights)
        return Seen(ref, built, shape, output, inside=self._inside(layer, shape))

    def wrapper(self, ref: Ref) -> tuple[Ref, Model, int] | None:
        """The model, and the position in it, of a layer that holds this one inside."""
        self.seen(ref)
        return self._around.get(ref.id)

    def layers_at(self, node: Any) -> list[Seen]:
        """The layers that a constructor call makes, each where it works."""
        refs = [value for value in self.program.values.get(node) if isinstance(value, Ref)]
        return [seen for ref in dict.fromkeys(refs) for seen in self.seen(ref)]

    def name_of(self, ref: Ref | None) -> str | None:
        """The global name that the program ends with for an object."""
        if self._names is None:
            self._names = {value.id: name for name, value in self.program.names.items() if isinstance(value, Ref)}
        return None if ref is None else self._names.get(ref.id)

    def called(self, ref: Ref | None, model: Model | None = None) -> str:
        """A model for a sentence: its variable, its Keras name, or "the model"."""
        name = self.name_of(ref)
        if name:
            return code(name)
        return f"the model {code(model.name)}" if model is not None and model.name else "the model"

    def event_at(self, kind: type[Any], node: Any) -> list[Any]:
        """The events of one kind at a call."""
        return [event for event in self._index().get(node, ()) if isinstance(event, kind)]

    def _index(self) -> dict[Any, list[Any]]:
        """The compile calls and trainings by their call and by their model."""
        if self._calls is None:
            self._calls = {}
            for event in self.program.events:
                if isinstance(event, Compile | Fit):
                    self._calls.setdefault(event.place.node, []).append(event)
                    self._calls.setdefault(event.ref, []).append(event)
        return self._calls

    def given(self, name: str) -> list[tuple[str, Any, str]]:
        """The arguments that are a variable of that name alone: parameter, event, method (empty for a layer)."""
        if self._given is None:
            self._given = {}
            for event in self.program.events:
                if isinstance(event, LayerMade | Fit | Compile):
                    self._note(event, self._given)
        return self._given.get(name, [])

    def _note(self, event: LayerMade | Fit | Compile, found: dict[str, list[tuple[str, Any, str]]]) -> None:
        bound = event.layer.bound if isinstance(event, LayerMade) else event.bound
        method = event.method if isinstance(event, Fit) else "compile" if isinstance(event, Compile) else ""
        for parameter, argument in bound.given.items():
            node = argument.place.node if argument.place is not None else None
            if type(node).__name__ == "Name" and node is not None:
                found.setdefault(node.value, []).append((parameter, event, method))


def parameter_of(bound: Any, node: Any) -> str | None:
    """The parameter to which a call gives an argument's expression."""
    for given in (bound.given, bound.extra):
        for name, argument in given.items():
            if argument.place is not None and argument.place.node is node:
                return str(name)
    return None


def position_of(arguments: Arguments, node: Any) -> int | str | None:
    """Where an expression stands among the arguments of a call: its index, or its keyword."""
    for index, argument in enumerate(arguments.positional):
        if argument.place is not None and argument.place.node is node:
            return index
    return next(
        (name for name, argument in arguments.keywords.items() if argument.place and argument.place.node is node), None
    )


def line(place: Place) -> str:
    """Where something stands, for a sentence: `line 7`, `cell 2, line 3`."""
    at = place.position()
    return f"cell {at.cell}, line {at.row}" if at.cell else f"line {at.row}"


def short_text(place: Place | None, most: int = 44) -> str:
    """The reader's own text on one line, shortened."""
    if place is None:
        return ""
    text = " ".join(place.text().split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
