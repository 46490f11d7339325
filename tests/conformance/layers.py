"""Random layers on random inputs: what the twins say against what Keras does.

Run as `python -m tests.conformance.layers --count 5000 --seed 1 [--keras 2] [--only Conv2D LSTM …]`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from seqlint.keras.kinds import Context, Kind
from seqlint.keras.layers import every
from seqlint.values.refusal import Refused
from seqlint.values.target import NEWEST, Target
from tests.keras.twin import Outcome, StandIn, outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seqlint.keras.layer import LayerType


class Case(msgspec.Struct, frozen=True):
    """One layer on one input, both as text."""

    call: str
    shape: str


class Verdict(msgspec.Struct, frozen=True):
    """What Keras does.

    Attributes:
        error: what it raises, if it does.
        output: the output shape; "?" where several tensors go out.
        trainable, frozen: parameters.
        made: whether the constructor accepts the arguments.
    """

    error: str | None = None
    output: tuple[int | None, ...] | str = ()
    trainable: int = 0
    frozen: int = 0
    made: bool = True


NUMBERS = ("1", "2", "3", "4", "5", "6", "8", "0", "-1", "True", "0.5", "0.1", "1.0", "2.5", "20")
TUPLES = (
    "(1,)", "(2,)", "(3,)", "(1, 1)", "(2, 2)", "(3, 3)", "(3, 2)", "(1, 3)", "(2, 1)", "(1, 2, 3)", "(2, 2, 2)", "(3, 1, 2)",
    "[2, 3]", "[3]", "(0, 1)", "(0, 2)", "(1, 0)", "(0, 0, 1)", "(-1, 2)", "(-1,)", "(4, -1)", "(2, 3, 1)", "(1, 2, 3, 4)",
    "((1, 0), (2, 1))", "((1, 1), (0, 1))", "((1, 1), (0, 1), (2, 0))", "()", "(-1, -1)", "(None, 2)", "(24,)", "(4, 6)",
)  # fmt: skip
WORDS = ("None", "'valid'", "'same'", "'SAME'", "'mean'", "''", "'relu'", "np.int64(3)")
NAMES = {
    "activation": ("'relu'", "'softmax'", "'tanh'", "None"),
    "initializer": ("'he_normal'", "'zeros'"),
    "regularizer": ("'l2'", "None"),
    "constraint": ("'max_norm'", "None"),
}
INSIDE = {
    "cell": (
        "LSTMCell(3)", "GRUCell(2)", "SimpleRNNCell(4)", "[LSTMCell(3), GRUCell(2)]", "StackedRNNCells([SimpleRNNCell(2)])", "Dense(2)",
        "StackedRNNCells([LSTMCell(2), StackedRNNCells([GRUCell(3)])])", "[StackedRNNCells([LSTMCell(2)]), GRUCell(4)]", "[]",
    ),
    "cells": ("[LSTMCell(3), GRUCell(2)]", "[SimpleRNNCell(2)]"),
    "layer": (
        "Dense(3)", "LSTM(2)", "LSTM(3, return_sequences=True)", "GRU(2)", "SimpleRNN(2, go_backwards=True)", "Conv1D(2, 3)",
        "Conv2D(2, 3)", "MaxPooling2D(2)", "MaxPooling1D(2)", "Flatten()", "Dropout(0.5)", "ConvLSTM1D(2, 2)", "Embedding(5, 3)",
        "RNN(LSTMCell(2))", "RNN([LSTMCell(2), GRUCell(3)])", "TimeDistributed(Dense(2))", "TimeDistributed(LSTM(2))",
        "Bidirectional(GRU(2))", "Bidirectional(LSTM(2, return_sequences=True), 'sum')", "SpectralNormalization(Dense(2))",
        "EinsumDense('ab,bc->ac', 3)", "EinsumDense('...x,xy->...y', 2)", "BatchNormalization()", "GlobalAveragePooling2D()", "Reshape((-1, 2))", "ConvLSTM2D(2, 1, padding='same')",
    ),
    "backward_layer": ("LSTM(2, go_backwards=True)", "GRU(2, go_backwards=True, return_sequences=True)", "LSTM(3)", "None"),
    "layers": ("[Rescaling(2.0)]", "[Rescaling(2.0), CenterCrop(2, 2)]"),
    "function": ("lambda x: x",),
    "weights": ("None",), "arguments": ("None",), "output_shape": ("None", "(3, 2)"),
}  # fmt: skip
EXCUSED = (
    (
        re.compile(r"(Dropout\w*|GaussianNoise)\((rate=|stddev=)?0[,)]"),
        "Keras looks at the seed only where the rate is above 0",
    ),
    (
        re.compile(r"^Resizing\((height=)?[(\[]"),
        "Keras 3 makes a shape of tuples of it and leaves the model unbuilt without a word",
    ),
    (
        re.compile(r"^RNN\(.*unroll=(?!False|None|0[,)]|''|\(\)).* on \((\w+, ){3}"),
        "Keras 2 mixes the axes between time and features with the batch, and takes what happens to fit",
    ),
    (
        re.compile(r"(alpha|max_tokens)=None"),
        "None for a name that is kept for old programs is not told from leaving it out",
    ),
    (re.compile(r"vocabulary='."), "a path: whether the file is there depends on the disk"),
    (
        re.compile(r"^Random(Crop|Height|Width)\(.*[(\[].* on \(\w+, \w+,\)"),
        "Keras 3 makes a shape of tuples of it and leaves the model unbuilt without a word",
    ),
    (
        re.compile(r"^Hashing\(([^,]+, (mask_value=)?|.*mask_value=)(\d+\.\d|')"),
        "the type of the numbers is not checked here: whether the input can be equal to the mask depends on it",
    ),
    (
        re.compile(r"^STFTSpectrogram\(.*periodic=(?!True|False)"),
        "whether SciPy, which makes the window, wants a flag depends on its release",
    ),
    (
        re.compile(r"^(CenterCrop|Resizing|RandomCrop)\(.*np\..* on (?!\(\w+, \w+, \w+, \w+,?\)$)"),
        "Keras 3 makes no shape of numpy's number where it stands first, as in a picture without a batch",
    ),
    (re.compile(r"dtype="), "the type of the numbers is not checked here"),
)
"""Cases that are no disagreement, each with its reason."""
WHOLE_NUMBERS = frozenset({"Hashing", "CategoryEncoding"})
"""Layers of categories: Keras 2 refuses them other inputs, and the type of the numbers is not checked here."""
NO_LAYERS = ("transforms", "augmentations", "module", "call_fn", "filepath", "feature_columns")


class Generator:
    """Draws cases; the same seed gives the same cases.

    Args:
        seed: where the random numbers start.
        target: the Keras whose layers and signatures are drawn from.
        only: names of layers; all layers that stand in a Sequential if empty.
    """

    def __init__(self, seed: int, target: Target, only: Sequence[str] = ()) -> None:
        self.random = random.Random(seed)
        self.target = target
        self.stand_in = StandIn(target)
        self.types = [
            type_
            for name, type_ in sorted(every().items())
            if target.major in type_.generations and (name in only if only else drawable(type_))
        ]

    def cases(self, count: int) -> Iterator[Case]:
        for index in range(count):
            type_ = self.types[index % len(self.types)]
            yield Case(self.constructor(type_), self.shape(type_))

    def constructor(self, type_: LayerType) -> str:
        """A call with the required arguments and a few of the others, by position or keyword; one in eight is off."""
        parameters = type_.signature_in(self.target.major).parameters
        wrong = self.random.choice(parameters).name if parameters and self.random.random() < 0.12 else None
        parts: list[str] = []
        positional = self.random.random() < 0.6
        for parameter in parameters:
            if not parameter.required and self.random.random() > 4 / (len(parameters) + 1) and parameter.name != wrong:
                positional = False
                continue
            value = self.value(type_, parameter.name, valid=parameter.name != wrong)
            parts.append(value if positional and not parameter.keyword_only else f"{parameter.name}={value}")
        return f"{type_.name}({', '.join(parts)})"

    def value(self, type_: LayerType, name: str, *, valid: bool) -> str:
        """An argument's text."""
        if name in INSIDE:
            return self.random.choice(INSIDE[name])
        if name in {"name", "dtype"}:
            return "None"
        kind = type_.kind(name)
        if name == "bias_initializer":  # Keras' random ones refuse the shape `(True,)` of `Conv2D(True, 3)`
            return "'zeros'"
        pool = self.pool(kind)
        for _ in range(40):
            text = self.random.choice(pool)
            if self.accepted(kind, text, Context(type_.name, name, self.stand_in)) == valid:
                return text
        return self.random.choice(pool)

    def pool(self, kind: Kind) -> tuple[str, ...]:
        if kind.lookup is not None:
            return NAMES[kind.lookup]
        if kind.cases and self.random.random() < 0.9:
            return tuple(map(repr, kind.cases))
        return (*NUMBERS[:7], *NUMBERS, *TUPLES, *WORDS)

    def accepted(self, kind: Kind, text: str, context: Context) -> bool:
        import ast

        try:
            kind.check(self.stand_in.value(ast.parse(text, mode="eval").body), context)
        except Refused:
            return False
        return True

    def shape(self, type_: LayerType) -> str:
        """An input shape, mostly of a rank that the layer takes."""
        least, most = type_.rank.least, type_.rank.most
        if self.random.random() < 0.12:
            rank = self.random.randint(1, 6)
        else:
            low = max(least, 2)
            rank = self.random.randint(low, max(low, min(most, 6) if most is not None else max(low, 5)))
        batch = "None" if self.random.random() < 0.85 else "4"
        return f"({', '.join([batch, *(self.size() for _ in range(rank - 1))])},)"

    def size(self) -> str:
        drawn = self.random.random()
        if drawn < 0.06:
            return "None"
        return str(self.random.choice((1, 2, 3, 4, 4, 5, 6, 6, 7, 8, 9, 12)))


