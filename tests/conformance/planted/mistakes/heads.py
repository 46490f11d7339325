"""Mistakes between the last layer, the loss, the labels and the metrics, and in reading predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conformance.planted.mistake import mistake
from tests.conformance.planted.recipe import MARK

if TYPE_CHECKING:
    import random

    from tests.conformance.planted.recipe import Recipe


def _marked(recipe: Recipe) -> bool:
    """Mark the head and the loss, either of which may be called wrong."""
    recipe.head.marked = recipe.last.marked = True
    recipe.loss = MARK + recipe.loss
    return True


def _last(recipe: Recipe, activation: str) -> bool:
    """Whether the last activation is this one, given as an argument of the head."""
    return recipe.stack[-1] is recipe.head and recipe.head.keys.get("activation") == f'"{activation}"'


@mistake("SEQ301", wrong=True)
def softmax_on_one_unit(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "binary" or not _last(recipe, "sigmoid"):
        return False
    recipe.head.keys["activation"] = '"softmax"'
    return _marked(recipe)


@mistake("SEQ302", "SEQ313", "SEQ309")
def two_softmax_units_with_binary_loss(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "binary" or not _last(recipe, "sigmoid"):
        return False
    recipe.head.keys["activation"], recipe.head.args = '"softmax"', ["2"]
    return _marked(recipe)


@mistake("SEQ313", "SEQ309")
def two_sigmoid_units_with_binary_loss(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "binary" or not _last(recipe, "sigmoid"):
        return False
    recipe.head.args = ["2"]
    return _marked(recipe)


@mistake("SEQ302", wrong=True)
def softmax_with_binary_loss(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.one_hot or not _last(recipe, "softmax"):
        return False
    recipe.loss = '"binary_crossentropy"'
    return _marked(recipe)


@mistake("SEQ303", wrong=True)
def sigmoid_for_softmax(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "one of many" or not _last(recipe, "softmax"):
        return False
    recipe.head.keys["activation"] = '"sigmoid"'
    return _marked(recipe)


@mistake("SEQ304", wrong=True)
def last_activation_dropped(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task not in {"one of many", "binary"} or not (_last(recipe, "softmax") or _last(recipe, "sigmoid")):
        return False
    del recipe.head.keys["activation"]
    return _marked(recipe)


@mistake("SEQ305", wrong=True)
def from_logits_of_probabilities(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task not in {"one of many", "binary"} or not recipe.loss.endswith("()"):
        return False
    recipe.loss = recipe.loss.replace("()", "(from_logits=True)")
    return _marked(recipe)


@mistake("SEQ306", wrong=True)
def relu_as_last_activation(recipe: Recipe, draw: random.Random) -> bool:
    if recipe.data.task not in {"one of many", "binary"} or not (_last(recipe, "softmax") or _last(recipe, "sigmoid")):
        return False
    recipe.head.keys["activation"] = draw.choice(('"relu"', '"tanh"'))
    return _marked(recipe)


@mistake("SEQ307")
def categorical_loss_for_integers(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.numbered:
        return False
    recipe.loss = recipe.loss.replace("sparse_", "").replace("Sparse", "")
    return _marked(recipe)


@mistake("SEQ308")
def sparse_loss_for_one_hot(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.one_hot:
        return False
    recipe.loss = recipe.loss.replace("categorical", "sparse_categorical").replace("Categorical", "SparseCategorical")
    return _marked(recipe)


@mistake("SEQ309")
def one_unit_too_few_for_one_hot(recipe: Recipe, draw: random.Random) -> bool:
    if not recipe.data.one_hot:
        return False
    recipe.head.args = [str(recipe.data.width + draw.choice((-1, 1)))]
    return _marked(recipe)


@mistake("SEQ309", "SEQ310")
def one_unit_too_few_for_integers(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.numbered:
        return False
    recipe.head.args = [str(recipe.data.width - 1)]
    return _marked(recipe)


@mistake("SEQ309", "SEQ310", "SEQ301")
def one_unit_for_classes(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.numbered:
        return False
    recipe.head.args = ["1"]
    return _marked(recipe)


@mistake("SEQ310")
def labels_from_one(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.numbered:
        return False
    recipe.data.labels += [f"$y = {MARK}$y + 1", f"$yt = {MARK}$yt + 1"]
    return _marked(recipe)


@mistake("SEQ311", "SEQ313", wrong=True)
def sigmoids_for_one_of_many(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.one_hot or not _last(recipe, "softmax"):
        return False
    recipe.head.keys["activation"], recipe.loss = '"sigmoid"', '"binary_crossentropy"'
    return _marked(recipe)


@mistake("SEQ312", wrong=True)
def softmax_for_many_labels(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "many" or not _last(recipe, "sigmoid"):
        return False
    recipe.head.keys["activation"], recipe.loss = '"softmax"', '"categorical_crossentropy"'
    return _marked(recipe)


@mistake("SEQ313", "SEQ309")
def sigmoid_units_for_integers(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.numbered or not _last(recipe, "softmax"):
        return False
    recipe.head.keys["activation"], recipe.loss = '"sigmoid"', '"binary_crossentropy"'
    return _marked(recipe)


@mistake("SEQ314", "SEQ309", wrong=True)
def several_units_for_one_amount(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "amount" or recipe.data.width != 1 or recipe.data.scaler:
        return False
    recipe.head.args = ["3"]
    return _marked(recipe)


@mistake("SEQ309", "SEQ314", wrong=True)
def another_number_of_amounts(recipe: Recipe, draw: random.Random) -> bool:
    if recipe.data.task != "amount" or recipe.data.width < 2:
        return False
    recipe.head.args = [str(draw.choice((1, recipe.data.width + 2)))]
    return _marked(recipe)


@mistake("SEQ320", "SEQ321", "SEQ314", "SEQ309", wrong=True)
def amounts_for_classes(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.numbered or not _last(recipe, "softmax"):
        return False
    recipe.loss = '"mse"'
    return _marked(recipe)


@mistake("SEQ320", wrong=True)
def one_linear_unit_for_classes(recipe: Recipe, _: random.Random) -> bool:
    """Numbers that are drawn at random may be meant as amounts."""
    drawn = any("rand" in line and "random_state" not in line for line in recipe.data.load)
    if not recipe.data.numbered or not _last(recipe, "softmax") or drawn:
        return False
    recipe.loss, recipe.head.args = '"mse"', ["1"]
    del recipe.head.keys["activation"]
    recipe.after, recipe.metrics = [], ""
    return _marked(recipe)


@mistake("SEQ321", wrong=True)
def sigmoid_for_amounts(recipe: Recipe, draw: random.Random) -> bool:
    if recipe.data.limits is None or recipe.stack[-1] is not recipe.head:
        return False
    recipe.head.keys["activation"] = draw.choice(('"sigmoid"', '"tanh"'))
    return _marked(recipe)


@mistake("SEQ320", "SEQ306", "SEQ310", "SEQ307", "SEQ304", "SEQ314", wrong=True)
def crossentropy_for_amounts(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "amount" or recipe.data.width != 1:
        return False
    recipe.loss = '"binary_crossentropy"'
    return _marked(recipe)


@mistake("SEQ322", wrong=True)
def accuracy_of_amounts(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "amount":
        return False
    recipe.metrics = f'[{MARK}"accuracy"]'
    return True


@mistake("SEQ323", wrong=True)
def categorical_metric_for_integers(recipe: Recipe, draw: random.Random) -> bool:
    if not recipe.data.numbered:
        return False
    recipe.metrics = draw.choice((f'[{MARK}"categorical_accuracy"]', f"[{MARK}@keras.metrics.CategoricalAccuracy()]"))
    return True


@mistake("SEQ323", wrong=True)
def sparse_metric_for_one_hot(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.one_hot:
        return False
    recipe.metrics = f'[{MARK}"sparse_categorical_accuracy"]'
    return True


@mistake("SEQ340", wrong=True)
def argmax_of_one_unit(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "binary":
        return False
    recipe.after = ["predicted = model.predict($xt)", f"classes = {MARK}np.argmax(predicted, axis=1)"]
    return True


@mistake("SEQ341", wrong=True)
def argmax_without_axis(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "one of many":
        return False
    recipe.after = ["predicted = model.predict($xt)", f"classes = {MARK}np.argmax(predicted)"]
    return True


@mistake("SEQ342", "SEQ344")
def metric_of_raw_predictions(recipe: Recipe, draw: random.Random) -> bool:
    if recipe.data.task not in {"one of many", "binary"} or recipe.data.encoding != "int" or not recipe.fitted:
        return False
    name = draw.choice(("accuracy_score", "confusion_matrix", "classification_report"))
    recipe.data.imports.append(f"from sklearn.metrics import {name}")
    recipe.after = [f"predicted = {MARK}model.predict($xt)", f"print({MARK}{name}($yt, predicted))"]
    return True


@mistake("SEQ344", "SEQ342", wrong=True)
def threshold_on_softmax(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "one of many" or recipe.data.encoding != "int" or not _last(recipe, "softmax"):
        return False
    recipe.data.imports.append("from sklearn.metrics import accuracy_score")
    recipe.after = [
        f"predicted = {MARK}(model.predict($xt) > 0.5).astype(int)",
        f"print({MARK}accuracy_score($yt, predicted))",
    ]
    return True


@mistake("SEQ343", cured=False)
def scaled_back_by_another_scaler(recipe: Recipe, _: random.Random) -> bool:
    if "scaler = StandardScaler()" not in recipe.data.scale or recipe.data.task != "amount":
        return False
    recipe.after = ["predicted = model.predict($xt)", f"prices = {MARK}scaler.inverse_transform(predicted)"]
    return True
