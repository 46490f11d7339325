from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from seqlint import check
from seqlint.config import Choice, Settings
from seqlint.fix import diff, mend
from seqlint.output import totals
from seqlint.rules import Entry, catalogue
from seqlint.rules.rule import Finding, Fix, Rule, Severity
from seqlint.source.change import Edit
from seqlint.source.document import from_bytes, from_text
from tests.programs import CLEAN, DIGITS, MENDED
from tests.rules.reading import program, sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seqlint.keras.events import Compile


def mended(text: str, *, unsafe: bool = False, select: tuple[str, ...] | None = ("SEQ307",)) -> str:
    settings = Settings(choices=() if select is None else (Choice(select=select),))
    done = mend(from_bytes(text.encode(), "a.py"), settings, unsafe=unsafe)
    return text if done.data is None else done.data.decode()


def test_the_loss_is_mended_and_nothing_else_changes() -> None:
    assert mended(DIGITS, select=None) == MENDED


def test_several_findings_in_several_rounds() -> None:
    text = DIGITS + DIGITS.replace("loss='categorical_crossentropy'", 'loss="categorical_crossentropy"')
    done = mended(text)
    assert "sparse" in done
    assert done.count("sparse_categorical_crossentropy") == 2
    ast.parse(done)


def test_info_is_mended_only_where_it_is_selected() -> None:
    assert "input_shape" in mended(DIGITS, select=None)
    done = mended(DIGITS, select=("SEQ206",))
    assert "input_shape" not in done
    assert "Input((784,))" in done.replace("shape=", "")
    assert "'categorical_crossentropy'" in done


def test_unused_suppressions_are_removed() -> None:
    text = CLEAN.replace('loss="mse")', 'loss="mse")  # seqlint: ignore[SEQ307]')
    assert mended(text, select=None) == CLEAN


def test_unsafe_fixes_wait_for_the_word() -> None:
    text = CLEAN + "x = 1  # seqlint: ignore[SEQ30O7]\n"
    assert mended(text, select=("SEQ003",)) == text
    assert mended(text, select=("SEQ003",), unsafe=True) != text


def test_line_ends_bom_and_encoding_stay() -> None:
    data = b"\xef\xbb\xbf" + DIGITS.replace("\n", "\r\n").encode()
    done = mend(from_bytes(data, "a.py"), Settings(choices=(Choice(select=("SEQ307",)),)))
    assert done.data == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()


def test_a_notebook_changes_in_one_cell_only() -> None:
    head, rest = DIGITS.split("model = ", 1)
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# é\n"]},
        {"cell_type": "code", "metadata": {}, "source": head.splitlines(keepends=True), "outputs": [], "execution_count": 3},
        {"cell_type": "code", "metadata": {}, "source": ("%time 1\nmodel = " + rest).splitlines(keepends=True), "outputs": []},
    ]  # fmt: skip
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"
    before = from_bytes(text.encode(), "a.ipynb")
    done = mend(before, Settings(choices=(Choice(select=("SEQ307",)),)))
    assert done.data is not None
    changed = [(a, b) for a, b in zip(text.splitlines(), done.data.decode().splitlines(), strict=True) if a != b]
    assert len(changed) == 1
    assert "sparse_categorical_crossentropy" in changed[0][1]
    assert diff(before, done.document).startswith("--- a.ipynb:cell 3\n+++ a.ipynb:cell 3\n")


def with_fix(monkeypatch: pytest.MonkeyPatch, fix: Callable[[Compile], tuple[Fix, ...]]) -> None:
    """Puts other fixes into SEQ307."""

    def judge(event: Compile) -> Iterator[Finding]:
        if event.place.text().count("'categorical_crossentropy'"):
            yield Finding(place=event.place, message="m", label="l", fixes=fix(event))

    original = Entry.load

    def load(self: Entry) -> Rule:
        return Rule("SEQ307", Severity.ERROR, judge, "") if self.code == "SEQ307" else original(self)

    monkeypatch.setattr(Entry, "load", load)
    changed = msgspec.structs.replace(catalogue()["SEQ307"], subjects=("Compile",))
    monkeypatch.setattr("seqlint.rules.by_subject", lambda: {"Compile": (changed,)})


def edit_of(event: Compile, old: str, new: str) -> Edit:
    start = event.place.document.text.index(old, event.place.span().start)
    return Edit(start, start + len(old), new)


