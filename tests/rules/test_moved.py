"""Which import of older Keras a fix may rewrite."""

from __future__ import annotations

import pytest

from seqlint.check import analyse
from seqlint.config import DEFAULT, Choice, Settings
from seqlint.fix import mend
from seqlint.source.document import from_text


@pytest.mark.parametrize(
    ("program", "fixes"),
    [
        ("from keras.utils import np_utils\n\nnp_utils.to_categorical([1])\n", 1),
        ("from keras.utils import layer_utils\n\nlayer_utils.print_summary(None)\n", 0),
        ("from keras.utils.generic_utils import Progbar\n", 1),
        ("from keras.utils.generic_utils import has_arg\n", 0),
        ("import tensorflow as tf\n\ntf.keras.optimizers.legacy.Adam()\n", 1),
        ("from keras.optimizers.legacy import Adam\n\nAdam()\n", 0),
    ],
)
def test_a_fix_writes_only_what_is_there(program: str, fixes: int) -> None:
    analysis = analyse(from_text(program, "program.py"), DEFAULT)
    assert [len(each.finding.fixes) for each in analysis.reported if each.entry.code == "SEQ704"] == [fixes]


GENERATORS = """\
from tensorflow import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.{}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fit_generator(batches(), 100, 10, verbose=0)", "fit(batches(), steps_per_epoch=100, epochs=10, verbose=0)"),
        ("fit_generator(batches(), steps_per_epoch=10)", "fit(batches(), steps_per_epoch=10)"),
        ("evaluate_generator(batches(), 5)", "evaluate(batches(), steps=5)"),
        ("fit_generator(*arguments)", "fit_generator(*arguments)"),
    ],
)
def test_a_method_for_generators_had_other_positions(old: str, new: str) -> None:
    text = GENERATORS.format(old)
    data = mend(from_text(text, "program.py"), Settings(choices=(Choice(select=("SEQ703",)),))).data
    assert (text if data is None else data.decode()) == GENERATORS.format(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "from keras import backend as K\n\nmean = K.mean(K.square([1.0]))\n",
            "from tensorflow.keras import backend as K\n\nmean = K.mean(K.square([1.0]))\n",
        ),
        (
            "import keras.backend as K\n\nmean = K.mean([1.0])\n",
            "import tensorflow.keras.backend as K\n\nmean = K.mean([1.0])\n",
        ),
        ("from keras.losses import mse\n", "from tensorflow.keras.losses import mse\n"),
        ("from keras.losses import mse, mean_squared_error\n", "from keras.losses import mse, mean_squared_error\n"),
        ("import keras\n\nmean = keras.backend.mean([1.0])\n", "import keras\n\nmean = keras.backend.mean([1.0])\n"),
    ],
)
def test_what_tensorflow_still_shows_is_imported_through_it(old: str, new: str) -> None:
    data = mend(from_text(old, "program.py"), Settings(choices=(Choice(select=("SEQ704",)),))).data
    assert (old if data is None else data.decode()) == new
