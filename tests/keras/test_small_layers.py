"""Activations, normalizations, dropout and the odd core layers beyond their examples, in both generations of Keras."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seqlint.keras.layer import apply
from seqlint.values.shape import NONE, unknown_shape
from seqlint.values.target import Target
from tests.keras.twin import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.keras.twin import Outcome

KERAS_2 = Target(2, 21)
KERAS_3 = Target(3, 15)


@pytest.mark.parametrize(
    ("target", "call", "shape", "trainable", "frozen"),
    [
        (KERAS_3, "BatchNormalization(renorm=True)", "(None, 8)", 16, 40),
        (KERAS_3, "BatchNormalization(1)", "(None, 12, 8)", 24, 24),
        (KERAS_3, "BatchNormalization(center=False, scale=False)", "(None, 8)", 0, 16),
        (KERAS_3, "LayerNormalization([1, -1], center=False)", "(None, 12, 8)", 96, 0),
        (KERAS_3, "RMSNormalization((1, 2))", "(None, 12, 8)", 96, 0),
        (KERAS_3, "GroupNormalization(-1)", "(None, 12, 8)", 16, 0),
        (KERAS_3, "PReLU(shared_axes=[0])", "(None, 12, 8)", 12, 0),
        (KERAS_3, "PReLU(shared_axes=2)", "(None, 12, None)", 12, 0),
        (KERAS_3, "Normalization([1, 2])", "(None, 3, 4)", 0, 25),
        (KERAS_3, "EinsumDense('ab...,bc->ac...', 5, bias_axes='c')", "(None, 3, 4)", 20, 0),
        (KERAS_2, "BatchNormalization([1, 2])", "(None, 12, 8)", 192, 192),
        (KERAS_2, "BatchNormalization(fused=False)", "(None, 8)", 16, 16),
    ],
)
def test_weights(
    outcome: Callable[..., Outcome], target: Target, call: str, shape: str, trainable: int, frozen: int
) -> None:
    got = outcome(call, shape, target)
    assert (got.refused, got.trainable, got.frozen) == (None, trainable, frozen)


@pytest.mark.parametrize(
    ("target", "call", "shape", "refused"),
    [
        (KERAS_3, "BatchNormalization([1, 2])", "(None, 12, 8)", "InvalidValue"),
        (KERAS_3, "BatchNormalization(fused=True)", "(None, 8)", "UnknownArgument"),
        (KERAS_3, "BatchNormalization(momentum=None)", "(None, 8)", "InvalidValue"),
        (KERAS_3, "LayerNormalization(0)", "(None, 8)", "UndefinedAxis"),
        (KERAS_3, "LayerNormalization('1')", "(None, 8)", "InvalidValue"),
        (KERAS_3, "GroupNormalization(0)", "(None, 8)", "InvalidValue"),
        (KERAS_3, "UnitNormalization(2)", "(None, 8)", "IncompatibleAxis"),
        (KERAS_3, "LeakyReLU(alpha=-0.1)", "(None, 8)", "InvalidValue"),
        (KERAS_3, "ReLU(threshold=None)", "(None, 8)", "InvalidValue"),
        (KERAS_3, "Softmax(robust_masking=True)", "(None, 8)", "UnknownArgument"),
        (KERAS_3, "Dropout(0.5, noise_shape=(0, 1))", "(None, 8)", "InvalidValue"),
        (KERAS_3, "Dropout('0.5')", "(None, 8)", "InvalidValue"),
        (KERAS_3, "GaussianNoise(2)", "(None, 8)", "InvalidValue"),
        (KERAS_3, "SpatialDropout1D(0.2, input_shape=(4, 8))", "(None, 4, 8)", "UnknownArgument"),
        (KERAS_3, "ActivityRegularization(activity_regularizer=None)", "(None, 8)", "UnknownArgument"),
        (KERAS_3, "EinsumDense('ab,cd->ad', 4)", "(None, 8)", "InvalidValue"),
        (KERAS_3, "EinsumDense('ab,bc->ac', 4, bias_axes='z')", "(None, 8)", "InvalidValue"),
        (KERAS_3, "EinsumDense('abc,cd->abd', (8, 4))", "(None, 8)", "IncompatibleRank"),
        (KERAS_3, "EinsumDense('ab,bc->ac', 4)", "(None, None)", "UndefinedAxis"),
        (KERAS_3, "InputLayer()", "(None, 8)", "MissingArgument"),
        (KERAS_3, "InputLayer(8)", "(None, 8)", "InvalidShape"),
        (KERAS_3, "InputLayer((8,), batch_shape=(2, 8))", "(None, 8)", "InvalidValue"),
        (KERAS_3, "ReversibleEmbedding(0, 4)", "(None, 8)", "InvalidValue"),
        (KERAS_2, "LeakyReLU(negative_slope=0.1)", "(None, 8)", "UnknownArgument"),
        (KERAS_2, "LeakyReLU(None)", "(None, 8)", "InvalidValue"),
        (KERAS_2, "GroupNormalization(0)", "(None, 8)", "IncompatibleAxis"),
        (KERAS_2, "Softmax(3)", "(None, 8)", "IncompatibleAxis"),
        (KERAS_2, "Softmax()", "(None,)", "IncompatibleRank"),
        (KERAS_2, "EinsumDense('ab,bc->ac', 4)", "(None, 3, 8)", "IncompatibleRank"),
    ],
)
def test_refusals(outcome: Callable[..., Outcome], target: Target, call: str, shape: str, refused: str) -> None:
    assert outcome(call, shape, target).refused == refused


@pytest.mark.parametrize(
    ("target", "call"),
    [
        (KERAS_3, "LeakyReLU(-0.5, alpha=0.1)"),
        (KERAS_3, "Softmax(9)"),
        (KERAS_3, "Dropout(True)"),
        (KERAS_3, "BatchNormalization('-1')"),
        (KERAS_3, "Masking('a')"),
        (KERAS_2, "LeakyReLU(-0.5)"),
        (KERAS_2, "GaussianNoise(2)"),
        (KERAS_2, "Dropout('0.5', noise_shape='a')"),
        (KERAS_2, "Softmax(-1, True)"),
        (KERAS_2, "BatchNormalization(momentum=None)"),
    ],
)
def test_what_is_taken_without_a_word(outcome: Callable[..., Outcome], target: Target, call: str) -> None:
    assert outcome(call, "(None, 8)", target).output == (None, 8)


@pytest.mark.parametrize(
    ("target", "call", "declared"),
    [
        (KERAS_3, "InputLayer((8, 3))", (NONE, 8, 3)),
        (KERAS_3, "InputLayer(shape=(None,), batch_size=2)", (2, NONE)),
        (KERAS_3, "InputLayer(batch_shape=(2, 8))", (2, 8)),
        (KERAS_3, "InputLayer(input_shape=(8,), anything=1)", (NONE, 8)),
        (KERAS_2, "InputLayer((8,), 2)", (2, 8)),
        (KERAS_2, "InputLayer(batch_input_shape=(None, 4))", (NONE, 4)),
    ],
)
def test_what_an_input_layer_declares(target: Target, call: str, declared: tuple[object, ...]) -> None:
    _, record = build(call, target)
    assert record.declared == declared


def test_an_unknown_argument_costs_only_what_depends_on_it(outcome: Callable[..., Outcome]) -> None:
    assert outcome("BatchNormalization()", "?").output == "?"
    assert outcome("SpatialDropout1D(0.2)", "?").output == (None, "?", "?")


@pytest.mark.parametrize("call", ["LeakyReLU()", "Softmax()", "RandomFlip()", "Normalization(axis=None)"])
def test_a_layer_that_keeps_the_shape_keeps_an_unknown_one(call: str) -> None:
    _, record = build(call)
    shape = unknown_shape("it is not known", 8)
    applied = apply(record, shape)
    assert applied.output is shape
