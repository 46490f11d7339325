"""scikit-learn's data sets: the ones it ships with their true sizes, and the ones it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.array import Array, Labels
from seqlint.values.callee import callee
from seqlint.values.ops.making import indices
from seqlint.values.ops.numbers import dim_of, integer_of
from seqlint.values.shape import Dim, Shape, unknown_size
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


class Shipped(msgspec.Struct, frozen=True):
    """One data set.

    Attributes:
        text: what it is, in words.
        shape: shape of its data.
        classes: number of classes; 0 for regression.
        range: smallest and largest value of the data.
        target: shape of the target.
        target_range: range of the target.
        target_type: dtype of the target.
        counts: samples of each class, where the data set stands in the order of its classes.
    """

    text: str
    shape: tuple[int, ...]
    classes: int
    range: tuple[float, float] | None = None
    target: tuple[int, ...] = ()
    target_range: tuple[float, float] | None = None
    target_type: str = "int64"
    data_type: str = "float64"
    counts: tuple[int, ...] = ()

    @property
    def content(self) -> tuple[int, ...] | None:
        """The target itself, where it is known."""
        return tuple(label for label, count in enumerate(self.counts) for _ in range(count)) or None


_SETS = {
    "load_iris": Shipped("Iris: 150 flowers, 4 measurements each", (150, 4), 3, (0.1, 7.9), counts=(50, 50, 50)),
    "load_wine": Shipped("Wine: 178 wines, 13 measurements each", (178, 13), 3, (0.13, 1680.0), counts=(59, 71, 48)),
    "load_breast_cancer": Shipped("Breast cancer: 569 samples, 30 measurements each", (569, 30), 2, (0.0, 4254.0)),
    "load_digits": Shipped("Digits: 1,797 pictures of 8 × 8 grey values", (1797, 64), 10, (0.0, 16.0)),
    "load_diabetes": Shipped(
        "Diabetes: 442 patients, 10 measurements each", (442, 10), 0, (-0.2, 0.2), (), (25.0, 346.0), "float64"
    ),
    "load_linnerud": Shipped(
        "Linnerud: 20 athletes, 3 exercises each", (20, 3), 0, (1.0, 300.0), (3,), (31.0, 247.0), "float64"
    ),
    "load_boston": Shipped(
        "Boston: 506 districts, 13 measurements each", (506, 13), 0, (0.0, 711.0), (), (5.0, 50.0), "float64"
    ),
    "fetch_california_housing": Shipped(
        "California housing: 20,640 districts, 8 measurements each",
        (20640, 8),
        0,
        None,
        (),
        (0.14999, 5.00001),
        "float64",
    ),
    "fetch_olivetti_faces": Shipped(
        "Olivetti faces: 400 pictures of 64 × 64 grey values", (400, 4096), 40, (0.0, 1.0), data_type="float32"
    ),
    "fetch_covtype": Shipped(
        "Forest cover: 581,012 places, 54 measurements each", (581012, 54), 7, target_type="int32"
    ),
}


class Bunch(msgspec.Struct, frozen=True, eq=False):
    """What `load_iris()` gives: `.data`, `.target` and the rest by name."""

    type_path: ClassVar[str] = "sklearn.utils.Bunch"

    entries: dict[str, Any]


def _load(name: str, shipped: Shipped) -> None:
    @callee(f"sklearn.datasets.{name}")
    def load(call: Call, *, return_X_y: Any = False, as_frame: Any = False, n_class: Any = None, **kwargs: Any) -> Any:
        if as_frame is not False or n_class is not None:
            return unknown(f"seqlint does not follow this form of `{name}`", call.place)
        data = Array(shipped.shape, shipped.data_type, shipped.range).then(call.place, shipped.text)
        rows = shipped.shape[0]
        low = 1 if name == "fetch_covtype" else 0
        labels = (
            indices(shipped.classes, call, low=low, proven=True)
            if shipped.classes
            else Labels("continuous", place=call.place)
        )
        low_high = (low, low + shipped.classes - 1) if shipped.classes else shipped.target_range
        target = Array((rows, *shipped.target), shipped.target_type, low_high).then(
            call.place, "its target", labels=labels, content=shipped.content
        )
        if return_X_y is True:
            return data, target
        names = Array((shipped.classes,), "str").then(call.place, "the names of the classes")
        features = call.store.new(_names(shipped.shape[1]))
        entries = {"data": data, "target": target, "target_names": names, "feature_names": features}
        if len(shipped.shape) == 2 and shipped.shape[1] in {64, 4096}:
            side = int(shipped.shape[1] ** 0.5)
            entries["images"] = data.then(call.place, "its pictures", shape=(rows, side, side), image=True)
        return Bunch(entries)


def _names(count: int) -> Any:
    from seqlint.values.containers import Sequence, SequenceRecord

    return SequenceRecord(Sequence(unknown("the names of the columns are in the data set"), count))


for _name, _shipped in _SETS.items():
    _load(_name, _shipped)


def _entry(name: str) -> None:
    @callee(f"sklearn.utils.Bunch.{name}", attribute=True)
    def read(call: Call, self: Any) -> Any:
        return _of(call, self, name)


def _of(call: Call, bunch: Any, name: Any) -> Any:
    if isinstance(bunch, Bunch) and isinstance(name, str) and name in bunch.entries:
        return bunch.entries[name]
    return unknown("seqlint does not know this part of the data set", call.place)


for _name in ("data", "target", "target_names", "feature_names", "images", "DESCR", "frame"):
    _entry(_name)


@callee("sklearn.utils.Bunch.__getitem__")
def item(call: Call, self: Any, key: Any) -> Any:
    return _of(call, self, key)


@callee(
    "sklearn.datasets.fetch_openml",
    "sklearn.datasets.fetch_20newsgroups",
    "sklearn.datasets.fetch_lfw_people",
    "sklearn.datasets.load_sample_images",
    "sklearn.datasets.fetch_mldata",
)
def fetch(call: Call, *args: Any, **kwargs: Any) -> Any:
    return unknown("the data set is fetched when the program runs", call.place)


def _size(value: Any, reason: str) -> Dim:
    found = dim_of(value)
    return unknown_size(reason) if found is None else found


def _classified(call: Call, rows: Dim, features: Dim, classes: Dim) -> Any:
    shape: Shape = (rows, features)
    low_high = (0, classes - 1) if isinstance(classes, int) else None
    data = Array(shape, "float64").then(call.place, "samples made at random")
    return data, Array((rows,), "int64", low_high).then(
        call.place, "their classes", labels=indices(classes, call, proven=True)
    )


@callee("sklearn.datasets.make_classification")
def make_classification(
    call: Call, n_samples: Any = 100, n_features: Any = 20, *, n_classes: Any = 2, **kwargs: Any
) -> Any:
    return _classified(
        call,
        _size(n_samples, "its size is not known"),
        _size(n_features, "its size is not known"),
        _size(n_classes, "its classes are not known"),
    )


@callee("sklearn.datasets.make_multilabel_classification")
def make_multilabel_classification(
    call: Call,
    n_samples: Any = 100,
    n_features: Any = 20,
    *,
    n_classes: Any = 5,
    return_indicator: Any = "dense",
    return_distributions: Any = False,
    **kwargs: Any,
) -> Any:
    if return_indicator not in {"dense", True} or return_distributions is not False:
        return unknown("seqlint does not follow this form of `make_multilabel_classification`", call.place)
    rows = _size(n_samples, "its size is not known")
    columns = _size(n_classes, "its classes are not known")
    features = Array((rows, _size(n_features, "its size is not known")), "float64", library="numpy")
    labels = Labels("multi-hot" if columns != 1 else "indices", columns if columns != 1 else 2, place=call.place)
    target = Array((rows, columns), "int64", (0, 1), library="numpy")
    return (
        features.then(call.place, "made-up counts of words"),
        target.then(call.place, "a yes or no for each class", labels=msgspec.structs.replace(labels, proven=False)),
    )


@callee("sklearn.datasets.make_blobs")
def make_blobs(call: Call, n_samples: Any = 100, n_features: Any = 2, *, centers: Any = None, **kwargs: Any) -> Any:
    from seqlint.values.ops.elements import length_of

    count: Dim | None = 3 if centers is None else integer_of(centers)
    if count is None:
        count = length_of(centers, call)
    if integer_of(n_samples) is None:
        return unknown("how many samples each blob has is not followed", call.place)
    features = (
        _size(n_features, "its size is not known")
        if centers is None or integer_of(centers) is not None
        else unknown_size("the centers say how many columns there are")
    )
    return _classified(
        call,
        _size(n_samples, "its size is not known"),
        features,
        unknown_size("the number of blobs is not known") if count is None else count,
    )


@callee("sklearn.datasets.make_moons", "sklearn.datasets.make_circles")
def make_moons(
    call: Call,
    n_samples: Any = 100,
    *,
    shuffle: Any = True,
    noise: Any = None,
    random_state: Any = None,
    factor: Any = 0.8,
) -> Any:
    if isinstance(n_samples, tuple):
        return unknown("seqlint does not follow this form of `n_samples`", call.place)
    return _classified(call, _size(n_samples, "its size is not known"), 2, 2)


@callee("sklearn.datasets.make_gaussian_quantiles", "sklearn.datasets.make_hastie_10_2")
def make_quantiles(call: Call, *args: Any, **kwargs: Any) -> Any:
    return unknown("seqlint does not follow this data set", call.place)


@callee("sklearn.datasets.make_regression")
def make_regression(
    call: Call, n_samples: Any = 100, n_features: Any = 100, *, n_targets: Any = 1, coef: Any = False, **kwargs: Any
) -> Any:
    rows = _size(n_samples, "its size is not known")
    data = Array((rows, _size(n_features, "its size is not known")), "float64").then(
        call.place, "samples made at random"
    )
    targets = _size(n_targets, "its targets are not known")
    shape: Shape = (rows,) if targets == 1 else (rows, targets)
    target = Array(shape, "float64").then(call.place, "their targets", labels=Labels("continuous", place=call.place))
    return (data, target, unknown("the true coefficients", call.place)) if coef is True else (data, target)


@callee("sklearn.datasets.make_swiss_roll", "sklearn.datasets.make_s_curve")
def make_swiss_roll(call: Call, n_samples: Any = 100, **kwargs: Any) -> Any:
    rows = _size(n_samples, "its size is not known")
    data = Array((rows, 3), "float64").then(call.place, "points made at random")
    return data, Array((rows,), "float64").then(
        call.place, "where they lie", labels=Labels("continuous", place=call.place)
    )
