"""The rooms of names: every declaration has a whole card, and what programs write gives what Keras would give."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from seqlint.keras.lookup import find
from seqlint.keras.losses import Loss
from seqlint.keras.metrics import resolve_accuracy, resolve_crossentropy
from seqlint.keras.names import Named, lookup, room_module
from seqlint.values.array import Array
from seqlint.values.call import Argument, Arguments
from seqlint.values.refusal import (
    InvalidValue,
    MissingArgument,
    Refused,
    RemovedArgument,
    RemovedName,
    UnknownArgument,
    UnknownName,
)
from seqlint.values.shape import NONE, unknown_shape, unknown_size
from seqlint.values.store import Ref
from seqlint.values.target import DEFAULT, NEWEST, Target
from seqlint.values.unknown import OneOf, unknown
from tests.keras.twin import StandIn

if TYPE_CHECKING:
    from seqlint.keras.room import Declaration

K2 = Target(2, NEWEST[2])
DECLARING = {
    "activation": "activations.activation", "initializer": "initializers", "regularizer": "regularizers",
    "constraint": "constraints", "loss": "losses.loss", "metric": "metrics.metric", "optimizer": "optimizers.optimizer",
    "callback": "callbacks.callback",
}  # fmt: skip


def declarations() -> list[Declaration]:
    from seqlint.keras.optimizers.schedules import SCHEDULES

    found: list[Declaration] = list(SCHEDULES.declarations)
    for room, module in DECLARING.items():
        room_module(room)
        found += import_module(f"seqlint.keras.{module}").ROOM.declarations
    return found


EVERY = declarations()


def made(path: str, *positional: Any, target: Target = DEFAULT, **keywords: Any) -> Any:
    """What a call of a Keras name gives: the `Named`, or the value."""
    call = StandIn(target)
    twin = find(path)
    assert twin is not None, path
    arguments = Arguments(
        tuple(Argument(value) for value in positional),
        {name: Argument(value, keyword=name) for name, value in keywords.items()},
    )
    value = twin.invoke(call, arguments)
    return call.store[value] if isinstance(value, Ref) else value


@pytest.mark.parametrize("entry", EVERY, ids=[f"{each.room}-{each.name}-{each.generations}" for each in EVERY])
def test_a_card_describes_every_argument_once(entry: Declaration) -> None:
    arguments = entry.card.arguments
    names = {name for major in entry.generations for name in entry.signature_in(major).names()}
    names = names - set(entry.older.values())
    assert set(arguments) - {"kwargs", "params"} == names
    assert len(set(arguments.values())) == len(arguments)
    assert all(text.endswith(".") for text in arguments.values())
    assert entry.card.summary.endswith((".", ":")) or "1 is" in entry.card.summary


@pytest.mark.parametrize(
    "room", ["activation", "initializer", "regularizer", "constraint", "loss", "metric", "optimizer"]
)
@pytest.mark.parametrize("target", [DEFAULT, K2], ids=["3", "2"])
def test_every_name_is_found(room: str, target: Target) -> None:
    names = room_module(room).names(target)
    assert names
    assert all(lookup(room, name, target) is not None for name in names)
    assert lookup(room, "nonsense", target) is None


@pytest.mark.parametrize("entry", EVERY, ids=[f"{each.room}-{each.name}-{each.generations}" for each in EVERY])
def test_every_class_is_found_by_its_path(entry: Declaration) -> None:
    public = max(entry.generations) == 3 and not getattr(entry, "resolved", False)
    if public and entry.room != "schedule":
        assert find(entry.path) is not None


@pytest.mark.parametrize(
    ("room", "name", "major", "canonical"),
    [
        ("loss", "mse", 3, "MeanSquaredError"),
        ("loss", "MSE", 3, "MeanSquaredError"),
        ("loss", "mean_squared_error", 3, "MeanSquaredError"),
        ("loss", "logcosh", 3, None),
        ("loss", "logcosh", 2, "LogCosh"),
        ("loss", "CrossEntropy", 3, "crossentropy"),
        ("loss", "adam", 3, None),
        ("metric", "ACC", 3, "accuracy"),
        ("metric", "auc", 3, "AUC"),
        ("metric", "auc", 2, None),
        ("metric", "Accuracy", 3, "accuracy"),
        ("metric", "crossentropy", 3, None),
        ("metric", "crossentropy", 2, "crossentropy"),
        ("optimizer", "ADAM", 3, "Adam"),
        ("optimizer", "lion", 2, None),
        ("initializer", "constant", 3, None),
        ("initializer", "constant", 2, "Constant"),
        ("regularizer", "l1_l2", 3, None),
        ("regularizer", "l1_l2", 2, "L1L2"),
        ("constraint", "maxnorm", 3, None),
        ("constraint", "maxnorm", 2, "MaxNorm"),
        ("activation", "swish", 3, "silu"),
        ("activation", "ReLU", 3, None),
        ("activation", "ReLU", 2, "ReLU"),
    ],
)
def test_names_by_generation(room: str, name: str, major: int, canonical: str | None) -> None:
    entry = lookup(room, name, Target(major, NEWEST[major]))
    assert (entry.name if entry is not None else None) == canonical


def test_names_by_release() -> None:
    assert lookup("optimizer", "muon", Target(3, 10)) is None
    assert lookup("optimizer", "muon", Target(3, 14)) is not None
    assert lookup("activation", "celu", Target(3, 3)) is None


def test_an_optimizer_is_an_object() -> None:
    named = made("keras.optimizers.Adam", 1e-3)
    assert isinstance(named, Named)
    assert (named.room, named.name, named.argument("learning_rate")) == ("optimizer", "Adam", 1e-3)
    assert made("keras.optimizers.SGD").argument("learning_rate") == 0.01
    assert made("keras.optimizers.Lion", target=K2).argument("learning_rate") == 1e-4


@pytest.mark.parametrize(
    ("name", "target", "replacement", "refused"),
    [
        ("lr", DEFAULT, "learning_rate", True),
        ("lr", K2, "learning_rate", False),
        ("decay", DEFAULT, None, False),
        ("decay", K2, None, True),
    ],
)
def test_old_arguments_of_optimizers(name: str, target: Target, replacement: str | None, refused: bool) -> None:
    with pytest.raises(Refused) as caught:
        made("keras.optimizers.SGD", target=target, **{name: 0.1})
    assert caught.value.cause is RemovedArgument
    assert caught.value.facts["replacement"] == replacement
    assert caught.value.facts["refused"] is refused


def test_early_keras_2_takes_decay() -> None:
    assert isinstance(made("keras.optimizers.SGD", target=Target(2, 4), decay=0.1), Named)
    assert isinstance(made("keras.metrics.Precision", target=K2, mesh=unknown("a mesh")), Named)


@pytest.mark.parametrize(
    ("path", "keywords", "cause"),
    [
        ("keras.optimizers.SGD", {"learning_rate": 1}, InvalidValue),
        ("keras.optimizers.Adam", {"learning_rate": "0.1"}, InvalidValue),
        ("keras.optimizers.SGD", {"momentum": 2.0}, InvalidValue),
        ("keras.optimizers.Adam", {"clipnorm": 1.0, "clipvalue": 0.5}, InvalidValue),
        ("keras.optimizers.Adam", {"speed": 1}, UnknownArgument),
        ("keras.optimizers.schedules.ExponentialDecay", {"initial_learning_rate": 0.1}, MissingArgument),
        ("keras.optimizers.legacy.Adam", {}, RemovedName),
        ("keras.regularizers.l2", {"l2": -1.0}, InvalidValue),
        ("keras.regularizers.l2", {"l": 0.1}, RemovedArgument),
        ("keras.losses.MeanSquaredError", {"reduction": "average"}, InvalidValue),
        ("keras.metrics.MeanIoU", {}, MissingArgument),
        ("keras.callbacks.ReduceLROnPlateau", {"factor": 2}, InvalidValue),
        ("keras.callbacks.ModelCheckpoint", {"filepath": "m.keras", "period": 2}, RemovedArgument),
        ("keras.callbacks.EarlyStopping", {"patients": 3}, UnknownArgument),
        ("keras.losses.get", {"identifier": "nonsense"}, UnknownName),
    ],
)
def test_what_keras_3_refuses(path: str, keywords: dict[str, Any], cause: type) -> None:
    with pytest.raises(Refused) as caught:
        made(path, **keywords)
    assert caught.value.cause is cause


@pytest.mark.parametrize(
    ("path", "keywords"),
    [
        ("keras.optimizers.SGD", {"learning_rate": -0.1}),
        ("keras.optimizers.SGD", {"learning_rate": unknown("it is not in the program")}),
        ("keras.optimizers.SGD", {"learning_rate": OneOf((1, 0.1))}),
        ("keras.optimizers.SGD", {"learning_rate": Array((), "float64")}),
        ("keras.callbacks.ReduceLROnPlateau", {"anything": 1}),
        ("keras.callbacks.LambdaCallback", {"on_test_end": unknown("a function")}),
        ("keras.regularizers.L1L2", {"l1": True}),
        ("keras.initializers.HeNormal", {"seed": 1}),
        ("keras.constraints.max_norm", {"max_value": 3}),
        ("keras.initializers.he_normal", {}),
        ("keras.optimizers.schedules.CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 10}),
    ],
)
def test_what_keras_3_takes(path: str, keywords: dict[str, Any]) -> None:
    assert isinstance(made(path, **keywords), Named)


@pytest.mark.parametrize(
    ("name", "keywords"),
    [("SGD", {"learning_rate": 1}), ("SGD", {"momentum": 0}), ("Adam", {"clipnorm": 1.0, "clipvalue": 0.5})],
)
def test_keras_2_is_milder(name: str, keywords: dict[str, Any]) -> None:
    assert isinstance(made(f"keras.optimizers.{name}", target=K2, **keywords), Named)


def test_old_paths_of_optimizers_hold_in_keras_2() -> None:
    assert made("keras.optimizers.legacy.Adam", target=K2, learning_rate=0.1, decay=0.1).name == "Adam"
    assert made("keras.optimizers.experimental.SGD", target=K2).name == "SGD"


def test_activations_can_be_called() -> None:
    x = Array((NONE, 10), "float32", library="tensorflow")
    out = made("keras.activations.softmax", x)
    assert (out.shape, out.range) == ((NONE, 10), (0.0, 1.0))
    assert made("keras.activations.relu", x, alpha=0.1, target=K2).shape == (NONE, 10)
    with pytest.raises(Refused):
        made("keras.activations.relu", x, alpha=0.1)


def test_activations_have_a_curve() -> None:
    relu, softmax = lookup("activation", "relu", DEFAULT), lookup("activation", "softmax", DEFAULT)
    assert relu is not None
    assert softmax is not None
    assert (relu.value(-1.0), relu.value(2.0), softmax.value(1.0)) == (0.0, 2.0, None)  # type: ignore[attr-defined]  # an activation's
    exponential = lookup("activation", "exponential", DEFAULT)
    assert exponential is not None
    assert exponential.value(1e6) is None  # type: ignore[attr-defined]  # an activation's


def test_losses_as_functions() -> None:
    x = Array((NONE, 10), "float32", library="tensorflow")
    assert made("keras.losses.mse", x, x).shape == (NONE,)
    assert made("keras.metrics.mean_absolute_error", x, x).shape == (NONE,)
    assert made("keras.metrics.huber", x, x).shape == (NONE,)


def loss(name: str, target: Target) -> Loss:
    entry = lookup("loss", name, target)
    assert isinstance(entry, Loss)
    return entry


class TestShapesThatMeet:
    """Sizes that are not known are no disagreement."""

    def test_unknown_sizes(self) -> None:
        entry = loss("categorical_crossentropy", DEFAULT)
        size = unknown_size("it is not in the program")
        assert entry.disagrees((NONE, size), (NONE, 10), DEFAULT) is None
        assert entry.disagrees((NONE,), (NONE, size), DEFAULT) is None
        assert "same rank" in (entry.disagrees((NONE,), (NONE, 10), DEFAULT) or "")

    def test_keras_2_words_it_in_its_own_way(self) -> None:
        entry = loss("categorical_crossentropy", K2)
        assert (
            entry.disagrees((NONE,), (NONE, 10), K2) == "ValueError: Shapes (None, 1) and (None, 10) are incompatible"
        )

    def test_mse_stretches(self) -> None:
        entry = loss("mse", DEFAULT)
        assert entry.disagrees((NONE, 1), (NONE, 10), DEFAULT) is None
        assert entry.disagrees((NONE, 3), (NONE, 10), DEFAULT) is not None


def test_accuracy_by_shapes() -> None:
    size = unknown_size("it is not in the program")
    assert resolve_accuracy((NONE, 1), None).name == "BinaryAccuracy"  # type: ignore[union-attr]  # it is known
    assert resolve_accuracy((NONE, 10), (NONE,)).name == "SparseCategoricalAccuracy"  # type: ignore[union-attr]  # it is known
    assert resolve_accuracy((NONE, 10), (NONE, 10)).name == "CategoricalAccuracy"  # type: ignore[union-attr]  # it is known
    assert resolve_crossentropy((NONE, 10), (NONE, 1)).name == "SparseCategoricalCrossentropy"  # type: ignore[union-attr]  # it is known
    assert resolve_accuracy((NONE, size), (NONE,)) is None
    assert resolve_accuracy(unknown_shape("no data"), (NONE,)) is None
    assert resolve_accuracy((NONE, 10), (NONE, size)) is None
