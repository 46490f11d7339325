"""Other ways to write a model. A program is given before and after; what cannot be rewritten is not offered."""

from __future__ import annotations

import pytest

from seqlint.check import analyse
from seqlint.config import DEFAULT
from seqlint.explain.facts import Facts
from seqlint.explain.rewrite import rewrites
from seqlint.source.change import apply
from seqlint.source.document import Document, from_cells, from_text

HEAD = "from tensorflow import keras\nfrom tensorflow.keras import layers\n"
LISTED = """\
model = keras.Sequential([  # the net
    # first
    layers.Dense(64, activation="relu", input_shape=(784,)),  # wide
    layers.Dense(
        10,  # ten
        activation="softmax",
    ),
    # last
], name="mine")  # end
"""
CHAINED = """\
model = keras.Sequential(name="mine")  # end
# the net
# first
model.add(layers.Dense(64, activation="relu", input_shape=(784,)))  # wide
model.add(layers.Dense(
    10,  # ten
    activation="softmax",
))
# last
"""
INDENTED = """\
def build(n):
    m = keras.Sequential()
    m.add(layers.Dense(n, input_dim=4))  # one
    # two
    m.add(layers.Dense(
        5,
        activation="relu"))

    m.add(layers.Dense(6))
    return m
build(3)
"""
AS_LIST = """\
def build(n):
    m = keras.Sequential([
        layers.Dense(n, input_dim=4),  # one
        # two
        layers.Dense(
            5,
            activation="relu"),
        layers.Dense(6),
    ])
    return m
build(3)
"""


def offered(program: str | Document, word: str = "Dense(") -> dict[str, str]:
    document = program if isinstance(program, Document) else from_text(program, "m.py")
    facts = Facts(analyse(document, DEFAULT, trace=True))
    found = rewrites(facts, document.text.index(word))
    return {rewrite.title: apply(document.text, rewrite.edits) for rewrite in found}


def one(found: dict[str, str], word: str) -> str:
    (text,) = [text for title, text in found.items() if word in title]
    return text


def test_a_list_becomes_a_chain():
    assert one(offered(HEAD + LISTED), "one add()") == HEAD + CHAINED


def test_a_chain_becomes_a_list():
    assert one(offered(HEAD + INDENTED), "one list") == HEAD + AS_LIST
    assert one(offered(HEAD + AS_LIST), "one add()") == HEAD + INDENTED.replace("\n\n    m.add", "\n    m.add")


def test_line_ends_stay_as_they_are():
    text = (HEAD + INDENTED).replace("\n", "\r\n")
    assert one(offered(text), "one list") == (HEAD + AS_LIST).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    return m", "    m.summary()\n    m.add(layers.Dense(7))\n    return m"),
        ("    m = keras.Sequential()", "    m = keras.Sequential()\n    if n:\n        print(n)"),
        ("layers.Dense(6)", "layers.Dense(m.output_shape[-1])"),
        ("    m.add(layers.Dense(6))\n", "    for i in range(2):\n        m.add(layers.Dense(6))\n"),
        ("    m = keras.Sequential()\n", "    m = k = keras.Sequential()\n"),
        ("layers.Dense(6)", 'layers.Dense(6, name="""a\nb""")'),
    ],
)
def test_what_stays_a_chain(old, new):
    found = offered(HEAD + INDENTED.replace(old, new))
    lists = [text for title, text in found.items() if "one list" in title]
    for text in lists:
        # What can stand in a list does; the rest is added as before.
        assert "m.summary()\n    m.add(layers.Dense(7))" in text or "for i in range(2):\n        m.add" in text
    if "k =" in new or "output_shape" in new or '"""' in new or "if n" in new:
        assert not lists


@pytest.mark.parametrize(
    "program",
    [
        "layers_ = []\nmodel = keras.Sequential([*layers_, layers.Dense(3)])\n",
        "x = keras.Sequential([layers.Dense(3)]).add(layers.Dense(2))\n",
        "models = {}\nmodels['a'] = keras.Sequential([layers.Dense(3)])\n",
        "model = keras.Sequential([layers.Dense(3)]); print(model)\n",
    ],
)
def test_what_stays_a_list(program):
    assert not [title for title in offered(HEAD + program) if "add()" in title]


def test_the_input_is_declared():
    assert one(offered(HEAD + LISTED), "Declare the input with layers.Input((784,))") == HEAD + LISTED.replace(
        "    layers.Dense(64", "    layers.Input((784,)),\n    layers.Dense(64"
    ).replace(", input_shape=(784,)", "")
    text = one(offered(HEAD + INDENTED), "Declare the input")
    assert "    m.add(layers.Input((4,)))\n    m.add(layers.Dense(n))  # one" in text
    plain = HEAD + "model = keras.Sequential([layers.Dense(3)])\n"
    assert not [title for title in offered(plain) if "Declare" in title]


def test_layers_get_the_names_that_they_have():
    text = one(offered(HEAD + LISTED), "Name the 2 layers")
    assert 'input_shape=(784,), name="dense")' in text
    assert '        name="dense_1",\n    ),' in text
    assert not [title for title in offered(text) if "Name" in title]


def test_a_name_that_is_none_is_replaced():
    program = HEAD + "m = keras.Sequential([layers.Dense(3, name=None), layers.Dense(2)])\n"
    assert 'layers.Dense(3, name="dense"), layers.Dense(2, name="dense_1")' in one(offered(program), "Name the 2")
    hidden = HEAD + "more = {}\nm = keras.Sequential([layers.Dense(3, **more)])\n"
    assert not [title for title in offered(hidden) if "Name" in title]


def test_names_are_not_written_where_later_ones_would_change():
    program = HEAD + "a = keras.Sequential([layers.Dense(3)])\nb = keras.Sequential([layers.Dense(3)])\n"
    assert not [title for title in offered(program) if "Name" in title]


def test_a_line_that_makes_several_layers_gets_no_name():
    program = HEAD + "m = keras.Sequential([layers.Dense(3) for _ in range(2)])\n"
    assert not [title for title in offered(program) if "Name" in title]
    assert not [title for title in offered(HEAD + INDENTED + "build(4)\n") if "Name" in title]


def test_in_a_cell():
    document = from_cells([(1, HEAD), (3, INDENTED), (4, "build(4).summary()\n")], "n.ipynb")
    assert AS_LIST in one(offered(document), "one list")
    split = from_cells([(1, HEAD), (2, "m = keras.Sequential()\n"), (3, "m.add(layers.Dense(3))\n")], "n.ipynb")
    assert not [title for title in offered(split) if "one list" in title]


def test_only_where_a_model_is_written():
    assert offered(HEAD + LISTED, "keras.Sequential(")
    assert not offered(HEAD + LISTED + "model.summary()\n", "summary")
