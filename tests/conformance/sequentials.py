"""Random Sequential programs: what seqlint says about each against what Keras does with it.

Run as `python -m tests.conformance.sequentials --count 5000 --seed 1 [--keras 2] [--python PATH]`. Every program is
text, written as people write them: all ways to give the input, to add the layers and to go on; one in four has a
planted mistake. Compared are the outcome and its line, every layer's name, class, output shape and parameters.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, Protocol

import msgspec

from seqlint.check import analyse
from seqlint.config import DEFAULT as SETTINGS
from seqlint.source.document import from_text
from seqlint.values.refusal import Refusal
from seqlint.values.target import NEWEST, Target
from seqlint.verify.compare import compare
from seqlint.verify.run import Program, runs
from tests.conformance.layers import EXCUSED, Generator
from tests.conformance.own import draw
from tests.keras.twin import Outcome, outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from seqlint.verify.run import Run
    from tests.conformance.own import Own

Dims = tuple[int | str | None, ...]

STARTS = (
    ("Input", 6), ("Input by name", 2), ("batch_shape", 2), ("InputLayer", 2), ("input_shape", 6), ("input_dim", 2),
    ("build", 4), ("call", 2), ("nothing", 1), ("batch_input_shape", 1), ("fit", 2), ("predict", 1), ("call on numbers", 1),
)  # fmt: skip
FORMS = (
    ("list", 5),
    ("add", 5),
    ("variable", 2),
    ("loop", 2),
    ("function", 3),
    ("generator", 1),
    ("nested", 2),
    ("nested twice", 1),
    ("subclass", 1),
    ("shared", 2),
)
ENDS = (
    ("", 8), ("model.trainable = False", 1), ("model.layers[0].trainable = False", 1), ("model.pop()", 1),
    ("model.summary()", 1), ("model.add({add})", 1), ("model.compile('adam', 'mse')", 1), ("shape = model.output_shape", 2),
    ("model.pop()\nmodel.add({add})", 1), ("model.add({add})\nmodel.pop()", 1), ("model.layers[-1].trainable = False", 1),
    ("model.trainable = False\nmodel.layers[0].trainable = True", 1), ("count = model.count_params()", 1),
    ("weights = model.get_weights()\nmodel.set_weights(weights)", 1), ("copy = keras.models.clone_model(model)", 1),
    ("model.compile('sgd', 'mse')\nmodel.trainable = False", 1), ("last = model.layers[-1]\nmodel.add(last)", 1),
    ("for layer in model.layers[:-1]:\n    layer.trainable = False", 2), ("model.build({whole})", 1),
    ("y = model.predict(np.zeros({batch}, 'float32'), verbose=0)", 1),
    ("model.compile('sgd', 'mse')\nmodel.fit(np.zeros({batch}, 'float32'), np.zeros((4, 1)), verbose=0)", 1),
)  # fmt: skip
INPUTS = (
    "(8,)", "(784,)", "(12, 6)", "(None, 5)", "(10, 3)", "(28, 28, 1)", "(16, 16, 3)", "(9, 12, 4)", "(None, None, 3)",
    "(6, 6, 6, 2)", "(5, 8, 8, 1)",
)  # fmt: skip
SLIPS = (
    lambda text: re.sub(r"\((\d)", r"(-\1", text, count=1),
    lambda text: text.replace("(", "(unit=3, ", 1),
    lambda text: text.replace("relu", "Relu"),
    lambda text: re.sub(r"\((\d+)", r"('\1'", text, count=1),
    lambda text: f"[{text}]",
    lambda text: text.partition("(")[0],
    lambda text: re.sub(r"\(.*\)", "()", text),
    *(
        lambda text, odd=odd: re.sub(
            r"\((\w+=)?(\d+)(?!\d*\.)", lambda found: f"({found[1] or ''}{odd.format(found[2])}", text, count=1
        )
        for odd in (
            "True",
            "None",
            "{}.0",
            "{}.5",
            "0",
            "-{}",
            "({},)",
            "[{}]",
            "({0}, {0}, {0}, {0})",
            "float('nan')",
            "1e400",
            "np.int64({})",
            "np.float32({})",
            "np.array({})",
            "2**63",
            "'{}'",
            "lambda: {}",
        )
    ),
)
"""Mistakes in one layer's text, as people make them."""
MOST_NUMBERS = 300_000
"""Larger tensors and weights are not drawn: they cost time and show nothing more."""
UNFIT = re.compile(
    r"\b(TextVectorization|StringLookup|IntegerLookup|Hashing|Normalization|Discretization|CategoryEncoding|"
    r"MelSpectrogram|STFTSpectrogram|AugMix|CutMix|MixUp|RandAugment|Pipeline|Lambda)\("
)
"""Layers that want other data than the numbers of a layer before them."""
PICTURED = re.compile(r"\b(Random\w+|Resizing|CenterCrop)\(")
"""Layers that want pictures."""

