"""Features and labels that are given together: their lengths, and the split that they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.values.array import Array
from seqlint.values.shape import equal

if TYPE_CHECKING:
    from seqlint.keras.events import LibraryCall
    from seqlint.values.place import Place

_SLICES = "tensorflow.data.Dataset.from_tensor_slices"
_PAIR = 2


class Pair(msgspec.Struct, frozen=True, eq=False):
    """Features and labels of different lengths.

    Attributes:
        x, y: the arrays.
        data, labels: how the program calls them.
        place: where the labels are given.
        stops: when it is refused, and with which words.
        split: the `train_test_split` that both are parts of, if they are.
        noun: what `y` holds for each sample: labels, or weights.
    """

    x: Array
    y: Array
    data: str
    labels: str
    place: Place
    stops: str
    split: Place | None
    noun: str = "label"


def unequal(subject: Fit | LibraryCall) -> Pair | None:
    """Features and labels with different numbers of samples, given to a model or made a dataset; None for others."""
    if isinstance(subject, Fit):
        x, y = subject.x, subject.y
        places = subject.bound.place("x"), subject.bound.place("y")
        stops = f"Keras stops in {subject.method}(): ValueError: Data cardinality is ambiguous."
    else:
        argument = subject.arguments.get(0, "tensors")
        value = argument.value if argument is not None and subject.path == _SLICES else None
        if not isinstance(value, tuple) or len(value) < _PAIR:
            return None
        x, y = value[:_PAIR]
        places = _items(argument.place)
        stops = "TensorFlow stops at this call: ValueError: Dimensions are not compatible."
    if not isinstance(x, Array) or not isinstance(y, Array) or not x.rank or not y.rank:
        return None
    if equal(x.axis(0), y.axis(0)) is not False:
        return _weights(subject, x, stops) if isinstance(subject, Fit) else None
    data, labels = words.snippet(places[0], "x"), words.snippet(places[1], "y")
    return Pair(x, y, data, labels, places[1] or subject.place, stops, _split(x, y))


def _weights(fit: Fit, x: Array, stops: str) -> Pair | None:
    """Weights of another number of samples."""
    if "sample_weight" not in fit.bound.names():
        return None
    weights, place = fit.bound.value("sample_weight"), fit.bound.place("sample_weight")
    if not isinstance(weights, Array) or not weights.rank or place is None:
        return None
    if equal(x.axis(0), weights.axis(0)) is not False:
        return None
    names = words.snippet(fit.bound.place("x"), "x"), words.snippet(place)
    return Pair(x, weights, *names, place, stops, None, noun="weight")


def _items(place: Place | None) -> tuple[Place | None, Place | None]:
    """Where the first two items of a tuple stand that is written at a place."""
    elements = [] if place is None else getattr(place.node, "elements", [])
    if place is None or len(elements) < _PAIR:
        return None, None
    return type(place)(place.chunk, elements[0].value), type(place)(place.chunk, elements[1].value)


def _split(x: Array, y: Array) -> Place | None:
    """The `train_test_split` that both are parts of."""
    if x.history is None or y.history is None:
        return None
    here = [step.place for step in x.history.chain() if step.place is not None and _splits(step.place)]
    there = [step.place for step in y.history.chain() if step.place is not None]
    return next((place for place in here if place in there), None)


def _splits(place: Place) -> bool:
    return "train_test_split" in place.text()[:80]
