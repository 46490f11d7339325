"""Scalers and encoders: what `fit_transform` and `transform` give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.array import Array, Labels
from seqlint.values.callee import callee
from seqlint.values.ops.making import as_array, indices, one_hot_rows
from seqlint.values.ops.numbers import dim_of, number_of
from seqlint.values.ops.reducing import classes_of
from seqlint.values.shape import Dim, unknown_shape, unknown_size
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


class Transformer(msgspec.Struct, frozen=True):
    """A scaler or encoder, as a record of the store because `fit` changes it.

    Attributes:
        kind: "scaler", "min-max", "labels", "one-hot", "binarizer", "multi", "components", "columns" (a new set of
            columns whose number the data may decide), "pipeline" or "other".
        range: the range that a min-max scaler aims at.
        classes: number of classes that an encoder has seen, or of columns that go out.
        drop: whether a one-hot encoder drops a column.
        sparse: whether a one-hot encoder gives a sparse matrix.
        learns: whether `fit` takes something from the data.
        parts: the steps of a pipeline, or the transformers of groups of columns, each with its columns.
        rest: whether the columns that no transformer takes go out as they are.
    """

    type_path: ClassVar[str] = "sklearn.preprocessing.Transformer"

    kind: str
    range: tuple[float, float] | None = None
    classes: Dim | None = None
    drop: bool = False
    sparse: bool = False
    learns: bool = True
    parts: tuple[tuple[Any, Any], ...] | None = None
    rest: bool = False

    def join(self, other: Transformer) -> Transformer:
        """One for two paths."""
        return self if self == other else Transformer(self.kind if self.kind == other.kind else "other")


_SCALERS = ("StandardScaler", "RobustScaler", "MaxAbsScaler", "PowerTransformer", "QuantileTransformer")


@callee(
    *(f"sklearn.preprocessing.{name}" for name in _SCALERS),
    "sklearn.impute.SimpleImputer",
    "sklearn.impute.KNNImputer",
    "sklearn.preprocessing.Imputer",
    "sklearn.preprocessing.OrdinalEncoder",
    "sklearn.preprocessing.Binarizer",
)
def scaler(call: Call, *args: Any, **kwargs: Any) -> Any:
    return call.store.new(Transformer("scaler"))


@callee("sklearn.preprocessing.Normalizer")
def normalizer(call: Call, norm: Any = "l2", *, copy: Any = True) -> Any:
    return call.store.new(Transformer("scaler", learns=False))


@callee("sklearn.preprocessing.MinMaxScaler")
def min_max_scaler(call: Call, feature_range: Any = (0, 1), *, copy: Any = True, clip: Any = False) -> Any:
    ends = call.items(feature_range)
    numbers = [number_of(end) for end in ends] if ends is not None else []
    known = (numbers[0], numbers[1]) if len(numbers) == 2 and None not in numbers else None
    return call.store.new(Transformer("min-max", known))  # type: ignore[arg-type]  # neither number is None


@callee("sklearn.preprocessing.LabelEncoder")
def label_encoder(call: Call) -> Any:
    return call.store.new(Transformer("labels"))


@callee("sklearn.preprocessing.OneHotEncoder")
def one_hot_encoder(
    call: Call,
    *,
    categories: Any = "auto",
    drop: Any = None,
    sparse_output: Any = None,
    sparse: Any = None,
    **kwargs: Any,
) -> Any:
    dense = sparse_output is False or sparse is False
    return call.store.new(Transformer("one-hot", drop=drop is not None, sparse=not dense))


@callee("sklearn.preprocessing.LabelBinarizer")
def label_binarizer(call: Call, *, neg_label: Any = 0, pos_label: Any = 1, sparse_output: Any = False) -> Any:
    return call.store.new(Transformer("binarizer"))


@callee("sklearn.preprocessing.MultiLabelBinarizer")
def multi_label_binarizer(call: Call, *, classes: Any = None, sparse_output: Any = False) -> Any:
    return call.store.new(Transformer("multi"))


@callee("sklearn.preprocessing.FunctionTransformer")
def function_transformer(call: Call, *args: Any, **kwargs: Any) -> Any:
    return call.store.new(Transformer("other"))


@callee(
    "sklearn.preprocessing.PolynomialFeatures",
    "sklearn.preprocessing.KBinsDiscretizer",
    "sklearn.preprocessing.SplineTransformer",
    "sklearn.feature_extraction.text.CountVectorizer",
    "sklearn.feature_extraction.text.HashingVectorizer",
    "sklearn.feature_extraction.DictVectorizer",
    "sklearn.feature_selection.SelectFromModel",
    "sklearn.feature_selection.VarianceThreshold",
)
def new_columns(call: Call, *args: Any, **kwargs: Any) -> Any:
    return call.store.new(Transformer("columns"))


@callee("sklearn.feature_extraction.text.TfidfVectorizer")
def tfidf_vectorizer(call: Call, *, norm: Any = "l2", **kwargs: Any) -> Any:
    return call.store.new(Transformer("columns", range=(0, 1) if norm in {"l1", "l2"} else None))


@callee("sklearn.feature_extraction.text.TfidfTransformer")
def tfidf_transformer(call: Call, **kwargs: Any) -> Any:
    return call.store.new(Transformer("scaler"))


@callee("sklearn.feature_selection.SelectKBest")
def select_k_best(call: Call, score_func: Any = None, *, k: Any = 10) -> Any:
    return call.store.new(Transformer("columns", classes=dim_of(k)))


@callee("sklearn.pipeline.Pipeline", lifted=False)
def pipeline(call: Call, steps: Any = None, **kwargs: Any) -> Any:
    pairs = [call.items(each) for each in call.items(steps) or ()]
    known = bool(pairs) and all(pair is not None and len(pair) == 2 for pair in pairs)
    parts = tuple((pair[1], None) for pair in pairs if pair is not None) if known else None
    return call.store.new(Transformer("pipeline", parts=parts))


@callee("sklearn.pipeline.make_pipeline", lifted=False, raw=True)
def make_pipeline(call: Call, arguments: Arguments) -> Any:
    parts = tuple((step.value, None) for step in arguments.positional)
    return call.store.new(Transformer("pipeline", parts=parts or None))


@callee("sklearn.compose.ColumnTransformer", lifted=False)
def column_transformer(call: Call, transformers: Any = None, *, remainder: Any = "drop", **kwargs: Any) -> Any:
    groups = [call.items(each) for each in call.items(transformers) or ()]
    return _column_groups(call, [None if group is None else group[1:] for group in groups], remainder)


@callee("sklearn.compose.make_column_transformer", lifted=False, raw=True)
def make_column_transformer(call: Call, arguments: Arguments) -> Any:
    groups = [call.items(each.value) for each in arguments.positional]
    return _column_groups(call, groups, arguments.value(None, "remainder", "drop"))


def _column_groups(call: Call, groups: list[Any], remainder: Any) -> Any:
    known = bool(groups) and all(group is not None and len(group) == 2 for group in groups)
    parts = tuple((group[0], group[1]) for group in groups) if known else None
    kept = isinstance(remainder, str) and remainder == "passthrough"
    plain = kept or remainder == "drop"
    return call.store.new(Transformer("columns", parts=parts if plain else None, rest=kept))


@callee(
    "sklearn.decomposition.PCA",
    "sklearn.decomposition.TruncatedSVD",
    "sklearn.decomposition.KernelPCA",
    "sklearn.decomposition.FastICA",
    "sklearn.decomposition.NMF",
    "sklearn.manifold.TSNE",
)
def components(call: Call, n_components: Any = None, **kwargs: Any) -> Any:
    count = dim_of(n_components) if not isinstance(n_components, (float, type(None))) else None
    return call.store.new(Transformer("components", classes=count))


def _record(call: Call, self: Any) -> Transformer:
    found = call.store.record(self, Transformer)
    return found if isinstance(found, Transformer) else Transformer("other")


@callee(
    "sklearn.preprocessing.Transformer.fit", "sklearn.preprocessing.Transformer.partial_fit", lifted=False, told=True
)
def fit(call: Call, self: Any, X: Any = None, y: Any = None, **kwargs: Any) -> Any:
    record = _record(call, self)
    if record.kind in {"labels", "one-hot", "binarizer", "multi"}:
        call.store[self] = msgspec.structs.replace(record, classes=_classes(call, record, X))
    elif record.kind == "columns" and (record.classes is None or record.parts is not None):
        call.store[self] = msgspec.structs.replace(record, classes=_width(call, record, X))
    elif record.kind == "pipeline" and record.parts is not None:
        _through(call, record, X, fitted_here=True)
    return self


_IN_THE_DATA = "how many columns the transformer makes depends on the data"


def _width(call: Call, record: Transformer, values: Any) -> Dim:
    """How many columns go out of groups of columns: each scaled one stays, an encoder's depend on the data."""
    if record.parts is None:
        return unknown_size(_IN_THE_DATA)
    total: Dim = 0
    taken: Dim = 0
    for transformer, columns in record.parts:
        items = call.items(columns) if not isinstance(columns, str) else None
        count = 1 if isinstance(columns, str) else None if items is None else len(items)
        kind = _kind(call, transformer)
        if count is None or kind not in {"scaler", "min-max", "drop", "passthrough"}:
            return unknown_size(_IN_THE_DATA)
        taken = taken + count
        total = total + (0 if kind == "drop" else count)
    array = as_array(values, call) if record.rest else None
    if not record.rest:
        return total
    if not isinstance(array, Array) or array.rank != 2:
        return unknown_size(_IN_THE_DATA)
    return total + array.axis(1) - taken


