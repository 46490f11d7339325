"""Keywords that Keras 2 takes besides a layer's own arguments."""

from __future__ import annotations

import pytest

from seqlint.values.refusal import Refused
from seqlint.values.shape import Open
from seqlint.values.target import NEWEST, Target
from tests.keras.twin import build, outcome

TWO = Target(2, NEWEST[2], "the test")


@pytest.mark.parametrize(
    ("call", "declared"),
    [
        ("SimpleRNN(3, input_dim=7)", (None, None, 7)),
        ("LSTM(3, input_dim=7, input_length=4)", (None, 4, 7)),
        ("GRU(3, input_length=4)", (None, 4, None)),
        ("LSTM(3, input_dim=7, batch_size=5)", (5, None, 7)),
        ("RNN(LSTMCell(3), input_dim=7)", (None, None, 7)),
        ("ConvLSTM2D(3, 2, input_dim=7)", (None, None, 7)),
        ("Bidirectional(LSTM(3), input_dim=7)", (None, 7)),
        ("Conv1D(3, 2, input_dim=7)", (None, 7)),
        ("Dense(3, input_dim=7, batch_size=4)", (4, 7)),
    ],
)
def test_input_that_keywords_declare(call: str, declared: tuple[int | None, ...]) -> None:
    shape = build(call, TWO)[1].declared
    assert isinstance(shape, tuple)
    assert tuple(None if isinstance(size, Open) else size for size in shape) == declared


@pytest.mark.parametrize(
    ("call", "shape", "output", "trainable"),
    [
        ("Conv2DTranspose(6, 3, groups=2)", "(None, 8, 8, 4)", (None, 10, 10, 6), 222),
        ("DepthwiseConv2D(3, kernel_initializer='he_normal')", "(None, 28, 28, 3)", (None, 26, 26, 3), 30),
        ("DepthwiseConv1D(3, groups=2)", "(None, 8, 4)", (None, 6, 4), 16),
    ],
)
def test_keywords_of_the_plain_convolution_are_forgotten(
    call: str, shape: str, output: tuple[int | None, ...], trainable: int
) -> None:
    found = outcome(call, shape, TWO)
    assert (found.output, found.trainable) == (output, trainable)
    assert outcome(call, shape).refused == "UnknownArgument"


def test_other_layers_have_no_input_length() -> None:
    with pytest.raises(Refused):
        build("Conv1D(3, 2, input_length=4)", TWO)
