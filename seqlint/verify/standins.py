"""What stands in for the slow and the far: data sets without a download, one small step of training, no files."""

from __future__ import annotations

import sys
from functools import wraps
from typing import TYPE_CHECKING, Any

from seqlint.verify.guard import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 64
"""How many samples a step gets at most."""
_IMAGES = {
    "mnist": ((28, 28), 60_000, 10_000, 10, "uint8"),
    "fashion_mnist": ((28, 28), 60_000, 10_000, 10, "uint8"),
    "cifar10": ((32, 32, 3), 50_000, 10_000, 10, "uint8"),
    "cifar100": ((32, 32, 3), 50_000, 10_000, 100, "int64"),
}
_TABLES = {"boston_housing": (13, 404, 102, "float64"), "california_housing": (8, 16_512, 4_128, "float32")}
_TEXTS = {"imdb": (25_000, 25_000, 2), "reuters": (8_982, 2_246, 46)}
_WEIGHTS = "weights of a pretrained model"
"""The path of a file that is not there: loading it does nothing."""


def put_in(keras: Any) -> None:
    """Put all stand-ins into Keras; TensorFlow's door to it has modules of its own around the same classes."""
    import tensorflow as tf

    for door in (keras, tf.keras):
        _data_sets(door.datasets)
        door.utils.get_file = _get_file
        door.utils.plot_model = lambda *_, **__: None
    _training(keras)
    _files(keras)


def _data_sets(rooms: Any) -> None:
    for name, (shape, train, test, classes, dtype) in _IMAGES.items():
        column = name.startswith("cifar")
        _give(rooms, name, [_images(shape, n, classes, dtype, column=column) for n in (train, test)])
    for name, (width, train, test, dtype) in _TABLES.items():
        _give(rooms, name, [_table(width, n, dtype) for n in (train, test)])
    for name, (train, test, classes) in _TEXTS.items():
        _put(rooms, name, _texts(train, test, classes))
        getattr(rooms, name).get_word_index = lambda *_, **__: {f"word{index}": index for index in range(1, 1000)}


def _give(rooms: Any, name: str, parts: list[Any]) -> None:
    _put(rooms, name, lambda *_, **__: tuple(part() for part in parts))


def _put(rooms: Any, name: str, load_data: Callable[..., Any]) -> None:
    """Replace a loader in its room, and where `from keras.datasets.mnist import load_data` takes it from."""
    room = getattr(rooms, name, None)  # Keras 2 has no California
    if room is not None:
        own = sys.modules.get(room.load_data.__module__, room)
        room.load_data = own.load_data = load_data


def _images(shape: tuple[int, ...], count: int, classes: int, dtype: str, *, column: bool) -> Callable[[], Any]:
    def make() -> Any:
        import numpy as np

        x = np.resize(np.random.default_rng(0).integers(0, 256, (1_000, *shape), "uint8"), (count, *shape))
        y = (np.arange(count) % classes).astype(dtype)
        return x, y[:, None] if column else y

    return make


def _table(width: int, count: int, dtype: str) -> Callable[[], Any]:
    def make() -> Any:
        import numpy as np

        random = np.random.default_rng(0)
        return random.random((count, width)).astype(dtype), (50 * random.random(count)).astype(dtype)

    return make


def _texts(train: int, test: int, classes: int) -> Callable[..., Any]:
    def load_data(_: str = "", num_words: int | None = None, **__: Any) -> Any:
        import numpy as np

        def part(count: int) -> Any:
            top = min(num_words or 1_000, 1_000)
            x = np.empty(count, dtype=object)
            x[:] = [[1 + (number * step) % (top - 1) for step in range(1, 5 + number % 7)] for number in range(count)]
            return x, (np.arange(count) % classes).astype("int64")

        return part(train), part(test)

    return load_data


