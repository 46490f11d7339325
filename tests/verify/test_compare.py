"""A comparison sees every way in which Keras and seqlint can contradict each other."""

from __future__ import annotations

import msgspec
import pytest

from seqlint.check import Analysis, analyse
from seqlint.source.document import from_text
from seqlint.verify.compare import compare
from seqlint.verify.page import page
from seqlint.verify.run import RealLayer, RealModel, Run, Stop

PROGRAM = """\
import keras

model = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10),
])
"""
DENSE = RealLayer("dense", "Dense", (None, 64), 50_240, 0)
LAST = RealLayer("dense_1", "Dense", (None, 10), 650, 0)
MODEL = RealModel(3, "sequential", True, (DENSE, LAST), 50_890, 0)
TRUE = Run("3.15.1", (MODEL,))


def analysis(text: str) -> Analysis:
    return analyse(from_text(text, "train.py"))


def differences(text: str, run: Run) -> list[str]:
    return list(compare(analysis(text), run).differences())


def test_agreement() -> None:
    assert differences(PROGRAM, TRUE) == []
    assert page(compare(analysis(PROGRAM), TRUE), from_text(PROGRAM, "train.py")).endswith(
        "They agree: 1 model, 2 layers.\n"
    )


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"name": "dense_7"}, "name"),
        ({"class_": "Conv1D"}, "class"),
        ({"output": (None, 65)}, "output"),
        ({"output": (None, 1, 64)}, "output"),
        ({"trainable": 50_241}, "parameters"),
        ({"trainable": 50_000, "frozen": 240}, "trainable parameters"),
    ],
)
def test_every_fact_of_a_layer_counts(change: dict[str, object], about: str) -> None:
    other = msgspec.structs.replace(DENSE, **change)
    run = msgspec.structs.replace(TRUE, models=(msgspec.structs.replace(MODEL, layers=(other, LAST)),))
    assert any(f": {about} is " in each for each in differences(PROGRAM, run))


@pytest.mark.parametrize(
    "change",
    [{"name": "sequential_1"}, {"layers": (DENSE,)}, {"trainable": 50_889}, {"trainable": 50_000, "frozen": 890}],
)
def test_every_fact_of_a_model_counts(change: dict[str, object]) -> None:
    run = msgspec.structs.replace(TRUE, models=(msgspec.structs.replace(MODEL, **change),))
    assert differences(PROGRAM, run)


def test_a_copy_makes_the_models_inside_as_well() -> None:
    inside = msgspec.structs.replace(MODEL, name="sequential_7", layers=(DENSE,))
    assert differences(PROGRAM, Run("3.15.1", (inside, MODEL))) == []
    assert differences(PROGRAM, Run("3.15.1", (inside,)))


def test_the_batch_and_unknown_sizes_agree_with_anything() -> None:
    text = PROGRAM.replace("import keras", "import keras, sys").replace("Dense(64,", "Dense(int(sys.argv[1]),")
    built = msgspec.structs.replace(DENSE, output=(32, 64))
    run = msgspec.structs.replace(TRUE, models=(msgspec.structs.replace(MODEL, layers=(built, LAST)),))
    assert differences(text, run) == []


WRONG = PROGRAM.replace("keras.layers.Dense(10)", "keras.layers.Conv2D(3, 3)")


def test_a_refusal_that_seqlint_does_not_know() -> None:
    stop = Stop(3, "ValueError", "no", "keras")
    assert differences(PROGRAM, Run("3.15.1", (), stop)) == [
        "line 3: Keras stops with ValueError: no; seqlint says nothing"
    ]


def test_an_error_that_keras_does_not_know() -> None:
    assert "the program runs in Keras" in differences(WRONG, Run("3.15.1"))[0]


def test_the_place_of_a_refusal() -> None:
    assert differences(WRONG, Run("3.15.1", (), Stop(3, "ValueError", "no", "keras"))) == []
    assert "is on line" in differences(WRONG, Run("3.15.1", (), Stop(1, "ValueError", "no", "keras")))[0]


@pytest.mark.parametrize("kind", ["program", "environment"])
def test_other_ends_say_nothing_about_seqlint(kind: str) -> None:
    run = msgspec.structs.replace(TRUE, stop=Stop(9, "OSError", "no data", kind))  # type: ignore[arg-type]  # one of the three
    assert differences(PROGRAM, run) == []


def test_a_function_that_nobody_calls_is_no_part_of_the_run() -> None:
    text = "import keras\n\ndef build():\n    return keras.layers.Dense()\n"
    assert differences(text, Run("3.15.1")) == []