TRACED = re.compile(
    r"\b(Rescaling|ELU|LeakyReLU|LayerNormalization|BatchNormalization)\((.*[(=,])?\s*([(\['\"]|fused|renorm)|time_major"
)
"""What Keras 2 judges by tracing the layer: numbers given as tuples or strings, which nobody writes. The campaign of
single layers draws them."""


class Writer:
    """Writes programs; the same seed gives the same ones.

    Args:
        seed: where the random numbers start.
        target: the Keras that they are for.
    """

    def __init__(self, seed: int, target: Target) -> None:
        self.random = random.Random(seed)
        self.target = target
        self.layers = Generator(seed, target)

    def program(self) -> str:
        """One program; one that is no Python is written anew."""
        while True:
            text = self._written()
            try:
                compile(text, "program.py", "exec")
            except SyntaxError:
                continue
            return text

    def _written(self) -> str:
        self.defined: dict[str, tuple[str, ...]] = {}
        start, form = self._draw(STARTS), self._draw(FORMS)
        sample = self.random.choice([text for text in INPUTS if start != "input_dim" or text.endswith(",)")])
        stack = self._stack(sample, mistake=self.random.random() < 0.25)
        end = self._end(sample)
        if "pop" in end and (len(stack) == 1 or form == "shared"):  # Keras fails by itself when all layers go
            end = ""
        if "clone_model" in end and self.defined:  # a class has to be registered for it
            end = ""
        prefix, first, last = self._entrance(start, sample)
        items = [*([prefix] if prefix else []), *stack]
        if first and stack:
            at = len(items) - len(stack)
            items[at] = items[at].removesuffix(")") + (", " if not items[at].endswith("(") else "") + first + ")"
            items[at] = items[at].replace("(, ", "(")
        body = self._body(form, [self._spelled(item) for item in items])
        after = [line for line in (last, end) if line]
        own = [line for lines in self.defined.values() for line in ("", *lines)]
        return "\n".join([*self._imports(), *own, "", *body, *after]) + "\n"

    def _end(self, sample: str) -> str:
        added = "layers.Dense(2)" if self.random.random() < 0.5 else "layers.Flatten()"
        batch = f"(4, {sample[1:]}".replace("None", "9")
        end = self._draw(ENDS).replace("{add}", added).replace("{batch}", batch)
        return end.replace("{whole}", f"(None, {sample[1:]}")

    def _draw(self, weighted: Sequence[tuple[str, int]]) -> str:
        return self.random.choices([name for name, _ in weighted], [weight for _, weight in weighted])[0]

    def _imports(self) -> list[str]:
        door = self.random.choice(("from tensorflow import keras", "import keras", "import tensorflow.keras as keras"))
        return [
            "import numpy as np",
            "import tensorflow as tf",
            door,
            self.random.choice(("from tensorflow.keras import layers", "layers = keras.layers")),
            *(["keras.mixed_precision.set_global_policy('mixed_float16')"] if self.random.random() < 0.04 else []),
            *(["keras.backend.set_image_data_format('channels_last')"] if self.random.random() < 0.02 else []),
        ]

    def _spelled(self, item: str) -> str:
        return re.sub(r"(?<![\w.'])(?!Scale|Block|Double)([A-Z]\w*)(?=\(|$)", r"layers.\1", item)

    def _entrance(self, start: str, sample: str) -> tuple[str, str, str]:
        """An item before the layers, an argument of the first one, and a statement after the model."""
        whole, batch = f"(None, {sample[1:]}", f"(4, {sample[1:]}".replace("None", "9")
        return {
            "Input": (f"keras.Input({sample})", "", ""),
            "Input by name": (f"keras.Input(shape={sample}, batch_size=4)", "", ""),
            "batch_shape": (f"keras.Input(batch_shape={whole})", "", ""),
            "InputLayer": (
                f"layers.InputLayer({'shape' if self.target.major >= 3 else 'input_shape'}={sample})",
                "",
                "",
            ),
            "input_shape": ("", f"input_shape={sample}", ""),
            "input_dim": ("", f"input_dim={sample.strip('(,)')}", ""),
            "build": ("", "", f"model.build({whole})"),
            "call": ("", "", f"y = model(keras.Input({sample}))"),
            "nothing": ("", "", ""),
            "batch_input_shape": ("", f"batch_input_shape={whole}", ""),
            "fit": (
                "",
                "",
                f"model.compile('adam', 'mse')\nmodel.fit(np.ones({batch}, 'float32'), np.ones((4, 1)), verbose=0)",
            ),
            "predict": ("", "", f"y = model.predict(np.ones({batch}, 'float32'), verbose=0)"),
            "call on numbers": ("", "", f"y = model(np.ones({batch}, 'float32'))"),
        }[start]

    def _stack(self, sample: str, *, mistake: bool) -> list[str]:
        """Layers that fit each other; with a mistake, one that does not."""
        length = self.random.randint(1, 6)
        planted = self.random.randrange(length) if mistake else -1
        stack: list[str] = []
        shape = f"(None, {sample[1:]}"
        for index in range(length):
            mine = draw(self.random, shape) if index != planted and self.random.random() < 0.12 else None
            if mine is not None and self._define(mine):
                stack.append(mine.text)
                shape = str(mine.output)
                continue
            text, found = self._layer(shape, wrong=index == planted)
            if index == planted and self.random.random() < 0.4:
                text = self.random.choice(SLIPS)(text)
            if text is None:
                break
            stack.append(text)
            if found is None or found.refused is not None or not isinstance(found.output, tuple):
                shape = shape if self.random.random() < 0.5 else "(None, 8)"
                continue
            shape = str(found.output)
        if self.target.major >= 3 and mistake and len(stack) > 1 and self.random.random() < 0.15:
            stack = [*stack, "keras.Input((3,))"]
        return stack or ["Dense(3)"]

    def _define(self, mine: Own) -> bool:
        """Keep the definition of a class; one that the program has in another form is left."""
        if mine.lines and self.defined.setdefault(mine.lines[0], mine.lines) != mine.lines:
            return False
        sizes = [size for size in mine.output if isinstance(size, int)]
        return math.prod(sizes) <= MOST_NUMBERS

    def _layer(self, shape: str, *, wrong: bool) -> tuple[str, Outcome | None]:
        for _ in range(60):
            type_ = self.random.choice(self.layers.types)
            text = self.layers.constructor(type_)
            traced = self.target.major == 2 and TRACED.search(text)
            maps = re.match(r"Adaptive\w+(\d)D", text)
            if maps is not None and shape.count(",") - shape.endswith(",)") != int(maps[1]) + 1:
                continue  # Keras looks at the number of axes only when it computes
            pictures = re.search(r", [13],?\)$", shape) is not None and shape.count(",") - shape.endswith(",)") == 3
            if PICTURED.search(text) and not pictures:
                continue
            if traced or UNFIT.search(text) or any(pattern.search(f"{text} on {shape}") for pattern, _ in EXCUSED):
                continue
            found = outcome(text, shape, self.target)
            if (found.refused is not None) == wrong and not found.several and self._small(found):
                if self.random.random() < 0.1:
                    text = f"{text[:-1]}{'' if text.endswith('()') else ', '}name='l{self.random.randint(1, 9)}')"
                return text, found
        return "Flatten()", outcome("Flatten()", shape, self.target)

    @staticmethod
    def _small(found: Outcome) -> bool:
        if found.refused is not None:
            return True
        sizes = [size for size in found.output if isinstance(size, int)]
        weights = sum(each for each in (found.trainable, found.frozen) if isinstance(each, int))
        known = isinstance(found.output, tuple) and "?" not in found.output and 0 not in sizes
        return known and math.prod(sizes) <= MOST_NUMBERS and weights <= MOST_NUMBERS

    def _body(self, form: str, items: list[str]) -> list[str]:
        listed = [f"    {item}," for item in items]
        if form == "add":
            return ["model = keras.Sequential()", *(f"model.add({item})" for item in items)]
        if form == "variable":
            return [f"stack = [{', '.join(items)}]", "model = keras.Sequential(stack, name='mine')"]
        if form == "loop":
            lines = ["model = keras.Sequential()", f"for item in [{', '.join(items)}]:", "    model.add(item)"]
            return [*lines, *(f"model.add({items[-1]})" for _ in range(self.random.random() < 0.3))]
        if form == "function":
            return [
                "def build(units):", "    model = keras.Sequential()", *(f"    model.add({item})" for item in items),
                *(["    model.add(layers.Dense(units))"] if self.random.random() < 0.5 else []), "    return model", "",
                "model = build(3)", *(["other = build(4)"] if self.random.random() < 0.3 else []),
            ]  # fmt: skip
        if form == "generator" and self.target.major >= 3:
            return [f"model = keras.Sequential(item for item in [{', '.join(items)}])"]
        if form == "shared" and len(items) > 1:
            return [
                f"shared = {items[-1]}",
                "model = keras.Sequential([",
                *listed[:-1],
                "    shared,",
                "    shared,",
                "])",
            ]
        if form == "nested" and len(items) > 2:
            cut = self.random.randint(1, len(items) - 1)
            inner = [f"inner = keras.Sequential([{', '.join(items[cut:])}])"]
            return [*inner, "model = keras.Sequential([", *listed[:cut], "    inner,", "])"]
        if form == "nested twice" and len(items) > 2:
            cut = self.random.randint(1, len(items) - 2)
            inner = f"inner = keras.Sequential([{', '.join(items[cut:-1])}])"
            middle = f"middle = keras.Sequential([inner, {items[-1]}])"
            return [inner, middle, "model = keras.Sequential([", *listed[:cut], "    middle,", "])"]
        if form == "subclass":
            inside = [f"        self.add({item})" for item in items]
            head = ["class Net(keras.Sequential):", "    def __init__(self):", "        super().__init__()"]
            return [*head, *inside, "", "", "model = Net()"]
        return ["model = keras.Sequential([", *listed, "])"]


