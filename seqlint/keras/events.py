"""What happens to models while the program runs: the subjects of rules and the matter of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.target import DEFAULT, Target

if TYPE_CHECKING:
    from seqlint.keras.layer import Layer
    from seqlint.keras.models import Model
    from seqlint.keras.models.several import Several
    from seqlint.values.call import Bound
    from seqlint.values.place import Place
    from seqlint.values.shape import Shape, UnknownShape
    from seqlint.values.store import Ref


class Event(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Something that happened.

    Attributes:
        place: the call.
        stack: the calls that led there, outermost first.
        target: the Keras that the program is read for.
        caught: whether it stands in a `try` whose handlers take what Keras raises.
        loops: what the loops around it go over, outermost first (of constructions and of data that meets a model).
    """

    place: Place
    stack: tuple[Place, ...] = ()
    target: Target = DEFAULT
    caught: bool = False
    loops: tuple[Place, ...] = ()


class ModelMade(Event, frozen=True, kw_only=True, eq=False):
    """A model was constructed."""

    model: Ref


class LayerMade(Event, frozen=True, kw_only=True, eq=False):
    """A layer was constructed. `layer` is its record then; `ref` leads to its last one."""

    ref: Ref
    layer: Layer


class LayerUse(Event, frozen=True, kw_only=True, eq=False):
    """A layer was applied inside a model, which is being built.

    Attributes:
        place: the layer's item in the list, or the `add` call.
        ref: the layer.
        layer: its record after it was built.
        index: its position in the model, from 0.
        before: the record of the layer before it, if any.
        input, output: the shapes.
        model: the model.
    """

    ref: Ref
    layer: Layer | Model
    index: int
    before: Layer | Model | None
    input: Shape | UnknownShape
    output: Shape | UnknownShape
    model: Ref


class Compile(Event, frozen=True, kw_only=True, eq=False):
    """`model.compile(…)`.

    Attributes:
        ref: the model.
        model: its record at that moment.
        bound: the arguments.
        optimizer, loss: the resolved objects (`Named`), or what was given where it has no name; None where absent.
        metrics: the metrics one by one (`Named` or what was given); None where they are not known.
        metric_places: where each metric stands.
        by_name: for `loss` and `metrics`, the outputs that a dictionary names.
        problems: what Keras will refuse when the model is first trained or evaluated (names are looked up then).
    """

    ref: Ref
    model: Model
    bound: Bound
    optimizer: Any
    loss: Any
    metrics: tuple[Any, ...] | None
    metric_places: tuple[Place | None, ...] = ()
    by_name: dict[str, tuple[str, ...]] = {}
    problems: tuple[Any, ...] = ()


class Fit(Event, frozen=True, kw_only=True, eq=False):
    """Data meets a model: `fit`, `evaluate`, `predict`, `train_on_batch`, `test_on_batch`, `predict_on_batch`.

    Attributes:
        method: the method's name.
        ref: the model.
        model: its record at that moment, built for the data if it was deferred.
        compile: the `compile` call in force; None if it was not compiled or that is not known.
        bound: the arguments.
        x, y: what was given; for a dataset or generator, `x` is that and `element` tells what it yields.
        callbacks: the callbacks one by one (`Named` or what was given), and `callback_places`; None where not known.
        features, labels: the arrays that the model gets (one batch's shape, first axis samples or batch), where known.
        lists: which of `x`, `y` and `sample_weight` are Python lists of numbers or texts, and of what type their items
            are.
        several_x, several_y: the arrays, where there are several for one model.
        strange: what `x` is, where it is no data.
        weighed: the classes that `class_weight` names, where known.
    """

    method: str
    ref: Ref
    model: Model
    compile: Compile | None
    bound: Bound
    x: Any
    y: Any
    features: Any
    labels: Any
    callbacks: tuple[Any, ...] | None = ()
    callback_places: tuple[Place | None, ...] = ()
    lists: dict[str, type] = {}
    several_x: Several | None = None
    several_y: Several | None = None
    strange: str = ""
    weighed: tuple[int, ...] | None = None


class Validation(Fit, frozen=True, kw_only=True, eq=False):
    """What `fit` does with its `validation_data`: it evaluates the model on them. `place` is the argument's value."""


class ModelUse(Event, frozen=True, kw_only=True, eq=False):
    """A method or attribute of a model that needs it built or trained: `summary`, `output_shape` and the like."""

    name: str
    ref: Ref
    model: Model
    called: bool


class PredictionUse(Event, frozen=True, kw_only=True, eq=False):
    """Something is done with predictions: `np.argmax(p)`, `p > 0.5`, `accuracy_score(y, p)`.

    Attributes:
        name: the canonical path of the function or method, or the operator.
        predictions: the array that `predict` gave.
        model: the record of the model that predicted.
        arguments: the arguments; for an operator the two sides.
        result: what came of it.
    """

    name: str
    predictions: Any
    model: Any
    arguments: Any
    result: Any


class HistoryRead(Event, frozen=True, kw_only=True, eq=False):
    """`history.history["loss"]`: a number is read from the record of a training.

    Attributes:
        fit: where the training stands.
        key: the number's name.
        asked: whether the program only asks for it (`"loss" in history.history`).
        outside: whether it is read from the object that `fit` gives, not from the dictionary in it.
    """

    fit: Place
    key: str
    asked: bool
    outside: bool = False


class LossCall(Event, frozen=True, kw_only=True, eq=False):
    """A loss of Keras is called on labels and predictions, as a training loop of one's own does.

    Attributes:
        loss: the loss.
        labels, predictions: its two arguments.
        model: the record of the model whose direct output the predictions are; None for anything else.
    """

    loss: Any
    labels: Any
    predictions: Any
    model: Any


class LibraryCall(Event, frozen=True, kw_only=True, eq=False):
    """A library function was called that rules judge (declared with `told=True`).

    Attributes:
        path: its canonical path; for a method the type's path and its name.
        arguments: the arguments, the receiver of a method first.
        result: what it gave.
    """

    path: str
    arguments: Any
    result: Any


class Import(Event, frozen=True, kw_only=True, eq=False):
    """A name of Keras or TensorFlow was imported. `path` is canonical, `spelled` as written."""

    path: str
    spelled: str


class Assumed(Event, frozen=True, kw_only=True, eq=False):
    """A name that nothing in a text without imports binds was read as Keras' own.

    Attributes:
        name: the name.
        path: what it was taken for, a canonical path.
    """

    name: str
    path: str
