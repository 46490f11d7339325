"""What each metric does with class numbers next to several probabilities, in Keras and as seqlint tells it."""

from __future__ import annotations

from importlib import import_module

import pytest

from seqlint.check import analyse
from seqlint.source.document import from_text

pytest.importorskip("tensorflow")
np = pytest.importorskip("numpy")

METRICS = [
    "'accuracy'",
    "'mae'",
    "'cosine_similarity'",
    "'hinge'",
    "'binary_accuracy'",
    "'categorical_accuracy'",
    "'top_k_categorical_accuracy'",
    "'sparse_top_k_categorical_accuracy'",
    "'binary_crossentropy'",
    "'categorical_crossentropy'",
    "metrics.RootMeanSquaredError()",
    "metrics.Precision()",
    "metrics.AUC()",
    "metrics.TruePositives()",
    "metrics.F1Score()",
    "metrics.Accuracy()",
    "metrics.KLDivergence()",
    "metrics.MeanIoU(4)",
    "metrics.MeanIoU(4, sparse_y_pred=False)",
    "metrics.OneHotMeanIoU(4)",
]
PROGRAM = """\
import numpy as np
import {package} as keras
from {package} import metrics
x = np.random.rand(48, 12)
y = np.random.randint(0, 4, {shape})
model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(4, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=[{metric}])
model.fit(x, y, verbose=0)
"""


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("shape", [(48,), (48, 1)], ids=["numbers", "column"])
@pytest.mark.parametrize("package", ["keras", "tf_keras"])
def test_seqlint_and_keras_agree_on_a_metric(package, shape, metric):
    code = PROGRAM.format(package=package, shape=shape, metric=metric)
    told = {str(each.severity) for each in analyse(from_text(code, "train.py")).reported}
    keras = import_module(package)
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(4, activation="softmax")])
    given = eval(metric, {"metrics": keras.metrics})
    model.compile("adam", "sparse_categorical_crossentropy", metrics=[given])
    x, y = np.random.rand(48, 12), np.random.randint(0, 4, shape)
    if "error" in told:
        with pytest.raises(Exception, match=r"(?i)shape|rank|2D|dtype|compatible|segment"):
            model.fit(x, y, verbose=0)
    else:
        model.fit(x, y, verbose=0)