def run(text: str = DIGITS) -> tuple[str, tuple[str, ...]]:
    done = mend(from_text(text, "a.py"), Settings())
    return (text if done.data is None else done.data.decode()), done.undone


def test_a_fix_that_breaks_the_file_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with_fix(monkeypatch, lambda event: (Fix("break it", (edit_of(event, "'categorical_crossentropy'", "((("),)),))
    text, undone = run()
    assert text == DIGITS
    (words,) = undone
    assert words == ("a.py:10:1: the fix of SEQ307 (break it) was not applied: the file would be no Python any more.")


def test_a_fix_that_mends_nothing_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with_fix(monkeypatch, lambda event: (Fix("say so", (edit_of(event, "metrics=", "metrics= "),)),))
    text, undone = run()
    assert text == DIGITS
    assert "is found all the same" in undone[0]


def test_the_next_fix_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    with_fix(
        monkeypatch,
        lambda event: (
            Fix("break it", (edit_of(event, "'categorical_crossentropy'", "((("),)),
            Fix("mend it", (edit_of(event, "'categorical_crossentropy'", "'sparse_categorical_crossentropy'"),)),
        ),
    )
    text, undone = run()
    assert text == MENDED
    assert len(undone) == 1


def test_fixes_over_one_text_are_applied_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def fix(event: Compile) -> tuple[Fix, ...]:
        first = event.place.document.text.index("'categorical_crossentropy'")
        return (Fix("mend", (Edit(first, first + 26, "'sparse_categorical_crossentropy'"),)),)

    with_fix(monkeypatch, fix)
    text, _ = run(DIGITS + DIGITS)
    assert text == MENDED + MENDED


def test_what_is_mended_stays_mended() -> None:
    once = mended(DIGITS, select=None)
    assert mended(once, select=None) == once
    assert not [f for f in check.check_text(once).findings if f.severity in {"error", "warning"}]


KERAS_1 = """\
import keras
import numpy as np
from keras.layers import Convolution2D, Dense, Flatten

x, y = np.random.rand(100, 28, 28, 1), np.eye(10)[np.random.randint(0, 10, 100)]
model = keras.Sequential()
model.add(keras.Input((28, 28, 1)))
model.add(Convolution2D(32, 3, 3, border_mode="same", subsample=(2, 2), init="uniform", activation="relu"))
model.add(Flatten())
model.add(Dense(output_dim=10, init="uniform", activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, nb_epoch=10)
classes = model.predict_classes(x)
"""


def test_a_program_for_keras_1_is_brought_to_keras_3() -> None:
    done = mended(KERAS_1, select=("legacy",))
    assert 'Convolution2D(32, (3, 3), padding="same", strides=(2, 2), kernel_initializer="uniform", act' in done
    assert 'Dense(units=10, kernel_initializer="uniform", activation="softmax")' in done
    assert "model.fit(x, y, epochs=10)" in done
    assert "classes = model.predict(x).argmax(axis=1)" in done
    assert not [each for each in check.check_text(done).findings if each.severity in {"error", "warning"}]


def test_classes_of_one_unit_are_told_by_a_threshold() -> None:
    text = CLEAN.replace("Dense(1)", 'Dense(1, activation="sigmoid")')
    done = mended(text + "classes = model.predict_classes([[1, 2, 3, 4]])\n", select=("legacy",))
    assert done.endswith('classes = (model.predict([[1, 2, 3, 4]]) > 0.5).astype("int32")\n')


def test_what_a_fix_brings_to_light_is_mended_with_it() -> None:
    text = "import keras\n\noptimizer = keras.optimizers.adam(lr=0.1)\n"
    done = mended(text, select=("legacy",))
    assert done.endswith("keras.optimizers.Adam(learning_rate=0.1)\n")


def test_what_only_tensorflow_still_has_is_imported_through_it() -> None:
    text = "from keras.preprocessing.image import ImageDataGenerator, load_img\n"
    assert mended(text, select=("legacy",)) == text.replace("from keras", "from tensorflow.keras")
    text = "import keras\nfrom keras.wrappers.scikit_learn import KerasClassifier\n"
    assert mended(text, select=("legacy",)) == text


def test_a_star_stays_a_star() -> None:
    text = "from keras.layers.core import *\n\nlayer = Dense(3)\n"
    assert mended(text, select=("legacy",)) == text.replace(".core", "")


