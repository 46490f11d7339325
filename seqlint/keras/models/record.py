"""A model of the program: its record in the store, and one layer's place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.keras.layer import Facets, Layer
from seqlint.keras.weights import Weight, count, under
from seqlint.values.shape import Dim, Shape, UnknownShape, equal
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.events import Compile
    from seqlint.values.place import Place
    from seqlint.values.refusal import Refusal, Refused
    from seqlint.values.store import Ref


class Carried(msgspec.Struct, frozen=True):
    """What goes along with a tensor of Keras 2.

    Attributes:
        mask: the shape of the mask that later layers skip by; None without one.
        sparse: whether it is a sparse tensor.
    """

    mask: Shape | None = None
    sparse: bool = False


NOTHING = Carried()


class Use(msgspec.Struct, frozen=True, eq=False):
    """One layer at one position of a model.

    Attributes:
        ref: the layer or nested model; None for one that is not known.
        place: its item in the list, or the `add` call.
        title: its class for a reader.
        input, output: its shapes; None while the model is not built.
        layer: its record after it was built here.
        reason: why it is not known, if so.
        stack: the calls that led to it being added.
        late: what Keras refuses about its input as soon as values go through.
        carried: what its output carries (Keras 2).
    """

    ref: Ref | None
    place: Place
    title: str
    input: Shape | UnknownShape | None = None
    output: Shape | UnknownShape | None = None
    layer: Layer | Model | None = None
    reason: str | None = None
    stack: tuple[Place, ...] = ()
    late: Refused | None = None
    carried: Carried = NOTHING


class Model(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """A model of the program: its record in the store.

    Attributes:
        kind: "Sequential", "Functional" or the name of an application.
        name: its Keras name; None where it is not known.
        place, callee, stack: the constructor call, the expression called, and the calls that led there.
        uses: its layers in order, without an InputLayer.
        input: the input shape with batch; None while it is deferred.
        input_place: what declared the input: the `Input`, the `input_shape` argument, the `build` call.
        input_name: the name that data in a dictionary has to have; None for one that Keras makes, "" where not known.
        input_dtype: the number type of the input; None where it is not known.
        declared: whether the program declared the input (else it came from data or from the model around it).
        built: whether all layers were applied.
        compiled: the `compile` in force.
        fitted: whether it was trained.
        taught: the labels that it was trained on last; None where it was not, or they are not known.
        broken: the first refusal while it was built; what follows it is unknown.
        open: why the list of its layers is not fully known, if so.
        facets: what it does, for a model whose layers are not listed (an application, a loaded model).
        trainable: its `trainable` flag.
        inner: the flag of the layers inside, where these are not listed; unknown where it is set for some alone.
        escaped: whether it was handed to code that seqlint does not know (which may compile or train it).
        changed: places after `compile` at which its "layers" or their "trainable" changed.
        loaded: whether weights from elsewhere were put into it.
        called: whether it was called on a symbolic tensor, or may have been.
        pixels: smallest and largest pixel of the pictures that its pretrained weights come from, if it has such.
    """

    kind: str
    name: str | None
    place: Place
    callee: Place
    stack: tuple[Place, ...]
    uses: tuple[Use, ...] = ()
    input: Shape | UnknownShape | None = None
    input_place: Place | None = None
    input_name: str | None = None
    input_dtype: str | None = None
    declared: bool = False
    built: bool = False
    compiled: Compile | None = None
    fitted: bool = False
    taught: Any = None
    broken: Refusal | None = None
    open: str | None = None
    facets: Facets | None = None
    trainable: Any = True
    inner: Any = True
    changed: tuple[tuple[Place, str], ...] = ()
    escaped: bool = False
    loaded: bool = False
    called: bool = False
    pixels: tuple[int, int] | None = None

    type_path = "keras.models.Model"

    @property
    def title(self) -> str:
        """Its class for a reader."""
        return self.kind

    @property
    def state(self) -> str:
        """`deferred`, `built`, `compiled` or `fitted`."""
        if self.fitted:
            return "fitted"
        if self.compiled is not None:
            return "compiled"
        return "built" if self.built else "deferred"

    @property
    def output(self) -> Shape | UnknownShape | None:
        """The output shape with batch; None while it is not built."""
        if not self.built:
            return None
        if self.facets is not None and isinstance(self.input, tuple):
            return self.facets.output(self.input)
        return self.uses[-1].output if self.uses else self.input

    @property
    def last(self) -> Layer | None:
        """The record of the last layer that is not a nested model's wrapper; None where it is not known."""
        if self.open or not self.uses:
            return None
        last = self.uses[-1].layer
        return last.last if isinstance(last, Model) else last

    @property
    def weights(self) -> tuple[Weight, ...] | None:
        """All weights, a shared layer's once; None where a layer's are not known."""
        if self.facets is not None:
            return under(self.facets.weights(self.input), self.inner) if isinstance(self.input, tuple) else None
        seen: set[int] = set()
        found: list[Weight] = []
        for use in self.uses:
            if use.layer is None or use.layer.weights is None or self.open:
                return None
            if use.ref is not None and use.ref.id not in seen:
                seen.add(use.ref.id)
                found.extend(under(use.layer.weights, use.layer.trainable, self.trainable))
        return tuple(found) if self.built else None

    @property
    def parameters(self) -> Dim | None:
        """The number of parameters; None where not every layer's weights are known."""
        return None if self.weights is None else count(self.weights)

    def join(self, other: Model) -> Model:
        """The model after two paths that treated it differently."""
        mine, theirs = [use.ref for use in self.uses], [use.ref for use in other.uses]
        same_input = self.input is other.input or (
            isinstance(self.input, tuple)
            and isinstance(other.input, tuple)
            and len(self.input) == len(other.input)
            and all(equal(one, two) for one, two in zip(self.input, other.input, strict=True))
        )
        if mine == theirs and same_input:
            compiled = self.compiled if self.compiled is other.compiled else None
            return msgspec.structs.replace(
                self,
                compiled=compiled or self.compiled or other.compiled,
                fitted=self.fitted or other.fitted,
                called=self.called or other.called,
                built=self.built and other.built,
                broken=self.broken or other.broken,
                trainable=_either(self.trainable, other.trainable),
                inner=_either(self.inner, other.inner),
            )
        reason = "its layers differ between the paths that lead here"
        common = 0
        while common < min(len(mine), len(theirs)) and mine[common] == theirs[common] and same_input and mine[common]:
            common += 1
        return self.gap(self.uses[:common], self.open or other.open or reason)

    def gap(self, uses: tuple[Use, ...], reason: str) -> Model:
        """The model with some layers that are known, and then some that are not."""
        unknown = Use(None, self.place, "layers that are not known", reason=reason)
        return msgspec.structs.replace(self, uses=(*uses, unknown), open=reason, built=False)


def _either(one: Any, other: Any) -> Any:
    return one if one is other or (isinstance(one, bool) and one == other) else Unknown("it differs between paths")


def layers_of(model: Model) -> Iterator[Layer | Model]:
    """The known layers of a model in order."""
    for use in model.uses:
        if use.layer is not None:
            yield use.layer
