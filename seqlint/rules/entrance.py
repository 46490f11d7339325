"""Data at the entrance of a model: whether its axes are those that the model expects, and what Keras does if not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from seqlint.keras.layer import Layer, apply
from seqlint.rules import words
from seqlint.rules.asked import once
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset
from seqlint.values.refusal import IncompatibleRank, Refused
from seqlint.values.shape import NONE, Open, Shape, equal, render

if TYPE_CHECKING:
    from seqlint.keras.events import Fit
    from seqlint.keras.models import Model
    from seqlint.values.place import Place

Trouble: TypeAlias = Literal["channel", "batch", "shape"]


class Entrance(msgspec.Struct, frozen=True, eq=False):
    """Data that does not fit a model.

    Attributes:
        fit: the call.
        features: the data.
        expected: what the model takes, with batch; with unknown sizes for a model without input shape.
        trouble: a missing channel axis, a missing batch axis, or another shape.
        refused: whether Keras must raise.
        keras: what it says.
        layer: the layer that refuses, where it is not the entrance itself.
    """

    fit: Fit
    features: Array
    expected: str
    trouble: Trouble
    refused: bool
    keras: str
    layer: Layer | Model | None = None

    @property
    def name(self) -> str:
        """The data as the call names it."""
        return words.snippet(self.fit.bound.place("x"), "the data")

    @property
    def cause(self) -> tuple[Place, str]:
        """The mistake: samples of the same shape at the same model are one, wherever they arrive."""
        shape = self.features.shape
        return self.fit.model.place, f"{self.trouble} {render(shape[1:] if isinstance(shape, tuple) else shape)}"

    @property
    def stops(self) -> str:
        """When Keras refuses and what it says; that it says nothing where it does not."""
        if not self.refused:
            return "Keras compares only the number of axes and says nothing."
        said = f": {self.keras.rstrip('.')}" if self.keras else ""
        return f"Keras stops in {self.fit.method}(){said}."


@once
def entrance(fit: Fit) -> Entrance | None:
    """What is wrong with the data's axes; None where nothing is, or where that is not known."""
    features, model = fit.features, fit.model
    if not isinstance(features, Array) or not isinstance(features.shape, tuple) or not features.shape or model.open:
        return None
    if isinstance(fit.x, Dataset) and fit.x.batch is None:
        return None
    if not model.declared and (model.broken is not None or not isinstance(model.input, tuple)):
        return _deferred(fit, features, model)
    if not isinstance(model.input, tuple) or model.broken is not None:
        return None
    if fit.target.major < 3:
        return _into_keras2(fit, features, model)
    entering = _adjusted(features.shape, model.input)
    if entering is None:
        return _refused(fit, features, model.input)
    return _inside(fit, features, model, entering)


def _into_keras2(fit: Fit, features: Array, model: Model) -> Entrance | None:
    """Keras 2 compares declared sizes from the left, without a last axis of 1; how many there are is up to the layers.

    It forgets those of a first batch.
    """
    assert isinstance(features.shape, tuple)
    assert isinstance(model.input, tuple)
    wanted = model.input
    batch = (wanted[0], *features.shape[1:]) if wanted else (NONE, *features.shape[1:])
    declared_sizes = _squeezed(wanted)[1:] if model.declared else ()
    for given, declared in zip(_squeezed(batch)[1:], declared_sizes, strict=False):
        if not isinstance(given, Open) and not isinstance(declared, Open) and equal(given, declared) is False:
            refused = _refused(fit, features, wanted)
            said = f"ValueError: Input 0 of layer '{model.name}' is incompatible with the layer: expected shape="
            return msgspec.structs.replace(refused, keras=f"{said}{render(wanted)}, found shape={render(batch)}")
    if len(batch) == len(wanted) + 1 and batch[-1] == 1:
        batch = batch[:-1]
    elif len(batch) == len(wanted) - 1 and wanted[-1] == 1:
        batch = (*batch, 1)
    passed = _passed(model, batch)
    if not isinstance(passed, _Stop):
        return None
    return msgspec.structs.replace(_refused(fit, features, wanted), keras=passed.keras, layer=passed.layer)


def _squeezed(shape: Shape) -> Shape:
    return shape[:-1] if shape and shape[-1] == 1 else shape


def _deferred(fit: Fit, features: Array, model: Model) -> Entrance | None:
    """A model without input shape whose first layer refuses the data's axes."""
    broken = model.broken
    first = model.uses[0].layer if model.uses else None
    if not isinstance(broken, IncompatibleRank) or broken.before is not None or broken.raised != fit.place:
        return None
    axes = {2: "(batch, features)", 3: "(batch, steps, features)", 4: "(batch, height, width, channels)"}
    expected = axes.get(broken.wanted, f"{broken.wanted} axes")
    found = len(broken.shape)
    missing = broken.wanted == found + 1
    trouble: Trouble = "shape"
    if (
        missing
        and fit.method.startswith("predict")
        and isinstance(features.shape, tuple)
        and _is_sample(fit, features.shape)
    ):
        trouble = "batch"
    elif missing and broken.wanted >= 4:
        trouble = "channel"
    return Entrance(fit, features, expected, trouble, True, broken.keras, first if isinstance(first, Layer) else None)


def _is_sample(fit: Fit, shape: Shape) -> bool:
    """Whether data without history of its own looks like one sample: its first axis is no number of samples."""
    known = fit.model.input
    return isinstance(known, tuple) and len(known) == len(shape) + 1


