"""Preprocessing layers beyond their examples: what Keras 3 and Keras 2 take, refuse and give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seqlint.check import check_text
from seqlint.values.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.keras.twin import Outcome

KERAS_2 = Target(2, 21)
KERAS_3 = Target(3, 15)
IMAGES = "(None, 12, 12, 3)"


@pytest.mark.parametrize(
    ("call", "shape", "output"),
    [
        ("Resizing(6, 8)", "(None, 12, 12, 3)", (None, 6, 8, 3)),
        ("Resizing(6, 8, data_format='channels_first')", "(None, 3, 12, 12)", (None, 3, 6, 8)),
        ("Resizing(6, 8)", "(None, 12)", (6, 8)),
        ("RandomCrop(6, 8)", "(None, 4, 12, 12, 3)", (None, 4, 6, 8, 3)),
        ("RandomHeight(0.2)", "(None, 12, 3)", (None, 12, 3)),
        ("RandomWidth(0.2)", "(None, 3)", (None, 3)),
        ("CategoryEncoding(5, output_mode='one_hot')", "(None, 2, 3)", (None, 2, 3, 5)),
        ("CategoryEncoding(5, output_mode='binary')", "(None, 2, 3)", (None, 2, 5)),
        ("Discretization([0.0, 1.0], output_mode='count')", "(None, 4, 6)", (None, 6, 3)),
        ("Discretization(num_bins=4, output_mode='one_hot')", "(None, 1)", (None, 4)),
        ("Hashing(5, output_mode='one_hot')", "(None, 3)", (None, 5)),
        ("StringLookup(vocabulary=['[UNK]', 'a', 'b'], output_mode='multi_hot')", "(None, 7)", (None, 3)),
        ("StringLookup(vocabulary=['a', 'b'], num_oov_indices=2, output_mode='count')", "(None, 7)", (None, 4)),
        ("StringLookup(max_tokens=9, pad_to_max_tokens=True, output_mode='count')", "(None, 7)", (None, 9)),
        ("StringLookup(vocabulary='words.txt', output_mode='count')", "(None, 7)", (None, "?")),
        ("TextVectorization(output_mode='multi_hot')", "(None, 1)", (None, 1, "?")),
        ("TextVectorization(split=None, vocabulary=['a'], output_mode='multi_hot')", "(None, 1)", (None, 2)),
        ("MelSpectrogram(fft_length=8, sequence_stride=4, num_mel_bins=4)", "(None, 4, 12, 12)", (None, 4, 2)),
        ("STFTSpectrogram('stft', 4, padding='same')", "(None, 12, 2)", (None, 6, 12)),
        ("STFTSpectrogram(frame_length=4, data_format='channels_first')", "(None, 2, 12)", (None, 6, 5)),
        ("Pipeline([Resizing(6, 6), Rescaling(0.5)])", "(None, 12, 12, 3)", (None, 6, 6, 3)),
    ],
)
def test_shapes_of_keras_3(outcome: Callable[..., Outcome], call: str, shape: str, output: tuple[object, ...]) -> None:
    assert outcome(call, shape, KERAS_3).output == output


@pytest.mark.parametrize(
    ("call", "shape", "output"),
    [
        ("Resizing(6, 8)", "(None, 12, 12, 3)", (None, 6, 8, 3)),
        ("Hashing(5, output_mode='one_hot')", "(None, 1)", (None, 5)),
        ("Discretization([0.0, 1.0], output_mode='count')", "(None, 4)", (None, 3)),
        ("TextVectorization(output_sequence_length=6)", "(None,)", (None, 6)),
        ("TextVectorization(split='character')", "(None, 12, 1)", (None, 12, None)),
        ("TextVectorization(vocabulary=['a'], output_mode='multi_hot')", "(None, 1)", (None, 2)),
        ("RandomZoom(0.2, (2, 3))", IMAGES, (None, 12, 12, 3)),
        ("RandomRotation(20)", IMAGES, (None, 12, 12, 3)),
        ("RandomContrast((0.2, 5))", IMAGES, (None, 12, 12, 3)),
    ],
)
def test_shapes_of_keras_2(outcome: Callable[..., Outcome], call: str, shape: str, output: tuple[object, ...]) -> None:
    assert outcome(call, shape, KERAS_2).output == output


@pytest.mark.parametrize(
    ("call", "shape", "refused"),
    [
        ("Resizing(6, 8)", "(None,)", "IncompatibleRank"),
        ("Resizing('6', 8)", IMAGES, "InvalidValue"),
        ("Resizing(-6, 8)", IMAGES, "InvalidValue"),
        ("CenterCrop(6, 8)", "(None, 4, 12, 12, 3)", "IncompatibleRank"),
        ("RandomFlip('horizontal', data_format='last')", IMAGES, "InvalidValue"),
        ("RandomBrightness(0.2, 255)", IMAGES, "InvalidValue"),
        ("RandomBrightness(0.2, value_range=(0, 1, 2))", IMAGES, "InvalidValue"),
        ("RandomContrast(-0.2)", IMAGES, "InvalidValue"),
        ("RandomTranslation(0.1, (0.1, 3))", IMAGES, "InvalidValue"),
        ("RandomZoom(0.1, fill_mode='mirror')", IMAGES, "InvalidValue"),
        ("RandomShear((0.1, 0.2, 0.3))", IMAGES, "InvalidValue"),
        ("AugMix(factor=(0.1, 2.0))", IMAGES, "InvalidValue"),
        ("RandomGaussianBlur(kernel_size=(3, 4))", IMAGES, "InvalidValue"),
        ("RandomRotation()", IMAGES, "MissingArgument"),
        ("RandomRotation(0.1, angle=3)", IMAGES, "UnknownArgument"),
        ("CategoryEncoding(0)", "(None, 3)", "InvalidValue"),
        ("CategoryEncoding(2.0)", "(None, 3)", "InvalidValue"),
        ("Discretization()", "(None, 3)", "InvalidValue"),
        ("Discretization(num_bins=-1)", "(None, 3)", "InvalidValue"),
        ("Discretization([0.0], sparse=True)", "(None, 3)", "InvalidValue"),
        ("Hashing(5, salt='a')", "(None, 3)", "InvalidValue"),
        ("Hashing(5, dtype='float32')", "(None, 3)", "InvalidValue"),
        ("StringLookup(vocabulary=[])", "(None, 3)", "InvalidValue"),
        ("StringLookup(vocabulary=['a', 'z'], mask_token='z')", "(None, 3)", "InvalidValue"),
        ("StringLookup(vocabulary=['a', 'b', 'c'], max_tokens=2)", "(None, 3)", "InvalidValue"),
        ("StringLookup(invert=True, output_mode='count')", "(None, 3)", "InvalidValue"),
        ("StringLookup(pad_to_max_tokens=True)", "(None, 3)", "InvalidValue"),
        ("StringLookup(input_shape=(4,))", "(None, 3)", "UnknownArgument"),
        ("IntegerLookup(vocabulary=[1, 2], salt=3)", "(None, 3)", "InvalidValue"),
        ("IntegerLookup(vocabulary_dtype='int32')", "(None, 3)", "InvalidValue"),
        ("TextVectorization(ngrams=[2])", "(None, 1)", "InvalidValue"),
        ("TextVectorization(standardize='upper')", "(None, 1)", "InvalidValue"),
        ("TextVectorization(output_mode='count', ragged=True)", "(None, 1)", "InvalidValue"),
        ("TextVectorization(output_sequence_length='6')", "(None, 1)", "InvalidValue"),
        ("MelSpectrogram(sequence_stride=0)", "(None, 100)", "InvalidValue"),
        ("STFTSpectrogram(window='x')", "(None, 1000, 1)", "InvalidValue"),
        ("STFTSpectrogram(frame_length=8, frame_step=9)", "(None, 1000, 1)", "InvalidValue"),
        ("STFTSpectrogram(frame_length=8, fft_length=4)", "(None, 1000, 1)", "InvalidValue"),
        ("STFTSpectrogram(frame_length=8)", "(None, 1000, None)", "UndefinedAxis"),
        ("Normalization(mean=[1.0, 2.0], variance=[1.0])", "(None, 2)", "InvalidValue"),
        ("Normalization(mean=[1.0, 2.0], variance=[1.0, 2.0])", "(None, 3)", "IncompatibleAxis"),
        ("Normalization(axis=3)", "(None, 2)", "IncompatibleAxis"),
        ("HashedCrossing(5)", "(None, 1)", "SeveralInputs"),
    ],
)
def test_refusals_of_keras_3(outcome: Callable[..., Outcome], call: str, shape: str, refused: str) -> None:
    assert outcome(call, shape, KERAS_3).refused == refused


@pytest.mark.parametrize(
    ("call", "shape", "refused"),
    [
        ("Resizing(6, 8, interpolation='x')", IMAGES, "InvalidValue"),
        ("Resizing(6, 8)", "(None, 4, 12, 12, 3)", "IncompatibleRank"),
        ("CenterCrop(0, 8)", IMAGES, "InvalidValue"),
        ("RandomFlip('left_right')", IMAGES, "InvalidValue"),
        ("RandomFlip()", "(None, 12)", "IncompatibleRank"),
        ("RandomFlip(data_format='channels_last')", IMAGES, "UnknownArgument"),
        ("RandomRotation((0.3, 0.1))", IMAGES, "InvalidValue"),
        ("RandomContrast(2)", IMAGES, "InvalidValue"),
        ("CategoryEncoding(5)", "(None, 2, 3)", "IncompatibleRank"),
        ("CategoryEncoding(5, output_mode='one_hot')", "(None, 3)", "IncompatibleRank"),
        ("TextVectorization()", "(None, 3)", "IncompatibleRank"),
        ("TextVectorization(output_mode='one_hot')", "(None, 1)", "InvalidValue"),
        ("Rescaling(None)", IMAGES, "InvalidValue"),
    ],
)
def test_refusals_of_keras_2(outcome: Callable[..., Outcome], call: str, shape: str, refused: str) -> None:
    assert outcome(call, shape, KERAS_2).refused == refused


@pytest.mark.parametrize(
    "call",
    [
        "RandomFlip('left_right')",
        "RandomBrightness(None)",
        "RandomBrightness(0.2, data_format='channels_first')",
        "Rescaling('1/255')",
        "RandomColorJitter()",
        "RandomRotation((-3, 0.5))",
    ],
)
def test_what_keras_3_takes_without_a_word(outcome: Callable[..., Outcome], call: str) -> None:
    got = outcome(call, IMAGES, KERAS_3)
    assert got.refused is None
    assert got.output == (None, 12, 12, 3)


@pytest.mark.parametrize(
    "text",
    [
        "layers.StringLookup(vocabulary=['a', 'b'])('a')",
        "layers.TextVectorization(vocabulary=['a', 'b'])('a b')",
        "layers.TextVectorization(vocabulary=['a', 'b'])(['a b', 'b'])",
        "layers.Hashing(5)(3)",
        "layers.CategoryEncoding(4)([1, 2])",
        "layers.Rescaling(0.5)([[1.0]])",
    ],
)
def test_preprocessing_layers_take_values_of_python(text: str) -> None:
    assert check_text(f"from keras import layers\nx = {text}\n").findings == ()


def test_a_sample_of_unknown_shape_stays_unknown_behind_a_preprocessing_layer() -> None:
    text = """
import keras
import tensorflow as tf
from keras import layers

texts = [open(name).read() for name in tf.io.gfile.glob("*.txt")]
tokenizer = layers.TextVectorization(vocabulary=["a"], output_sequence_length=100)
data = tf.data.Dataset.from_tensor_slices(texts).map(lambda each: (tokenizer(each), tokenizer(each))).batch(64)
model = keras.Sequential([keras.Input((100,), dtype="int32"), layers.Embedding(3, 4), layers.Dense(3, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(data)
"""
    assert [each.code for each in check_text(text).findings if each.severity in {"error", "warning"}] == []
