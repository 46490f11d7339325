"""Runs programs in real Keras, one after the other in this process, on small stand-ins for Keras' data sets.

Reads a JSON list of programs from standard input and writes a JSON list of what came of each: null, or the exception.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from typing import Any

SAMPLES = 64


def without_xla() -> None:
    """Leave out the compiler: a program that trains for one step only waits for it."""
    from keras.src.trainers import trainer

    trainer.model_supports_jit = lambda _: False


def stand_ins() -> None:
    """Put small arrays of the true kinds in the place of Keras' data sets."""
    import keras
    import numpy as np

    random = np.random.default_rng(0)
    numbers = np.arange(SAMPLES)
    for name, shape, classes in (
        ("mnist", (28, 28), 10),
        ("fashion_mnist", (28, 28), 10),
        ("cifar10", (32, 32, 3), 10),
        ("cifar100", (32, 32, 3), 100),
    ):
        x = random.integers(0, 256, (SAMPLES, *shape)).astype("uint8")
        y = (numbers % classes).astype("uint8")
        y = y[:, None] if name.startswith("cifar") else y
        getattr(keras.datasets, name).load_data = lambda *_, part=(x, y), **__: (part, part)
    for name, classes in (("imdb", 2), ("reuters", 46)):
        x = np.array([list(range(1, 5 + number % 7)) for number in numbers], dtype=object)
        getattr(keras.datasets, name).load_data = lambda *_, part=(x, numbers % classes), **__: (part, part)
    for name, columns in (("boston_housing", 13), ("california_housing", 8)):
        part = (random.random((SAMPLES, columns)), 50 * random.random(SAMPLES))
        getattr(keras.datasets, name).load_data = lambda *_, part=part, **__: (part, part)


def without_downloads() -> None:
    """Leave the weights of pretrained models as they start: they cannot be fetched here, and no shape hangs on them."""
    import keras
    from keras.src.utils import file_utils

    load = keras.Model.load_weights

    def load_weights(self: Any, filepath: Any, *args: Any, **kwargs: Any) -> Any:
        return None if filepath is None else load(self, filepath, *args, **kwargs)

    keras.Model.load_weights = load_weights
    file_utils.get_file = lambda *_, **__: None


def pictures(folder: str) -> None:
    """Two classes of small pictures under `pictures` in a folder."""
    import numpy as np
    from PIL import Image

    for name in ("cats", "dogs"):
        os.makedirs(os.path.join(folder, "pictures", name))
        for number in range(4):
            Image.fromarray(np.full((16, 16, 3), 40 * number, "uint8")).save(f"{folder}/pictures/{name}/{number}.png")


def outcome(code: str) -> str | None:
    """The exception that a program raises, as one line; None if it raises none."""
    import keras

    keras.backend.clear_session()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(code, "program.py", "exec"), {"__name__": "__main__"})
    except Exception as error:  # noqa: BLE001 - whatever the program raises is its outcome
        return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
    return None


def main() -> None:
    """Run what standard input brings."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    programs: list[str] = json.load(sys.stdin)
    without_xla()
    without_downloads()
    stand_ins()
    with tempfile.TemporaryDirectory() as folder:
        pictures(folder)
        os.chdir(folder)
        found: list[Any] = [outcome(code) for code in programs]
        os.chdir("/")
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