def disagreements(text: str, run: Run, target: Target) -> list[str]:
    """What seqlint says otherwise than Keras did, the line of a refusal included."""
    analysis = analyse(from_text(text, "program.py"), msgspec.structs.replace(SETTINGS, target=target))
    found = [f"crash: {failure}" for failure in analysis.failures]
    comparison = compare(analysis, run)
    found += comparison.differences()
    if run.stop is not None and any(line == run.stop.line for line, _, _ in comparison.errors):
        return found
    refusals = (event for event in analysis.program.each(Refusal) if getattr(event, "refused", True))
    lines = {analysis.document.lines.row(event.raised.span().start) for event in refusals}
    if run.stop is not None and run.stop.kind == "keras" and lines and run.stop.line and run.stop.line not in lines:
        found.append(f"Keras stops on line {run.stop.line}, seqlint on {sorted(lines)}")
    return found


_DATA = re.compile(r"\.(fit|predict)\(|model\(np\.")
_COMPUTING = re.compile(
    r"Exception encountered when calling (?!Sequential)\w+\.call\(\)|Exception encountered when calling layer '(?!sequential)|"
    r"Graph execution error|No OpKernel|Dimensions must be equal|not enough values to unpack \(expected 2, got 0\)"
)
"""What is said of numbers; the last is how Keras 2 tells of a model without a weight to train."""


