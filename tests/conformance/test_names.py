"""The rooms of names against Keras 3 and Keras 2 themselves: strings, signatures, numbers, shapes."""

from __future__ import annotations

import inspect
import math
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from seqlint.keras.names import room_module
from seqlint.values.target import Target

if TYPE_CHECKING:
    from seqlint.keras.room import Room
    from seqlint.values.shape import Shape

pytest.importorskip("tensorflow")

ROOMS = ("activation", "initializer", "regularizer", "constraint", "loss", "metric", "optimizer")
DECLARING = {
    "activation": "activations.activation", "initializer": "initializers", "regularizer": "regularizers",
    "constraint": "constraints", "loss": "losses.loss", "metric": "metrics.metric", "optimizer": "optimizers.optimizer",
    "callback": "callbacks.callback",
}  # fmt: skip
ACCIDENTS = {"get", "serialize", "deserialize"}
"""Functions of the module itself, which Keras 2 takes for names and then fails on."""
RESOLVED = {"accuracy", "acc", "crossentropy", "ce"}
"""Names that `compile` resolves before it asks `get`."""


def room(name: str) -> Room[Any]:
    room_module(name)
    found: Room[Any] = import_module(f"seqlint.keras.{DECLARING[name]}").ROOM
    return found


def keras(major: int) -> Any:
    return pytest.importorskip("keras" if major == 3 else "tf_keras")


def target(major: int) -> Target:
    if major == 2:
        return Target(2, 21)
    _, minor, *_ = keras(3).__version__.split(".")
    return Target(3, int(minor))


def plural(name: str) -> str:
    return f"{name}{'es' if name.endswith('s') else 's'}"


def candidates(name: str) -> list[str]:
    """All strings of both generations in several spellings, and some that neither has."""
    known = {text for each in room(name).declarations for texts in each.strings.values() for text in texts}
    known |= {each.name for each in room(name).declarations}
    spelled = {form for text in known for form in (text, text.upper(), text.lower(), text.capitalize(), f"{text}s")}
    strange = {
        "xavier",
        "maxnorm",
        "l1_l2",
        "l1l2",
        "l3",
        "rmse",
        "logcosh",
        "f1",
        "auc",
        "Relu",
        "constant",
        "constraint",
    }
    return sorted((spelled | strange) - ACCIDENTS)


def accepted(major: int, name: str, text: str) -> bool:
    """Whether Keras' own `get` makes something of a string that can be used."""
    module = getattr(keras(major), plural(name))
    try:
        found = module.get(text)
    except Exception:  # noqa: BLE001  whatever it raises, it refuses
        return False
    base = getattr(module, name.capitalize(), None)
    return (callable(found) and type(found) is not base) or (name == "optimizer" and type(found) is not base)


@pytest.mark.parametrize("major", [3, 2])
@pytest.mark.parametrize("name", ROOMS)
def test_strings(major: int, name: str) -> None:
    lookup = room_module(name).lookup
    wrong = [
        text
        for text in candidates(name)
        if text.lower() not in RESOLVED and (lookup(text, target(major)) is not None) != accepted(major, name, text)
    ]
    assert not wrong


def constructor(major: int, name: str, cls: str) -> Any:
    return getattr(getattr(keras(major), plural(name)), cls, None)


def plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("major", [3, 2])
@pytest.mark.parametrize("name", [*ROOMS, "callback"])
def test_signatures(major: int, name: str) -> None:
    wrong = []
    for entry in room(name).declarations:
        real = constructor(major, name, entry.name)
        if real is None or not entry.exists(target(major)) or (name == "activation" and inspect.isclass(real)):
            continue
        parameters = inspect.signature(real).parameters.values()
        variadic = {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL}
        theirs = [
            (each.name, None if each.default is each.empty else plain(each.default), each.default is each.empty)
            for each in parameters
            if each.kind not in variadic
        ]
        ours = [(each.name, plain(each.default), each.required) for each in entry.signature_in(major).parameters]
        if theirs != ours:
            wrong.append(
                (
                    entry.name,
                    [each for each in theirs if each not in ours],
                    [each for each in ours if each not in theirs],
                )
            )
    assert not wrong


