"""Splitting data: `train_test_split` and the folds."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.keras.models import Model
from seqlint.libraries.scikeras import Estimator, train
from seqlint.values.array import RARE, Array, Labels
from seqlint.values.callee import callee
from seqlint.values.containers import ListRecord, Sequence, SequenceRecord
from seqlint.values.ops.elements import length_of
from seqlint.values.ops.indexing import ROWS_A_CLASS
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import dim_of, number_of
from seqlint.values.ops.order import mixed
from seqlint.values.refusal import NotAnEstimator, Refused
from seqlint.values.shape import Dim, Symbol, render_dim, symbol, unknown_size
from seqlint.values.store import Ref
from seqlint.values.table import Table
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

_DEFAULT_SHARE = 0.25


@callee("sklearn.model_selection.train_test_split", "sklearn.cross_validation.train_test_split", raw=True, told=True)
def train_test_split(call: Call, arguments: Arguments) -> Any:
    if arguments.open or not arguments.positional:
        return unknown("the arguments of `train_test_split` are not known", call.place)
    values = [each.value for each in arguments.positional]
    train, test = _sizes(call, values, arguments)
    stratified = arguments.value(None, "stratify") is not None
    parts: list[Any] = []
    for value in values:
        parts.append(_part(call, value, train, "the training part", whole=stratified))
        parts.append(_part(call, value, test, "the test part", whole=stratified))
    return tuple(parts)


def _sizes(call: Call, values: list[Any], arguments: Arguments) -> tuple[Dim, Dim]:
    """Samples in the training and in the test part."""
    lengths = [length_of(value, call) for value in values]
    whole: Dim | None = next((length for length in lengths if isinstance(length, int)), None)
    if whole is None:
        whole = next((length for length in lengths if isinstance(length, Symbol)), None)
    test, train = arguments.value(None, "test_size"), arguments.value(None, "train_size")
    if test is None and train is None:
        test = _DEFAULT_SHARE
    wanted_test, wanted_train = _count(whole, test, up=True), _count(whole, train, up=False)
    if isinstance(whole, int) and isinstance(wanted_test, int) and train is None:
        return max(whole - wanted_test, 0), wanted_test
    if isinstance(whole, int) and isinstance(wanted_train, int) and test is None:
        return wanted_train, max(whole - wanted_train, 0)
    if wanted_test is not None and wanted_train is not None:
        return wanted_train, wanted_test
    if wanted_test is not None:
        return _rest(whole, wanted_test), wanted_test
    if wanted_train is not None:
        return wanted_train, _rest(whole, wanted_train)
    return unknown_size("the size of the training part is not known"), unknown_size(
        "the size of the test part is not known"
    )


def _count(whole: Dim | None, share: Any, *, up: bool) -> Dim | None:
    """A share (a float) or number (an int) of all samples."""
    if share is None:
        return None
    number = number_of(share)
    if isinstance(number, float):
        if isinstance(whole, int):
            return math.ceil(whole * number) if up else math.floor(whole * number)
        if isinstance(whole, Symbol) and whole.named:
            return symbol(f"{number:g} * {_factor(whole)}", whole.reason)
        return unknown_size("the number of samples is not known")
    return dim_of(share)


def _factor(dim: Symbol) -> str:
    text = render_dim(dim)
    return f"({text})" if " " in text and not text.endswith(")") else text


def _rest(whole: Dim | None, part: Dim) -> Dim:
    return unknown_size("the number of samples is not known") if whole is None else whole - part


def _part(call: Call, value: Any, size: Dim, text: str, *, whole: bool) -> Any:
    if isinstance(value, Unknown):
        return unknown(value.reason, call.place)
    table = call.store.record(value, Table)
    if table is not None:
        columns = {name: _rows(call, column, size, text, whole=whole) for name, column in table.columns.items()}
        return call.store.new(table.then(call.place, text, rows=size, columns=columns))
    items = None if isinstance(value, Array) else call.items(value)
    array = as_array(value, call)
    if isinstance(array, Unknown):
        return array
    if isinstance(value, Array) or items is None:
        return _rows(call, array, size, text, whole=whole)
    from seqlint.values.join import one_of

    return call.store.new(SequenceRecord(Sequence(one_of(items), size))) if items else call.store.new(ListRecord(()))


def _rows(call: Call, array: Array, size: Dim, text: str, *, whole: bool) -> Array:
    if not isinstance(array.shape, tuple):
        from seqlint.values.shape import unknown_shape

        shape = unknown_shape(array.shape.reason, array.shape.last)
        shape.axes.update({axis: dim for axis, dim in array.shape.axes.items() if axis > 0})
        shape.axes[0] = size
        return array.then(call.place, text, shape=shape, labels=array.labels, image=array.image)
    if not array.shape:
        return array
    labels = _labels(array.labels, size, whole=whole or _holds_each(array.content, size))
    return array.then(call.place, text, shape=(size, *array.shape[1:]), labels=labels, image=array.image)


def _holds_each(content: Any, size: Dim) -> bool:
    """Whether a random part of labels that are known has each of them, but for one chance in a million."""
    if not isinstance(content, tuple) or not isinstance(size, int) or not content:
        return False
    left = max(0.0, 1 - size / len(content))
    return sum(left**count for count in Counter(content).values()) < RARE


def _labels(labels: Labels | None, size: Dim, *, whole: bool) -> Labels | None:
    """A stratified or large part holds every class; of a small one that is not certain."""
    if labels is None or not labels.proven or whole:
        return labels
    classes = labels.classes
    many = isinstance(size, int) and isinstance(classes, int) and size >= ROWS_A_CLASS * classes
    return labels if many else msgspec.structs.replace(labels, proven=False)


class Folds(msgspec.Struct, frozen=True):
    """`KFold(n_splits)` and its relatives.

    Attributes:
        count: number of folds.
    """

    type_path: ClassVar[str] = "sklearn.model_selection.Folds"

    count: Dim


@callee(
    "sklearn.model_selection.KFold",
    "sklearn.model_selection.StratifiedKFold",
    "sklearn.model_selection.GroupKFold",
    "sklearn.model_selection.TimeSeriesSplit",
)
def k_fold(call: Call, n_splits: Any = 5, *, shuffle: Any = False, random_state: Any = None, **kwargs: Any) -> Any:
    count = dim_of(n_splits)
    return Folds(unknown_size("the number of folds is not known") if count is None else count)


@callee(
    "sklearn.model_selection.ShuffleSplit",
    "sklearn.model_selection.StratifiedShuffleSplit",
    "sklearn.model_selection.RepeatedKFold",
    "sklearn.model_selection.LeaveOneOut",
)
def shuffle_split(call: Call, n_splits: Any = 10, **kwargs: Any) -> Any:
    count = dim_of(n_splits)
    return Folds(unknown_size("the number of rounds is not known") if count is None else count)


@callee("sklearn.model_selection.Folds.split", told=True)
def split(call: Call, self: Any, X: Any, y: Any = None, groups: Any = None) -> Any:
    train = Array((unknown_size("the size of the training folds is not worked out"),), "int64")
    test = Array((unknown_size("the size of the test fold is not worked out"),), "int64")
    pair = (train.then(call.place, "rows of the training folds"), test.then(call.place, "rows of the test fold"))
    return Sequence(
        pair, self.count if isinstance(self, Folds) else unknown_size("the number of folds is not known"), "generator"
    )


@callee("sklearn.model_selection.Folds.get_n_splits")
def get_n_splits(call: Call, self: Any, *args: Any) -> Any:
    return self.count if isinstance(self, Folds) else unknown("the number of folds is not known", call.place)


def _cross_validated(name: str) -> None:
    @callee(f"sklearn.model_selection.{name}", f"sklearn.cross_validation.{name}")
    def validated(call: Call, estimator: Any, X: Any = None, y: Any = None, **kwargs: Any) -> Any:
        if isinstance(estimator, Ref) and call.store.record(estimator, Model) is not None:
            raise Refused(NotAnEstimator, "estimator", function=name)
        if isinstance(estimator, Estimator):
            train(call, estimator, X, y)
        return unknown("what cross-validation gives depends on the data", call.place)


for _name in ("cross_val_score", "cross_validate", "cross_val_predict"):
    _cross_validated(_name)


@callee("sklearn.utils.shuffle", "sklearn.utils.resample", raw=True)
def shuffle(call: Call, arguments: Arguments) -> Any:
    values = [each.value for each in arguments.positional]
    count = arguments.value(None, "n_samples")
    if arguments.open or not values:
        return unknown("the arguments of `shuffle` are not known", call.place)
    if count is None:
        parts = tuple(mixed(call, value) if isinstance(value, Array) else _mixed_rows(call, value) for value in values)
        return parts[0] if len(parts) == 1 else parts
    size = dim_of(count)
    drawn = size if size is not None else unknown_size("how many are drawn is not known")
    parts = tuple(_part(call, value, drawn, "drawn", whole=False) for value in values)
    return parts[0] if len(parts) == 1 else parts


def _mixed_rows(call: Call, value: Any) -> Any:
    """A frame or a list with its rows in an order that is not known."""
    table = call.store.record(value, Table)
    items = call.items(value) if table is None else None
    size = table.rows if table is not None else len(items) if items is not None else None
    return value if size is None else _part(call, value, size, "shuffled", whole=True)
