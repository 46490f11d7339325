"""What is proposed while a program is typed. The cursor is `|`; what was read last is the program without the new line."""

from __future__ import annotations

import pytest

from seqlint.check import analyse
from seqlint.config import DEFAULT
from seqlint.explain.typed.complete import Completion, complete
from seqlint.explain.typed.help import Help, signature_at
from seqlint.explain.typed.proposal import FITS, UNFIT, Proposal
from seqlint.explain.typed.scan import typed_at
from seqlint.source.document import from_text
from seqlint_server.text import Change, Text

PROGRAM = """\
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), _ = keras.datasets.mnist.load_data()
x_train = x_train[..., None] / 255.0
model = keras.Sequential([
    keras.Input((28, 28, 1)),
    layers.Conv2D(32, 3, activation="relu", padding="valid"),
    layers.Flatten(),
    layers.Dense(10, activation="softmax", name="answers"),
])
model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=5)
"""
ITEM = "    layers.Flatten(),\n"
END = "model.fit(x_train, y_train, epochs=5)\n"


def at(old: str, new: str, program: str = PROGRAM) -> tuple:
    """The analysis of the program, and the text with `new` for `old`, up to the cursor."""
    text = program.replace(old, new.replace("|", ""), 1)
    now = Text("file:///m.py", 1, program)
    now.change([Change(text)], 2, "utf-16")
    analysis = analyse(from_text(program, "m.py"), DEFAULT, trace=True)
    return analysis, text, program.index(old) + new.index("|"), now.good.earlier


def proposed(old: str, new: str, program: str = PROGRAM) -> dict[str, Proposal]:
    found: Completion | None = complete(*at(old, new, program))
    return {each.label: each for each in found.proposals} if found is not None else {}


def helped(old: str, new: str) -> tuple[str, str | None]:
    found: Help | None = signature_at(*at(old, new))
    if found is None:
        return "", None
    part = found.parts[found.active] if found.active is not None else None
    return found.label, found.label[part.start : part.end] if part is not None else None


def test_layers_after_a_dot_say_what_they_give():
    found = proposed(ITEM, f"{ITEM}    layers.|\n")
    assert found["Dense"].detail == "→ (None, units)"
    assert found["Dropout"].detail == "→ (None, 21632)"
    assert found["Conv2D"].detail == "does not take (None, 21632)"
    assert (found["Dense"].rank, found["Conv2D"].rank) == (FITS, UNFIT)
    assert "Concatenate" not in found


def test_the_place_in_the_list_decides_what_fits():
    found = proposed(ITEM, f"    layers.|\n{ITEM}")
    assert found["MaxPooling2D"].detail == "→ (None, 13, 13, 32)"
    assert found["Flatten"].detail == "→ (None, 21632)"
    assert found["LSTM"].rank == UNFIT


def test_layers_in_a_list_are_written_as_the_program_can():
    assert proposed(ITEM, f"{ITEM}    De|\n")["Dense"].insert == "layers.Dense"
    starred = "from tensorflow.keras.layers import *\nimport keras\nm = keras.Sequential([Dense(3)])\n"
    assert proposed("[Dense(3)", "[Dense(3), D|", starred)["Dropout"].insert == "Dropout"
    short = "import tensorflow as tf\nm = tf.keras.Sequential()\nm.add(tf.keras.layers.Dense(3))\n"
    assert proposed("m.add(", "m.add(|)\nm.add(", short)["Dropout"].insert == "tf.keras.layers.Dropout"
    assert not proposed("m.add(", "m.add([|])\nm.add(", short)


def test_outside_of_a_model_every_layer_is_there():
    assert "Concatenate" in proposed(END, "x = layers.|\n")
    assert proposed(END, "x = layers.|\n")["Dense"].detail.startswith("Every output is a weighted sum")
    assert "Dense" in proposed(END, "from tensorflow.keras.layers import Flatten, De|\n")


def test_what_follows_a_layer_that_is_added():
    found = proposed(END, f"model.add(layers.|)\n{END}")
    assert found["Dense"].detail == "→ (None, units)"
    assert found["Dropout"].detail == "→ (None, 10)"


def test_losses_that_fit_labels_and_head_stand_first():
    found = proposed('"mse"', '"|"')
    best = found["sparse_categorical_crossentropy"]
    assert (best.rank, best.detail) == (FITS, "labels must be class numbers 0 … 9 of shape (None,)")
    assert [each.label for each in found.values() if each.rank == FITS] == ["sparse_categorical_crossentropy"]
    assert found["categorical_crossentropy"].rank == UNFIT
    assert not proposed('"mse"', "'''\n|'''")


def test_without_labels_the_head_alone_decides():
    found = proposed('"mse"', '"|"', PROGRAM.replace(END, ""))
    assert found["categorical_crossentropy"].rank == FITS
    assert found["mean_squared_error"].rank == UNFIT


@pytest.mark.parametrize("quotes", ['"|"', "'|'", '"|', "'sof|", "'sof|max'", "'|, units=3, name='x'"])
def test_activations_between_quotes(quotes):
    text = f"layers.Dense(10, activation={quotes}),"
    assert {"relu", "softmax"} <= set(proposed('layers.Dense(10, activation="softmax", name="answers"),', text))