def drawable(type_: LayerType) -> bool:
    """Whether it can follow an Input, and its required arguments can be written down as text."""
    if type_.several is not None or "input" in type_.tags:
        return False
    return all(not parameter.required or parameter.name not in NO_LAYERS for parameter in type_.signature.parameters)


class Oracle:
    """Keras itself.

    Args:
        major: 3, or 2 for `tf_keras`.
    """

    def __init__(self, major: int) -> None:
        import os

        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
        if major == 2:
            os.environ["TF_USE_LEGACY_KERAS"] = "1"
            import tf_keras as keras
        else:
            import keras
        import tensorflow as tf

        tf.get_logger().setLevel("ERROR")
        self.keras: Any = keras
        self.major = major
        import numpy as np

        self.names: dict[str, Any] = {"np": np} | (
            {**vars(tf.keras.layers), **vars(keras.layers)} if major == 3 else dict(vars(keras.layers))
        )
        self.version: str = keras.__version__
        self._asked = 0

    def verdict(self, case: Case) -> Verdict:
        """What Keras does with a Sequential of this input and this layer."""
        import ast
        import warnings

        self._asked += 1
        layer = None
        if self._asked % 200 == 0:
            self.keras.backend.clear_session()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                layer = eval(case.call, dict(self.names))  # the text is this module's own
                first = (
                    []
                    if case.call.startswith("InputLayer(")
                    else [self._input(ast.literal_eval(case.shape), type(layer).__name__)]
                )
                model = self.keras.Sequential([*first, layer])
                output = self._shape(model, layer)
        except Exception as error:  # noqa: BLE001  # whatever Keras raises is its verdict
            return Verdict(f"{type(error).__name__}: {error}"[:300], made=layer is not None)
        return Verdict(None, output, self._count(layer.trainable_weights), self._count(layer.non_trainable_weights))

    def _input(self, shape: tuple[int | None, ...], name: str) -> Any:
        numbers = "int64" if self.major == 2 and name in WHOLE_NUMBERS else None
        return self.keras.Input(batch_shape=shape, dtype=numbers)

    def _shape(self, model: Any, layer: Any) -> tuple[int | None, ...] | str:
        if isinstance(layer, self.keras.layers.InputLayer):
            return tuple(layer.batch_shape)
        if self.major == 3 and not (model.built and getattr(model, "outputs", None)):
            return "?"  # Keras could not follow the layer, and says nothing
        shape = model.output_shape if self.major == 3 else layer.output_shape
        if isinstance(shape, tuple) and all(size is None or isinstance(size, int) for size in shape):
            return shape
        return "?"

    @staticmethod
    def _count(weights: Any) -> int:
        import math

        shapes = (tuple(weight.shape) for weight in weights if hasattr(weight, "shape"))
        return sum(math.prod(shape) for shape in shapes if None not in shape)


