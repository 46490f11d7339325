"""Layers around layers, cells and what the generations of Keras do differently."""

from __future__ import annotations

import pytest

from seqlint.values.target import Target
from tests.keras.twin import Outcome, build, outcome

KERAS2 = Target(2, 21)
SEQUENCE = "(None, 30, 8)"


@pytest.mark.parametrize(
    ("call", "shape", "output", "trainable"),
    [
        ("TimeDistributed(TimeDistributed(Dense(4)))", "(None, 3, 5, 8)", (None, 3, 5, 4), 36),
        ("TimeDistributed(TimeDistributed(LSTM(3)))", "(None, 4, 3, 5, 2)", (None, 4, 3, 3), 72),
        ("Bidirectional(RNN([LSTMCell(4), GRUCell(2)]))", SEQUENCE, (None, 4), 2 * (208 + 48)),
        ("Bidirectional(LSTM(4), merge_mode='mul')", SEQUENCE, (None, 4), 416),
        (
            "RNN(StackedRNNCells([SimpleRNNCell(3), SimpleRNNCell(2)]), return_sequences=True)",
            SEQUENCE,
            (None, 30, 2),
            48,
        ),
        ("SpectralNormalization(Embedding(10, 4))", "(None, 5)", (None, 5, 4), 40),
    ],
)
def test_what_is_inside_counts(call: str, shape: str, output: tuple[int | None, ...], trainable: int) -> None:
    got = outcome(call, shape)
    assert (got.refused, got.output, got.trainable) == (None, output, trainable)


def test_two_tensors_are_no_shape() -> None:
    got = outcome("LSTM(4, return_state=True)", SEQUENCE)
    assert got.several
    assert got.output == "?"
    assert outcome("Bidirectional(LSTM(4), merge_mode=None)", SEQUENCE).several


@pytest.mark.parametrize(
    ("call", "shape", "keras2", "keras3"),
    [
        ("Conv2D(4, 3)", "(None, 5, 9, 9, 1)", None, "IncompatibleRank"),
        ("Conv2DTranspose(4, 3)", "(None, 5, 9, 9, 1)", "IncompatibleRank", "IncompatibleRank"),
        ("AveragePooling2D()", "(None, 8, 8, 1)", None, "MissingArgument"),
        ("Embedding(10, 4, input_length=5)", "(None, 5)", None, None),
        ("LSTM(4, time_major=True)", SEQUENCE, None, "UnknownArgument"),
        ("SeparableConv1D(4, 3, padding='causal')", SEQUENCE, None, "InvalidValue"),
        ("DepthwiseConv2D(3, strides=2, dilation_rate=2)", "(None, 9, 9, 1)", "InvalidValue", None),
        ("ConvLSTM1D(4, 3)", "(None, 5, None, 1)", None, "UndefinedAxis"),
        ("GlobalAveragePooling1D('channels_last', True)", SEQUENCE, "TooManyArguments", None),
        ("LSTM(4, unroll=True)", "(None, None, 8)", "UndefinedAxis", None),
        ("Dense(4.0)", "(None, 8)", None, "InvalidValue"),
    ],
)
def test_the_generations_differ(call: str, shape: str, keras2: str | None, keras3: str | None) -> None:
    assert outcome(call, shape, KERAS2).refused == keras2
    assert outcome(call, shape).refused == keras3


@pytest.mark.parametrize(
    ("call", "shape", "minor"),
    [
        ("Conv2D(4, 3)", "(None, 2, 9, 1)", 14),
        ("MaxPooling2D(3)", "(None, 2, 9, 1)", 15),
        ("Dense(0)", "(None, 8)", 13),
        ("RepeatVector(0)", "(None, 8)", 15),
        ("Embedding(0, 4)", "(None, 8)", 15),
    ],
)
def test_keras_3_became_stricter(call: str, shape: str, minor: int) -> None:
    assert outcome(call, shape, Target(3, minor)).refused
    assert outcome(call, shape, Target(3, minor - 1)).refused is None


def test_a_negative_size_was_always_refused() -> None:
    assert outcome("Conv2D(4, 5)", "(None, 2, 9, 1)", Target(3, 3)).refused == "WindowTooLarge"


def test_an_embedding_of_keras_2_declares_its_input() -> None:
    assert str(build("Embedding(10, 4, input_length=5)", KERAS2)[1].declared) == "(None, 5)"
    assert str(build("Embedding(10, 4)", KERAS2)[1].declared) == "(None, None)"
    assert build("Embedding(10, 4)")[1].declared is None


def test_the_arithmetic_is_shown_with_its_numbers() -> None:
    _, record = build("Conv2D(32, 3)")
    assert record.facets.steps is not None
    assert record.facets.steps((1, 28, 28, 1)) == ("height: (28 - 3) // 1 + 1 = 26", "width: (28 - 3) // 1 + 1 = 26")


def test_nothing_is_too_large() -> None:
    huge = outcome(f"Conv2D({2**59}, 3)", "(None, 9, 9, 1)")
    assert huge == Outcome(output=(None, 7, 7, 2**59), trainable=10 * 2**59)
    assert outcome(f"Conv2D({2**63}, 3)", "(None, 9, 9, 1)").refused == "InvalidValue"
    assert outcome(f"Reshape(({10**9},))", "(None, 9)").refused == "ReshapeMismatch"


def test_keras_2_goes_through_a_sequence_without_cells() -> None:
    assert outcome("RNN([])", SEQUENCE, KERAS2).output == (None, 8)
    assert outcome("RNN([], return_sequences=True)", SEQUENCE, KERAS2).output == (None, 30, 8)
    assert outcome("RNN([], return_state=True)", SEQUENCE, KERAS2).output == "?"


def test_keras_2_lays_the_batch_anew_for_virtual_batches() -> None:
    assert outcome("BatchNormalization(virtual_batch_size=2)", "(4, None, 9)", KERAS2).output == (None, None, 9)
    assert outcome("BatchNormalization(virtual_batch_size=2)", "(4, 3, 9)", KERAS2).output == (4, 3, 9)
    assert outcome("BatchNormalization()", "(4, None, 9)", KERAS2).output == (4, None, 9)
