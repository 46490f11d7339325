"""Random programs that train: what seqlint says about each against what Keras does with it.

Run as `python -m tests.conformance.trainings --count 500 --seed 1 [--keras 2] [--python PATH]`. Every program makes data,
a model for it, and compiles, trains and asks it. Losses, metrics, optimizers, labels, weights and callbacks are drawn
in all their spellings; in one of three programs they are drawn without regard to each other.
"""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import msgspec

from tests.conformance.sequentials import run_campaign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.values.target import Target

SAMPLES = 48


class Data(msgspec.Struct, frozen=True):
    """What one sample is.

    Attributes:
        made: the expression of the array `x`.
        sample: the shape of a sample as it is written.
        fronts: what may stand first in the model.
        bodies: stacks that lead from it to a row of features.
    """

    made: str
    sample: str
    fronts: tuple[str, ...]
    bodies: tuple[str, ...]


DATA = {
    "rows": Data(
        f"np.random.rand({SAMPLES}, 8).astype('float32')",
        "(8,)",
        ("", "", "layers.Normalization()", "adapted", "layers.BatchNormalization()", "layers.GaussianNoise(0.1)"),
        (
            "layers.Dense(6, activation='relu')",
            "layers.Dense(6), layers.LeakyReLU(), layers.Dropout(0.2)",
            "layers.EinsumDense('ab,bc->ac', output_shape=5, bias_axes='c', activation='relu')",
            "layers.SpectralNormalization(layers.Dense(4))",
            "layers.Reshape((4, 2)), layers.LSTM(3)",
            "Block(4)",
            "layers.Dense(6, activation='gelu', kernel_regularizer='l2'), layers.LayerNormalization()",
            "keras.Sequential([layers.Dense(4), keras.Sequential([layers.Dense(3)])])",
        ),
    ),
    "pictures": Data(
        f"np.random.randint(0, 256, ({SAMPLES}, 16, 16, 3))",
        "(16, 16, 3)",
        (
            "",
            "layers.Rescaling(1 / 255)",
            "layers.Rescaling(1 / 255), layers.RandomFlip('horizontal'), layers.RandomRotation(0.1)",
            "layers.RandomZoom(0.2), layers.RandomContrast(0.1)",
            "layers.Resizing(12, 12)",
            "layers.CenterCrop(8, 8)",
            "layers.RandomTranslation(0.1, 0.1), layers.RandomBrightness(0.2)",
            "keras.Sequential([layers.RandomFlip(), layers.Rescaling(1 / 127.5, offset=-1)])",
        ),
        (
            "layers.Flatten()",
            "layers.Conv2D(4, 3, activation='relu'), layers.MaxPooling2D(), layers.Flatten()",
            "layers.SeparableConv2D(4, 3, padding='same'), layers.GlobalAveragePooling2D()",
            "layers.DepthwiseConv2D(3), layers.BatchNormalization(), layers.GlobalMaxPooling2D()",
            "layers.Conv2D(4, 3, strides=2), layers.SpatialDropout2D(0.2), layers.Flatten()",
            "layers.Reshape((4, -1)), layers.Bidirectional(layers.GRU(2))",
            "layers.TimeDistributed(layers.Conv1D(2, 3)), layers.Flatten()",
        ),
    ),
    "series": Data(
        f"np.random.rand({SAMPLES}, 10, 4)",
        "(10, 4)",
        ("", "", "layers.Masking(0.0)", "layers.Normalization()"),
        (
            "layers.LSTM(4)",
            "layers.GRU(4, return_sequences=True), layers.LSTM(3)",
            "layers.Bidirectional(layers.LSTM(3, return_sequences=True)), layers.GlobalMaxPooling1D()",
            "layers.RNN([layers.LSTMCell(3), layers.GRUCell(2)])",
            "layers.RNN(layers.StackedRNNCells([layers.SimpleRNNCell(3), layers.LSTMCell(2)]))",
            "layers.Bidirectional(layers.RNN(layers.LSTMCell(2)), merge_mode='sum')",
            "layers.TimeDistributed(layers.Dense(3)), layers.Flatten()",
            "layers.TimeDistributed(layers.TimeDistributed(layers.Dense(3))), layers.Flatten()",
            "layers.Conv1D(4, 3, activation='relu'), layers.GlobalAveragePooling1D()",
        ),
    ),
    "tokens": Data(
        f"np.random.randint(0, 50, ({SAMPLES}, 12))",
        "(12,)",
        ("",),
        (
            "layers.Embedding(50, 4), layers.GlobalAveragePooling1D()",
            "layers.Embedding(50, 4, mask_zero=True), layers.Bidirectional(layers.LSTM(3))",
            "layers.Embedding(50, 4), layers.Conv1D(3, 3), layers.Flatten()",
            "layers.Embedding(50, 4), layers.Flatten()",
            "layers.CategoryEncoding(50, output_mode='multi_hot')",
        ),
    ),
}

