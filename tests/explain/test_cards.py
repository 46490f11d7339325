from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seqlint.check import Analysis, analyse
from seqlint.explain.cards import card_at, every_card
from seqlint.explain.walk import walk
from seqlint.source.document import from_text

if TYPE_CHECKING:
    from seqlint.explain.views import Card

EXAMPLE = """\
import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(60000, 784).astype("float32") / 255
model = tf.keras.Sequential([
    tf.keras.layers.Dense(64, activation='relu', input_shape=(784,)),
    tf.keras.layers.Dense(10, activation='softmax')
])

model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5)
"""


def traced(text: str) -> Analysis:
    return analyse(from_text(text, "train.py"), trace=True)


@pytest.fixture(scope="module")
def example() -> Analysis:
    return traced(EXAMPLE)


def card(analysis: Analysis, line: int, token: str, *, detail: str = "full") -> Card:
    row = analysis.document.text.splitlines()[line - 1]
    found = card_at(analysis, analysis.document.offset_of(line, row.index(token) + 1), detail=detail)
    assert found is not None, f"{token} on line {line} has no card"
    return found


TOKENS = [
    (5, "Sequential", ["2 layers, 50,890 parameters (198.8 KiB)", "(None, 784)", "784 × 64 + 64 = 50,240", "64 × 10 + 10 = 650", "one-hot rows of shape (None, 10)", "plain stack"]),
    (5, "model", ["50,890 parameters", "adam, categorical_crossentropy"]),
    (10, "model", ["50,890 parameters", "says how it learns"]),
    (6, "Dense", ["layer 1 of 2", "(None, 784) → (None, 64)", "784 × 64 + 64 = 50,240", "weighted sum", "784 × 64 weights"]),
    (7, "Dense", ["layer 2 of 2", "(None, 64) → (None, 10)", "64 × 10 + 10 = 650", "what model predicts"]),
    (6, "64", ["64 weighted sums of the 784 numbers", "64 numbers leave the layer", "64 × 785 = 50,240"]),
    (7, "10", ["one for each of 10 classes", "10 × 65 = 650"]),
    (6, "activation", ["argument of Dense(64, relu)", "function that every output goes through"]),
    (6, "'relu'", ["max(0, x)", "64 sums", "negative ones become 0", "└──", "no more than one"]),
    (7, "'softmax'", ["10 scores into 10 probabilities that sum to 1", "categorical_crossentropy on line 10 goes with it", "class 9"]),
    (6, "input_shape", ["a row of 784 numbers", "model sees (None, 784)", "x_train in fit on line 11 has shape (60000, 784): fits", "keras.Input((784,))", "the batch"]),
    (6, "(784,)", ["each sample is a row of 784 numbers", "(None, 784)", "comma"]),
    (10, "compile", ["says how model learns", "one-hot rows of shape (None, 10)", "fit on line 11"]),
    (10, "optimizer", ["50,890 parameters", "0.001"]),
    (10, "'adam'", ["Adam", "0.001, its default", "101,780"]),
    (10, "loss", ["10 numbers a sample", "integers 0…9, shape (60000,)", "does not fit"]),
    (10, "'categorical_crossentropy'", ["one-hot rows", "sparse_categorical_crossentropy", "has softmax: that holds here"]),
    (10, "metrics", ["SparseCategoricalAccuracy", "never change a weight"]),
    (10, "'accuracy'", ["Keras picks SparseCategoricalAccuracy here", "10 numbers a sample", "10%"]),
    (11, "fit", ["60,000 samples / 32 a batch → 1,875 steps an epoch", "9,375"]),
    (11, "epochs", ["5 × 1,875 = 9,375", "overfitting"]),
    (11, "x_train", ["(60000, 784) float32 0…1", "x of fit", "reshaped to (60000, 784)", "divided by 255", "line 3"]),
    (11, "y_train", ["(60000,) uint8 0…9", "Class numbers 0 … 9, 10 classes"]),
    (4, "reshape", ["(60000, 28, 28) uint8 0…255 → (60000, 784) uint8 0…255", "28 × 28 = 784"]),
    (4, "astype", ["stored as float32", "(60000, 784) uint8 0…255 → (60000, 784) float32 0…255"]),
    (4, "/ 255", ["0…255", "now go from 0 to 1"]),
    (3, "load_data", ["MNIST", "4 arrays"]),
    (1, "tf", ["tensorflow"]),
    (6, "layers", ["keras.layers"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "token", "wanted"), TOKENS, ids=[f"{token}-{line}" for line, token, _ in TOKENS])
def test_every_part_of_the_example_explains_itself(example, line, token, wanted):
    found = card(example, line, token)
    assert [word for word in wanted if word not in found.text] == []
    assert "`" not in found.text
    assert "**" not in found.text


def test_no_two_parts_have_one_card(example):
    cards = [card(example, line, token) for line, token, _ in TOKENS]
    assert len({each.markdown for each in cards}) == len(cards)


def test_the_first_three_lines_stand_alone(example):
    for line, token, _ in TOKENS:
        whole, short = card(example, line, token), card(example, line, token, detail="short")
        assert whole.text.startswith(short.text)
        assert len(short.text.splitlines()) <= 3
        assert whole.text.split("\n\n")[0] == short.text


def test_cards_link_the_page_of_keras(example):
    assert card(example, 6, "Dense").url == "https://keras.io/api/layers/core_layers/dense/"
    assert card(example, 10, "'adam'").url == "https://keras.io/api/optimizers/adam/"
    assert card(example, 11, "fit").url == "https://keras.io/api/models/model_training_apis/#fit-method"
    assert card(example, 6, "'relu'").url == "https://keras.io/api/layers/activations/#relu-function"


def test_a_card_says_where_it_stands(example):
    text = example.document.text
    spans = {text[each.span.start : each.span.end] for each in every_card(example)}
    assert {"Dense", "64", "activation", "'relu'", "(784,)", "'accuracy'", "/ 255", "epochs", "5", "tf"} <= spans


def test_every_card_agrees_with_the_card_at_its_place(example):
    for each in every_card(example):
        at = card_at(example, each.span.start)
        assert at is not None
        assert at.markdown == each.markdown


def test_where_nothing_stands_there_is_no_card(example):
    assert card_at(example, example.document.text.index("\n\n") + 1) is None


def test_pictures_are_data_uris(example):
    for line, token in ((5, "Sequential"), (6, "Dense"), (6, "64"), (6, "(784,)"), (6, "'relu'")):
        picture = card(example, line, token).picture
        assert picture is not None
        assert picture.startswith("data:image/svg+xml;base64,")


def test_a_function_called_twice_says_both():
    text = (
        "import keras\n\n\ndef build(units):\n    return keras.Sequential([keras.Input((8,)), keras.layers.Dense(units)])\n\n\n"
        "small = build(64)\nlarge = build(128)\n"
    )
    found = card(traced(text), 5, "units")
    assert "64 or 128" in found.text
    assert "build(128)" in card(traced(text), 5, "Dense").text


def test_validation_split_counts_its_samples():
    text = EXAMPLE.replace("epochs=5", "epochs=2, batch_size=128, validation_split=0.1")
    found = card(traced(text), 11, "validation_split")
    assert "60,000 × 0.9 = 54,000 samples / 128 a batch → 422 steps an epoch" in found.text
    assert "6,000 samples at the end are held back" in found.text


def test_steps_of_a_dataset_and_of_one_batch():
    text = (
        "import keras\nimport numpy as np\nimport tensorflow as tf\n\n"
        "x, y = np.random.rand(1000, 8), np.random.rand(1000)\n"
        "data = tf.data.Dataset.from_tensor_slices((x, y)).skip(200).batch(50)\n"
        "def pinball(true, predicted):\n    return abs(true - predicted)\n"
        "model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, 'sigmoid')])\n"
        "model.compile('adam', pinball)\n"
        "model.fit(data, epochs=2)\n"
        "model.fit(data.repeat(), steps_per_epoch=5)\n"
        "model.train_on_batch(x, y)\n"
    )
    program = traced(text)
    assert "16 batches of 50 → 16 steps an epoch, 2 × 16 = 32 steps in all" in card(program, 11, "fit").text
    assert "steps_per_epoch asks for 5 steps an epoch" in card(program, 12, "fit").text
    assert "One step with all 1,000 samples" in card(program, 13, "train_on_batch").text
    assert "pinball, a loss of the program's own" in card(program, 10, "model").text


def test_what_rescaling_and_a_kept_state_do_here():
    text = (
        "import keras\n"
        "a = keras.Sequential([keras.Input((32, 32, 3)), keras.layers.Rescaling(1 / 127.5, offset=-1)])\n"
        "b = keras.Sequential([keras.Input((5, 1), batch_size=8), keras.layers.LSTM(4, stateful=True)])\n"
    )
    found = walk(analyse(from_text(text, "train.py")))
    assert "divided by 127.5. Pixels 0 … 255 become -1 … 1." in found
    assert "Reset the states between two series." in found


def test_a_model_without_a_shape_says_what_it_would_take():
    found = card(traced("import keras\nmodel = keras.Sequential([keras.layers.Dense(3)])\n"), 2, "Dense")
    assert "keras.Input(shape)" in found.text


def test_what_is_not_known_says_why():
    found = card(
        traced("import keras\nimport numpy as np\nx = np.load('x.npy')\nmodel = keras.Sequential()\nprint(x)\n"), 5, "x"
    )
    assert "not known" in found.text


def test_a_code_in_a_suppression_shows_its_rule():
    text = EXAMPLE.replace("['accuracy'])", "['accuracy'])  # seqlint: ignore[SEQ307]")
    found = card(traced(text), 10, "SEQ307")
    assert "integer-labels-with-categorical-crossentropy" in found.text


def test_half_typed_text_has_cards_for_the_rest():
    analysis = traced(EXAMPLE + "\nmodel.add(tf.keras.layers.Dense(\n")
    assert "50,890" in card(analysis, 5, "model").text


def test_a_card_stays_short_whatever_the_names():
    name = "a_name_that_is_far_too_long_" * 40
    text = f"import keras\nimport sys\n{name} = int(sys.argv[1])\nmodel = keras.Sequential([keras.Input((8,)), keras.layers.Dense({name})])\n"
    for each in every_card(traced(text)):
        assert len(each.markdown) < 12_000
        assert each.markdown.replace("```", "").count("`") % 2 == 0


def test_filters_of_a_separable_convolution_share_the_first_step() -> None:
    layer = "keras.layers.SeparableConv2D(12, 3, depth_multiplier=3)"
    text = f"import keras\n\nmodel = keras.Sequential([keras.Input((11, 22, 32)), {layer}])\n"
    found = str(card(traced(text), 3, "12"))
    assert "The 864 weights of the first step serve all of them" in found
    assert "96 weights and a constant" in found
    assert "864 + 12 × 97 = 2,028" in found


@pytest.mark.parametrize(
    ("axis", "words"),
    [("1", "axis 1"), ("[-1, 0]", "axes -1, 0"), ("(2,)", "axis 2"), ("None", "everything"), ("n", "some of the axes")],
)
def test_a_reduction_names_its_axes(axis: str, words: str) -> None:
    text = f"import keras\nimport numpy as np\nx = np.zeros((3, 4, 5))\ny = np.sum(x, axis={axis})\n"
    assert f"sum over {words}\n" in card(traced(text), 4, "sum").text
