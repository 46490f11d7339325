"""Which import of older Keras a fix may rewrite."""

from __future__ import annotations

import pytest

from seqlint.check import analyse
from seqlint.config import DEFAULT
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
