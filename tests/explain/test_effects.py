"""What each argument does here, with this layer's numbers."""

from __future__ import annotations

import pytest

from seqlint.check import analyse
from seqlint.explain.cards.effects import effect
from seqlint.explain.facts import Facts
from seqlint.explain.walk import walk
from seqlint.source.document import from_text

PROGRAM = """\
import keras
from keras import layers
from keras import constraints, initializers, regularizers
model = keras.Sequential([keras.Input({shape}), layers.{layer}])
"""


def said(shape: str, layer: str, argument: str) -> str:
    analysis = analyse(from_text(PROGRAM.format(shape=shape, layer=layer), "train.py"), trace=True)
    facts = Facts(analysis)
    _, model = facts.models[-1]
    (seen,) = facts.seen(model.uses[-1].ref)
    return effect(argument, seen)


@pytest.mark.parametrize(
    ("shape", "layer", "argument", "wanted"),
    [
        (
            "(784,)",
            "Dense(64)",
            "kernel_initializer",
            "(784, 64)` are drawn evenly between -0.0841 and 0.0841: √(6 / (",
        ),
        ("(784,)", "Dense(64, kernel_initializer='he_normal')", "kernel_initializer", "0.0505: √(2 / 784 inputs)."),
        ("(4,)", "Dense(2, kernel_initializer='lecun_uniform')", "kernel_initializer", "0.866: √(3 / 4 inputs)."),
        ("(9, 9, 4)", "Conv2D(8, 3)", "kernel_initializer", "√(6 / (36 inputs + 72 outputs))."),
        ("(9, 9, 4)", "Conv2D(8, 3)", "bias_initializer", "The 8 numbers of `bias` start at 0."),
        (
            "(9,)",
            "Dense(8, kernel_initializer=initializers.VarianceScaling(2.0, mode='fan_out'))",
            "kernel_initializer",
            "are drawn around 0 with a spread of 0.5: √(2 / 8 outputs).",
        ),
        ("(9,)", "Dense(3, bias_initializer=initializers.Constant(0.1))", "bias_initializer", "start at 0.1."),
        (
            "(9,)",
            "Dense(3, kernel_initializer=initializers.RandomNormal(stddev=0.01))",
            "kernel_initializer",
            "are drawn around 0 with a spread of 0.01.",
        ),
        (
            "(9,)",
            "Dense(3, kernel_regularizer=regularizers.L2(1e-4))",
            "kernel_regularizer",
            "0.0001 × the sum of the squares of the 27 numbers of `kernel` is added to the loss",
        ),
        (
            "(9,)",
            "Dense(3, activity_regularizer=regularizers.L1(0.5))",
            "activity_regularizer",
            "0.5 × the sum of the absolute values of the numbers that leave the layer",
        ),
        ("(9,)", "Dense(3, kernel_constraint='non_neg')", "kernel_constraint", "below 0 are set to 0."),
        (
            "(9,)",
            "Dense(3, kernel_constraint=constraints.MaxNorm(3))",
            "kernel_constraint",
            "shrunk where their length along axis 0 is above 3.",
        ),
        ("(9,)", "Dense(3, kernel_regularizer='l1')", "bias_regularizer", ""),
        ("(9,)", "Dense(3, trainable=False)", "trainable", "Its 30 parameters stay as they are."),
        ("(9,)", "Dense(3, name='head')", "name", "`get_layer('head')` finds it."),
        ("(7, 12)", "LayerNormalization()", "axis", "Each of the 7 places of a sample is brought to scale by itself"),
        (
            "(7, 12)",
            "LayerNormalization(axis=[1, 2])",
            "axis",
            "Each sample is brought to scale by itself, over its 7 × 12",
        ),
        ("(8, 8, 16)", "BatchNormalization()", "axis", "Each of the 16 features along axis -1"),
        ("(8, 8, 16)", "BatchNormalization(momentum=0.9)", "momentum", "keep 90 % of what they were"),
        ("(8, 8, 16)", "BatchNormalization(center=False)", "center", "No shift is learned"),
        ("(8, 8, 16)", "BatchNormalization(center=False)", "scale", "16 factors are learned, `gamma`."),
        ("(7, 4)", "LSTM(5, dropout=0.2)", "dropout", "20 % of the 4 features of a step are set to 0"),
        ("(7, 4)", "LSTM(5, unit_forget_bias=True)", "unit_forget_bias", "The forget gate's 5 constants start at 1"),
        ("(7, 4)", "GRU(5)", "reset_after", "30 constants, two sets."),
        ("(7, 4)", "GRU(5, reset_after=False)", "reset_after", "15 constants, one set."),
        ("(7, 4)", "LSTM(5, unroll=True)", "unroll", "The 7 steps are written out one after the other"),
        ("(7, 4)", "LSTM(5)", "recurrent_activation", "The 3 gates are opened and closed by `sigmoid`"),
        ("(7, 4)", "Masking(-1.0)", "mask_value", "A step in which all 4 features are -1 is skipped"),
        (
            "(7, 4)",
            "TimeDistributed(layers.Dense(3))",
            "layer",
            "sees each of the 7 steps by itself: `(None, 4)` → `(None, 3)`",
        ),
        ("(7, 4)", "Bidirectional(layers.LSTM(3))", "layer", "a copy of it reads backwards. Each has 96 parameters."),
        (
            "(7, 4)",
            "RNN(layers.LSTMCell(3))",
            "cell",
            "with the state that the step before left: `(None, 4)` → `(None, 3)`",
        ),
        ("(7,)", "RepeatVector(3)", "n", "3 copies of the vector stand in a row: `(None, 7)` → `(None, 3, 7)`."),
        ("(7, 4)", "Permute((2, 1))", "dims", "Axis 2 (4) becomes axis 1, axis 1 (7) becomes axis 2"),
        ("(7, 4)", "Conv1D(3, 2, strides=2)", "strides", "The window moves 2 at a time"),
        ("(7, 4)", "ZeroPadding1D((1, 2))", "padding", "1 + 2 steps of zeros are added"),
        ("(7, 4)", "ZeroPadding1D(1)", "padding", "1 step at each end of zeros is added"),
        ("(7, 9, 4)", "Cropping2D(((1, 0), (2, 2)))", "cropping", "1 + 0 rows, 2 columns at each end are cut off"),
        ("(7, 9, 4)", "UpSampling2D((2, 3))", "size", "Every pixel becomes 2 × 3 of them"),
        (
            "(8, 4)",
            "EinsumDense('abc,cd->abd', output_shape=(None, 5), bias_axes='d')",
            "equation",
            "Summed over c; d is new",
        ),
        (
            "(8, 4)",
            "EinsumDense('abc,cd->abd', output_shape=(None, 5), bias_axes='d')",
            "bias_axes",
            "5 constants are added",
        ),
        ("(64, 48, 3)", "RandomRotation(0.1)", "factor", "an angle between -36° and 36°."),
        ("(64, 48, 3)", "RandomTranslation(0.1, 0.25)", "width_factor", "up to 12 pixels."),
        ("(64, 48, 3)", "RandomZoom(0.2)", "width_factor", "so that proportions stay."),
        ("(64, 48, 3)", "RandomContrast((0.2, 0.4))", "factor", "becomes 80 % to 140 % of what it was."),
        ("(64, 48, 3)", "RandomBrightness(0.2)", "factor", "between -51 and 51 is added to every pixel"),
        ("(64, 48, 3)", "RandomFlip('vertical')", "mode", "Top and bottom change places in half of the images."),
        ("(64, 48, 3)", "Resizing(8, 9)", "height", "a height of 8 pixels: `(None, 64, 48, 3)` → `(None, 8, 9, 3)`."),
        ("(3,)", "CategoryEncoding(12)", "num_tokens", "Categories 0 … 11 give rows of 12 numbers"),
        ("(3,)", "GaussianDropout(0.2)", "rate", "random numbers around 1 with a spread of 0.5."),
        ("(3,)", "ELU(0.5)", "alpha", "approach -0.5."),
        ("(3,)", "Normalization(axis=None)", "axis", "One mean and one spread serve all values."),
    ],
)
def test_an_argument_says_what_it_does_here(shape, layer, argument, wanted):
    found = said(shape, layer, argument)
    assert wanted in found
    assert (found == "") is (wanted == "")


