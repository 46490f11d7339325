"""`math` and `random`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from seqlint.libraries import everything_under
from seqlint.values.callee import callee
from seqlint.values.containers import Sequence, SequenceRecord
from seqlint.values.join import one_of
from seqlint.values.ops.elements import elements
from seqlint.values.ops.numbers import dim_of, number_of
from seqlint.values.ops.order import mix_in_place
from seqlint.values.ops.sizes import computed
from seqlint.values.shape import Size, product, unknown_size
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

_PLAIN = (
    "sqrt", "exp", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh",
    "cosh", "tanh", "floor", "ceil", "trunc", "fabs", "pow", "hypot", "degrees", "radians", "isnan", "isinf",
    "isfinite", "gcd", "fmod", "isclose", "copysign", "erf",
)  # fmt: skip

_LARGEST = 10.0**15
"""Numbers beyond this are not worked out exactly."""


def _plain(name: str) -> None:
    @callee(f"math.{name}", raw=True)
    def function(call: Call, arguments: Arguments) -> Any:
        values = [each.value for each in arguments.positional]
        numbers = [number_of(value) for value in values]
        if name in {"floor", "ceil", "trunc"} and len(values) == 1 and isinstance(values[0], Size):
            return values[0]
        if (
            arguments.open
            or arguments.keywords
            or not numbers
            or any(number is None or abs(number) > _LARGEST for number in numbers)
        ):
            return computed(call, "its number is computed from what is not known")
        try:
            return getattr(math, name)(*numbers)
        except (ArithmeticError, ValueError, TypeError):
            return unknown(f"`math.{name}` is not defined there", call.place)


for _name in _PLAIN:
    _plain(_name)


def _constant(path: str, value: float) -> None:
    @callee(path, attribute=True)
    def read(call: Call) -> Any:
        return value


for _name in ("pi", "e", "tau", "inf", "nan"):
    _constant(f"math.{_name}", getattr(math, _name))


@callee("math.prod")
def prod(call: Call, iterable: Any, *, start: Any = 1) -> Any:
    items = call.items(iterable)
    dims = [dim_of(item) for item in items] if items is not None else [None]
    known = [dim for dim in dims if dim is not None]
    return product(known) if len(known) == len(dims) and start == 1 else computed(call, "its factors are not known")


@callee("random.shuffle", lifted=False, raw=True)
def shuffle(call: Call, arguments: Arguments) -> Any:
    return mix_in_place(call, arguments)


@callee("random.seed")
def nothing(call: Call, *args: Any, **kwargs: Any) -> Any:
    return None


@callee("random.choice", lifted=False)
def choice(call: Call, seq: Any) -> Any:
    items = call.items(seq)
    if items:
        return one_of(items)
    found = elements(seq, call)
    return unknown("which one is chosen is random", call.place) if found is None else found.element


@callee("random.sample", "random.choices", lifted=False)
def sample(call: Call, population: Any, k: Any = 1, *, weights: Any = None, counts: Any = None) -> Any:
    items = call.items(population)
    found = elements(population, call)
    element = (
        one_of(items)
        if items
        else found.element
        if found is not None
        else unknown("what is drawn is random", call.place)
    )
    size = dim_of(k)
    return call.store.new(
        SequenceRecord(Sequence(element, unknown_size("how many are drawn is not known") if size is None else size))
    )


@everything_under("random", "math", "statistics", "secrets")
def not_known(call: Call, arguments: Arguments) -> Any:
    return unknown("its number is not known before the program runs", call.place)
