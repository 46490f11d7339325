"""Mistakes in the arguments of constructors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conformance.planted.mistake import mistake
from tests.conformance.planted.recipe import MARK, Layer

if TYPE_CHECKING:
    import random

    from tests.conformance.planted.recipe import Recipe


def _misspelt(name: str, draw: random.Random) -> str:
    """A name with one letter lost or two swapped, quotes kept."""
    at = draw.randrange(1, len(name.strip('"')) - 1) + name.startswith('"')
    return (
        name[:at] + name[at + 1 :]
        if draw.random() < 0.5 or name[at] == name[at + 1]
        else (name[:at] + name[at + 1] + name[at] + name[at + 2 :])
    )


def _with(recipe: Recipe, key: str) -> Layer | None:
    return next((layer for layer in recipe.stack if key in layer.keys), None)


@mistake("SEQ213")
def misspelt_activation(recipe: Recipe, draw: random.Random) -> bool:
    layer = _with(recipe, "activation")
    if layer is None or layer.keys["activation"] == '"elu"':
        return False
    layer.keys["activation"] = MARK + _misspelt(layer.keys["activation"], draw)
    return True


@mistake("SEQ213")
def misspelt_loss(recipe: Recipe, draw: random.Random) -> bool:
    if len(recipe.loss) < 7 or not recipe.loss.startswith('"'):
        return False
    recipe.loss = MARK + _misspelt(recipe.loss, draw)
    return True


@mistake("SEQ213")
def misspelt_optimizer(recipe: Recipe, draw: random.Random) -> bool:
    if recipe.optimizer not in {'"adam"', '"rmsprop"'}:
        return False
    recipe.optimizer = (
        MARK + {'"adam"': '"adma"', '"rmsprop"': draw.choice(('"rmsporp"', '"rms_prop"'))}[recipe.optimizer]
    )
    return True


@mistake("SEQ213")
def misspelt_metric(recipe: Recipe, draw: random.Random) -> bool:
    if "accuracy" not in recipe.metrics:
        return False
    recipe.metrics = f'[{MARK}"{draw.choice(("acuracy", "accurracy", "accuray"))}"]'
    return True


@mistake("SEQ211")
def misspelt_argument(recipe: Recipe, draw: random.Random) -> bool:
    layer = _with(recipe, "activation")
    if layer is None:
        return False
    text = layer.keys.pop("activation")
    layer.keys[MARK + draw.choice(("activaton", "activations", "acivation"))] = text
    return True


@mistake("SEQ211")
def misspelt_argument_of_fit(recipe: Recipe, draw: random.Random) -> bool:
    recipe.fit[MARK + draw.choice(("epoch", "epoches", "epocs"))] = recipe.fit.pop("epochs")
    return True


@mistake("SEQ212", cured=False)
def missing_kernel_size(recipe: Recipe, _: random.Random) -> bool:
    layer = next((each for each in recipe.stack if each.name in {"Conv2D", "Conv1D"}), None)
    if layer is None:
        return False
    layer.args, layer.marked = layer.args[:1], True
    return True


@mistake("SEQ212", cured=False)
def missing_units(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.head.args:
        return False
    recipe.head.marked, recipe.head.args = True, []
    return True


@mistake("SEQ210", cured=False)
def units_no_positive_integer(recipe: Recipe, draw: random.Random) -> bool:
    layer = recipe.stack[0]
    if layer.name != "Dense" or not layer.args:
        return False
    layer.args = [MARK + draw.choice(("0", "-8", "32.5", '"64"'))]
    return True


@mistake("SEQ210")
def misspelt_padding(recipe: Recipe, draw: random.Random) -> bool:
    layer = next((each for each in recipe.stack if each.name in {"Conv2D", "MaxPooling2D"}), None)
    if layer is None:
        return False
    layer.keys["padding"] = MARK + draw.choice(('"smae"', '"vaild"', '"zero"'))
    return True


@mistake("SEQ210", "SEQ217", wrong=True)
def percentage_as_rate(recipe: Recipe, draw: random.Random) -> bool:
    layer = next((each for each in recipe.stack if each.name == "Dropout"), None)
    if layer is None:
        return False
    layer.args = [MARK + draw.choice(("20", "50", "1.0", "0.95"))]
    return True


@mistake("SEQ208")
def layers_one_by_one(recipe: Recipe, _: random.Random) -> bool:
    if recipe.style != "compact":
        return False
    recipe.style = "one by one"
    return True


@mistake("SEQ209")
def class_for_instance(recipe: Recipe, _: random.Random) -> bool:
    at = next((index for index, each in enumerate(recipe.stack) if index and not each.args and not each.keys), None)
    if at is None:
        return False
    recipe.stack[at] = Layer(f"{recipe.stack[at].name}\0", marked=True)
    return True


@mistake("SEQ209", cured=False)
def string_for_layer(recipe: Recipe, draw: random.Random) -> bool:
    recipe.stack.insert(len(recipe.stack) - 1, Layer(f"\0{draw.choice(('relu', 'tanh', 'dropout'))}", marked=True))
    return recipe.stack[-1].name == "Dense"


@mistake("SEQ214")
def one_name_twice(recipe: Recipe, _: random.Random) -> bool:
    both = [layer for layer in recipe.stack if layer.name == "Dense"]
    if len(both) < 2:
        return False
    for layer in both[-2:]:
        layer.keys["name"] = '"dense"'
        layer.marked = True
    return True


@mistake("SEQ215")
def reassigned_by_add(recipe: Recipe, _: random.Random) -> bool:
    if recipe.style not in {"add", "function"}:
        return False
    recipe.stack[-1].around = "\0"
    return True


@mistake("SEQ604", wrong=True)
def zeros_as_weights(recipe: Recipe, draw: random.Random) -> bool:
    layer = next((each for each in recipe.stack[:-1] if each.name == "Dense"), None)
    if layer is None or layer is recipe.head or recipe.stack.index(layer) + 2 > len(recipe.stack):
        return False
    layer.keys["kernel_initializer"] = MARK + draw.choice(('"zeros"', '"ones"'))
    return True


@mistake("SEQ601", wrong=True)
def hidden_activations_dropped(recipe: Recipe, _: random.Random) -> bool:
    both = [index for index, each in enumerate(recipe.stack) if each.name == "Dense"]
    if len(both) < 2 or recipe.data.task == "copy" or both[-1] - both[-2] != 1:
        return False
    layer = recipe.stack[both[-2]]
    layer.marked = recipe.stack[both[-1]].marked = True
    return layer.keys.pop("activation", None) is not None


@mistake("SEQ602", wrong=True)
def activation_twice(recipe: Recipe, _: random.Random) -> bool:
    if recipe.head.keys.get("activation") != '"softmax"':
        return False
    recipe.head.marked = True
    recipe.stack.append(Layer("Activation", ['"softmax"'], marked=True))
    return True


@mistake("SEQ602", wrong=True)
def hidden_softmax(recipe: Recipe, _: random.Random) -> bool:
    layer = next(
        (each for each in recipe.stack[:-1] if each.keys.get("activation") == '"relu"' and each.name == "Dense"), None
    )
    if layer is None or layer is recipe.head:
        return False
    layer.keys["activation"] = f'{MARK}"softmax"'
    return True


@mistake("SEQ603", wrong=True)
def dropout_after_output(recipe: Recipe, _: random.Random) -> bool:
    recipe.stack.append(Layer("Dropout", ["0.5"], marked=True))
    return True


@mistake("SEQ330", wrong=True)
def softmax_over_samples(recipe: Recipe, _: random.Random) -> bool:
    if recipe.head.keys.get("activation") != '"softmax"':
        return False
    del recipe.head.keys["activation"]
    recipe.stack.append(Layer("Softmax", [], {"axis": f"{MARK}0"}))
    return True