def _kind(call: Call, transformer: Any) -> str:
    """What a transformer does to the number of columns; a pipeline of scalers is a scaler."""
    if isinstance(transformer, str):
        return transformer
    record = _record(call, transformer)
    if record.kind == "pipeline" and record.parts is not None:
        kinds = {_kind(call, each) for each, _ in record.parts}
        return "scaler" if kinds <= {"scaler", "min-max", "passthrough"} else "other"
    return record.kind


def _through(call: Call, record: Transformer, values: Any, *, fitted_here: bool) -> Any:
    """What goes through the steps of a pipeline, which are fitted on the way or were before."""
    for step, _ in record.parts or ():
        if isinstance(step, str) or step is None:
            continue
        if call.store.record(step, Transformer) is None:
            return unknown("what the pipeline's last step gives is not followed", call.place)
        values = (fit_transform if fitted_here else transform)(call, step, values)
    return values


def _classes(call: Call, record: Transformer, values: Any) -> Dim:
    array = as_array(values, call)
    if record.kind == "multi" or isinstance(array, Unknown):
        return unknown_size("how many classes there are depends on the data")
    if array.content is not None:
        from seqlint.values.ops.reducing import numbers

        return len(set(numbers(array.content)))
    return classes_of(array)


@callee("sklearn.preprocessing.Transformer.fit_transform", lifted=False, told=True)
def fit_transform(call: Call, self: Any, X: Any = None, y: Any = None, **kwargs: Any) -> Any:
    record = _record(call, self)
    if record.kind == "pipeline" and record.parts is not None:
        return _through(call, record, X, fitted_here=True)
    return transformed(call, _record(call, fit(call, self, X, y)), X, fitted_here=True)


