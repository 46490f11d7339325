"""At which call Keras refuses: the constructor, or the layer's application, which may come much later."""

from __future__ import annotations

import pytest

from seqlint.values.target import NEWEST, Target
from tests.keras.twin import Outcome, outcome

IMAGE, STEPS, ROW = "(None, 8, 8, 4)", "(None, 8, 4)", "(None, 8)"

CONSTRUCTORS = [
    (3, "Dense(3, activation=np.int64(3))", ROW, "activation"),
    (3, "Dense(3, kernel_regularizer=np.int64(3))", ROW, "kernel_regularizer"),
    (2, "Dense(3, kernel_constraint=np.int64(3))", ROW, "kernel_constraint"),
    (3, "Conv2D(2, 3, padding=3)", IMAGE, "padding"),
    (3, "Conv2D(2.5, 3)", IMAGE, "filters"),
    (3, "LSTM(-1)", STEPS, "units"),
    (3, "GRU(2.5)", STEPS, "units"),
    (3, "UnitNormalization(1.5)", ROW, "axis"),
    (3, "LayerNormalization('a')", ROW, "axis"),
    (3, "STFTSpectrogram(frame_length=0)", STEPS, "frame_length"),
    (3, "STFTSpectrogram(frame_length='a')", STEPS, "frame_length"),
    (3, "STFTSpectrogram(frame_length=2, fft_length=2.5)", STEPS, "fft_length"),
    (3, "TextVectorization(output_sequence_length=-1, vocabulary=(0, 0, 1))", ROW, "vocabulary"),
    (3, "AdaptiveMaxPooling2D((1, 2, 3))", IMAGE, "output_size"),
    (3, "ReversibleEmbedding(9, 2, weights=1)", ROW, "weights"),
    (3, "Normalization(0.5)", ROW, "axis"),
    (3, "Embedding(9, 2, weights=[[1.0, 2.0]])", ROW, "weights"),
    (3, "Dropout(lambda x: x)", ROW, "rate"),
    (3, "Dropout(0.5, seed=np.int64(3))", ROW, "seed"),
    (3, "ConvLSTM1D(2, 20, seed=np.int64(3))", "(None, 3, 8, 2)", "seed"),
    (3, "Dropout(0.5, np.float32(0.5))", ROW, "noise_shape"),
    (3, "ActivityRegularization(l2=np.float32(0.5))", ROW, "l2"),
    (3, "TextVectorization(split=np.float32(0.5))", ROW, "split"),
    (3, "Conv2D(2, Dense(2))", IMAGE, "kernel_size"),
    (3, "Conv2DTranspose(1.0, 3, output_padding=1)", IMAGE, "output_padding"),
    (3, "Dense(3, kernel_regularizer={'a': 1})", ROW, "kernel_regularizer"),
    (3, "RandomColorJitter(saturation_factor='')", IMAGE, "saturation_factor"),
    (3, "Lambda([1])", ROW, "function"),
    (3, "StringLookup(vocabulary=['a', None])", ROW, "vocabulary"),
    (3, "StringLookup(vocabulary=[1.5])", ROW, "vocabulary"),
    (3, "StringLookup(vocabulary={'a': 1})", ROW, "vocabulary"),
    (3, "IntegerLookup(vocabulary=['a', 2])", ROW, "vocabulary"),
    (3, "IntegerLookup(vocabulary=[None])", ROW, "vocabulary"),
    (3, "IntegerLookup(mask_token=(None, 2))", ROW, "mask_token"),
    (3, "Discretization(4, sparse=np.int64(3))", ROW, "sparse"),
    (3, "StringLookup(salt=np.int64(3))", ROW, "salt"),
    (3, "MelSpectrogram(sampling_rate=(3, 2))", "(None, 700)", "sampling_rate"),
    (3, "TextVectorization(ngrams=np.int64(3))", ROW, "ngrams"),
    (3, "StringLookup(mask_token=np.int64(3))", ROW, "mask_token"),
    (3, "Normalization(None, (2, 3, 1), np.int64(3))", ROW, "variance"),
    (3, "TextVectorization(standardize={'a': 1})", ROW, "standardize"),
    (3, "LeakyReLU(negative_slope={'a': 1})", ROW, "negative_slope"),
    (3, "RNN('')", STEPS, "cell"),
    (3, "RNN({'a': 1})", STEPS, "cell"),
    (3, "RandomColorJitter(brightness_factor=0.2, value_range={'a': 1})", IMAGE, "value_range"),
    (3, "Discretization([0.0, 1.0], sparse=lambda x: x)", ROW, "sparse"),
    (2, "MaxPooling2D(2, padding=3)", IMAGE, "padding"),
    (2, "LeakyReLU('a')", ROW, "alpha"),
    (2, "Dense(-1)", ROW, "units"),
    (2, "Hashing(0.5, sparse=True)", ROW, "sparse"),
    (2, "IntegerLookup(vocabulary=(None, 2))", ROW, "vocabulary"),
    (2, "StringLookup(vocabulary=['a', None])", ROW, "vocabulary"),
    (2, "BatchNormalization(renorm=True, fused=np.int64(3))", IMAGE, "fused"),
]
APPLICATIONS = [
    (3, "ConvLSTM1D(np.int64(3), 2, return_state=True)", "(None, 3, 8, 2)", "filters"),
    (2, "LocallyConnected1D(np.int64(3), 2, implementation=2)", STEPS, "filters"),
    (3, "Dense(3, kernel_initializer=np.int64(3))", ROW, "kernel_initializer"),
    (3, "StringLookup(max_tokens=2.5, output_mode='count', pad_to_max_tokens=True)", ROW, "max_tokens"),
    (2, "Normalization((), [3], ())", IMAGE, "variance"),
    (2, "Normalization(None, 0, (1, 2, 3, 4))", STEPS, "variance"),
    (2, "Embedding(0.5, 2)", ROW, "input_dim"),
    (2, "RNN([], stateful=True)", STEPS, "cell"),
    (2, "LocallyConnected2D(2, 2, strides=(1, 0))", IMAGE, "strides"),
    (3, "MaxPooling2D(2, padding=3)", IMAGE, "padding"),
    (3, "Conv2D(2, 3, padding=[1])", IMAGE, "padding"),
    (3, "Conv2D(2.0, 3)", IMAGE, "filters"),
    (3, "Conv2D(None, 3)", IMAGE, "filters"),
    (3, "Conv2D(2, (0.5, 0.5))", IMAGE, "kernel_size"),
    (3, "SeparableConv2D(2.5, 3)", IMAGE, "filters"),
    (3, "DepthwiseConv2D(3, depth_multiplier=0.5)", IMAGE, "depth_multiplier"),
    (3, "ConvLSTM1D(-1, 2)", "(None, 3, 8, 2)", "filters"),
    (3, "LSTM(2.5)", STEPS, "units"),
    (3, "UnitNormalization(('1', 2))", ROW, "axis"),
    (3, "LayerNormalization([None])", ROW, "axis"),
    (3, "RMSNormalization(0.5)", ROW, "axis"),
    (3, "RMSNormalization(np.float32(0.5))", ROW, "axis"),
    (3, "GroupNormalization(4, axis=np.int64(3))", STEPS, "axis"),
    (3, "EinsumDense(np.int64(3), output_shape=2)", ROW, "equation"),
    (3, "GroupNormalization(2, axis=(1, 2))", IMAGE, "axis"),
    (3, "Normalization('a')", ROW, "axis"),
    (3, "PReLU(shared_axes='a')", ROW, "shared_axes"),
    (3, "Dense(3, lora_rank=(1, 2))", ROW, "lora_rank"),
    (3, "Dense(3, lora_rank=2, kernel_constraint='max_norm')", ROW, "lora_rank"),
    (3, "ReversibleEmbedding(9, 2, tie_weights=False, lora_rank=1)", ROW, "lora_rank"),
    (3, "AdaptiveMaxPooling2D(-1)", IMAGE, "output_size"),
    (3, "MelSpectrogram(sequence_stride=(1, 3))", "(None, 900)", "sequence_stride"),
    (3, "STFTSpectrogram(frame_length=4, window=3)", STEPS, "window"),
    (3, "STFTSpectrogram(frame_length=1)", "(None, None, 3)", "frame_length"),
    (3, "EinsumDense('ab,bc->ac', output_shape='relu')", ROW, "output_shape"),
    (3, "EinsumDense('ab,bc->ac', output_shape=(-1, 2))", ROW, "output_shape"),
    (3, "Lambda(lambda x: x, output_shape=2)", ROW, "output_shape"),
    (3, "Dense(4, bias_initializer='orthogonal')", ROW, "bias_initializer"),
    (3, "Conv2D(4, 3, kernel_initializer='identity')", IMAGE, "kernel_initializer"),
    (3, "BatchNormalization(gamma_initializer='identity')", ROW, "gamma_initializer"),
    (3, "LSTM(4, bias_initializer='orthogonal')", STEPS, "bias_initializer"),
    (3, "Dense(4, kernel_initializer='stft')", ROW, "kernel_initializer"),
    (3, "Bidirectional(GRU(3, bias_initializer='identity', reset_after=False))", STEPS, "bias_initializer"),
    (3, "RNN(LSTMCell(3, bias_initializer='orthogonal'))", STEPS, "bias_initializer"),
    (3, "TimeDistributed(Dense(3, bias_initializer='orthogonal'))", STEPS, "bias_initializer"),
    (3, f"Dense({2**63})", ROW, "units"),
    (3, "Dense(3, kernel_initializer=lambda x: x)", ROW, "kernel_initializer"),
    (3, "Dense(3, bias_initializer=Dense(2))", ROW, "bias_initializer"),
    (3, "MaxPooling2D(2, padding='SAME')", IMAGE, "padding"),
    (3, "LSTM(2, bias_initializer=None)", STEPS, "bias_initializer"),
    (3, "RNN([])", STEPS, "cell"),
    (3, "RNN([StackedRNNCells([LSTMCell(2)]), GRUCell(4)], return_state=True)", STEPS, "return_state"),
    (3, "Resizing(lambda x: x, 4)", IMAGE, "height"),
    (2, "LeakyReLU([1, 2])", ROW, "alpha"),
    (2, "ELU((1, 1))", ROW, "alpha"),
    (2, "MaxPooling2D(2, padding=(1, 0))", IMAGE, "padding"),
    (2, "AlphaDropout((1, 2))", ROW, "rate"),
    (2, "Rescaling(None)", ROW, "scale"),
    (2, "Masking('')", STEPS, "mask_value"),
    (2, "RandomContrast(0.0)", IMAGE, "factor"),
    (2, "Conv2DTranspose(2, 3, dilation_rate=(1, 2))", IMAGE, "dilation_rate"),
    (2, "Softmax('a')", ROW, "axis"),
    (2, "Reshape('ab')", ROW, "target_shape"),
    (2, "Reshape((-1, -1))", ROW, "target_shape"),
    (2, "RepeatVector(-3)", ROW, "n"),
    (2, "LayerNormalization(axis=True)", ROW, "axis"),
    (2, "Hashing(0.5)", ROW, "num_bins"),
    (2, "Discretization(0.5)", ROW, "bin_boundaries"),
    (2, "LocallyConnected1D('4', 2)", STEPS, "filters"),
    (2, "Conv2D(6, 3, groups=-1)", IMAGE, "groups"),
    (2, "Dense(4, name='my layer')", ROW, "name"),
    (2, "Dense(4, weights=[[[1.0]]])", ROW, "weights"),
    (2, "ConvLSTM1D(2, 2, strides=2, dilation_rate=2)", "(None, 3, 8, 2)", "dilation_rate"),
]
TAKEN = [
    (3, "AlphaDropout(0.5, (1, 2), 5)", ROW, Outcome(output=(None, 8))),
    (3, "ActivityRegularization(None, 2)", ROW, Outcome(output=(None, 8))),
    (3, "SimpleRNN(2, activity_regularizer='nothing')", STEPS, Outcome(output=(None, 2), trainable=14)),
    (3, "LSTM(2, return_sequences=[])", STEPS, Outcome(output=(None, 2), trainable=56)),
    (3, "StringLookup(vocabulary=['a', 2])", ROW, Outcome(output=(None, 8))),
    (3, "IntegerLookup(vocabulary=['1', 2])", ROW, Outcome(output=(None, 8))),
    (3, "LSTM(2, bias_initializer=None, unit_forget_bias=False)", STEPS, Outcome(output=(None, 2), trainable=56)),
    (3, "BatchNormalization(renorm=[])", ROW, Outcome(output=(None, 8), trainable=16, frozen=16)),
    (2, "MaxPooling2D(2, padding='SAME')", IMAGE, Outcome(output=(None, 4, 4, 4))),
    (3, "TimeDistributed(Bidirectional(LSTM(2)))", "(4, 9, 6)", Outcome(output=(4, 9, 4), trainable=112)),
    (3, "MelSpectrogram(sampling_rate=(3, 2), max_freq=1)", "(None, 700)", Outcome(output=(None, 128, 2))),
    (3, "TimeDistributed(Bidirectional(GRU(2)))", "(None, 5, 12, 7, 4)", Outcome(output=(None, 5, 4), trainable=96)),
    (3, "Dense(2, use_bias={})", ROW, Outcome(output=(None, 2), trainable=16)),
    (3, "AveragePooling2D((0.5, 0.5))", IMAGE, Outcome(output=(None, "?", "?", 4))),
    (3, "Dense(4, kernel_initializer='identity')", ROW, Outcome(output=(None, 4), trainable=36)),
    (3, "GRU(2, bias_initializer='identity')", STEPS, Outcome(output=(None, 2), trainable=48)),
    (3, "EinsumDense('ab,bc->ac', output_shape=64, lora_rank=5)", ROW, Outcome(output=(None, 64), trainable=360, frozen=512)),
    (2, "Conv2D(6, 3, groups=0)", IMAGE, Outcome(output=(None, 6, 6, 6), trainable=222)),
    (2, "Conv2D(6, 3, groups=None)", IMAGE, Outcome(output=(None, 6, 6, 6), trainable=222)),
    (2, "SeparableConv2D(6, 3, groups=2)", IMAGE, Outcome(output=(None, 6, 6, 6), trainable=66)),
    (2, "Bidirectional(SimpleRNN(2, go_backwards=True), 'ave')", STEPS, Outcome(output=(None, 2), trainable=28)),
    (2, "LayerNormalization(axis=True)", STEPS, Outcome(output=(None, 8, 4), trainable=16)),
    (2, "DepthwiseConv1D(3, depth_multiplier=0)", STEPS, Outcome(output=(None, 6, 0))),
    (2, "Dense(0)", ROW, Outcome(output=(None, 0))),
    (2, "Dense('2')", ROW, Outcome(output=(None, 2), trainable=18)),
    (2, "ELU('2')", ROW, Outcome(output=(None, 8))),
    (2, "Dense(2, kernel_regularizer='l3')", ROW, Outcome(output=(None, 2), trainable=18)),
    (2, "Reshape((-2, 4))", ROW, Outcome(output=(None, 2, 4))),
    (2, "Reshape((-1, -1))", "(None, 8, None)", Outcome(output=(None, None, None))),
    (2, "EinsumDense('ab,bc->ac', 4, activity_regularizer=3)", ROW, Outcome(output=(None, 4), trainable=32)),
]  # fmt: skip


def target(major: int) -> Target:
    return Target(major, NEWEST[major], "the test")


@pytest.mark.parametrize(("major", "call", "shape", "argument"), CONSTRUCTORS)
def test_the_constructor_refuses(major: int, call: str, shape: str, argument: str) -> None:
    got = outcome(call, shape, target(major))
    assert (got.refused is not None, got.made, got.argument) == (True, False, argument)


@pytest.mark.parametrize(("major", "call", "shape", "argument"), APPLICATIONS)
def test_the_application_refuses(major: int, call: str, shape: str, argument: str) -> None:
    got = outcome(call, shape, target(major))
    assert (got.refused is not None, got.made, got.argument) == (True, True, argument)


@pytest.mark.parametrize(("major", "call", "shape", "wanted"), TAKEN)
def test_keras_takes_it(major: int, call: str, shape: str, wanted: Outcome) -> None:
    assert outcome(call, shape, target(major)) == wanted