POINTS = (-6.0, -3.0, -1.5, -1.0, -0.5, -0.1, 0.0, 0.3, 0.5, 1.0, 2.0, 5.0)


@pytest.mark.parametrize("major", [3, 2])
def test_activations_compute_what_keras_computes(major: int) -> None:
    import numpy as np
    import tensorflow as tf

    module = keras(major).activations
    for entry in room("activation").declarations:
        required = [each for each in entry.signature_in(major).parameters if each.required]
        if not entry.exists(target(major)) or len(required) > 1:
            continue
        function = module.get(entry.strings[major][0])
        values = np.asarray(function(tf.constant([POINTS]))).ravel()
        low, high = entry.range
        assert low is None or values.min() >= low - 1e-5, entry.name
        assert high is None or values.max() <= high + 1e-5, entry.name
        if entry.function is not None:
            ours = [entry.value(point) for point in POINTS]
            assert np.allclose(values, ours, atol=1e-5), entry.name


SHAPES: tuple[Shape, ...] = (
    (3,),
    (3, 1),
    (3, 10),
    (3, 9),
    (3, 5, 1),
    (3, 5, 10),
    (3, 5),
    (3, 4, 4, 3),
    (3, 4, 4),
    (3, 4, 4, 1),
)


@pytest.mark.parametrize("major", [3, 2])
def test_losses_let_the_same_shapes_meet(major: int) -> None:
    import tensorflow as tf

    wrong = []
    for entry in room("loss").declarations:
        if entry.resolved or not entry.exists(target(major)) or entry.agreement(target(major)) == "free":
            continue
        loss = constructor(major, "loss", entry.name)()
        for output in SHAPES[1:]:
            for labels in SHAPES:
                given = (*labels, 1) if major == 2 and len(labels) == 1 else labels
                try:
                    loss(tf.zeros(given), tf.fill(output, 0.5))
                    meets = True
                except Exception:  # noqa: BLE001  whatever it raises, it refuses
                    meets = False
                if (entry.disagrees(labels, output, target(major)) is None) != meets:
                    wrong.append((entry.name, labels, output, meets))
    assert not wrong


@pytest.mark.parametrize("name", ["BinaryCrossentropy", "BinaryFocalCrossentropy"])
def test_binary_losses_of_keras_2_let_raw_scores_of_the_same_shape_meet_only(name: str) -> None:
    import tensorflow as tf

    entry = next(each for each in room("loss").declarations if each.name == name)
    loss = constructor(2, "loss", name)(from_logits=True)
    wrong = []
    for output in SHAPES[1:]:
        for labels in SHAPES:
            given = (*labels, 1) if len(labels) == 1 else labels
            try:
                loss(tf.zeros(given), tf.fill(output, 0.5))
                meets = True
            except Exception:  # noqa: BLE001  whatever it raises, it refuses
                meets = False
            if (entry.disagrees(labels, output, target(2), scores=True) is None) != meets:
                wrong.append((labels, output, meets))
    assert not wrong


@pytest.mark.parametrize(("output", "labels"), [((4, 1), (4,)), ((4, 1), (4, 1)), ((4, 10), (4,)), ((4, 10), (4, 1)), ((4, 10), (4, 10)), ((4, 5, 10), (4, 5)), ((4, 5, 10), (4, 5, 10))])  # fmt: skip
def test_accuracy_is_the_one_that_keras_takes(output: Shape, labels: Shape) -> None:
    import numpy as np

    from seqlint.keras.metrics import resolve_accuracy

    utils = pytest.importorskip("keras.src.trainers.compile_utils")
    taken = utils.get_metric("accuracy", np.zeros(labels), np.zeros(output))
    resolved = resolve_accuracy(output, labels)
    assert resolved is not None
    assert resolved.name == type(taken).__name__


@pytest.mark.parametrize("major", [3, 2])
def test_default_learning_rates(major: int) -> None:
    module = keras(major).optimizers
    for entry in room("optimizer").declarations:
        if entry.strings.get(major) and entry.exists(target(major)):
            rate = float(module.get(entry.strings[major][0]).learning_rate)
            assert math.isclose(rate, entry.learning_rate(target(major)) or 0.0, rel_tol=1e-5), entry.name
