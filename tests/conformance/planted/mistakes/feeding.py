"""Mistakes in the data, and in how it comes into the model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.conformance.planted.mistake import mistake
from tests.conformance.planted.recipe import MARK

if TYPE_CHECKING:
    import random

    from tests.conformance.planted.recipe import Recipe


def _fit_marked(recipe: Recipe) -> bool:
    recipe.inputs[0] = MARK + recipe.inputs[0]
    return True


@mistake("SEQ403", "SEQ401")
def one_sample_without_its_axis(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.imports and any("frame" in line for line in recipe.data.load):
        return False
    recipe.after = [f"print(model.predict({MARK}$xt[0]))"]
    return True


@mistake("SEQ404", "SEQ405")
def parts_of_the_split_swapped(recipe: Recipe, _: random.Random) -> bool:
    at = next((index for index, line in enumerate(recipe.data.load) if "train_test_split" in line), None)
    if at is None:
        return False
    recipe.data.load[at] = recipe.data.load[at].replace("$x, $xt, $y, $yt =", f"{MARK}$x, $y, $xt, $yt =")
    recipe.data.scale, recipe.data.labels, recipe.after = [], [], []
    return recipe.data.encoding == "int" and _fit_marked(recipe)


@mistake("SEQ404", "SEQ405", "SEQ401", "SEQ315", "SEQ314", "SEQ309")
def labels_given_as_data(recipe: Recipe, _: random.Random) -> bool:
    if recipe.feed != "arrays" or recipe.data.task == "copy":
        return False
    recipe.inputs = [f"{MARK}$y", "$x"]
    return True


@mistake("SEQ405", "SEQ404")
def labels_of_the_test_part(recipe: Recipe, _: random.Random) -> bool:
    if recipe.feed != "arrays" or recipe.data.task == "copy":
        return False
    recipe.inputs = [f"{MARK}$x", "$yt"]
    return True


@mistake("SEQ404", "SEQ401", "SEQ405", "SEQ315", "SEQ314", "SEQ309")
def validation_parts_swapped(recipe: Recipe, _: random.Random) -> bool:
    if recipe.fit.get("validation_data") != "($xt, $yt)":
        return False
    recipe.fit["validation_data"] = f"{MARK}($yt, $xt)"
    return True


@mistake("SEQ406", wrong=True)
def pictures_not_scaled(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.bytes or not recipe.data.scale or recipe.data.task == "copy":
        return False
    if any(layer.name == "BatchNormalization" for layer in recipe.stack):
        return False
    recipe.data.scale = []
    recipe.stack[0].marked = True
    recipe.before = [line.replace("dataset =", f"dataset = {MARK}") for line in recipe.before]
    recipe.data.load = [MARK + line for line in recipe.data.load]
    return _fit_marked(recipe)


@mistake("SEQ407", wrong=True)
def exam_part_not_scaled(recipe: Recipe, _: random.Random) -> bool:
    scale = recipe.data.scale
    kept = [line for line in scale if not line.startswith("$xt")]
    if not scale or kept == scale or recipe.data.task == "copy":
        return False
    recipe.data.scale = kept
    recipe.fit.pop("validation_data", None)
    recipe.after = [f"{MARK}model.evaluate($xt, $yt)"]
    return True


@mistake("SEQ408", "SEQ307", "SEQ310", "SEQ309", wrong=True)
def labels_scaled(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.numbered:
        return False
    recipe.data.labels += [f"$y = {MARK}$y / {recipe.data.width}.0", f"$yt = {MARK}$yt / {recipe.data.width}.0"]
    recipe.after = []
    return _fit_marked(recipe)


@mistake("SEQ409", wrong=True)
def validated_on_training_data(recipe: Recipe, _: random.Random) -> bool:
    if recipe.feed != "arrays":
        return False
    recipe.fit.pop("validation_split", None)
    recipe.fit["validation_data"] = f"{MARK}({', '.join(recipe.inputs)})"
    return True


@mistake("SEQ410")
def split_of_a_dataset(recipe: Recipe, draw: random.Random) -> bool:
    if recipe.feed != "dataset":
        return False
    name, text = draw.choice((("validation_split", "0.2"), ("y", "$y"), ("batch_size", "32")))
    recipe.fit[name] = MARK + text
    return True


@mistake("SEQ411")
def dataset_without_batches(recipe: Recipe, _: random.Random) -> bool:
    if recipe.feed != "dataset":
        return False
    recipe.before = [MARK + line.replace(".batch(32)", "") for line in recipe.before]
    return _fit_marked(recipe)


@mistake("SEQ415")
def fractional_steps(recipe: Recipe, _: random.Random) -> bool:
    if recipe.feed != "dataset":
        return False
    recipe.fit["steps_per_epoch"] = f"{MARK}len($x) / 32"
    return True


@mistake("SEQ415", cured=False, wrong=True)
def endless_dataset(recipe: Recipe, _: random.Random) -> bool:
    if recipe.feed != "dataset":
        return False
    recipe.before = [MARK + line.replace(".batch(32)", ".batch(32).repeat()") for line in recipe.before]
    return _fit_marked(recipe)


@mistake("SEQ416", wrong=True)
def split_of_ordered_classes(recipe: Recipe, _: random.Random) -> bool:
    made = recipe.data.load[0].startswith("features = np.random") and recipe.data.task == "binary"
    if not made or recipe.feed != "arrays" or recipe.data.encoding != "int":
        return False
    count = int(re.findall(r"\d{3,}", recipe.data.load[0])[0]) // 2
    recipe.data.load[1:] = [
        f"targets = np.array([0] * {count} + [1] * {count})",
        "$x, $y, $xt, $yt = features, targets, features[::2], targets[::2]",
    ]
    recipe.fit.pop("validation_data", None)
    recipe.fit["validation_split"] = f"{MARK}0.2"
    return True


@mistake("SEQ417", "SEQ407", wrong=True)
def scaler_fitted_again(recipe: Recipe, _: random.Random) -> bool:
    scale = [line.replace("$xt = scaler.transform", f"$xt = {MARK}scaler.fit_transform") for line in recipe.data.scale]
    if scale == recipe.data.scale:
        return False
    recipe.data.scale = scale
    return True


@mistake("SEQ417", wrong=True)
def scaler_fitted_before_the_split(recipe: Recipe, _: random.Random) -> bool:
    at = next((index for index, line in enumerate(recipe.data.load) if "train_test_split" in line), None)
    if at is None or "scaler = StandardScaler()" not in recipe.data.scale:
        return False
    recipe.data.scale = []
    recipe.data.load[at:at] = ["scaler = StandardScaler()", f"features = {MARK}scaler.fit_transform(features)"]
    recipe.data.load = [line.replace("$x, $xt, $y", f"{MARK}$x, $xt, $y") for line in recipe.data.load]
    return True


@mistake("SEQ418", wrong=True)
def fractions_cut_by_padding(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "series" or recipe.data.sample[1] != 1 or recipe.data.task == "steps":
        return False
    length = recipe.data.sample[0]
    recipe.data.shape = [
        f"$x = {MARK}@keras.utils.pad_sequences($x, maxlen={length})",
        f"$xt = {MARK}@keras.utils.pad_sequences($xt, maxlen={length})",
    ]
    return True