def only_computing(text: str, run: Run) -> bool:
    """Whether Keras takes the model and stops with the numbers: layers that ask nothing of shapes fail only then."""
    if run.stop is None or not 0 < run.stop.line <= text.count("\n"):
        return False
    at = _DATA.search(text.splitlines()[run.stop.line - 1])
    return at is not None and _COMPUTING.search(run.stop.message) is not None


class Writes(Protocol):
    """Something that writes programs."""

    def program(self) -> str: ...


def campaign(
    writer: Writes, count: int, target: Target, *, python: str | None = None, at_once: int = 200
) -> Iterator[tuple[str, Run, list[str]]]:
    """Each program with what came of it and the disagreements."""
    for start in range(0, count, at_once):
        texts = [writer.program() for _ in range(min(at_once, count - start))]
        answers = runs([Program("program.py", text) for text in texts], target.major, python=python, seconds=60)
        for text, run in zip(texts, answers, strict=True):
            yield text, run, disagreements(text, run, target)


def run_campaign(
    title: str,
    writer: Callable[[int, Target], Writes],
    arguments: Sequence[str] | None,
    excused: Callable[[str, Run], bool],
) -> int:
    """The command: write programs, run them, print where the two disagree.

    Args:
        title: what the command says of itself.
        writer: makes the writer for a seed and a target.
        arguments: the command line; the process's own where None.
        excused: whether it is no matter that only Keras stops in a run.
    """
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keras", type=int, choices=(2, 3), default=3)
    parser.add_argument("--python", help="the interpreter that has TensorFlow")
    options = parser.parse_args(arguments)
    target = Target(options.keras, NEWEST[options.keras], "the command line")
    tally: Counter[str] = Counter()
    for text, run, found in campaign(writer(options.seed, target), options.count, target, python=options.python):
        tally["refused" if run.stop else "accepted"] += 1
        tally["layers"] += sum(len(model.layers) for model in run.models)
        if run.stop is not None and run.stop.kind != "keras":
            tally[f"stopped by {run.stop.kind}"] += 1
        if found and excused(text, run) and not any(each.startswith("crash") for each in found):
            tally["stopped by the numbers alone"] += 1
        elif found:
            tally["disagreements"] += 1
            stop = f"{run.stop.line}: {run.stop.exception}: {run.stop.message[:200]}" if run.stop else "runs"
            print(f"--- Keras {stop}\n{text}" + "".join(f"    {each[:300]}\n" for each in found), flush=True)
    print(f"Keras {options.keras}, seed {options.seed}, {options.count} programs: {dict(tally)}")
    return 1 if tally["disagreements"] else 0


def main(arguments: Sequence[str] | None = None) -> int:
    return run_campaign("Compare random Sequential programs with Keras.", Writer, arguments, only_computing)


if __name__ == "__main__":
    sys.exit(main())
