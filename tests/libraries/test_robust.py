"""No callee raises, whatever it is given: a bad argument is a value that says why."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from seqlint import libraries
from seqlint.keras import lookup
from seqlint.values.array import Array, Labels
from seqlint.values.call import Argument, Arguments
from seqlint.values.callee import REGISTRY, Callee
from seqlint.values.containers import Range, Sequence, SequenceRecord, Slice
from seqlint.values.dataset import Dataset
from seqlint.values.functions import Library
from seqlint.values.refusal import Refused
from seqlint.values.shape import NONE, symbol, unknown_shape
from seqlint.values.table import Table
from seqlint.values.unknown import OneOf, unknown
from tests.libraries.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOTS = (
    "builtins",
    "numpy",
    "tensorflow",
    "sklearn",
    "pandas",
    "math",
    "PIL",
    "cv2",
    "skimage",
    "matplotlib",
    "tqdm",
    "absl",
    "tensorflow_hub",
    "keras_tuner",
    "marimo",
    "tensorflow_datasets",
)
ROUNDS = 12


def callees() -> list[Callee]:
    """Every callee of every library that stands in the folder, and of Keras' functions of tensors."""
    for root in ROOTS:
        libraries.find(f"{root}.x")
    lookup.find("keras.backend.mean")
    return [
        found
        for path, found in sorted(REGISTRY.items())
        if not path.startswith("keras.") or path.startswith(("keras.ops.", "keras.random."))
    ]


def values(program: Program, draw: random.Random) -> Iterator[Any]:
    """All kinds of values, odd ones too."""
    n = symbol("n")
    plain = Array((draw.choice((0, 1, 3, n, NONE)), 2), draw.choice(("int64", "uint8", None, "bool")), (0, 5))
    yield from (
        None,
        True,
        -1,
        0,
        2,
        2.5,
        float("nan"),
        float("inf"),
        10**30,
        -(10**400),
        "text",
        "",
        b"b",
        ...,
        n,
        n - 3,
        NONE,
    )
    yield from ((), (1, 2), (None, -1), Range(0, 3, 1), Slice(None, -1, None), Slice(n, None, 0), 1j)
    yield from (
        plain,
        Array((), "int64", content=3),
        Array(unknown_shape("why")),
        Array((4,), "float64", library="tensorflow"),
    )
    yield Array((3, 1), "int64", (0, 1), Labels("indices", 2), content=((0,), (1,), (1,)))
    yield from (unknown("why"), OneOf((1, "a")), Library("numpy.float32"), Sequence(plain, n), lambda *_: plain)
    yield from (program.list(), program.list(1, 2.5, "a"), program.list(plain, plain), program.dict({"a": plain, 1: 2}))
    yield program.store.new(SequenceRecord(Sequence(unknown("why"), n)))
    yield program.store.new(Table(n, 3, ("a", "b", "c"), {"a": Array((n,), "int64", library="pandas")}))
    yield from (Dataset((plain, plain), n), Dataset(unknown("why"), None), Dataset(plain, 5, batch=2))


@pytest.mark.parametrize("seed", range(6))
def test_no_callee_raises(seed: int) -> None:
    draw = random.Random(seed)
    for callee in callees():
        for _ in range(ROUNDS):
            program = Program()
            program.call = lambda function, arguments, keywords=None: draw.choice(
                (None, 1, Array((2,), "int64"), unknown("why"))
            )  # type: ignore[method-assign]  # stands for the interpreter
            pool = list(values(program, draw))
            positional = tuple(Argument(draw.choice(pool)) for _ in range(draw.randrange(4)))
            names = [name for name in callee.signature.names() if not callee.raw] or ["axis", "key"]
            keywords = {
                name: Argument(draw.choice(pool), None, None, name)
                for name in draw.sample(names, min(len(names), draw.randrange(3)))
            }
            arguments = Arguments(positional, keywords, draw.choice((None, None, None, "there may be more")))
            if callee.attribute:
                arguments = Arguments((Argument(draw.choice(pool)),)[: len(callee.signature.parameters)])
            try:
                with suppress(Refused):  # the library stops there: an answer too
                    callee.invoke(program, arguments)
            except Exception as problem:
                given = [argument.value for argument in arguments], list(keywords)
                raise AssertionError(f"{callee.path}{given}") from problem
