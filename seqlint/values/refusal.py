"""What Keras refuses: one frozen class a cause, found once in the twin and worded by the rule that judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from seqlint.values.target import DEFAULT, Target

if TYPE_CHECKING:
    from seqlint.values.place import Place
    from seqlint.values.shape import Shape

Stage: TypeAlias = Literal[
    "import", "constructor", "construct", "add", "build", "call", "compile", "fit", "evaluate", "predict", "other"
]


class Refusal(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A refusal by Keras.

    Attributes:
        place: what is wrong: the argument's value, or the whole call.
        raised: the call at which Keras raises.
        stage: what Keras is doing then. A deferred model meets its layers' refusals at `fit`.
        keras: what Keras says ("ValueError: …"), shortened; empty where it was not measured.
        layer: the layer that refuses, if one does (a `Layer` record).
        before: the layer before it in the model, if any (a `Layer` record).
        model: the record of the model that was being built, with what is known so far.
        stack: the calls that led to `raised`.
        target: the Keras that the program is read for.
    """

    place: Place
    raised: Place
    stage: Stage
    keras: str = ""
    layer: Any = None
    before: Any = None
    model: Any = None
    stack: tuple[Place, ...] = ()
    target: Target = DEFAULT


class Refused(Exception):  # noqa: N818 - it says what happened
    """Raised inside a twin where Keras would raise; the caller adds the places.

    Args:
        cause: the refusal's class.
        argument: the parameter at fault, None for the whole call.
        keras: what Keras says.
        facts: the fields of the cause.
    """

    def __init__(self, cause: type[Refusal], argument: str | None = None, /, keras: str = "", **facts: Any) -> None:
        super().__init__(cause.__name__)
        self.cause = cause
        self.argument = argument
        self.keras = keras
        self.facts = facts
        self.place: Place | None = None
        """What is wrong, where the twin knows better than the argument's name."""
        self.late = False
        """Whether the constructor takes what it is given, and Keras refuses when the layer is applied."""

    def when_applied(self, *, late: bool = True) -> Refused:
        """The same refusal, for what a constructor stores without looking at it: where that is so (`late`).

        To be raised without a name of its own: a frame that names what it raises is in a cycle with it.
        """
        self.late = self.late or late
        return self


class IncompatibleRank(Refusal, frozen=True, kw_only=True):
    """A layer gets a tensor with too few or too many axes. `expected` as Keras says it: "min_ndim=4", "ndim=3"."""

    expected: str
    wanted: int
    shape: Shape


class WindowTooLarge(Refusal, frozen=True, kw_only=True):
    """A kernel, pool or crop does not fit into the map: the result would have size ≤ 0 on `axis`."""

    axis: int
    length: int
    window: int
    result: int
    shape: Shape


class ReshapeMismatch(Refusal, frozen=True, kw_only=True):
    """`Reshape` to another number of elements."""

    shape: Shape
    wanted: tuple[Any, ...]


class ArrayReshapeMismatch(Refusal, frozen=True, kw_only=True):
    """numpy's `reshape` to another number of elements than `total`.

    Attributes:
        given: where the array stands that has the method.
        sizes: where each size stands, if they are given one by one.
    """

    array: Any
    wanted: tuple[int, ...]
    total: int
    given: Place | None = None
    sizes: tuple[Place | None, ...] = ()


class NotAnEstimator(Refusal, frozen=True, kw_only=True):
    """A Keras model is given to a `function` of scikit-learn that copies its estimator."""

    function: str


class IncompatibleAxis(Refusal, frozen=True, kw_only=True):
    """An axis has another size than the layer needs.

    `why`: "built", "groups", "nested", "adapted", "absent" (there is no such axis) or "axis".
    """

    axis: int
    expected: Any
    found: Any
    shape: Shape
    why: str


class UndefinedAxis(Refusal, frozen=True, kw_only=True):
    """A layer with weights meets an axis of size `None`."""

    axis: int
    shape: Shape


class SeveralInputs(Refusal, frozen=True, kw_only=True):
    """A layer that takes or gives more than one tensor stands in a Sequential. `needs` says what it wants."""

    needs: str


class InvalidValue(Refusal, frozen=True, kw_only=True):
    """An argument has a value that Keras refuses. `callee` is the class or function, `wanted` in words."""

    callee: str
    argument: str
    value: Any
    wanted: str


class InvalidShape(Refusal, frozen=True, kw_only=True):
    """A shape argument is no tuple (`input_shape=784`)."""

    callee: str
    argument: str
    value: Any


class UnknownArgument(Refusal, frozen=True, kw_only=True):
    """A keyword that the callee does not have. `parameters` are those it has."""

    callee: str
    argument: str
    parameters: tuple[str, ...]
    whole: Place | None = None


class TooManyArguments(Refusal, frozen=True, kw_only=True):
    """More positional arguments than the callee has."""

    callee: str
    most: int
    given: int


