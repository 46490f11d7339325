"""Where things come from and where they stand. A word is given with what follows it, up to where it is found once."""

from __future__ import annotations

import pytest

from seqlint.check import analyse
from seqlint.config import DEFAULT, Settings
from seqlint.explain.facts import Facts
from seqlint.explain.folds import folds
from seqlint.explain.references import links
from seqlint.explain.rename import named_at, renamed
from seqlint.explain.things import occurrences, origins, thing_at
from seqlint.source.document import from_text
from seqlint.source.edit import apply
from seqlint.values.target import Target

PROGRAM = """\
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(60000, 784) / 255
y_train = to_categorical(y_train)
hidden = layers.Dense(64, name="hidden", input_shape=(784,))
model = keras.Sequential([
    hidden,
    layers.Dense(10, activation="softmax"),
])
# one more
model.add(layers.Dense(3, name='last'))

model.add(layers.Dense(4))
model.compile("adam", "categorical_crossentropy")
model.fit(x_train, y_train)
print(model.get_layer("hidden").units, model.get_layer(name="last"))
"""


def facts_of(program: str = PROGRAM, settings: Settings = DEFAULT) -> Facts:
    return Facts(analyse(from_text(program, "m.py"), settings, trace=True))


@pytest.mark.parametrize(
    ("word", "kind", "rows"),
    [
        ("x_train = x", "data", [5]),
        ("x_train, y_train)\nprint", "data", [6]),
        ("y_train)\nprint", "data", [7]),
        ("hidden = ", "layer", [8]),
        ("hidden,\n", "layer", [8]),
        ('hidden").units', "layer", [8]),
        ("Dense(64", "layer", [8, 6]),
        ("Dense(10", "layer", [8]),
        ("Dense(3", "layer", [11]),
        ("Sequential([", "model", [8, 6]),
        ("model.compile", "model", [9]),
        ("compile(", "model", [9]),
        ("fit(x", "model", [9]),
        ("add(layers.Dense(4", "model", [9]),
    ],
)  # fmt: skip
def test_origins(word, kind, rows):
    facts = facts_of()
    thing = thing_at(facts, PROGRAM.index(word))
    assert thing.kind == kind
    assert [place.position().row for place in origins(facts, thing)] == rows


@pytest.mark.parametrize(
    "word", ["from tensorflow import", "units", "input_shape", '"adam"', "print", "\n\nmodel.add", "# one"]
)
def test_what_is_no_thing(word):
    facts = facts_of()
    thing = thing_at(facts, PROGRAM.index(word))
    assert thing is None or not origins(facts, thing)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("x_train = x", [(6, "bound"), (18, "read")]),
        ("x_train, y_train), (", [(5, "bound"), (6, "read")]),
        ("hidden,\n", [(8, "bound"), (8, "made"), (10, "read"), (19, "read")]),
        ("Dense(3", [(14, "made"), (19, "read")]),
        ("fit(x", [(9, "bound"), (9, "made"), (14, "read"), (16, "read"), (17, "read"), (18, "read"), (19, "read"), (19, "read")]),
    ],
)  # fmt: skip
def test_occurrences(word, found):
    facts = facts_of()
    places = occurrences(facts, thing_at(facts, PROGRAM.index(word)))
    assert [(facts.document.position(each.span.start).row, each.kind) for each in places] == found


def test_a_line_that_makes_several_models():
    program = (
        "import keras\ndef f(n):\n    m = keras.Sequential([keras.layers.Dense(n)])\n    return m\na = f(1)\nb = f(2)\n"
    )
    facts = facts_of(program)
    places = occurrences(facts, thing_at(facts, program.index("m = keras")))
    assert [facts.document.position(each.span.start).row for each in places] == [3, 3, 4, 5, 6]
    only = occurrences(facts, thing_at(facts, program.index("b = ")))
    assert [facts.document.position(each.span.start).row for each in only] == [3, 3, 4, 6]


def renaming(word: str, name: str, program: str = PROGRAM, settings: Settings = DEFAULT) -> str | None:
    facts = facts_of(program, settings)
    named = named_at(facts, program.index(word) + 1)
    if named is None:
        return None
    assert program[named.span.start : named.span.end] == named.name
    edits = renamed(facts, named, name)
    return edits if isinstance(edits, str) else apply(program, edits)


@pytest.mark.parametrize("word", ['"hidden", input', '"hidden").units'])
def test_a_layer_is_renamed_everywhere(word):
    assert renaming(word, "first") == PROGRAM.replace('"hidden"', '"first"')
    assert renaming(word, 'a"b') == PROGRAM.replace('"hidden"', '"a\\"b"')


def test_quotes_stay_as_they_are():
    assert renaming("'last'", "end") == PROGRAM.replace("'last'", "'end'").replace('"last"', '"end"')


@pytest.mark.parametrize("word", ['"softmax"', '"adam"', "model.fit", "x_train = "])
def test_what_is_no_name_of_a_layer(word):
    assert renaming(word, "first") is None


def test_names_that_keras_refuses():
    assert "slash" in renaming("'last'", "a/b")
    assert "not empty" in renaming("'last'", " ")
    assert "Another layer of this model, Dense, is called hidden" in renaming("'last'", "hidden")
    two = Settings(target=Target(2, 15, "test"))
    assert "letters, digits" in renaming("'last'", "a b", settings=two)
    assert renaming("'last'", "a/b", settings=two).count("a/b") == 2


def test_folds():
    found = folds(facts_of().analysis)
    pieces = [PROGRAM[fold.span.start : fold.span.end] for fold in found]
    assert [piece.partition("\n")[0] for piece in pieces] == [
        "keras.Sequential([",
        "model.add(layers.Dense(3, name='last'))",
    ]
    assert pieces[1].endswith("model.add(layers.Dense(4))")
    assert found[0].title.startswith("Sequential, 4 layers, 50,939 parameters")


def test_adds_below_their_model_fold_with_it():
    program = "import keras\nm = keras.Sequential()\nm.add(keras.layers.Dense(1))  # one\n# two\nm.add(keras.layers.Dense(2))\nx = 1\nm.add(keras.layers.Dense(3))\n"
    (fold,) = folds(facts_of(program).analysis)
    assert program[fold.span.start : fold.span.end].count("\n") == 3


def test_links_lead_to_the_pages_of_rules():
    text = "import keras  # seqlint: ignore[SEQ307, nothing-like-it] because\nx = '# seqlint: ignore[SEQ307]'\n"
    (link,) = links(from_text(text, "m.py"))
    assert text[link.span.start : link.span.end] == "SEQ307"
    assert link.url.startswith("https://")
    assert link.tooltip == "SEQ307 integer-labels-with-categorical-crossentropy"
