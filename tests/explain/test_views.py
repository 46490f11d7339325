from __future__ import annotations

import pytest

from seqlint.explain import plots, urls
from seqlint.explain.hints import hints
from seqlint.explain.lenses import lenses
from seqlint.explain.outline import outline
from seqlint.explain.pages import layer_page, rule_page
from seqlint.explain.walk import walk
from seqlint.keras import layers
from seqlint.keras.activations import lookup
from seqlint.rules import catalogue
from seqlint.values.target import DEFAULT
from tests.explain.test_cards import EXAMPLE, traced


def test_the_walk_names_what_each_layer_does():
    text = walk(traced(EXAMPLE))
    for wanted in (
        "# model (train.py, line 5)",
        "## 1. Dense(64, relu) (line 6)",
        "64 weighted sums of the 784 numbers",
        "`784 × 64 + 64 = 50,240` parameters",
        "Keras picks `SparseCategoricalAccuracy`",
        "1,875 steps an epoch",
        "SEQ307 on line 10",
    ):
        assert wanted in text


def test_a_program_without_a_model_has_a_short_walk():
    assert walk(traced("import keras\n")) == "train.py makes no Sequential.\n"


def test_hints_lens_and_outline_of_the_example():
    analysis = traced(EXAMPLE)
    labels = [hint.label for hint in hints(analysis, 0, len(EXAMPLE))]
    assert "→ (None, 64)" in labels
    assert ": (60000, 784) float32 0…1" in labels
    assert [lens.title for lens in lenses(analysis)] == ["784 → 10 · 50,890 parameters · 199 KiB"]
    assert [child.detail for child in outline(analysis)[0].children] == ["Dense → (None, 64)", "Dense → (None, 10)"]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("Dense", "core_layers/dense/"),
        ("Conv2D", "convolution_layers/convolution2d/"),
        ("Conv2DTranspose", "convolution_layers/convolution2d_transpose/"),
        ("SeparableConv1D", "convolution_layers/separable_convolution1d/"),
        ("MaxPooling2D", "pooling_layers/max_pooling2d/"),
        ("GlobalAveragePooling1D", "pooling_layers/global_average_pooling1d/"),
        ("LSTM", "recurrent_layers/lstm/"),
        ("ConvLSTM2D", "recurrent_layers/conv_lstm2d/"),
        ("BatchNormalization", "normalization_layers/batch_normalization/"),
        ("SpatialDropout1D", "regularization_layers/spatial_dropout1d/"),
        ("Flatten", "reshaping_layers/flatten/"),
        ("LeakyReLU", "activation_layers/leaky_relu/"),
        ("TextVectorization", "preprocessing_layers/text/text_vectorization/"),
        ("RandomFlip", "preprocessing_layers/image_augmentation/random_flip/"),
    ],
)
def test_pages_of_layers(name, page):
    type_ = layers.find(name)
    assert type_ is not None
    assert urls.layer(type_) == f"https://keras.io/api/layers/{page}"


@pytest.mark.parametrize("code", list(catalogue()))
def test_every_rule_has_a_page(code):
    page = rule_page(code)
    assert page.startswith(f"# {code} ")
    assert "## " in page


@pytest.mark.parametrize("name", list(layers.every()))
def test_every_layer_has_a_page(name):
    page = layer_page(name)
    assert page.startswith(f"# {name}\n")
    assert "{" not in page.partition("## Examples")[0]


def test_curves_are_as_wide_as_they_say():
    for name in ("relu", "sigmoid", "tanh", "elu"):
        entry = lookup(name, DEFAULT)
        assert entry is not None
        lines = plots.curve(entry.value)
        assert len(lines) == 9
        assert max(map(len, lines)) <= 50
