"""Mistakes in compiling, training, saving and asking a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conformance.planted.mistake import mistake
from tests.conformance.planted.recipe import MARK

if TYPE_CHECKING:
    import random

    from tests.conformance.planted.recipe import Recipe


def _validated(recipe: Recipe) -> bool:
    return any(name.startswith("validation") for name in recipe.fit)


@mistake("SEQ501", cured=False)
def compile_dropped(recipe: Recipe, _: random.Random) -> bool:
    recipe.compiled = False
    recipe.inputs[0] = MARK + recipe.inputs[0]
    return True


@mistake("SEQ514", cured=False)
def loss_dropped(recipe: Recipe, _: random.Random) -> bool:
    recipe.loss, recipe.optimizer = "", MARK + recipe.optimizer
    return True


@mistake("SEQ515", cured=False)
def callback_class_for_instance(recipe: Recipe, _: random.Random) -> bool:
    recipe.fit["callbacks"] = f"[{MARK}@keras.callbacks.EarlyStopping]"
    return True


@mistake("SEQ505")
def metrics_as_third_argument(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.metrics:
        return False
    recipe.compile = [recipe.optimizer, recipe.loss, MARK + recipe.metrics]
    recipe.optimizer = recipe.loss = recipe.metrics = ""
    return True


@mistake("SEQ504", "SEQ210", wrong=True)
def absurd_rate(recipe: Recipe, draw: random.Random) -> bool:
    recipe.optimizer = f"@keras.optimizers.Adam(learning_rate={MARK}{draw.choice(('0', '-0.001', '10', '100.0'))})"
    return True


@mistake("SEQ506", wrong=True)
def monitor_without_validation(recipe: Recipe, draw: random.Random) -> bool:
    if _validated(recipe):
        return False
    form = draw.choice(("EarlyStopping(monitor={}, patience=3)", "ReduceLROnPlateau(monitor={}, factor=0.5)"))
    recipe.fit["callbacks"] = f"[@keras.callbacks.{form.format(MARK + chr(34) + 'val_loss' + chr(34))}]"
    return True


@mistake("SEQ506", wrong=True)
def monitor_by_another_name(recipe: Recipe, _: random.Random) -> bool:
    if not _validated(recipe) or recipe.metrics != '["accuracy"]':
        return False
    recipe.fit["callbacks"] = f'[@keras.callbacks.EarlyStopping(monitor={MARK}"val_acc", patience=3)]'
    return True


@mistake("SEQ512", wrong=True)
def mode_the_wrong_way(recipe: Recipe, _: random.Random) -> bool:
    if not _validated(recipe):
        return False
    recipe.fit["callbacks"] = f'[@keras.callbacks.EarlyStopping({MARK}monitor="val_loss", mode="max")]'
    return True


@mistake("SEQ507")
def checkpoint_without_suffix(recipe: Recipe, _: random.Random) -> bool:
    recipe.fit["callbacks"] = f'[@keras.callbacks.ModelCheckpoint({MARK}"best_model")]'
    return True


@mistake("SEQ508", "SEQ502", wrong=True)
def all_frozen(recipe: Recipe, _: random.Random) -> bool:
    recipe.between.append(f"model.trainable = {MARK}False")
    recipe.inputs[0] = MARK + recipe.inputs[0]
    return True


@mistake("SEQ502", "SEQ508", wrong=True)
def frozen_after_compile(recipe: Recipe, _: random.Random) -> bool:
    x, *rest = recipe.inputs
    recipe.after = [f"model.layers[0].trainable = {MARK}False", f"{MARK}model.fit({', '.join([x, *rest])})"]
    return recipe.stack[0].name in {"Dense", "Conv2D", "Conv1D", "LSTM", "GRU"}


@mistake("SEQ503", wrong=True)
def fit_dropped(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task == "copy":
        return False
    recipe.fitted, recipe.before = False, []
    recipe.after = [f"{MARK}model.evaluate($xt, $yt)"]
    return True


@mistake("SEQ510")
def one_optimizer_for_two(recipe: Recipe, _: random.Random) -> bool:
    if recipe.style in {"function", "class"} or recipe.data.task != "amount" or recipe.feed != "arrays":
        return False
    recipe.between.append("optimizer = @keras.optimizers.Adam()")
    recipe.optimizer = "optimizer"
    sample = recipe.data.sample
    recipe.after = [
        f"other = @keras.Sequential([@keras.Input({sample}), @layers.Flatten(), @layers.Dense({recipe.data.width})])",
        f'other.compile({MARK}optimizer=optimizer, loss="mse")',
        f"{MARK}other.fit($x, $y)",
    ]
    return True


@mistake("SEQ511")
def balanced_class_weight(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task not in {"binary", "one of many"}:
        return False
    recipe.fit["class_weight"] = f'{MARK}"balanced"'
    return True


@mistake("SEQ419")
def labels_not_given(recipe: Recipe, _: random.Random) -> bool:
    if recipe.feed != "arrays":
        return False
    recipe.inputs = [f"{MARK}{recipe.inputs[0]}"]
    return True


@mistake("SEQ415", "SEQ210")
def fractional_epochs(recipe: Recipe, draw: random.Random) -> bool:
    recipe.fit["epochs"] = MARK + draw.choice(("10 / 2", '"10"', "2.5"))
    return True


@mistake("SEQ703")
def classes_of_old_method(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task not in {"binary", "one of many"}:
        return False
    recipe.after = [f"classes = {MARK}model.predict_classes($xt)"]
    return True


@mistake("SEQ703")
def fit_by_old_method(recipe: Recipe, _: random.Random) -> bool:
    if recipe.feed != "dataset":
        return False
    recipe.fitted = False
    recipe.after = [f"{MARK}model.fit_generator(dataset, epochs=2)"]
    return True


@mistake("SEQ701")
def old_rate(recipe: Recipe, draw: random.Random) -> bool:
    recipe.optimizer = f"@keras.optimizers.{draw.choice(('Adam', 'SGD', 'RMSprop'))}({MARK}lr=0.01)"
    return True


@mistake("SEQ701")
def old_decay(recipe: Recipe, _: random.Random) -> bool:
    recipe.optimizer = f"@keras.optimizers.SGD(learning_rate=0.01, {MARK}decay=1e-6, momentum=0.9)"
    return True


@mistake("SEQ701")
def old_epochs(recipe: Recipe, _: random.Random) -> bool:
    recipe.fit[f"{MARK}nb_epoch"] = recipe.fit.pop("epochs")
    return True


@mistake("SEQ701")
def old_border_mode(recipe: Recipe, _: random.Random) -> bool:
    layer = next((each for each in recipe.stack if each.name == "Conv2D"), None)
    if layer is None:
        return False
    layer.keys.pop("padding", None)
    layer.keys[f"{MARK}border_mode"] = '"same"'
    return True


@mistake("SEQ701")
def old_initializer(recipe: Recipe, _: random.Random) -> bool:
    layer = recipe.stack[0]
    if layer.name != "Dense":
        return False
    layer.keys[f"{MARK}init"] = '"uniform"'
    return True


@mistake("SEQ702", "SEQ216", wrong=True)
def old_convolution(recipe: Recipe, _: random.Random) -> bool:
    layer = next((each for each in recipe.stack if each.name == "Conv2D"), None)
    if layer is None or recipe.door.startswith("bare"):
        return False
    layer.name, layer.args, layer.marked = "Convolution2D", [layer.args[0], "3", "3"], True
    return True


@mistake("SEQ702", "SEQ704")
def old_gpu_layer(recipe: Recipe, _: random.Random) -> bool:
    layer = next((each for each in recipe.stack if each.name in {"LSTM", "GRU"} and not each.around), None)
    if layer is None or recipe.door.startswith("bare"):
        return False
    layer.name, layer.marked = f"CuDNN{layer.name}", True
    return True


@mistake("SEQ704")
def old_import(recipe: Recipe, draw: random.Random) -> bool:
    if not recipe.data.one_hot:
        return False
    root = "keras" if recipe.door in {"keras", "bare keras"} else "tensorflow.keras"
    recipe.data.imports.append(draw.choice((f"{MARK}from {root}.utils import np_utils",)))
    recipe.data.labels = [
        line.replace("@keras.utils.to_categorical", "np_utils.to_categorical") for line in recipe.data.labels
    ]
    return any("np_utils" in line for line in recipe.data.labels)
