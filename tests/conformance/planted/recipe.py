"""A program as a structure: what it reads, the model, how that is compiled, trained and asked."""

from __future__ import annotations

import copy
import re
from typing import Literal

import msgspec

MARK = "«"
"""Stands in a text before the token that is wrong; it is no part of the program."""
Kind = Literal["vector", "image", "series", "tokens", "plane"]
Task = Literal["one of many", "binary", "many", "amount", "steps", "copy"]


class Layer(msgspec.Struct):
    """A constructor call of a layer.

    Attributes:
        name: its class; with NUL after it not called, with NUL before it a string.
        args: what is given by position.
        keys: what is given by name.
        around: a wrapper, such as Bidirectional; NUL where what `add` returns is assigned.
        marked: whether it is the wrong token.
    """

    name: str
    args: list[str] = []
    keys: dict[str, str] = {}
    around: str = ""
    marked: bool = False

    def text(self) -> str:
        if self.name.startswith("\0"):
            return f'{MARK}"{self.name[1:]}"'
        if self.name.endswith("\0"):
            return f"{MARK}@layers.{self.name[:-1]}"
        inside = ", ".join([*self.args, *(f"{name}={value}" for name, value in self.keys.items())])
        call = f"{MARK if self.marked else ''}@layers.{self.name}({inside})"
        return f"@layers.{self.around}({call})" if self.around.isalpha() else call


class Data(msgspec.Struct):
    """What a program learns from. `$x $y` and `$xt $yt` are the names of the training and the test part.

    Attributes:
        load, shape, scale, labels: the statements in their order, by what they are for.
        kind: what one sample is.
        sample: its shape as the model takes it.
        task: what is learned.
        width: classes, or numbers of an amount.
        encoding: how one label looks.
        vocabulary: of tokens.
        bytes: whether the pictures' values are 0 to 255 at first.
        imports: what is imported besides Keras.
        limits: the range of an amount, if the program fixes it.
        ordered: whether the samples stand in the order of their classes.
        scaler: a variable that holds a scikit-learn scaler of the labels.
        since: the first Keras generation that has it.
    """

    load: list[str]
    kind: Kind
    sample: tuple[int, ...]
    task: Task
    width: int = 1
    encoding: Literal["int", "column", "onehot", "number"] = "int"
    shape: list[str] = []
    scale: list[str] = []
    labels: list[str] = []
    vocabulary: int = 0
    bytes: bool = False
    imports: list[str] = []
    limits: tuple[float, float] | None = None
    ordered: bool = False
    scaler: str = ""
    since: int = 2

    @property
    def numbered(self) -> bool:
        """Whether a label is the number of its class."""
        return self.task == "one of many" and self.encoding != "onehot"

    @property
    def one_hot(self) -> bool:
        """Whether a label is a row with a one at its class."""
        return self.task == "one of many" and self.encoding == "onehot"


class Recipe(msgspec.Struct):
    """A whole program.

    Attributes:
        data: what it learns from.
        stack: the layers, the head last.
        entrance: how the input is declared: Input, InputLayer, input_shape, nothing.
        declared: the shape as it is written there.
        style: how the model is put together.
        door: how Keras is imported.
        names: the names of the four arrays.
        loss, metrics, optimizer: of compile; empty where not given.
        compile: other arguments, by position and by name.
        compiled: whether compile() is called.
        before: statements between compile() and fit().
        feed: what fit() gets: arrays or a dataset.
        fit: the arguments by name.
        inputs: the arguments of fit by position.
        fitted: whether fit() is called.
        after: statements after it.
        between: statements between the model and compile().
    """

    data: Data
    stack: list[Layer]
    entrance: str = "Input"
    declared: str = ""
    style: str = "list"
    door: str = "tf"
    names: tuple[str, str, str, str] = ("x_train", "y_train", "x_test", "y_test")
    loss: str = ""
    metrics: str = ""
    optimizer: str = '"adam"'
    compile: list[str] = []
    compiled: bool = True
    between: list[str] = []
    before: list[str] = []
    feed: str = "arrays"
    fit: dict[str, str] = {}
    inputs: list[str] = msgspec.field(default_factory=lambda: ["$x", "$y"])
    fitted: bool = True
    after: list[str] = []

    def copied(self) -> Recipe:
        """A copy that can be changed."""
        return copy.deepcopy(self)

    @property
    def head(self) -> Layer:
        """The last layer with weights."""
        return next(layer for layer in reversed(self.stack) if layer.name in {"Dense", "Conv2D", "Conv1D"})

    @property
    def last(self) -> Layer:
        """The layer that has the last activation."""
        return self.stack[-1] if self.stack[-1].name == "Activation" else self.head


class Written(msgspec.Struct, frozen=True):
    """A program's text and the lines in which a wrong token stands."""

    text: str
    lines: frozenset[int]


DOORS = ("tf", "from tf", "bare tf", "keras", "bare keras")
STYLES = ("list", "add", "function", "class", "variable", "compact")
_TOKEN = re.compile(r"@(keras|layers)((?:\.\w+)*)(?:\.(\w+))")