def disagreement(ours: Outcome, theirs: Verdict, major: int) -> str | None:
    """How the two differ; None if they do not. What a twin does not know is no difference."""
    if ours.several and major == 2:  # Keras 2's Sequential refuses the layer, not the layer the input
        ours = Outcome("SeveralInputs")
    if (ours.refused is None) != (theirs.error is None):
        return "accepts" if ours.refused is None else f"refuses ({ours.refused} {ours.argument or ''})"
    if theirs.error is not None:
        told = ours.several or ours.made == theirs.made
        return (
            None
            if told
            else f"refuses {'its input' if ours.made else 'its arguments'} ({ours.refused} {ours.argument or ''})"
        )
    if not ours.several and isinstance(theirs.output, tuple) and ours.output != "?":
        same = len(ours.output) == len(theirs.output) and all(
            one in {other, "?"} for one, other in zip(ours.output, theirs.output, strict=True)
        )
        if not same:
            return f"shape {ours.output}"
    for name, own, other in (("trainable", ours.trainable, theirs.trainable), ("frozen", ours.frozen, theirs.frozen)):
        if own not in {other, "?"}:
            return f"{name} {own}"
    return None


Judged: TypeAlias = "tuple[Case, str | None, Outcome, Verdict]"


def judged(cases: Iterable[Case], oracle: Oracle, target: Target) -> Iterator[Judged]:
    """Each case that is not excused, with the disagreement on it, if there is one."""
    for case in cases:
        if any(pattern.search(f"{case.call} on {case.shape}") for pattern, _ in EXCUSED):
            continue
        theirs = oracle.verdict(case)
        try:
            ours = outcome(case.call, case.shape, target)
        except Exception as error:  # noqa: BLE001  # a twin must not raise: this is what the campaign looks for
            ours = Outcome(output="?")
            yield case, f"crashes ({type(error).__name__}: {error})", ours, theirs
        else:
            yield case, disagreement(ours, theirs, target.major), ours, theirs


def campaign(generator: Generator, oracle: Oracle, count: int) -> Iterator[Judged]:
    """Random cases."""
    return judged(generator.cases(count), oracle, generator.target)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare the layers' twins with Keras on random cases.")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keras", type=int, choices=(2, 3), default=3)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args(arguments)
    oracle = Oracle(options.keras)
    generator = Generator(options.seed, Target(options.keras, NEWEST[options.keras], "the command line"), options.only)
    tally: Counter[str] = Counter()
    for case, difference, ours, theirs in campaign(generator, oracle, options.count):
        tally["refused" if theirs.error else "accepted"] += 1
        tally["unknown"] += theirs.error is None and (ours.output == "?" or "?" in ours.output)
        if difference is not None:
            tally["disagreements"] += 1
            said = " ".join((theirs.error or str(theirs)).split())
            print(f"{case.shape} → {case.call}: seqlint {difference}, Keras {said}")
    print(f"Keras {oracle.version}, {options.count} cases of {len(generator.types)} layers: {dict(tally)}")
    return 1 if tally["disagreements"] else 0


if __name__ == "__main__":
    sys.exit(main())