LOSSES = {
    "one of many": (
        "'sparse_categorical_crossentropy'",
        "keras.losses.SparseCategoricalCrossentropy()",
        "keras.losses.sparse_categorical_crossentropy",
        "keras.losses.SparseCategoricalCrossentropy",
        "tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
    ),
    "one-hot": (
        "'categorical_crossentropy'",
        "keras.losses.CategoricalCrossentropy(label_smoothing=0.1)",
        "keras.losses.CategoricalFocalCrossentropy()",
        "'kl_divergence'",
        "keras.losses.KLDivergence()",
    ),
    "binary": (
        "'binary_crossentropy'",
        "keras.losses.BinaryCrossentropy()",
        "tf.keras.losses.BinaryCrossentropy(from_logits=True)",
        "keras.losses.BinaryFocalCrossentropy(gamma=2.0)",
        "'hinge'",
        "['binary_crossentropy']",
    ),
    "amount": (
        "'mse'",
        "'mean_absolute_error'",
        "keras.losses.Huber(delta=1.5)",
        "keras.losses.MeanSquaredError()",
        "'log_cosh'",
        "keras.losses.MeanAbsolutePercentageError()",
        "own_loss",
        "'MSE'",
        "keras.losses.MeanSquaredLogarithmicError()",
        "keras.losses.CosineSimilarity()",
    ),
}
METRICS = {
    "one of many": (
        "'accuracy'",
        "'sparse_categorical_accuracy'",
        "keras.metrics.SparseTopKCategoricalAccuracy(k=2)",
        "keras.metrics.SparseCategoricalAccuracy()",
        "'acc'",
    ),
    "one-hot": (
        "'accuracy'",
        "keras.metrics.CategoricalAccuracy(name='acc')",
        "keras.metrics.Precision()",
        "keras.metrics.AUC()",
        "keras.metrics.F1Score()",
        "keras.metrics.TopKCategoricalAccuracy(2)",
    ),
    "binary": (
        "'accuracy'",
        "keras.metrics.BinaryAccuracy(threshold=0.4)",
        "keras.metrics.AUC()",
        "keras.metrics.Recall()",
        "'binary_accuracy'",
        "keras.metrics.BinaryIoU()",
        "keras.metrics.FalsePositives()",
    ),
    "amount": (
        "'mae'",
        "keras.metrics.RootMeanSquaredError()",
        "'mse'",
        "keras.metrics.MeanSquaredError(name='m')",
        "keras.metrics.R2Score()",
        "own_metric",
        "keras.metrics.MeanAbsoluteError",
    ),
}
HEADS = {
    "one of many": ("layers.Dense(4, activation='softmax')", "layers.Dense(4), layers.Softmax()", "layers.Dense(4)"),
    "one-hot": ("layers.Dense(4, activation='softmax')", "layers.Dense(4, 'softmax')"),
    "binary": (
        "layers.Dense(1, activation='sigmoid')",
        "layers.Dense(1), layers.Activation('sigmoid')",
        "layers.Dense(1)",
    ),
    "amount": ("layers.Dense(1)", "layers.Dense(1, activation='linear')", "layers.Dense(1, activation='softplus')"),
}
LABELS = {
    "one of many": ("np.random.randint(0, 4, {n})", "np.random.randint(0, 4, ({n}, 1))"),
    "one-hot": (
        "keras.utils.to_categorical(np.random.randint(0, 4, {n}), 4)",
        "np.eye(4)[np.random.randint(0, 4, {n})]",
    ),
    "binary": ("np.random.randint(0, 2, {n})", "np.random.randint(0, 2, ({n}, 1)).astype('float32')"),
    "amount": ("np.random.rand({n})", "np.random.rand({n}, 1)", "np.random.rand({n}, 1).astype('float32')"),
}
ODD_LABELS = (
    "np.random.rand({n}, 3)",
    "np.random.rand({n}, 10, 1)",
    "np.random.randint(0, 4, {n}).astype(str)",
    "np.random.rand({n} - 8, 1)",
    "list(range({n}))",
    "None",
)
OPTIMIZERS = (
    "'adam'", "'sgd'", "keras.optimizers.Adam()", "keras.optimizers.Adam(learning_rate=1e-3)", "'rmsprop'",
    "keras.optimizers.SGD(0.01, momentum=0.9, nesterov=True)", "tf.keras.optimizers.Adagrad(0.01)",
    "keras.optimizers.AdamW(weight_decay=1e-4)", "'Nadam'", "keras.optimizers.RMSprop(1e-3, rho=0.8)",
    "keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.01, 10, 0.9))",
)  # fmt: skip
ODD_OPTIMIZERS = (
    "keras.optimizers.Adam", "'adamm'", "keras.optimizers.Adam('0.1')", "keras.optimizers.Adam(lr=0.1)",
    "keras.optimizers.SGD(momentum=2.0)", "keras.optimizers.Adam(decay=1e-6)", "0.1", "None",
)  # fmt: skip
COMPILED = (
    "run_eagerly=True", "steps_per_execution=2", "jit_compile=False", "loss_weights=[1.0]", "weighted_metrics=['mae']",
    "loss_weights=1.0", "sample_weight_mode='temporal'", "auto_scale_loss=False",
)  # fmt: skip
FITTED = (
    "epochs=2", "batch_size=16", "verbose=0", "validation_split=0.25", "validation_data=(x, y)", "shuffle=False",
    "sample_weight=np.ones({n})", "validation_data=(x, y, np.ones({n}))", "callbacks=[{callback}]", "initial_epoch=0",
    "class_weight={{0: 1.0, 1: 2.0, 2: 1.0, 3: 0.5}}", "steps_per_epoch=2", "validation_freq=1", "callbacks={callback}",
    "validation_batch_size=8",
)  # fmt: skip
ODD_FITTED = (
    "sample_weight=np.ones({n} - 4)", "class_weight={{4: 1.0}}", "class_weight='balanced'", "validation_split=1.5",
    "epochs='2'", "batch_size=0", "callbacks=[keras.callbacks.EarlyStopping]", "validation_data=(x[:, :2], y)",
    "validation_data=[x, y]", "sample_weight=np.ones(({n}, 1))", "metrics=['mae']", "nb_epoch=2", "validation_data=x",
    "class_weight=[1.0, 2.0]", "workers=2", "validation_split=0.25, validation_data=(x, y)", "batch_size=16.0",
    "epochs=2.5", "validation_split=0.001",
)  # fmt: skip
CALLBACKS = (
    "keras.callbacks.EarlyStopping(patience=2)",
    "keras.callbacks.EarlyStopping(monitor='loss', restore_best_weights=True)",
    "keras.callbacks.ReduceLROnPlateau(monitor='loss', factor=0.5)",
    "keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.9)",
    "keras.callbacks.TerminateOnNaN()",
    "keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: None)",
    "keras.callbacks.History()",
    "Own()",
    "keras.callbacks.EarlyStopping(mode='best')",
    "keras.callbacks.ReduceLROnPlateau(factor=1.0)",
    "keras.callbacks.LearningRateScheduler(0.1)",
    "keras.callbacks.EarlyStopping(patience='2')",
)
ASKED = (
    "loss, *rest = model.evaluate(x, y, verbose=0)",
    "loss, score = model.evaluate(x, y, verbose=0)",
    "loss = model.evaluate(x, y, return_dict=True)['loss']",
    "p = model.predict(x, verbose=0)",
    "p = model.predict(x[:3])\nlabels = p.argmax(axis=1)",
    "p = model.predict(x[0])",
    "p = model.predict(x[:1])[0][0]",
    "p = model.predict(x, batch_size=8, steps=1)",
    "p = model(x[:4], training=False)",
    "p = model.predict_on_batch(x[:4])",
    "model.train_on_batch(x[:4], y[:4])",
    "model.test_on_batch(x[:4], y[:4])",
    "losses = history.history['loss']",
    "scores = history.history['val_loss']",
    "p = (model.predict(x) > 0.5).astype(int)",
    "p = model.predict_classes(x)",
    "names = model.metrics_names",
    "model.evaluate(x)",
    "model.evaluate(x, y[:8])",
    "model.save('model.keras')",
    "model.summary()",
    "copy = keras.models.clone_model(model)\ncopy.set_weights(model.get_weights())",
    "features = keras.Model(model.inputs, model.layers[-1].output)",
    "features = keras.Sequential(model.layers[:-1])\nf = features.predict(x)",
    "model.layers[0].trainable = False\nmodel.compile('adam', 'mse')",
    "error = np.mean(model.predict(x) - y)",
)
DEFINITIONS = {
    "Block(": """\
class Block(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(units, activation="relu")
        self.norm = layers.LayerNormalization()

    def call(self, inputs, training=None):
        return self.norm(self.dense(inputs))
""",
    "own_loss": """\
def own_loss(y_true, y_pred):
    return keras.ops.mean(keras.ops.square(y_true - y_pred), axis=-1)
""",
    "own_metric": """\
def own_metric(y_true, y_pred):
    return keras.ops.mean(keras.ops.abs(y_true - y_pred))
""",
    "Own()": """\
class Own(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        self.last = logs["loss"]
""",
}


