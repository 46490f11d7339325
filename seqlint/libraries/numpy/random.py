"""Random numbers: the functions of `np.random`, and the methods of `RandomState` and `Generator`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.array import Array, Labels
from seqlint.values.callee import callee
from seqlint.values.functions import Library
from seqlint.values.ops.elementwise import broadcast_shapes
from seqlint.values.ops.making import MOST_CLASSES, as_array, drawn, indices
from seqlint.values.ops.numbers import dim_of, dtype_of, integer_of, number_of, shape_of
from seqlint.values.ops.order import mix_in_place, mixed
from seqlint.values.shape import Shape, Size, UnknownShape
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.values.call import Arguments, Call


class Random(msgspec.Struct, frozen=True):
    """A source of random numbers: `np.random.default_rng()` or `np.random.RandomState()`."""

    type_path: ClassVar[str] = "numpy.random.Generator"


def _everywhere(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a body as a function of `np.random` and as a method of its generators."""

    def declare(body: Callable[..., Any]) -> Callable[..., Any]:
        def method(call: Call, arguments: Arguments) -> Any:
            from seqlint.values.call import Arguments as Given
            from seqlint.values.callee import REGISTRY

            rest = Given(arguments.positional[1:], arguments.keywords, arguments.open)
            return REGISTRY[f"numpy.random.{names[0]}"].invoke(call, rest)

        callee(*(f"numpy.random.{name}" for name in names))(body)
        callee(*(f"numpy.random.Generator.{name}" for name in names), raw=True)(method)
        return body

    return declare


@callee("numpy.random.default_rng", "numpy.random.RandomState", "numpy.random.Generator", "numpy.random.PCG64")
def default_rng(call: Call, seed: Any = None) -> Any:
    return Random()


@callee("numpy.random.seed", "numpy.random.set_state", "numpy.random.Generator.seed")
def seed(call: Call, *args: Any, **kwargs: Any) -> Any:
    return None


def _spread(call: Call, arguments: Arguments, low_high: tuple[float, float] | None) -> Any:
    """`rand(2, 3)`: the sizes one by one; without any, one number."""
    values = tuple(each.value for each in arguments.positional if not isinstance(each.value, Random))
    if arguments.open:
        return unknown("the sizes given here are not all known", call.place)
    return drawn(call, values or None, "float64", "random numbers", range=low_high)


@callee("numpy.random.rand", "numpy.random.Generator.rand", raw=True)
def rand(call: Call, arguments: Arguments) -> Any:
    return _spread(call, arguments, (0.0, 1.0))


@callee("numpy.random.randn", "numpy.random.Generator.randn", raw=True)
def randn(call: Call, arguments: Arguments) -> Any:
    return _spread(call, arguments, None)


@_everywhere("random", "random_sample", "ranf", "sample")
def random(call: Call, size: Any = None, dtype: Any = None, out: Any = None) -> Any:
    return drawn(call, size, dtype_of(dtype) or "float64", "random numbers from 0 to 1", range=(0.0, 1.0))