def _training(keras: Any) -> None:
    """One epoch of one step, on few samples."""
    model = keras.Model
    model.fit = _capped(model.fit, model)
    model.evaluate = _capped(model.evaluate, model)
    model.predict = _short(model.predict)


def _capped(function: Callable[..., Any], model: Any) -> Callable[..., Any]:
    training = function.__name__ == "fit"

    @wraps(function)
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        names = ("x", "y", "batch_size", "epochs") if training else ("x", "y", "batch_size")
        given = {**dict(zip(names, args, strict=False)), **kwargs}
        rest = args[len(names) :]
        if rest or not isinstance(self, model):  # written by position: as it stands
            return function(self, *args, **kwargs)
        _few_samples(given)
        if type(given.get("epochs")) is int and given["epochs"] > 1:
            given["epochs"] = 1 + given.get("initial_epoch", 0)
        if training and type(given.get("steps_per_epoch")) is int:
            given["steps_per_epoch"] = min(given["steps_per_epoch"], 1)
        return function(self, **given)

    return run


def _few_samples(given: dict[str, Any]) -> None:
    """Cut arrays that are equally long; Keras says itself what it thinks of others."""
    arrays = [name for name in ("x", "y", "sample_weight") if _length(given.get(name)) is not None]
    lengths = {_length(given[name]) for name in arrays}
    if len(lengths) == 1 and min(length or 0 for length in lengths) > ROWS:
        for name in arrays:
            given[name] = given[name][:ROWS]
    aside: Any = given.get("validation_data")
    if isinstance(aside, tuple) and len({_length(part) for part in aside}) == 1 and _length(aside[0]) is not None:
        given["validation_data"] = tuple(part[:ROWS] for part in aside)
    if _endless(given.get("x")):
        given["x"] = given["x"].take(1)
    if _endless(aside):
        given["validation_data"] = aside.take(1)


def _length(value: Any) -> int | None:
    """The number of samples of an array or table."""
    if type(value).__name__ in {"ndarray", "DataFrame", "Series", "EagerTensor"} and getattr(value, "shape", None):
        return int(value.shape[0])
    return None


def _endless(value: Any) -> bool:
    return hasattr(value, "take") and hasattr(value, "element_spec")


def _short(function: Callable[..., Any]) -> Callable[..., Any]:
    """Predictions of few samples, repeated for the others."""

    @wraps(function)
    def predict(self: Any, *args: Any, **kwargs: Any) -> Any:
        x: Any = args[0] if args else kwargs.get("x")
        count = _length(x)
        if count is None or count <= ROWS:
            return function(self, *args, **kwargs)
        import numpy as np

        few = {**kwargs, "x": x[:ROWS]} if not args else kwargs
        found = function(self, *([x[:ROWS], *args[1:]] if args else ()), **few)
        return np.resize(found, (count, *found.shape[1:])) if hasattr(found, "shape") else found

    return predict


def _get_file(*_: Any, **__: Any) -> str:
    if "applications" in sys._getframe(1).f_code.co_filename:  # noqa: SLF001 - who asks decides
        return _WEIGHTS
    raise NotAllowedError("a verified program has no network, so it gets no file")


def _files(keras: Any) -> None:
    """Saving does nothing, pretrained weights are whatever they are, pictures are not drawn."""
    for name in ("save", "save_weights", "export"):
        if hasattr(keras.Model, name):
            setattr(keras.Model, name, lambda *_, **__: None)
    load = keras.Model.load_weights

    @wraps(load)
    def load_weights(self: Any, filepath: Any, *args: Any, **kwargs: Any) -> Any:
        return None if filepath == _WEIGHTS else load(self, filepath, *args, **kwargs)

    keras.Model.load_weights = load_weights
    for place in ("keras.src.utils.file_utils", "tf_keras.src.utils.data_utils"):
        if place in sys.modules:
            sys.modules[place].get_file = _get_file  # type: ignore[attr-defined]  # a module's function is replaced
