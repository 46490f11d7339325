"""What `keras.utils` and `keras.preprocessing` give, against Keras itself: shapes, types and ranges."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from seqlint.keras.lookup import find
from seqlint.values.array import Array
from seqlint.values.call import Argument, Arguments
from seqlint.values.containers import ListRecord
from seqlint.values.target import Target
from tests.keras.twin import StandIn

np = pytest.importorskip("numpy")
pytest.importorskip("tensorflow")

MAJORS = {3: ("keras", Target(3, 15)), 2: ("tf_keras", Target(2, 21))}


def real(major: int, path: str) -> Any:
    """Keras' own function; what Keras 3 alone has no more is asked of the one in TensorFlow."""
    module, _, name = path.rpartition(".")
    package = pytest.importorskip(MAJORS[major][0])
    found = package
    for part in module.split(".")[1:]:
        found = getattr(found, part)
    return getattr(found, name)


def twin(call: StandIn, path: str, *positional: Any, **keywords: Any) -> Any:
    found = find(path)
    assert found is not None
    named = {name: Argument(value, keyword=name) for name, value in keywords.items()}
    return found.invoke(call, Arguments(tuple(Argument(value) for value in positional), named))


def abstract(call: StandIn, value: Any) -> Any:
    """A concrete value as the twin sees it."""
    if isinstance(value, np.ndarray):
        return Array(value.shape, str(value.dtype), (value.min().item(), value.max().item()))
    if isinstance(value, list):
        return call.store.new(ListRecord(tuple(abstract(call, item) for item in value)))
    return value


def agree(array: Array, value: Any) -> None:
    value = np.asarray(value)
    assert array.shape == value.shape
    assert array.dtype == str(value.dtype)
    if array.range is not None:
        assert array.range[0] - 1e-6 <= value.min()
        assert value.max() <= array.range[1] + 1e-6


CASES = [
    ("keras.utils.to_categorical", (np.array([0, 1, 2, 1]), 3), {}),
    ("keras.utils.to_categorical", (np.array([[0], [1]]), 4), {}),
    ("keras.utils.to_categorical", (np.array([[0, 1], [1, 2]]), 3), {}),
    ("keras.utils.to_categorical", ([0, 1, 2],), {}),
    ("keras.utils.to_categorical", (np.array(3), 5), {}),
    ("keras.utils.normalize", (np.arange(6).reshape(2, 3),), {}),
    ("keras.utils.normalize", (np.arange(6, dtype="float32").reshape(2, 3) - 3,), {}),
    ("keras.utils.pad_sequences", ([[1, 2], [3]],), {}),
    ("keras.utils.pad_sequences", ([[1, 2], [3]], 5), {"value": -1}),
    ("keras.utils.pad_sequences", ([[0.5, 2.5], [3.0]], 3), {"dtype": "float32", "padding": "post"}),
    ("keras.utils.pad_sequences", (np.ones((4, 6, 2)), 3), {}),
    ("keras.utils.img_to_array", (np.zeros((20, 30, 3)),), {}),
]  # fmt: skip


@pytest.mark.parametrize("major", [3, 2])
@pytest.mark.parametrize(("path", "arguments", "keywords"), CASES)
def test_functions_of_arrays(major: int, path: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
    call = StandIn(MAJORS[major][1])
    made = twin(call, path, *(abstract(call, each) for each in arguments), **keywords)
    agree(made, real(major, path)(*arguments, **keywords))


@pytest.mark.parametrize("major", [3, 2])
@pytest.mark.parametrize(
    "keywords",
    [
        {},
        {"batch_size": 7},
        {"sequence_stride": 3, "sampling_rate": 2, "batch_size": 5},
        {"start_index": 10, "end_index": 50},
    ],
)
def test_windows(major: int, keywords: dict[str, Any]) -> None:
    call = StandIn(MAJORS[major][1])
    path = "keras.utils.timeseries_dataset_from_array"
    data, targets = np.zeros((100, 3)), np.zeros((100,))
    made = twin(call, path, abstract(call, data), abstract(call, targets), 10, **keywords)
    batches = list(real(major, path)(data, targets, 10, **keywords).as_numpy_iterator())
    assert made.samples == sum(len(x) for x, _ in batches)
    assert made.cardinality == len(batches)
    assert made.element[0].shape[1:] == batches[0][0].shape[1:]
    assert made.element[1].shape[1:] == batches[0][1].shape[1:]


@pytest.mark.parametrize("mode", ["int", "categorical", "binary", None])
def test_folders(mode: str | None, tmp_path: Any) -> None:
    image = pytest.importorskip("PIL.Image")
    for name in "ab":
        (tmp_path / name).mkdir()
        for number in range(3):
            image.fromarray(np.zeros((8, 9, 3), "uint8")).save(tmp_path / name / f"{number}.png")
    call = StandIn()
    path = "keras.utils.image_dataset_from_directory"
    keywords: dict[str, Any] = {"label_mode": mode, "image_size": (6, 7)}
    made = twin(call, path, "data", class_names=("a", "b"), **keywords)
    spec = real(3, path)(str(tmp_path), verbose=False, **keywords).element_spec
    elements = made.element if isinstance(made.element, tuple) else (made.element,)
    specs = spec if isinstance(spec, tuple) else (spec,)
    assert len(elements) == len(specs)
    for element, one in zip(elements, specs, strict=True):
        assert element.shape[1:] == tuple(one.shape)[1:]
        assert element.dtype == one.dtype.name


@pytest.mark.parametrize("name", ["mnist", "cifar10", "cifar100", "fashion_mnist", "imdb", "reuters", "boston_housing"])
def test_data_sets_take_what_keras_takes(name: str) -> None:
    import inspect

    module = import_module("seqlint.keras.datasets")
    ours = set(inspect.signature(getattr(module, name)).parameters)
    for major in MAJORS:
        theirs = inspect.signature(real(major, f"keras.datasets.{name}.load_data")).parameters
        assert {each for each in theirs if each != "kwargs"} <= ours