@callee("sklearn.preprocessing.Transformer.transform", lifted=False, told=True)
def transform(call: Call, self: Any, X: Any = None, copy: Any = None) -> Any:
    return transformed(call, _record(call, self), X, fitted_here=False)


def transformed(call: Call, record: Transformer, values: Any, *, fitted_here: bool) -> Any:
    if record.kind == "pipeline" and record.parts is not None:
        return _through(call, record, values, fitted_here=False)
    array = as_array(values, call)
    if isinstance(array, Unknown):
        return _of_unknown(call, record, array)
    if record.kind in {"scaler", "min-max"}:
        low_high = record.range if fitted_here else None
        return array.then(
            call.place,
            "scaled",
            dtype="float64" if array.dtype != "float32" else "float32",
            range=low_high,
            library="numpy",
        )
    count = record.classes if record.classes is not None else unknown_size("the encoder is not fitted in the program")
    if record.kind == "components":
        rows = array.axis(0) if array.shape != () else unknown_size("the number of rows is not known")
        return array.then(
            call.place, "its components", shape=(rows, count), dtype=None, range=None, library="numpy", image=False
        )
    if record.kind == "columns":
        rows = array.axis(0) if array.shape != () else unknown_size("the number of rows is not known")
        return array.then(
            call.place, "new columns", shape=(rows, count), dtype=None if record.range is None else "float64",
            range=record.range, library="numpy", image=False,
        )  # fmt: skip
    if record.kind == "labels":
        low_high = (0, count - 1) if isinstance(count, int) else None
        labels = indices(count, call, proven=fitted_here)
        shape = array.shape if array.shape == () else (array.axis(0),)
        return array.then(
            call.place, "class indices", shape=shape, dtype="int64", range=low_high, labels=labels, library="numpy"
        )
    if record.kind in {"binarizer", "multi", "one-hot"}:
        return _hot(call, record, array, count, fitted_here=fitted_here)
    rows = array.axis(0) if array.shape != () else unknown_size("the number of rows is not known")
    shape_ = unknown_shape("what the transformer makes is not worked out")
    shape_.axes[0] = rows
    return array.then(call.place, "transformed", shape=shape_, dtype=None, range=None, library="numpy")