def _adjusted(shape: Shape, expected: Shape) -> Shape | None:
    """The shape after Keras has added or dropped a last axis of size 1; None where the number of axes stays wrong."""
    batch = (NONE, *shape[1:])
    if len(shape) == len(expected):
        return batch
    if len(shape) == len(expected) + 1 and (shape[-1] == 1 or not isinstance(shape[-1], int)):
        return batch[:-1]
    if len(shape) == len(expected) - 1 and (expected[-1] == 1 or not isinstance(expected[-1], int)):
        return (*batch, 1)
    return None


def stops_single(model: Model, shape: Shape) -> bool:
    """Whether a single sample, without its batch axis, surely stops at a model.

    Keras takes its first axis for the batch, and adds a last one where the model wants one of size 1 there.
    """
    if not isinstance(model.input, tuple) or len(shape) != len(model.input) - 1 or model.broken is not None:
        return False
    return model.input[-1] != 1 or isinstance(_passed(model, (*shape, 1)), _Stop)


def _refused(fit: Fit, features: Array, expected: Shape) -> Entrance:
    assert isinstance(features.shape, tuple)
    said = f"ValueError: Invalid input shape for input. Expected shape {render(expected)}"
    keras = said if fit.model.declared else ""
    trouble: Trouble = "shape"
    if _same(features.shape, expected[1:]) and fit.method.startswith("predict"):
        trouble = "batch"
    elif len(features.shape) == len(expected) - 1 and _same(features.shape[1:], expected[1:-1]) and len(expected) >= 4:
        trouble = "channel"
    return Entrance(fit, features, render(expected), trouble, True, keras)


def _inside(fit: Fit, features: Array, model: Model, entering: Shape) -> Entrance | None:
    """Data with the right number of axes: what the layers say to its sizes."""
    assert isinstance(model.input, tuple)
    assert isinstance(features.shape, tuple)
    if not any(equal(one, other) is False for one, other in zip(entering[1:], model.input[1:], strict=True)):
        return None
    single = len(features.shape) == len(model.input) - 1 and _same(features.shape, model.input[1:])
    trouble: Trouble = "batch" if single and fit.method.startswith("predict") else "shape"
    passed = _passed(model, entering)
    if passed is None:
        return None
    if isinstance(passed, _Stop):
        return Entrance(fit, features, render(model.input), trouble, True, passed.keras, passed.layer)
    if not model.declared:  # the first batch chose the sizes; the layers take others
        return None
    return Entrance(fit, features, render(model.input), trouble, False, "")


class _Stop(msgspec.Struct, frozen=True, eq=False):
    """The layer at which data stops, what Keras says, and whether the number of axes is why."""

    layer: Layer | Model
    keras: str
    rank: bool = False


def _passed(model: Model, shape: Shape) -> Shape | _Stop | None:
    """What leaves a model when this enters, or where it stops; None where that is not known."""
    for use in model.uses:
        layer = use.layer
        if layer is None or use.reason:
            return None
        if not isinstance(layer, Layer):
            inner = (
                _passed(layer, shape) if layer.kind == "Sequential" and not layer.open else _at_functional(layer, shape)
            )
            if not isinstance(inner, tuple):
                return inner
            shape = inner
            continue
        try:
            output = apply(layer, shape).output
        except Refused as refused:
            return _Stop(layer, refused.keras, refused.cause is IncompatibleRank)
        if not isinstance(output, tuple):
            return None
        shape = output
    return shape


def _at_functional(model: Model, shape: Shape) -> Shape | _Stop | None:
    """A functional model or an application: Keras compares every size that it declares."""
    wanted = model.input
    if not isinstance(wanted, tuple) or len(wanted) != len(shape):
        return None
    if any(equal(one, other) is False for one, other in zip(shape[1:], wanted[1:], strict=True)):
        said = f"expected shape={render(wanted)}, found shape={render(shape)}"
        keras = f"ValueError: Input 0 of layer '{model.name or '…'}' is incompatible with the layer: {said}"
        return _Stop(model, keras)
    output = model.output
    return output if isinstance(output, tuple) else None


def counts_samples(declared: Shape, data: Shape) -> bool:
    """Whether a declared shape, with batch, is the data's own with the samples counted once more."""
    if len(declared) != len(data) + 1 or len(data) < 2:
        return False
    first, rest = declared[1], zip(declared[2:], data[1:], strict=True)
    return (isinstance(first, Open) or equal(first, data[0]) is True) and all(
        equal(one, other) is True for one, other in rest
    )


def declares_samples(fit: Fit) -> bool:
    """Whether the declared shape is that of all the data, and the layers take what is left of it for one sample."""
    features, declared = fit.features, fit.model.input
    if not isinstance(features, Array) or not isinstance(features.shape, tuple) or not isinstance(declared, tuple):
        return False
    rows = fit.x.samples if isinstance(fit.x, Dataset) and fit.x.samples is not None else features.shape[0]
    counted = counts_samples(declared, (rows, *features.shape[1:]))
    return counted and takes_axes(fit.model, (NONE, *features.shape[1:]))


def takes_axes(model: Model, shape: Shape) -> bool:
    """Whether no layer refuses a shape, with batch, for its number of axes."""
    passed = _passed(model, shape)
    return not (isinstance(passed, _Stop) and passed.rank)


def mended_output(fit: Fit) -> Shape | None:
    """What leaves the model if its declared shape counts the samples and that were mended; None for other shapes."""
    features, declared = fit.features, fit.model.input
    if not isinstance(features, Array) or not isinstance(features.shape, tuple) or not isinstance(declared, tuple):
        return None
    if not counts_samples(declared, features.shape):
        return None
    passed = _passed(fit.model, (NONE, *features.shape[1:]))
    return passed if isinstance(passed, tuple) else None


def _same(left: Shape, right: Shape) -> bool:
    return len(left) == len(right) and all(
        isinstance(other, Open) or equal(one, other) is True for one, other in zip(left, right, strict=True)
    )
