"""Correct programs: every source of data with the models, heads and ways of training that fit it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.conformance.planted.recipe import DOORS, STYLES, Layer, Recipe
from tests.conformance.planted.sources import sources

if TYPE_CHECKING:
    from tests.conformance.planted.recipe import Data

NAMES = (
    ("x_train", "y_train", "x_test", "y_test"),
    ("X_train", "y_train", "X_test", "y_test"),
    ("train_data", "train_labels", "test_data", "test_labels"),
)
RELU = {"activation": '"relu"'}


class Author:
    """Writes recipes of programs that are correct in a Keras generation; the same seed gives the same ones."""

    def __init__(self, seed: int, major: int = 3) -> None:
        self.draw = random.Random(seed)
        self.major = major
        self.sources = sources()

    def recipe(self) -> Recipe:
        """One recipe."""
        draw = self.draw
        data = draw.choice(self.sources)(draw)
        while data.since > self.major:
            data = draw.choice(self.sources)(draw)
        if data.task == "one of many" and draw.random() < 0.45:
            self._one_hot(data)
        recipe = Recipe(data, self._stack(data))
        recipe.style, recipe.door, recipe.names = draw.choice(STYLES), draw.choice(DOORS), draw.choice(NAMES)
        if data.bytes and recipe.data.kind in {"image", "plane"} and draw.random() < 0.2:
            data.scale = []
            recipe.stack.insert(0, Layer("Rescaling", [draw.choice(("1 / 255", "1.0 / 255"))]))
        self._entrance(recipe)
        self._head(recipe)
        self._compile(recipe)
        self._fit(recipe)
        self._after(recipe)
        return recipe

    def _one_hot(self, data: Data) -> None:
        width = data.width
        forms = ["@keras.utils.to_categorical({0})", f"@keras.utils.to_categorical({{0}}, {width})"]
        forms += [f"@keras.utils.to_categorical({{0}}, num_classes={width})"]
        if data.encoding == "int":
            forms += [f"np.eye({width})[{{0}}]", f"tf.one_hot({{0}}, {width})"]
        text = self.draw.choice(forms)
        data.labels += [f"{name} = {text.format(name)}" for name in ("$y", "$yt")]
        data.encoding = "onehot"

    def _stack(self, data: Data) -> list[Layer]:
        return {
            "vector": self._dense, "plane": self._plane, "image": self._maps, "series": self._steps, "tokens": self._words,
        }[data.kind](data)  # fmt: skip

    def _hidden(self, most: int = 2) -> list[Layer]:
        """Dense layers with what stands between them."""
        found: list[Layer] = []
        for _ in range(self.draw.randint(1, most)):
            units = str(self.draw.choice((16, 32, 64)))
            if self.draw.random() < 0.15:
                found += [Layer("Dense", [units]), Layer("BatchNormalization"), Layer("Activation", ['"relu"'])]
            elif self.draw.random() < 0.1:
                found += [Layer("Dense", [units]), Layer("LeakyReLU")]
            else:
                activation = self.draw.choice(('"relu"', '"relu"', '"tanh"', '"elu"'))
                by_name = self.draw.random() < 0.2
                args, keys = ([], {"units": units}) if by_name else ([units], {})
                found.append(Layer("Dense", args, {**keys, "activation": activation}))
            if self.draw.random() < 0.3:
                found.append(Layer("Dropout", [self.draw.choice(("0.2", "0.5"))]))
        return found

    def _dense(self, _: Data) -> list[Layer]:
        return self._hidden(3)

    def _plane(self, data: Data) -> list[Layer]:
        if self.draw.random() < 0.3 and data.task != "copy":
            return [Layer(self.draw.choice(("LSTM", "GRU")), ["16"])]
        return [Layer("Flatten"), *self._hidden()]

    def _maps(self, _: Data) -> list[Layer]:
        found: list[Layer] = []
        for filters in (8, 16)[: self.draw.randint(1, 2)]:
            keys = {**RELU, **({"padding": '"same"'} if self.draw.random() < 0.3 else {})}
            found.append(Layer("Conv2D", [str(filters), self.draw.choice(("3", "(3, 3)"))], keys))
            found.append(Layer("MaxPooling2D", self.draw.choice(([], ["2"], ["(2, 2)"]))))
        found.append(Layer(self.draw.choice(("Flatten", "Flatten", "GlobalAveragePooling2D"))))
        return [*found, *(self._hidden(1) if self.draw.random() < 0.6 else [])]

    def _steps(self, data: Data) -> list[Layer]:
        name = self.draw.choice(("LSTM", "GRU", "SimpleRNN"))
        if data.task == "steps":
            return [Layer(name, ["12"], {"return_sequences": "True"})]
        form = self.draw.randrange(4)
        if form == 0:
            return [Layer(name, ["16"], {"return_sequences": "True"}), Layer(name, ["8"])]
        if form == 1:
            return [Layer(name, ["8"], around="Bidirectional"), *self._hidden(1)]
        if form == 2:
            last = self.draw.choice((["MaxPooling1D", "Flatten"], ["GlobalMaxPooling1D"], ["GlobalAveragePooling1D"]))
            return [Layer("Conv1D", ["8", "3"], dict(RELU)), *map(Layer, last), *self._hidden(1)]
        return [Layer(name, ["16"]), *(self._hidden(1) if self.draw.random() < 0.5 else [])]

    def _words(self, data: Data) -> list[Layer]:
        first = Layer("Embedding", [str(data.vocabulary), "8"])
        form = self.draw.randrange(4)
        if form == 0:
            return [first, Layer("Flatten"), *self._hidden(1)]
        if form == 1:
            return [first, Layer("GlobalAveragePooling1D"), *self._hidden(1)]
        if form == 2:
            return [first, Layer("Conv1D", ["8", "3"], dict(RELU)), Layer("GlobalMaxPooling1D")]
        return [first, Layer("LSTM", ["8"])]

    def _entrance(self, recipe: Recipe) -> None:
        draw = self.draw
        recipe.entrance = draw.choices(("Input", "Input shape", "input_shape", "nothing"), (4, 2, 4, 1))[0]
        if recipe.stack[0].around and recipe.entrance == "input_shape":
            recipe.entrance = "Input"
        if draw.random() < 0.25:
            recipe.declared = "$x.shape[1:]" if len(recipe.data.sample) > 1 else "($x.shape[1],)"

    def _head(self, recipe: Recipe) -> None:
        draw, data = self.draw, recipe.data
        units = str(data.width)
        activation = {
            "one of many": '"softmax"', "binary": '"sigmoid"', "many": '"sigmoid"', "copy": '"sigmoid"', "amount": "",
            "steps": '"sigmoid"' if data.width == 1 else '"softmax"',
        }[data.task]  # fmt: skip
        classes = {
            "one of many": "categorical_crossentropy" if data.encoding == "onehot" else "sparse_categorical_crossentropy",
            "binary": "binary_crossentropy", "many": "binary_crossentropy", "copy": draw.choice(("mse", "binary_crossentropy")),
            "amount": draw.choice(("mse", "mae", "mean_squared_error", "huber")),
            "steps": "binary_crossentropy" if data.width == 1 else "sparse_categorical_crossentropy",
        }[data.task]  # fmt: skip
        logits = data.task in {"one of many", "binary"} and draw.random() < 0.2
        layer = Layer("Dense", [units])
        recipe.stack.append(layer)
        if activation and not logits:
            if draw.random() < 0.15:
                recipe.stack.append(Layer("Activation", [activation]))
            else:
                layer.keys["activation"] = activation
        name = "".join(part.title() for part in classes.split("_"))
        if logits:
            recipe.loss = f"@keras.losses.{name}(from_logits=True)"
        elif classes.endswith("crossentropy") and draw.random() < 0.25:
            recipe.loss = f"@keras.losses.{name}()"
        else:
            recipe.loss = f'"{classes}"'

    def _compile(self, recipe: Recipe) -> None:
        draw, task = self.draw, recipe.data.task
        optimizer = draw.choice(("Adam", "RMSprop", "SGD"))
        recipe.optimizer = draw.choice(
            (f'"{optimizer.lower()}"', f"@keras.optimizers.{optimizer}(learning_rate=0.001)")
        )
        if task in {"one of many", "binary", "steps"}:
            recipe.metrics = draw.choice(('["accuracy"]', '["accuracy"]', '["acc"]', ""))
        elif task == "amount":
            recipe.metrics = draw.choice(('["mae"]', '["mse"]', ""))
        if recipe.metrics == '["acc"]' and recipe.data.encoding == "column":
            recipe.metrics = '["accuracy"]'

    def _fit(self, recipe: Recipe) -> None:
        draw = self.draw
        if recipe.data.task == "copy":
            recipe.inputs = ["$x", "$x"]
        recipe.fit = {"epochs": str(draw.choice((2, 5, 10)))}
        if draw.random() < 0.2:
            recipe.feed = "dataset"
            recipe.before.append(
                f"dataset = tf.data.Dataset.from_tensor_slices(({', '.join(recipe.inputs)})).shuffle(200).batch(32)"
            )
            recipe.inputs = ["dataset"]
            return
        if draw.random() < 0.6:
            recipe.fit["batch_size"] = str(draw.choice((16, 32)))
        form = draw.randrange(3)
        if form == 0:
            recipe.fit["validation_split"] = draw.choice(("0.1", "0.2"))
        elif form == 1:
            recipe.fit["validation_data"] = "($xt, $xt)" if recipe.data.task == "copy" else "($xt, $yt)"
        if form < 2 and draw.random() < 0.4:
            recipe.fit["callbacks"] = '[@keras.callbacks.EarlyStopping(monitor="val_loss", patience=2)]'

    def _after(self, recipe: Recipe) -> None:
        draw, data = self.draw, recipe.data
        labels = "$xt" if data.task == "copy" else "$yt"
        if draw.random() < 0.4:
            recipe.after.append(f"model.evaluate($xt, {labels})")
        if draw.random() < 0.4:
            recipe.after.append("model.summary()")
        if data.scaler:
            recipe.after += ["predicted = model.predict($xt)", f"prices = {data.scaler}.inverse_transform(predicted)"]
        elif data.task in {"one of many", "binary"} and data.encoding != "column" and draw.random() < 0.5:
            plain = "from_logits" not in recipe.loss
            recipe.after.append("predicted = model.predict($xt)")
            if data.task == "one of many":
                recipe.after.append("classes = np.argmax(predicted, axis=1)")
            elif plain:
                recipe.after.append("classes = (predicted > 0.5).astype(int)")