def _hot(call: Call, record: Transformer, array: Array, count: Dim, *, fitted_here: bool) -> Array:
    rows = array.axis(0) if array.shape != () else unknown_size("the number of rows is not known")
    if record.kind == "one-hot" and array.rank == 2 and array.axis(1) != 1:
        count = unknown_size("how many categories the columns have depends on the data")
        return array.then(
            call.place, "one column a category", shape=(rows, count), dtype="float64", range=(0.0, 1.0), library="numpy"
        )
    if record.kind == "multi":
        labels = Labels("multi-hot", count, place=call.place, proven=fitted_here)
        return array.then(
            call.place,
            "a 0/1 column a class",
            shape=(rows, count),
            dtype="int64",
            range=(0, 1),
            labels=labels,
            library="numpy",
        )
    dtype = "float64" if record.kind == "one-hot" else "int64"
    if record.kind == "binarizer" and not isinstance(count, int):
        shape = (rows, unknown_size("two classes give one column, more give one each"))
        return array.then(call.place, "a column a class", shape=shape, dtype=dtype, range=(0, 1), library="numpy")
    if record.kind == "binarizer" and count == 2:
        return array.then(
            call.place,
            "0 or 1",
            shape=(rows, 1),
            dtype=dtype,
            range=(0, 1),
            labels=indices(2, call, proven=fitted_here),
            library="numpy",
        )
    columns = count - 1 if record.drop else count
    hot = None if record.drop else Labels("one-hot", columns, place=call.place, proven=fitted_here)
    seen = _values(array) if fitted_here else None
    known = sorted(seen) if seen is not None and len(seen) == columns else ()
    return array.then(
        call.place,
        "one-hot rows",
        shape=(rows, columns),
        dtype=dtype,
        range=(0, 1),
        labels=hot,
        library="numpy",
        content=one_hot_rows(array.content, columns, known),
    )


def _values(array: Array) -> set[Any] | None:
    """The different values of labels that the program writes down, in a row or a column."""
    if not isinstance(array.content, tuple):
        return None
    values = [each[0] if isinstance(each, tuple) and len(each) == 1 else each for each in array.content]
    alike = len({type(each) for each in values}) == 1 and not isinstance(values[0], tuple)
    return set(values) if alike else None


def _of_unknown(call: Call, record: Transformer, value: Unknown) -> Any:
    """Encoders say what kind of labels they make even of data that is not known."""
    rows = unknown_size(value.reason)
    count = record.classes if record.classes is not None else unknown_size(value.reason)
    if record.kind == "labels":
        return Array((rows,), "int64").then(call.place, "class indices", labels=indices(count, call))
    if record.kind == "one-hot":
        return Array((rows, unknown_size(value.reason)), "float64", (0, 1)).then(call.place, "one column a category")
    if record.kind == "multi":
        return Array((rows, count), "int64", (0, 1)).then(
            call.place, "a 0/1 column a class", labels=Labels("multi-hot", count, place=call.place, proven=False)
        )
    if record.kind in {"scaler", "min-max"}:
        return Array(unknown_shape(value.reason), "float64").then(call.place, "scaled")
    if record.kind == "columns":
        return Array((rows, count), None if record.range is None else "float64", record.range).then(
            call.place, "new columns"
        )
    return unknown(value.reason, call.place)


@callee("sklearn.preprocessing.Transformer.inverse_transform", told=True)
def inverse_transform(call: Call, self: Any, X: Any = None, *args: Any, **kwargs: Any) -> Any:
    record = _record(call, self)
    array = as_array(X, call)
    if isinstance(array, Unknown) or record.kind not in {"scaler", "min-max"}:
        return unknown("what the encoder turns back is not known", call.place)
    return array.then(call.place, "scaled back", dtype="float64", range=None, library="numpy")


@callee("sklearn.preprocessing.Transformer.toarray", "sklearn.preprocessing.Transformer.set_output", lifted=False)
def itself(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return self


@callee("numpy.ndarray.toarray", "numpy.ndarray.todense")
def toarray(call: Call, a: Any, *args: Any, **kwargs: Any) -> Any:
    return a


@callee("sklearn.preprocessing.Transformer.classes_", "sklearn.preprocessing.Transformer.categories_", attribute=True)
def classes_(call: Call, self: Any) -> Any:
    record = _record(call, self)
    if record.classes is None or record.kind == "one-hot":
        return unknown("the classes are in the data", call.place)
    return Array((record.classes,), "object").then(call.place, "the classes")


@callee(
    "sklearn.preprocessing.Transformer.mean_",
    "sklearn.preprocessing.Transformer.scale_",
    "sklearn.preprocessing.Transformer.var_",
    "sklearn.preprocessing.Transformer.data_min_",
    "sklearn.preprocessing.Transformer.data_max_",
    attribute=True,
)
def statistics(call: Call, self: Any) -> Any:
    return unknown("it is computed from the data", call.place)
