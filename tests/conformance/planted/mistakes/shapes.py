"""Mistakes in the stack and its input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conformance.planted.mistake import mistake
from tests.conformance.planted.recipe import MARK, Layer

if TYPE_CHECKING:
    import random

    from tests.conformance.planted.recipe import Recipe

RECURRENT = {"LSTM", "GRU", "SimpleRNN"}


def _at(recipe: Recipe, *names: str) -> int | None:
    return next((index for index, layer in enumerate(recipe.stack) if layer.name in names), None)


def _marked_rest(recipe: Recipe, start: int) -> None:
    for layer in recipe.stack[start:]:
        layer.marked = True


@mistake("SEQ108")
def drop_flatten(recipe: Recipe, _: random.Random) -> bool:
    at = _at(recipe, "Flatten", "GlobalAveragePooling2D", "GlobalAveragePooling1D", "GlobalMaxPooling1D")
    if at is None or recipe.data.task == "copy":
        return False
    del recipe.stack[at]
    _marked_rest(recipe, at)
    return at > 0 or recipe.entrance != "input_shape" or recipe.stack[0].name != "Activation"


@mistake("SEQ401", "SEQ402", "SEQ105")
def drop_reshape(recipe: Recipe, _: random.Random) -> bool:
    if not recipe.data.shape or recipe.data.kind != "vector" or recipe.entrance == "nothing":
        return False
    recipe.data.shape = []
    recipe.declared = f"{MARK}(784,)"
    return True


@mistake("SEQ102")
def drop_return_sequences(recipe: Recipe, _: random.Random) -> bool:
    at = _at(recipe, *RECURRENT)
    if at is None or recipe.stack[at].keys.pop("return_sequences", None) is None or recipe.data.task == "steps":
        return False
    recipe.stack[at].marked = recipe.stack[at + 1].marked = True
    return True


@mistake("SEQ108")
def add_return_sequences(recipe: Recipe, _: random.Random) -> bool:
    at = [index for index, layer in enumerate(recipe.stack) if layer.name in RECURRENT]
    if not at or recipe.data.task == "steps":
        return False
    recipe.stack[at[-1]].keys["return_sequences"] = "True"
    _marked_rest(recipe, at[-1])
    return True


@mistake("SEQ315", "SEQ108", "SEQ314")
def drop_return_sequences_of_tagger(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "steps":
        return False
    recipe.stack[0].keys.pop("return_sequences")
    recipe.stack[0].marked = recipe.stack[1].marked = True
    return True


@mistake("SEQ103", cured=False)
def kernel_larger_than_input(recipe: Recipe, _: random.Random) -> bool:
    at = _at(recipe, "Conv2D", "Conv1D")
    if at is None or recipe.entrance == "nothing":
        return False
    layer = recipe.stack[at]
    layer.args, layer.marked = [layer.args[0], "65" if layer.name == "Conv2D" else "120"], True
    layer.keys.pop("padding", None)
    return True


@mistake("SEQ103", cured=False)
def too_much_pooling(recipe: Recipe, _: random.Random) -> bool:
    at = _at(recipe, "MaxPooling2D")
    if at is None or recipe.entrance == "nothing":
        return False
    recipe.stack[at + 1 : at + 1] = [
        Layer("MaxPooling2D", ["4"]),
        Layer("MaxPooling2D", ["4"]),
        Layer("MaxPooling2D", ["3"]),
    ]
    _marked_rest(recipe, at + 1)
    return True


@mistake("SEQ104", cured=False)
def reshape_to_another_size(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "vector" or recipe.entrance == "nothing" or recipe.data.task == "copy":
        return False
    width = recipe.data.sample[0]
    recipe.stack.insert(0, Layer("Flatten"))
    recipe.stack.insert(0, Layer("Reshape", [f"({width + 1}, 1)"], marked=True))
    return True


@mistake("SEQ101")
def recurrent_on_rows(recipe: Recipe, draw: random.Random) -> bool:
    if recipe.data.kind != "vector" or recipe.data.task == "copy":
        return False
    recipe.stack.insert(0, Layer(draw.choice(("LSTM", "GRU")), ["16"], marked=True))
    return True


@mistake("SEQ101", "SEQ402", "SEQ401", cured=False)
def convolution_on_rows(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "vector" or recipe.data.task == "copy" or recipe.entrance == "nothing":
        return False
    recipe.stack.insert(0, Layer("Flatten"))
    recipe.stack.insert(0, Layer("Conv2D", ["8", "3"], {"activation": '"relu"'}, marked=True))
    return True


@mistake("SEQ401")
def wrong_number_of_features(recipe: Recipe, draw: random.Random) -> bool:
    if recipe.data.kind != "vector" or recipe.entrance == "nothing" or recipe.data.task == "copy":
        return False
    recipe.declared = f"{MARK}({recipe.data.sample[0] + draw.choice((-1, 1, 3))},)"
    return True


@mistake("SEQ401")
def wrong_picture_size(recipe: Recipe, draw: random.Random) -> bool:
    flat = _at(recipe, "Flatten")
    if recipe.data.kind not in {"image", "plane"} or recipe.entrance == "nothing" or flat is None:
        return False
    height, width, *rest = recipe.data.sample
    recipe.declared = f"{MARK}{(height + draw.choice((4, 36)), width + 4, *rest)}"
    return True


@mistake("SEQ401", "SEQ402", "SEQ109", "SEQ105")
def wrong_number_of_channels(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "image" or recipe.entrance == "nothing":
        return False
    height, width, channels = recipe.data.sample
    recipe.declared = f"{MARK}{(height, width, 4 - channels)}"
    return True


@mistake("SEQ109", "SEQ401", "SEQ103", wrong=True)
def channels_first(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "image" or recipe.entrance == "nothing" or recipe.data.sample[2] != 3:
        return False
    height, width, channels = recipe.data.sample
    recipe.declared = f"{MARK}{(channels, height, width)}"
    for layer in recipe.stack:
        if layer.name in {"Conv2D", "MaxPooling2D"}:
            layer.keys["padding"] = '"same"'
    return True


@mistake("SEQ204")
def batch_axis_in_input_shape(recipe: Recipe, draw: random.Random) -> bool:
    if recipe.entrance == "nothing":
        return False
    sizes = ", ".join(map(str, recipe.data.sample))
    recipe.declared = MARK + draw.choice(("$x.shape", f"(None, {sizes})", f"(len($x), {sizes})"))
    return True


@mistake("SEQ203")
def input_shape_as_number(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "vector" or recipe.entrance == "nothing":
        return False
    recipe.declared = f"{MARK}{recipe.data.sample[0]}"
    return True


@mistake("SEQ402", "SEQ401", "SEQ101")
def drop_channel_axis(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "image" or not recipe.data.shape:
        return False
    recipe.data.shape = []
    recipe.stack[0].marked = True
    recipe.declared = f"{MARK}(28, 28)"
    return recipe.entrance != "nothing"


@mistake("SEQ216", wrong=True)
def kernel_as_strides(recipe: Recipe, _: random.Random) -> bool:
    at = _at(recipe, "Conv2D")
    if at is None:
        return False
    recipe.stack[at].args = [recipe.stack[at].args[0], "3", f"{MARK}3"]
    recipe.stack[at].keys["padding"] = '"same"'
    return True


@mistake("SEQ107", cured=False)
def merge_layer(recipe: Recipe, draw: random.Random) -> bool:
    recipe.stack.insert(len(recipe.stack) - 1, Layer(draw.choice(("Concatenate", "Add")), marked=True))
    return recipe.stack[-1].name == "Dense"


@mistake("SEQ106", cured=False)
def unknown_width(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "vector" or recipe.entrance == "nothing":
        return False
    recipe.declared = f"{MARK}(None,)"
    recipe.stack[0].marked = True
    return recipe.stack[0].name == "Dense"


@mistake("SEQ218", wrong=True)
def embedding_too_small(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "tokens":
        return False
    recipe.stack[0].args[0] = f"{MARK}{recipe.data.vocabulary // 10}"
    return True


@mistake("SEQ413")
def drop_padding(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "tokens" or recipe.declared or recipe.feed == "dataset":
        return False
    recipe.data.shape = []
    return True


@mistake("SEQ207", cured=False)
def input_after_layers(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "vector" or recipe.entrance == "nothing":
        return False
    recipe.stack.insert(1, Layer("InputLayer", [], {"input_shape": "(16,)"}, marked=True))
    return True


@mistake("SEQ202")
def count_before_built(recipe: Recipe, _: random.Random) -> bool:
    if recipe.entrance != "nothing" or recipe.style == "function":
        return False
    recipe.between.append(f"print({MARK}model.count_params())")
    return True


@mistake("SEQ220", cured=False)
def stateful_without_batch(recipe: Recipe, _: random.Random) -> bool:
    at = _at(recipe, *RECURRENT)
    if at is None or recipe.stack[at].around:
        return False
    recipe.stack[at].keys["stateful"] = "True"
    recipe.stack[at].marked = True
    return True


@mistake("SEQ331", "SEQ309", "SEQ314")
def decoder_of_another_width(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.task != "copy":
        return False
    recipe.head.args = ["780"]
    _marked_rest(recipe, len(recipe.stack) - 1)
    return True


@mistake("SEQ219", wrong=True)
def normalization_never_adapted(recipe: Recipe, _: random.Random) -> bool:
    if recipe.data.kind != "vector" or recipe.data.task == "copy":
        return False
    recipe.stack.insert(0, Layer("Normalization", marked=True))
    return True
