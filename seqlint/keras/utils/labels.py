"""`to_categorical` and `normalize`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.kinds import Context, size_of
from seqlint.values.array import Array, Labels, is_float
from seqlint.values.callee import callee
from seqlint.values.ops import as_array, from_python
from seqlint.values.ops.making import one_hot_rows
from seqlint.values.refusal import MissingArgument, Refused, RemovedArgument
from seqlint.values.shape import Dim, Shape, Symbol, UnknownShape, equal, render_dim, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Argument, Arguments, Call

_NAME = "to_categorical"


@callee(
    "keras.utils.to_categorical",
    "keras.utils.np_utils.to_categorical",
    "keras.utils.to_categorical_v2",
    raw=True,
    told=True,
)
def to_categorical(call: Call, arguments: Arguments) -> Any:
    """Class numbers as one-hot rows.

    Raises:
        Refused: for an argument of older Keras, and for labels that have no column.
    """
    _refuse_old(call, arguments)
    first = "x" if call.target.major >= 3 else "y"
    given = arguments.get(0, first)
    if given is None:
        if arguments.open:
            return unknown("its arguments are not known", call.place)
        raise Refused(MissingArgument, callee=_NAME, argument=first)
    labels = given.value if isinstance(given.value, Array) else from_python(given.value, call)
    if isinstance(labels, Unknown):
        labels = Array(unknown_shape(labels.reason), library=None)
    classes = _classes(call, labels, arguments.get(1, "num_classes"))
    shape = _with_columns(labels.shape, classes)
    dtype = _dtype(call, labels, arguments)
    ordered = labels.labels is not None and labels.labels.ordered
    one_hot = Labels("one-hot", classes, place=call.place, ordered=ordered)
    text = "one-hot rows: a 1 in the place of the class and 0 elsewhere"
    if not isinstance(classes, Symbol) or classes.named:
        text += f", {render_dim(classes)} columns"
    rows = one_hot_rows(labels.content, classes)
    return labels.then(
        call.place, text, shape=shape, dtype=dtype, range=(0, 1), labels=one_hot, image=False, content=rows
    )


def _refuse_old(call: Call, arguments: Arguments) -> None:
    """Arguments that the targeted Keras does not have, but another one does."""
    keras3 = call.target.major >= 3
    old: dict[str, str | None] = {"nb_classes": "num_classes", **({"y": "x", "dtype": None} if keras3 else {"x": "y"})}
    for name, replacement in old.items():
        argument = arguments.keywords.get(name)
        if argument is not None:
            raise Refused(
                RemovedArgument,
                name,
                f"TypeError: to_categorical() got an unexpected keyword argument '{name}'",
                callee=_NAME,
                argument=name,
                replacement=replacement,
                since="Keras 2" if name == "nb_classes" else "Keras 3",
                refused=True,
                whole=argument.whole,
            )


def _classes(call: Call, labels: Array, argument: Argument | None) -> Dim:
    """The number of columns: what is given, else one more than the highest label."""
    given = None if argument is None else argument.value
    facts = labels.labels
    certain = facts is not None and (facts.proven or facts.surely_drawn(labels.axis(0) if labels.rank else 0))
    highest = facts.highest if facts is not None and certain else _written(labels)
    if argument is None or given is None or (isinstance(given, int) and given == 0):
        if highest is not None:
            return highest + 1
        if labels.labels is not None and labels.labels.kind == "one-hot":
            return 2
        return unknown_size("the highest label is not in the program")
    size = size_of(given)
    if size is None:
        if isinstance(given, (Array, Unknown)):
            return unknown_size("the number of classes is not in the program")
        raise _refusal(call, argument, "the number of classes, a positive integer")
    if isinstance(size, int) and highest is not None and highest >= size:
        said = f"IndexError: index {highest} is out of bounds for axis 1 with size {size}"
        wanted = f"at least {highest + 1}, because the labels go up to {highest}"
        raise _refusal(call, argument, wanted, said)
    return size


def _written(labels: Array) -> int | None:
    """The highest of labels that stand in the program as numbers."""
    highest = labels.range[1] if labels.content is not None and labels.range is not None else None
    return int(highest) if highest is not None and highest >= 0 else None


def _refusal(call: Call, argument: Argument, wanted: str, said: str = "") -> Refused:
    """The refusal of the number of classes, at its own place."""
    refused = Context(_NAME, "num_classes", call).refuse(argument.value, wanted, said)
    refused.place = argument.place
    return refused


def _with_columns(shape: Shape | UnknownShape, classes: Dim) -> Shape | UnknownShape:
    if not isinstance(shape, tuple):
        return unknown_shape(shape.reason, classes)
    if len(shape) < 2:
        return (*shape, classes)
    single = equal(shape[-1], 1)
    if single is None:
        return unknown_shape("it depends on whether the last axis of the labels has size 1", classes)
    return (*(shape[:-1] if single else shape), classes)


def _dtype(call: Call, labels: Array, arguments: Arguments) -> str | None:
    if call.target.major >= 3:
        return "float32" if labels.library == "tensorflow" else "float64"
    given = arguments.value(2, "dtype", "float32")
    return given if isinstance(given, str) else None


@callee("keras.utils.normalize", "keras.utils.np_utils.normalize")
def normalize(call: Call, x: Any, axis: Any = -1, order: Any = 2) -> Any:
    """Rows scaled to length 1."""
    made = as_array(x, call)
    if isinstance(made, Unknown):
        return made
    low = 0.0 if made.range is not None and made.range[0] >= 0 else -1.0
    dtype = made.dtype if is_float(made.dtype) else "float64" if made.dtype else None
    return made.then(call.place, "each vector scaled to length 1", dtype=dtype, range=(low, 1.0))