def write(recipe: Recipe) -> Written:
    """A recipe as a program."""
    statements = [*_data(recipe), "", *_model(recipe), "", *_training(recipe)]
    text = "\n".join(statements)
    for placeholder, name in zip(("$xt", "$yt", "$x", "$y"), _reorder(recipe.names), strict=True):
        text = text.replace(placeholder, name)
    imports: dict[str, set[str]] = {}
    text = _TOKEN.sub(lambda match: _spelled(recipe.door, match, imports), text)
    head = [*recipe.data.imports]
    for module, names in imports.items():
        opening = f"from {module} import" if module else "import"
        head.append(f"{opening} {', '.join(sorted(names))}")
    for module in ("numpy as np", "pandas as pd", "tensorflow as tf"):
        name = module.rpartition(" ")[2]
        if re.search(rf"(?<![\w.]){name}\.", text):
            head.append(f"import {module}")
    whole = "\n".join([*sorted(dict.fromkeys(head)), "", text]).rstrip() + "\n"
    lines = frozenset(number for number, line in enumerate(whole.splitlines(), 1) if MARK in line)
    return Written(whole.replace(MARK, ""), lines)


def _reorder(names: tuple[str, str, str, str]) -> tuple[str, ...]:
    x, y, xt, yt = names
    return xt, yt, x, y


def _spelled(door: str, match: re.Match[str], imports: dict[str, set[str]]) -> str:
    room, path, name = match[1], match[2], match[3]
    root = "keras" if door in {"keras", "bare keras"} else "tensorflow.keras"
    whole = f"{'.layers' if room == 'layers' else ''}{path}"
    if door == "tf":
        return f"tf.keras{whole}.{name}"
    if door.startswith("bare"):
        module = ".models" if name == "Sequential" and not whole else whole
        imports.setdefault(f"{root}{module}", set()).add(name)
        return name
    if room == "layers" and not path:
        imports.setdefault(root, set()).add("layers")
        return f"layers.{name}"
    module = "" if root == "keras" else "tensorflow"
    imports.setdefault(module, set()).add("keras")
    return f"keras{whole}.{name}"


def _data(recipe: Recipe) -> list[str]:
    data = recipe.data
    return [*data.load, *data.shape, *data.scale, *data.labels]


def _items(recipe: Recipe) -> list[str]:
    """The texts of the stack's items, with the input."""
    items = [layer.text() for layer in recipe.stack]
    declared = recipe.declared or str(recipe.data.sample)
    if recipe.entrance == "Input":
        return [f"@keras.Input({declared})", *items]
    if recipe.entrance == "Input shape":
        return [f"@keras.Input(shape={declared})", *items]
    if recipe.entrance == "input_shape":
        first, rest = items[0], items[1:]
        comma = "" if first.endswith("()") else ", "
        return [f"{first[:-1]}{comma}input_shape={declared})", *rest]
    return items


def _model(recipe: Recipe) -> list[str]:
    items = _items(recipe)
    listed = [f"    {item}," for item in items]
    compiling = _compile(recipe)
    if recipe.style == "add":
        return [*_adding(recipe, items), *recipe.between, *compiling]
    if recipe.style == "variable":
        stack = ["stack = [", *listed, "]", "model = @keras.Sequential(stack)"]
        return [*stack, *recipe.between, *compiling]
    if recipe.style == "function":
        body = [*_adding(recipe, items), *recipe.between, *compiling]
        return [
            "def build_model():",
            *(f"    {line}" for line in body),
            "    return model",
            "",
            "model = build_model()",
        ]
    if recipe.style == "class":
        body = ["self.model = @keras.Sequential([", *listed, "])"]
        body += [re.sub(r"\bmodel\b", "self.model", line) for line in [*recipe.between, *compiling]]
        opened = ["class Network:", "    def __init__(self):", *(f"        {line}" for line in body)]
        return [*opened, "", "model = Network().model"]
    if recipe.style == "one by one":
        return [f"model = {MARK}@keras.Sequential({', '.join(items)})", *recipe.between, *compiling]
    if recipe.style == "compact":
        return [f"model = @keras.Sequential([{', '.join(items)}])", *recipe.between, *compiling]
    return ["model = @keras.Sequential([", *listed, "])", *recipe.between, *compiling]


def _adding(recipe: Recipe, items: list[str]) -> list[str]:
    lines = ["model = @keras.Sequential()", *(f"model.add({item})" for item in items)]
    if recipe.stack[-1].around == "\0":
        lines[-1] = f"{MARK}model = {lines[-1]}"
    return lines


def _compile(recipe: Recipe) -> list[str]:
    if not recipe.compiled:
        return []
    given = [*recipe.compile]
    names = {"optimizer": recipe.optimizer, "loss": recipe.loss, "metrics": recipe.metrics}
    taken = ("optimizer", "loss", "loss_weights")[: len([each for each in given if "=" not in each.partition("(")[0]])]
    given += [f"{name}={value}" for name, value in names.items() if value and name not in taken]
    text = f"model.compile({', '.join(given)})"
    if len(text) > 90:
        return ["model.compile(", *(f"    {each}," for each in given), ")"]
    return [text]


def _training(recipe: Recipe) -> list[str]:
    lines = [*recipe.before]
    given = [*recipe.inputs, *(f"{name}={value}" for name, value in recipe.fit.items())]
    if recipe.fitted:
        lines.append(f"history = model.fit({', '.join(given)})")
    return [*lines, *recipe.after]