@_everywhere("uniform")
def uniform(call: Call, low: Any = 0.0, high: Any = 1.0, size: Any = None) -> Any:
    ends = (number_of(low), number_of(high))
    low_high = (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None and ends[0] <= ends[1] else None
    return drawn(call, _with_parameters(call, size, low, high), "float64", "random numbers", range=low_high)


def _with_parameters(call: Call, size: Any, *parameters: Any) -> Any:
    """The size, or the shape that the parameters have together."""
    if size is not None:
        return size
    shape: Shape | UnknownShape | None = ()
    for parameter in parameters:
        array = as_array(parameter, call)
        if isinstance(array, Array) and shape is not None:
            shape = broadcast_shapes(shape, array.shape)
    return None if shape == () or not isinstance(shape, tuple) else shape


@_everywhere("normal", "laplace", "logistic", "gumbel")
def normal(call: Call, loc: Any = 0.0, scale: Any = 1.0, size: Any = None) -> Any:
    return drawn(call, _with_parameters(call, size, loc, scale), "float64", "normal random numbers")


@_everywhere("standard_normal")
def standard_normal(call: Call, size: Any = None, dtype: Any = None, out: Any = None) -> Any:
    return drawn(call, size, dtype_of(dtype) or "float64", "normal random numbers")


@_everywhere("gamma", "beta", "lognormal")
def positive(call: Call, a: Any = 1.0, b: Any = 1.0, size: Any = None, **kwargs: Any) -> Any:
    return drawn(call, _with_parameters(call, size, a, b), "float64", "random numbers")


@_everywhere("exponential", "chisquare", "rayleigh", "weibull")
def of_one_parameter(call: Call, a: Any = 1.0, size: Any = None, **kwargs: Any) -> Any:
    return drawn(call, _with_parameters(call, size, a), "float64", "random numbers")


@_everywhere("poisson", "geometric")
def counts(call: Call, a: Any = 1.0, size: Any = None, **kwargs: Any) -> Any:
    return drawn(call, _with_parameters(call, size, a), "int64", "random counts")


@_everywhere("binomial")
def binomial(call: Call, n: Any, p: Any, size: Any = None) -> Any:
    return _integers(call, 0, dim_of(n), size, "int64", closed=True)


@_everywhere("multivariate_normal")
def multivariate_normal(call: Call, mean: Any, cov: Any, size: Any = None, **kwargs: Any) -> Any:
    center = as_array(mean, call)
    shape = () if size is None else shape_of(size, call)
    if isinstance(center, Unknown) or not isinstance(center.shape, tuple) or not isinstance(shape, tuple):
        return unknown("the mean is not known", call.place)
    return drawn(call, shape + center.shape, "float64", "normal random numbers")


@_everywhere("randint", "random_integers")
def randint(call: Call, low: Any, high: Any = None, size: Any = None, dtype: Any = None) -> Any:
    if size is None and dtype is None:
        return unknown("it is drawn at random", call.place)  # one of Python's own integers
    return integers(call, low, high, size, dtype)


@_everywhere("integers")
def integers(call: Call, low: Any, high: Any = None, size: Any = None, dtype: Any = None, endpoint: Any = False) -> Any:
    first, last = (0, low) if high is None else (low, high)
    return _integers(call, first, last, size, dtype_of(dtype) or "int64", closed=endpoint is True)


def _integers(call: Call, low: Any, high: Any, size: Any, dtype: str, *, closed: bool) -> Any:
    bottom, top = integer_of(low), integer_of(high)
    shape = () if size is None else shape_of(size, call)
    low_high = None
    if bottom is not None and top is not None and top - (not closed) >= bottom:
        low_high = (bottom, top - (not closed))
    labels = _labels(call, shape, low, high, low_high)
    return Array(shape, dtype, low_high).then(call.place, "random integers", labels=labels)


def _labels(call: Call, shape: Any, low: Any, high: Any, low_high: tuple[int, int] | None) -> Labels | None:
    single = isinstance(shape, tuple) and (len(shape) == 1 or (len(shape) == 2 and shape[1] == 1))
    if single and low_high is not None and low_high[0] >= 0 and low_high[1] - low_high[0] < MOST_CLASSES:
        found = indices(low_high[1] - low_high[0] + 1, call, low=low_high[0])
        return msgspec.structs.replace(found, drawn=True)
    if single and low == 0 and isinstance(high, Size):
        return indices(high, call)
    if low_high == (0, 1) and isinstance(shape, tuple) and len(shape) == 2:
        return Labels("multi-hot", shape[1], place=call.place, proven=False)
    return None


@_everywhere("choice")
def choice(
    call: Call, a: Any, size: Any = None, replace: Any = True, p: Any = None, axis: Any = 0, shuffle: Any = True
) -> Any:
    count = dim_of(a) if isinstance(a, (int, Size)) else None
    if count is not None:
        drawn = _integers(call, 0, count, size, "int64", closed=False)
        if p is not None and drawn.labels is not None:
            return msgspec.structs.replace(drawn, labels=msgspec.structs.replace(drawn.labels, drawn=False))
        return drawn
    source = as_array(a, call)
    if isinstance(source, Unknown):
        return source
    front = () if size is None else shape_of(size, call)
    if not isinstance(front, tuple) or not isinstance(source.shape, tuple):
        return unknown("how many are chosen is not known", call.place)
    labels = None
    if source.labels is not None and source.labels.kind == "indices":
        labels = msgspec.structs.replace(source.labels, proven=False)
    return source.then(call.place, "a random choice", shape=front + source.shape[1:], labels=labels)


@_everywhere("permutation", "permuted")
def permutation(call: Call, x: Any, axis: Any = 0) -> Any:
    count = dim_of(x) if isinstance(x, (int, Size)) else None
    if count is not None:
        low_high = (0, count - 1) if isinstance(count, int) and count else None
        return Array((count,), "int64", low_high).then(call.place, "a random order")
    source = as_array(x, call)
    if isinstance(source, Unknown):
        return source
    return mixed(call, source)


@callee("numpy.random.shuffle", lifted=False, raw=True)
def shuffle(call: Call, arguments: Arguments) -> Any:
    return mix_in_place(call, arguments)


@callee("numpy.random.Generator.shuffle", lifted=False, raw=True)
def shuffle_with(call: Call, arguments: Arguments) -> Any:
    return mix_in_place(call, msgspec.structs.replace(arguments, positional=arguments.positional[1:]))


@callee("numpy.random.get_state", "numpy.random.Generator.spawn")
def get_state(call: Call, *args: Any) -> Any:
    return unknown("it is the state of the random numbers", call.place)


@callee("numpy.random.mtrand", attribute=True)
def mtrand(call: Call) -> Any:
    return Library("numpy.random")
