"""What the cards of layers say of this call: arithmetic, receptive field, rare arguments, other values."""

from __future__ import annotations

import pytest

from seqlint.check import analyse
from seqlint.explain.cards import card_at
from seqlint.source.document import from_text

STACK = """\
import keras
from keras import layers
model = keras.Sequential([
    keras.Input((32, 32, 4)),
    layers.Conv2D(16, 3, dilation_rate=2, padding="same"),
    layers.Conv2D(16, (3, 5), strides=(2, 1), groups=4),
    layers.BatchNormalization(),
    layers.MaxPooling2D(3, strides=1, padding="same"),
    layers.Conv2DTranspose(4, 4, strides=2, padding="same", output_padding=1),
    layers.Conv2DTranspose(4, 2, strides=3),
    layers.GlobalAveragePooling2D(),
])
steps = keras.Sequential([
    keras.Input(batch_shape=(16, 30, 8)),
    layers.Bidirectional(layers.GRU(6, return_sequences=True), merge_mode="ave"),
    layers.LSTM(12, stateful=True, go_backwards=True, return_sequences=True),
    layers.Conv1D(7, 4, padding="causal", dilation_rate=3, data_format="channels_last"),
    layers.PReLU(shared_axes=[1]),
    layers.DepthwiseConv1D(3, depth_multiplier=2),
])
"""


@pytest.fixture(scope="module")
def analysis():
    return analyse(from_text(STACK, "train.py"), trace=True)


def text(analysis, line, token):
    row = STACK.splitlines()[line - 1]
    found = card_at(analysis, analysis.document.offset_of(line, row.index(token) + 1))
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    ("line", "token", "wanted"),
    [
        (5, "Conv2D", ["5 × 5 of the input's 32 × 32 places", "3 × 3 places stand 2 apart: it reaches over 5 × 5"]),
        (6, "Conv2D", ["7 × 9 of the input's 32 × 32", "split into 4 groups: each filter sees 4 of them"]),
        (8, "MaxPooling2D", ["11 × 11 of the input's 32 × 32"]),
        (9, "Conv2DTranspose", ["height: (15 - 1) × 2 + 4 - 2 × 2 + 1 = 29"]),
        (10, "Conv2DTranspose", ["height: (29 - 1) × 3 + 2 + 1 = 87"]),
        (15, "Bidirectional", ["Bidirectional(GRU)", "averaged: as many numbers go out as the layer has units"]),
        (16, "LSTM", ["read from its last step to its first", "Batch after batch has 16 samples"]),
        (17, "Conv1D", ["Conv1D(7, 4)", "Windows of 4 steps", "Channels stand last: (16, 30, 12) has 12 of them"]),
        (18, "PReLU", ["One slope serves all places of axis 1: 7 slopes"]),
        (19, "depth_multiplier", ["Every channel gets 2 filters", "depth_multiplier=1 gives (16, 28, 7)"]),
    ],
)
def test_the_card_speaks_of_this_call(analysis, line, token, wanted):
    found = text(analysis, line, token)
    assert [word for word in wanted if word not in found] == []


@pytest.mark.parametrize(
    ("line", "token", "wanted"),
    [
        (5, "padding", "Instead: padding='valid' gives (None, 28, 28, 16)."),
        (5, "16", "filters=8 gives (None, 32, 32, 8) and has 296 parameters"),
        (5, "dilation_rate", "with the same weights"),
        (6, "strides", "strides=1 gives (None, 30, 28, 16)"),
        (6, "groups", "groups=1 has 3,856 parameters"),
        (16, "return_sequences", "return_sequences=False gives (16, 12)"),
        (17, "causal", "padding='valid' gives (16, 21, 7)"),
    ],
)
def test_other_values_are_tried_here(analysis, line, token, wanted):
    assert wanted in text(analysis, line, token)


def test_the_field_ends_where_places_end(analysis):
    assert "receptive field" not in text(analysis, 11, "GlobalAveragePooling2D")
    assert "receptive field" not in text(analysis, 17, "Conv1D")


def test_a_layer_inside_another_says_what_it_receives_there(analysis):
    found = text(analysis, 15, "return_sequences")
    assert "every step goes out: (16, 30, 6)." in found
    assert "inside Bidirectional(GRU), layer 1 in steps" in found
    assert "?" not in found


PICTURES = """\
import keras
from keras import layers
model = keras.Sequential([
    keras.Input((3, 64, 48)),
    layers.BatchNormalization(axis=1),
    layers.RandomZoom((-0.2, 0.3), data_format="channels_first"),
    layers.RandomRotation(0.1, data_format="channels_first"),
    layers.RandomContrast((0.2, 0.4)),
    layers.Rescaling(1 / 127.5, offset=-1),
    layers.Flatten(),
    layers.Reshape((-1, 2)),
])
"""


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (5, "for each feature of axis 1"),
        (6, "between -0.2 and 0.3."),
        (7, "between -0.1 and 0.1 of a full turn"),
        (8, "between 1 - 0.2 and 1 + 0.4."),
        (9, "input · 0.00784314"),
        (11, "4608 × 2"),
    ],
)
def test_a_range_is_written_with_both_ends(line, wanted):
    analysis = analyse(from_text(PICTURES, "train.py"), trace=True)
    row = PICTURES.splitlines()[line - 1]
    found = card_at(analysis, analysis.document.offset_of(line, row.index("layers.") + 9))
    assert wanted in found.text


SMALL = """\
import keras
from keras import layers
model = keras.Sequential([
    keras.Input((3,)),
    layers.RMSNormalization(),
    layers.ReLU(max_value=6.0, negative_slope=0.1),
    layers.Activation("swish"),
])
"""


@pytest.mark.parametrize(
    ("line", "wanted", "unwanted"),
    [
        (5, "3 parameters", "3 = 3"),
        (6, "Values above 6.0 become 6.0.", "?"),
        (6, "not cut off but multiplied by 0.1.", "?"),
        (7, "output = x · sigmoid(x)", "?"),
    ],
)
def test_small_layers_say_what_they_compute(line, wanted, unwanted):
    analysis = analyse(from_text(SMALL, "train.py"), trace=True)
    row = SMALL.splitlines()[line - 1]
    found = card_at(analysis, analysis.document.offset_of(line, row.index("layers.") + 9))
    assert wanted in found.text
    assert unwanted not in found.text