class MissingArgument(Refusal, frozen=True, kw_only=True):
    """A required argument is not given."""

    callee: str
    argument: str


class UnknownName(Refusal, frozen=True, kw_only=True):
    """A string that names no activation, loss … `kind` in words, `names` all that exist."""

    kind: str
    name: str
    names: tuple[str, ...]


class AbsentName(Refusal, frozen=True, kw_only=True):
    """A name that a module of Keras does not have.

    Attributes:
        module: the module, as the program spells it.
        name: the name.
        names: what the module has.
        since: "Keras 3" where the name came with it; else "".
        until: "Keras 2" where that had it; else "".
        elsewhere: whether `tensorflow.keras` has it and `keras` has not, or the other way round.
    """

    module: str
    name: str
    names: tuple[str, ...]
    since: str
    until: str
    elsewhere: bool


class DuplicateName(Refusal, frozen=True, kw_only=True):
    """Two layers of one model have one name.

    Attributes:
        name: the name.
        first: the other one's place.
        written: where the second one's name stands, if it is written for it alone.
        taken: the names of all layers so far.
    """

    name: str
    first: Place | None
    written: Place | None = None
    taken: frozenset[str] = frozenset()


class NotALayer(Refusal, frozen=True, kw_only=True):
    """Something that is no layer is added. `what` says what it is."""

    what: str
    value: Any


class LayersNotInAList(Refusal, frozen=True, kw_only=True):
    """`Sequential(Dense(…), Dense(…))`: the layers are not in a list."""

    count: int


class InputNotFirst(Refusal, frozen=True, kw_only=True):
    """An Input or InputLayer after other layers."""


class NotBuilt(Refusal, frozen=True, kw_only=True):
    """Something that needs the built model is used before. `attribute` is what was asked for."""

    attribute: str


class NotCompiled(Refusal, frozen=True, kw_only=True):
    """`fit` or `evaluate` before `compile`."""

    method: str


class NothingReturned(Refusal, frozen=True, kw_only=True):
    """The result of a method that returns None is used as a model (`model = model.add(…)`).

    Attributes:
        method: the method, or the function of the program.
        attribute: what is asked of None.
        origin: the call, if its result has a name.
        function: the function of the program that returns None; None for a method.
    """

    method: str
    attribute: str
    origin: Place | None
    function: Any = None


class NotCalled(Refusal, frozen=True, kw_only=True):
    """A function that makes a model, or the class itself, is used as a model.

    Attributes:
        name: its name.
        attribute: the method of a model that is asked of it.
        function: the function of the program; None for a class of Keras.
    """

    name: str
    attribute: str
    function: Any = None


class UnusableLoss(Refusal, frozen=True, kw_only=True):
    """A function of the program's own is given as a loss or metric and cannot be one.

    Attributes:
        function: the function.
        fault: it cannot be called with two arguments, gives nothing, gives a function, or is called at once.
        role: what it is given as.
    """

    function: Any
    fault: Literal["arguments", "nothing", "function", "called"]
    role: Literal["loss", "metric"] = "loss"


class NoGradient(Refusal, frozen=True, kw_only=True):
    """A loss of the program's own hands back something that no gradient leads from to the predictions.

    Attributes:
        function: the function.
        step: the step in it that no gradient passes.
    """

    function: Any
    step: Place


class RemovedArgument(Refusal, frozen=True, kw_only=True):
    """An argument that older Keras had. Legacy: evaluation goes on with what was meant."""

    callee: str
    argument: str
    replacement: str | None
    since: str
    refused: bool
    whole: Place | None = None


class RemovedName(Refusal, frozen=True, kw_only=True):
    """A module, class, function or method that older Keras had. Legacy: evaluation goes on with what was meant.

    Attributes:
        output: the output shape of the model whose method it is; None where it is none, or not known.
    """

    path: str
    kind: str
    replacement: str | None
    since: str
    refused: bool
    output: object = None


class NoSuchLayer(Refusal, frozen=True, kw_only=True):
    """`model.layers[9]` or `get_layer("x")`: a layer that the model does not have.

    Attributes:
        asked: the index or name.
        names: the names of the layers that it has, None for one that is not known.
    """

    asked: int | str
    names: tuple[str | None, ...]


class WrongCount(Refusal, frozen=True, kw_only=True):
    """A list of known length is unpacked into another number of names, or read past its end.

    Attributes:
        what: what the list is.
        count: how many items it has.
        items: what each item is, where it has a name.
        single: whether it is one number and no list.
        wanted: how many names there are, or the index.
        index: whether `wanted` is an index.
    """

    what: str
    count: int
    items: tuple[str, ...]
    single: bool
    wanted: int
    index: bool


class MatrixMismatch(Refusal, frozen=True, kw_only=True):
    """Two arrays are multiplied as matrices, and the last axis of the left one is no match for the right one's rows."""

    left: Shape
    right: Shape
    columns: int
    rows: int