def test_the_totals_count_what_fix_would_mend() -> None:
    plain, named = Settings(), Settings(choices=(Choice(select=("SEQ206",)),))
    text = CLEAN.replace("keras.Input((4,)), keras.layers.Dense(1)", "keras.layers.Dense(1, input_shape=(4,))")
    assert "can be fixed" not in totals([check.check_text(text, settings=plain)])
    assert totals([check.check_text(text, settings=named)]).endswith("1 can be fixed with --fix.")


@pytest.mark.parametrize("name", ["'w{0:03d}.hdf5'.format(epoch)", "'w%d.hdf5' % epoch", "'w' + '.hdf5'"])
def test_a_text_that_is_put_together_is_left_to_its_author(name: str) -> None:
    text = f"""
import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
for epoch in range(3):
    model.save_weights({name})
"""
    found = check.check_text(text)
    assert [(finding.code, finding.fixes) for finding in found.findings] == [("SEQ507", ())]


@pytest.mark.parametrize("entry", [each for each in catalogue().values() if each.subjects], ids=lambda each: each.code)
def test_the_fixes_of_every_example_leave_no_new_error(entry: Entry) -> None:
    text = program(sections(entry.load().doc)["Example"])
    settings = Settings(preset="strict", choices=(Choice(extend=(entry.code,)),))
    before = check.check_text(text, settings=settings)
    done = mend(from_text(text, "a.py"), settings, unsafe=True)
    errors = {each.code for each in before.findings if each.severity == "error"}
    assert not {each.code for each in done.report.findings if each.severity == "error"} - errors
    assert done.data is None or ast.parse(done.data) is not None
    has_fix = any(fix.edits for each in before.findings if each.code == entry.code for fix in each.fixes)
    if has_fix and not done.undone:
        assert entry.code not in {each.code for each in done.report.findings}


HEAD = "import keras\nimport numpy as np\n\nx = np.random.rand(100, 8)\n"


@pytest.mark.parametrize(
    ("labels", "weights"),
    [
        ("np.random.randint(0, 3, 100)", "{each: len(y) / (3 * (y == each).sum()) for each in range(3)}"),
        (
            "keras.utils.to_categorical(np.arange(100) % 3)",
            "{each: len(y) / (3 * y[:, each].sum()) for each in range(3)}",
        ),
        ("[0, 1, 2] * 33 + [0]", '"balanced"'),
    ],
)
def test_balanced_weights_are_written_out_for_arrays(labels: str, weights: str) -> None:
    loss = "categorical_crossentropy" if "categorical" in labels else "sparse_categorical_crossentropy"
    text = HEAD + (
        f"y = {labels}\n"
        'model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation="softmax")])\n'
        f'model.compile("adam", "{loss}")\n'
        'model.fit(x, y, class_weight="balanced")\n'
    )
    done = mended(text, unsafe=True, select=("SEQ511",))
    assert done == text.replace('"balanced"', weights)


def test_a_second_layer_gets_a_name_that_is_free() -> None:
    text = (
        "import keras\n\nmodel = keras.Sequential([keras.Input((8,))])\n"
        'model.add(keras.layers.Dense(8, name="a"))\n'
        'model.add(keras.layers.Dense(8, name="a_2"))\n'
        'model.add(keras.layers.Dense(8, name="a"))\n'
    )
    done = mended(text, unsafe=True, select=("SEQ214",))
    assert done.count('name="a"') == 1
    assert 'name="a_3"' in done


def test_one_name_written_once_for_many_layers_is_left() -> None:
    text = (
        "import keras\n\nmodel = keras.Sequential([keras.Input((8,))])\n"
        'for _ in range(3):\n    model.add(keras.layers.Dense(8, name="a"))\n'
    )
    assert mended(text, unsafe=True, select=("SEQ214",)) == text


@pytest.mark.parametrize(
    ("code", "given", "wanted"),
    [
        ("SEQ413", "model.fit([[1.0, 2.0], [3.0, 4.0]], [0, 1])", "model.fit(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0, 1]))"),
        ("SEQ345", "print(model.predict(x) > 0.5)", "print(model.predict(x) > 0)"),
    ],
)  # fmt: skip
def test_arrays_and_thresholds_are_written(code: str, given: str, wanted: str) -> None:
    text = (
        "import keras\nimport numpy as np\n"
        "x, y = np.random.rand(20, 2), np.random.randint(0, 2, 20)\n"
        "model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\n"
        "model.compile('adam', keras.losses.BinaryCrossentropy(from_logits=True))\n"
    )
    assert mended(f"{text}{given}\n", unsafe=True, select=(code,)) == f"{text}{wanted}\n"