class Writer:
    """Writes programs; the same seed gives the same ones.

    Args:
        seed: where the random numbers start.
        target: the Keras that they are for.
    """

    def __init__(self, seed: int, target: Target) -> None:
        self.random = random.Random(seed)
        self.target = target

    def program(self) -> str:
        """One program."""
        draw = self.random.choice
        free = self.random.random() < 0.33
        data = DATA[draw(tuple(DATA))]
        task = draw(tuple(LOSSES))
        other = draw(tuple(LOSSES)) if free else task
        labels = draw(ODD_LABELS if free and self.random.random() < 0.4 else LABELS[draw((task, other))])
        front = draw(data.fronts)
        body = [f"    {item}," for item in (front, draw(data.bodies), draw(HEADS[task])) if item]
        lines = [f"x = {data.made}", f"y = {labels.format(n=SAMPLES)}"]
        if front == "adapted":
            lines += ["normal = layers.Normalization()", "normal.adapt(x)"]
            body[0] = "    normal,"
        start = [f"    keras.Input({data.sample}),"] if self.random.random() < 0.8 else []
        lines += ["model = keras.Sequential([", *start, *body, "])"]
        lines += self._taught(other, free=free)
        if self.random.random() < 0.06:
            lines.insert(0, "keras.mixed_precision.set_global_policy('mixed_float16')")
        text = "\n".join([*lines, ""])
        defined = "".join(f"\n{code}\n" for name, code in DEFINITIONS.items() if name in text)
        door = draw(("import keras", "from tensorflow import keras"))
        layers = draw(("from keras import layers", "layers = tf.keras.layers"))
        return f"import numpy as np\nimport tensorflow as tf\n{door}\n{layers}\n{defined}\n{text}"

    def _taught(self, task: str, *, free: bool) -> list[str]:
        """The statements that compile, train and ask the model."""
        draw = self.random.choice
        optimizer = draw(ODD_OPTIMIZERS if free and self.random.random() < 0.3 else OPTIMIZERS)
        compiled = [f"optimizer={optimizer}" if self.random.random() < 0.5 else optimizer, f"loss={draw(LOSSES[task])}"]
        metrics = self.random.sample(METRICS[task], self.random.randint(0, 2))
        if metrics:
            compiled.append(f"metrics=[{', '.join(metrics)}]")
        compiled += self.random.sample(COMPILED, self.random.random() < 0.3)
        fitted = self.random.sample(FITTED, self.random.randint(0, 3))
        if free and self.random.random() < 0.5:
            fitted.append(draw(ODD_FITTED))
        given: dict[str, str] = {each.partition("=")[0]: each for each in fitted}
        arguments = [each.format(n=SAMPLES, callback=draw(CALLBACKS[: None if free else 8])) for each in given.values()]
        fit = ", ".join(["x", "y", *arguments])
        asked = self.random.sample(ASKED, self.random.randint(0, 2))
        compile_ = [f"model.compile({', '.join(compiled)})"]
        if free and self.random.random() < 0.05:
            compile_ = []
        return [*compile_, f"history = model.fit({fit})", *asked]


def main(arguments: Sequence[str] | None = None) -> int:
    title = "Compare seqlint with Keras on random programs that train."
    return run_campaign(title, Writer, arguments, excused=lambda *_: False)


if __name__ == "__main__":
    sys.exit(main())