def test_a_text_is_replaced_up_to_its_end():
    found = complete(*at('"adam"', '"ad|am"'))
    text = at('"adam"', '"ad|am"')[1]
    assert text[found.start : found.end] == "adam"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('"adam"', '"|"', "sgd"),
        ('"accuracy"', '"|"', "accuracy"),
        ('"accuracy"]', '"accuracy", "|"]', "mean_absolute_error"),
        ('"adam"', "keras.optimizers.|", "Adam"),
        ('"adam"', "keras.optimizers.schedules.|", "ExponentialDecay"),
        ('"mse"', "keras.losses.|", "SparseCategoricalCrossentropy"),
        ('"mse"', "tf.keras.losses.|", "mean_squared_error"),
        (END, 'model.get_layer("|")\n', "answers"),
        (END, "model.|\n", "fit"),
        (END, "keras.|\n", "layers"),
        (END, "tf.keras.|\n", "Sequential"),
        ("epochs=5", "epochs=5, shuffle=|", "False"),
    ],
)
def test_texts_and_names(old, new, wanted):
    assert wanted in proposed(old, new)


def test_choices_say_which_shape_they_give():
    found = proposed('padding="valid"', 'padding="|"')
    assert {name: each.detail for name, each in found.items()} == {
        "valid": "→ (None, 26, 26, 32)",
        "same": "→ (None, 28, 28, 32)",
    }
    assert proposed('padding="valid"', "padding=|")['"same"'].detail == "→ (None, 28, 28, 32)"


def test_arguments_that_are_not_given_yet():
    found = proposed("epochs=5", "epochs=5, |")
    assert "batch_size=" in found
    assert not {"epochs=", "x=", "y="} & set(found)
    assert "optimizer=" not in proposed('optimizer="adam", loss', 'optimizer="adam", |, loss')
    assert "loss=" not in proposed('optimizer="adam", loss', 'optimizer="adam", |, loss')
    dense = proposed('layers.Dense(10, activation="softmax", name="answers")', "layers.Dense(|)")
    assert dense["units="].detail == "required"
    assert dense["activation="].detail == "= None"
    assert "how many weighted sums" in dense["units="].doc
    assert "name=" in dense


@pytest.mark.parametrize(
    "new",
    [
        "# layers.|\n",
        "f'{layers.|}'\n",
        "print(|)\n",
        "len(x_train, |)\n",
        "x_train.|\n",
        "unknown.|\n",
        "'layers.|'\n",
    ],
)
def test_nothing_to_say(new):
    assert not proposed(END, new)


def test_what_keras_3_no_longer_has_is_not_proposed():
    assert "fit_generator" not in proposed(END, "model.|\n")
    assert "CuDNNLSTM" not in proposed(END, "layers.|\n")


def test_a_model_of_a_function():
    program = (
        "import keras\ndef build(n):\n    net = keras.Sequential([keras.Input((4,))])\n"
        "    net.add(keras.layers.Dense(n))\n    return net\nbuild(3)\n"
    )
    found = proposed("    return net", "    net.add(keras.layers.|)\n    return net", program)
    assert found["Dropout"].detail == "→ (None, 3)"
    assert "compile" in proposed("    return net", "    net.|\n    return net", program)


@pytest.mark.parametrize(
    ("old", "new", "label", "active"),
    [
        ("epochs=5", "epochs=5|", "fit(x=None, y=None, batch_size=None", "epochs=1"),
        ("x_train, y_train, epochs=5", "x_train, |", "fit(x=None", "y=None"),
        ("x_train, y_train, epochs=5", "|", "fit(x=None", "x=None"),
        ("x_train, y_train, epochs=5", "x_train, y_train, nonsense=|", "fit(x=None", None),
        ("x_train, y_train, epochs=5", "*data, |", "fit(x=None", None),
        ('"adam"', '"ad|am"', "compile(optimizer='rmsprop', loss=None", "optimizer='rmsprop'"),
        ('["accuracy"]', '["|"]', "compile(", "metrics=None"),
        ('10, activation="softmax"', "10, |", "Dense(units, activation=None", "activation=None"),
        ('10, activation="softmax"', "|10", "Dense(units, activation=None", "units"),
        ('"answers"', '"|"', "Dense(units, ", "name"),
        ('"adam"', "keras.optimizers.Adam(0.1, |)", "Adam(learning_rate=0.001", "beta_1=0.9"),
        ('"mse"', "keras.losses.MeanSquaredError(|)", "MeanSquaredError(", None),
    ],
)
def test_signatures(old, new, label, active):
    found, part = helped(old, new)
    assert found.startswith(label)
    assert active is None or part == active


def test_no_signature_outside_keras():
    assert helped(END, "print(|)\n") == ("", None)
    assert helped(END, "model.fit(x_train)|\n") == ("", None)
    assert helped(END, "model.fit(len(|\n") == ("", None)


def test_an_open_bracket_above_does_not_reach_into_the_next_statement():
    typed = typed_at("a = [1, 2\nmodel = f(\nimport x\nb = g(c, ", len("a = [1, 2\nmodel = f(\nimport x\nb = g(c, "))
    assert [bracket.callee for bracket in typed.brackets] == ["g"]


def test_any_text_can_be_looked_at_anywhere():
    text = 'x = f(\'a\', """b\n""", [d, {e: (g)}], *h, **k) # c\n\\\n)]}\'\'\' m'
    for offset in range(len(text) + 1):
        typed_at(text, offset)


@pytest.mark.parametrize("junk", ["x = [(\n", 's = """\n', "f(a, 'b\n", "# it's\n"])
def test_what_is_broken_above_does_not_matter(junk):
    analysis, text, offset, _ = at('"mse"', '"|"')
    above = PROGRAM.index("(x_train, y_train), _")
    now = Text("file:///m.py", 1, PROGRAM)
    now.change([Change(text)], 2, "utf-16")
    now.change([Change(text[:above] + junk + text[above:])], 3, "utf-16")
    found = complete(analysis, now.text, offset + len(junk), now.good.earlier)
    assert "sparse_categorical_crossentropy" in [each.label for each in found.proposals]