@pytest.mark.parametrize(
    ("shape", "layer", "argument"),
    [
        ("(n,)", "Dense(64)", "kernel_initializer"),
        ("(None, None, 3)", "RandomTranslation(0.1, 0.25)", "height_factor"),
        ("(None, 4)", "LSTM(5, unroll=False)", "unroll"),
        ("(None, 4)", "LayerNormalization()", "axis"),
        ("(7, 4)", "Dense(units)", "units"),
        ("(7, 4)", "Dropout(rate)", "rate"),
        ("(7, 4)", "BatchNormalization(momentum=m, epsilon=e)", "momentum"),
        ("(7, 4)", "Conv1D(3, k)", "kernel_size"),
    ],
)
def test_nothing_is_made_up_where_a_number_is_not_known(shape, layer, argument):
    found = said(shape, layer, argument)
    assert "?" not in found.replace("`?`", "")
    assert "None places" not in found
    assert "None steps" not in found


def test_the_walk_describes_what_a_wrapper_holds():
    program = PROGRAM.format(shape="(7, 4)", layer="TimeDistributed(layers.Dense(3, activation='relu'))")
    found = walk(analyse(from_text(program, "train.py"), trace=True))
    assert "- `layer=Dense(3, relu)`: `Dense(3, relu)` sees each of the 7 steps" in found
    assert "Inside, `Dense(3, relu)`: `(None, 4)` → `(None, 3)`." in found
    assert "- `units=3`: 3 weighted sums of the 4 numbers that arrive" in found
