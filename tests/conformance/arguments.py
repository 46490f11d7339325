"""Every argument of every layer with every odd value: what the twins say against what Keras does.

Run as `python -m tests.conformance.arguments [--keras 2] [--only Conv2D LSTM …] [--part 3/8]`. The call is the first
example of the layer's card; one argument at a time is replaced. Compared are the outcome, whether the constructor or the
layer's application refuses, the output shape and the parameters.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import Counter
from typing import TYPE_CHECKING

from seqlint.values.target import NEWEST, Target
from tests.conformance.layers import INSIDE, NAMES, NUMBERS, TUPLES, WORDS, Case, Generator, Oracle, judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seqlint.keras.layer import LayerType

ODD = (
    *NUMBERS, *TUPLES, *WORDS, "False", "-2", "-3", "16", "100", "1e-7", "-0.5", "-1.0", "'2'", "'a'",
    "[]", "[1]", "[0]", "[1, 2]", "[0.5, 0.5]", "[None]", "['a']", "{'a': 1}", "(0,)", "(2.0,)", "('1', 2)", "(0.1, 0.2)",
    "(-0.5, 0.5)", "(1, 2, 3, 4, 5)", "((2, 2), (1, 1))", "[(1, 1)]", "lambda x: x", "Dense(2)", "'SAME'", "'causal'",
    "'channels_first'", "'channels_last'", "'float16'",
)  # fmt: skip
"""Texts that are given for every argument."""


def named(type_: LayerType, name: str) -> tuple[str, ...]:
    """Further texts that an argument may take by its name or kind."""
    kind = type_.kind(name)
    lookup = NAMES[kind.lookup] if kind.lookup is not None else ()
    return (*map(repr, kind.cases), *lookup, *INSIDE.get(name, ()))


def cases(types: Sequence[LayerType], major: int) -> Iterator[Case]:
    """All calls, layer by layer."""
    for type_ in types:
        examples = [each for each in type_.card.examples if each.refusal is None]
        for example in examples[:1]:
            call = ast.parse(example.call, mode="eval").body
            assert isinstance(call, ast.Call)
            signature = type_.signature_in(major)
            for parameter in signature.parameters:
                if parameter.name in {"name", "dtype"}:
                    continue
                for text in dict.fromkeys((*ODD, *named(type_, parameter.name))):
                    yield Case(_replaced(call, signature.names(), parameter.name, text), example.input)


def _replaced(call: ast.Call, names: tuple[str, ...], name: str, text: str) -> str:
    """The call with one argument given another value; those before it stay by position."""
    positional = [ast.unparse(each) for each in call.args]
    keywords = {str(each.arg): ast.unparse(each.value) for each in call.keywords}
    at = names.index(name)
    if at < len(positional):
        positional[at] = text
    else:
        keywords[name] = text
    parts = [*positional, *(f"{key}={value}" for key, value in keywords.items())]
    return f"{ast.unparse(call.func)}({', '.join(parts)})"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Give every argument of every layer every odd value.")
    parser.add_argument("--keras", type=int, choices=(2, 3), default=3)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--part", default="1/1", help="which of so many parts of the cases")
    options = parser.parse_args(arguments)
    number, parts = map(int, options.part.split("/"))
    target = Target(options.keras, NEWEST[options.keras], "the command line")
    generator, oracle = Generator(0, target, options.only), Oracle(options.keras)
    tally: Counter[str] = Counter()
    chosen = [case for index, case in enumerate(cases(generator.types, options.keras)) if index % parts == number - 1]
    for case, difference, ours, theirs in judged(chosen, oracle, target):
        tally["refused" if theirs.error else "accepted"] += 1
        tally["unknown"] += theirs.error is None and (ours.output == "?" or "?" in ours.output)
        if difference is not None:
            tally["disagreements"] += 1
            said = " ".join((theirs.error or str(theirs)).split())
            print(f"{case.shape} → {case.call}: seqlint {difference}, Keras {said}", flush=True)
    excused = len(chosen) - tally["refused"] - tally["accepted"]
    print(
        f"Keras {oracle.version}, {len(chosen)} cases of {len(generator.types)} layers, {excused} excused: {dict(tally)}"
    )
    return 1 if tally["disagreements"] else 0


if __name__ == "__main__":
    sys.exit(main())
