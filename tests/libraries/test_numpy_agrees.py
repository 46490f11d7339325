"""numpy itself is asked: shapes and types must be equal, ranges and labels must hold its numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from seqlint.values import ops
from seqlint.values.array import Array
from seqlint.values.containers import Slice
from seqlint.values.ops.making import labels_of_content
from seqlint.values.shape import Symbol, symbol
from seqlint.values.unknown import Unknown
from tests.libraries.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable

np = pytest.importorskip("numpy")
hypothesis = pytest.importorskip("hypothesis")
st = pytest.importorskip("hypothesis.strategies")

given, settings = hypothesis.given, hypothesis.settings(max_examples=300, deadline=None)

DTYPES = ("bool", "uint8", "int8", "int32", "int64", "float16", "float32", "float64")
SHAPES = st.lists(st.integers(0, 4), min_size=0, max_size=4).map(tuple)
FULL = st.lists(st.integers(1, 4), min_size=0, max_size=4).map(tuple)


def numbers(shape: tuple[int, ...], dtype: str, seed: int) -> Any:
    """A real array."""
    random = np.random.default_rng(seed)
    if dtype == "bool":
        return random.random(shape) > 0.5
    if dtype.startswith("float"):
        return (random.random(shape) * 6 - 3).astype(dtype)
    low = 0 if dtype.startswith("u") else -3
    return random.integers(low, 7, shape).astype(dtype)


def arrays(shapes: Any = FULL, dtypes: tuple[str, ...] = DTYPES) -> Any:
    return st.builds(numbers, shapes, st.sampled_from(dtypes), st.integers(0, 10_000))


def abstract(real: Any, *, content: bool = False) -> Array:
    """What seqlint would know of a real array."""
    low_high = (float(real.min()), float(real.max())) if real.size else None
    if real.dtype.kind in "iub" and low_high is not None:
        low_high = (int(low_high[0]), int(low_high[1]))
    made = Array(real.shape, str(real.dtype), low_high)
    if content:
        made = Array(real.shape, str(real.dtype), low_high, content=nested(real.tolist()))
    return made


def nested(value: Any) -> Any:
    return tuple(map(nested, value)) if isinstance(value, list) else value


def agree(twin: Any, real: Any) -> None:
    """Everything that the twin claims is true of the real value."""
    if isinstance(twin, Unknown):
        return
    if isinstance(twin, tuple) and isinstance(real, tuple | list):
        assert len(twin) == len(real)
        for one, other in zip(twin, real, strict=True):
            agree(one, other)
        return
    if isinstance(twin, bool | int | float):
        assert twin == real or (twin != twin and real != real)
        return
    if not isinstance(twin, Array):
        return
    real = np.asarray(real)
    if isinstance(twin.shape, tuple):
        assert len(twin.shape) == len(real.shape), (twin.shape, real.shape)
        for claimed, actual in zip(twin.shape, real.shape, strict=True):
            assert not isinstance(claimed, int) or claimed == actual, (twin.shape, real.shape)
    assert twin.dtype is None or twin.dtype == ("str" if real.dtype.kind == "U" else str(real.dtype)), (
        twin.dtype,
        real.dtype,
    )
    finite = real[np.isfinite(real)] if real.dtype.kind in "biuf" else real.ravel()[:0]
    if twin.range is not None and finite.size:
        slack = 1e-2 * max(1.0, abs(twin.range[0]), abs(twin.range[1])) if real.dtype.kind == "f" else 0
        assert twin.range[0] - slack <= finite.min(), (twin.range, finite.min())
        assert finite.max() <= twin.range[1] + slack, (twin.range, finite.max())
    if isinstance(twin.content, bool | int | float):
        assert math.isclose(twin.content, float(real), rel_tol=1e-6, abs_tol=1e-9)
    agree_labels(twin, real, finite)


def agree_labels(twin: Array, real: Any, finite: Any) -> None:
    labels = twin.labels
    if labels is None or not finite.size:
        return
    if labels.kind == "indices" and labels.highest is not None:
        assert finite.min() >= labels.low
        assert finite.max() <= labels.highest
        assert (finite == np.floor(finite)).all()
        if labels.proven:
            assert set(finite.ravel().tolist()) == set(range(labels.low, labels.highest + 1))
    if labels.kind in {"one-hot", "multi-hot"}:
        assert set(finite.ravel().tolist()) <= {0, 1}
    if labels.kind == "one-hot" and real.ndim:
        assert (real.sum(axis=-1) == 1).all()


def compare(path: str, real: Callable[[], Any], twin: Callable[[], Any]) -> Any:
    """Run both; where numpy refuses, the twin must not claim a result."""
    with np.errstate(all="ignore"):
        try:
            expected = real()
        except (ValueError, IndexError, TypeError, ZeroDivisionError, OverflowError):
            return None
    found = twin()
    agree(found, expected)
    return found


OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "==", "<", ">=", "&", "|")


@settings
@given(arrays(), arrays(), st.sampled_from(OPERATORS))
def test_operators_on_arrays(left: Any, right: Any, op: str) -> None:
    compare(
        op,
        lambda: eval(f"a {op} b", {"a": left, "b": right}),
        lambda: ops.binary(op, abstract(left), abstract(right), Program()),
    )


@settings
@given(
    arrays(),
    st.one_of(st.integers(-3, 300), st.floats(-4, 4, width=16, allow_subnormal=False), st.booleans()),
    st.sampled_from(OPERATORS),
    st.booleans(),
)
def test_operators_with_python_numbers(array: Any, number: Any, op: str, swapped: bool) -> None:  # hypothesis draws it
    names = {"a": number, "b": array} if swapped else {"a": array, "b": number}
    twins = (number, abstract(array)) if swapped else (abstract(array), number)
    compare(op, lambda: eval(f"a {op} b", names), lambda: ops.binary(op, *twins, Program()))


@settings
@given(
    arrays(FULL, ("int64", "float64")), arrays(FULL, ("int64", "float64")), st.sampled_from(("+", "-", "*", "/", "=="))
)
def test_content_is_computed(left: Any, right: Any, op: str) -> None:
    twins = abstract(left, content=True), abstract(right, content=True)
    found = compare(op, lambda: eval(f"a {op} b", {"a": left, "b": right}), lambda: ops.binary(op, *twins, Program()))
    if isinstance(found, Array) and found.content is not None and left.shape == right.shape:
        with np.errstate(all="ignore"):
            real = eval(f"a {op} b", {"a": left, "b": right})
        assert np.allclose(np.array(found.content), real, equal_nan=True)


@settings
@given(arrays(), arrays())
def test_matrix_products(left: Any, right: Any) -> None:
    for path, function in (("numpy.matmul", np.matmul), ("numpy.dot", np.dot)):
        compare(
            path,
            lambda function=function: function(left, right),
            lambda path=path: Program().run(path, abstract(left), abstract(right)),
        )


PARTS = st.one_of(
    st.integers(-4, 3),
    st.none(),
    st.just(...),
    st.builds(
        slice,
        st.one_of(st.none(), st.integers(-5, 5)),
        st.one_of(st.none(), st.integers(-5, 5)),
        st.sampled_from((None, 1, 2, -1)),
    ),
    st.lists(st.integers(0, 2), min_size=1, max_size=3),
)


def as_key(part: Any, program: Program) -> Any:
    if isinstance(part, slice):
        return Slice(part.start, part.stop, part.step)
    return program.list(*part) if isinstance(part, list) else part


@settings
@given(arrays(SHAPES), st.lists(PARTS, min_size=1, max_size=4), st.booleans())
def test_subscripts(real: Any, parts: list[Any], content: bool) -> None:  # hypothesis draws it
    if sum(part is ... for part in parts) > 1:
        return
    program = Program()
    twin = abstract(real, content=content)
    labels = labels_of_content(twin.content) if content and real.ndim in {1, 2} else None
    if labels is not None and real.dtype.kind in "iu":
        twin = twin.then(None, "labels", content=twin.content, labels=labels)
    key = tuple(as_key(part, program) for part in parts)
    compare("[]", lambda: real[tuple(parts)], lambda: ops.index(twin, key if len(key) > 1 else key[0], program))


@settings
@given(arrays(), st.integers(0, 100))
def test_boolean_masks(real: Any, seed: int) -> None:
    if real.ndim:
        mask = np.random.default_rng(seed).random(real.shape[0]) > 0.5
        compare("[]", lambda: real[mask], lambda: ops.index(abstract(real), Array(mask.shape, "bool"), Program()))


AXES = st.one_of(st.none(), st.integers(-4, 3))
REDUCTIONS = ("sum", "mean", "max", "min", "std", "var", "prod", "any", "all", "argmax", "argmin", "median")


@settings
@given(arrays(), AXES, st.booleans(), st.sampled_from(REDUCTIONS), st.booleans())
def test_reductions(
    real: Any, axis: int | None, keepdims: bool, name: str, content: bool
) -> None:  # hypothesis draws it
    compare(
        name,
        lambda: getattr(np, name)(real, axis=axis, keepdims=keepdims),
        lambda: Program().run(f"numpy.{name}", abstract(real, content=content), axis=axis, keepdims=keepdims),
    )


ONE = (
    "exp", "log", "sqrt", "sin", "cos", "tanh", "abs", "square", "sign", "floor", "ceil", "log1p", "expm1", "negative", "isnan",
    "logical_not", "ravel", "transpose", "squeeze", "copy", "zeros_like", "ones_like", "atleast_1d", "atleast_2d", "atleast_3d",
    "cumsum", "unique", "argsort", "sort", "flip", "round", "diff", "ndim", "size", "nonzero", "argwhere", "count_nonzero",
    "arcsin", "arctan", "rint", "diag", "tril", "flipud", "rot90", "array", "shape",
)  # fmt: skip


@settings
@given(arrays(), st.sampled_from(ONE))
def test_functions_of_one_array(real: Any, name: str) -> None:
    compare(name, lambda: getattr(np, name)(real), lambda: Program().run(f"numpy.{name}", abstract(real)))


def test_every_function_of_one_array_has_an_answer() -> None:
    real = numbers((3, 2), "float64", 1)
    names = [name for name in ONE if not isinstance(Program().run(f"numpy.{name}", abstract(real)), Unknown)]
    assert names == list(ONE)


CALLS: dict[str, Any] = {
    "reshape": st.tuples(st.lists(st.sampled_from((-1, 1, 2, 3, 4, 6)), min_size=1, max_size=3).map(tuple)),
    "expand_dims": st.tuples(st.integers(-5, 4)),
    "moveaxis": st.tuples(st.integers(-4, 3), st.integers(-4, 3)),
    "swapaxes": st.tuples(st.integers(-4, 3), st.integers(-4, 3)),
    "repeat": st.tuples(st.integers(0, 3), AXES),
    "tile": st.tuples(st.lists(st.integers(0, 3), min_size=1, max_size=3).map(tuple)),
    "pad": st.tuples(st.integers(0, 2)),
    "clip": st.tuples(st.integers(0, 2), st.integers(2, 5)),
    "take": st.tuples(st.just((0, 0)), AXES),
    "squeeze": st.tuples(AXES),
    "array_split": st.tuples(st.integers(1, 3)),
    "split": st.tuples(st.integers(1, 3)),
    "astype": st.tuples(st.sampled_from(DTYPES)),
    "roll": st.tuples(st.integers(0, 3)),
    "percentile": st.tuples(st.integers(0, 100), AXES),
    "transpose": st.tuples(st.permutations((0, 1, 2)).map(tuple)),
    "broadcast_to": st.tuples(st.just((2, 3, 4, 4))),
    "isin": st.tuples(st.just((1, 2))),
    "full_like": st.tuples(st.integers(0, 5)),
}


@settings
@given(arrays(), st.data())
def test_functions_with_arguments(real: Any, data: Any) -> None:
    name = data.draw(st.sampled_from(sorted(CALLS)))
    arguments = data.draw(CALLS[name])
    program = Program()
    found = compare(
        name,
        lambda: getattr(np, name)(real, *arguments),
        lambda: program.run(f"numpy.{name}", abstract(real), *arguments),
    )
    if name in {"split", "array_split"} and found is not None and not isinstance(found, Unknown):
        agree(tuple(program.items(found) or ()), getattr(np, name)(real, *arguments))


@settings
@given(
    st.lists(arrays(st.lists(st.integers(1, 3), min_size=1, max_size=3).map(tuple)), min_size=1, max_size=3),
    st.integers(-3, 2),
)
def test_joining(reals: list[Any], axis: int) -> None:
    for name, keywords in (
        ("concatenate", {"axis": axis}),
        ("stack", {"axis": axis}),
        ("vstack", {}),
        ("hstack", {}),
        ("dstack", {}),
        ("column_stack", {}),
    ):
        program = Program()
        twins = program.list(*map(abstract, reals))
        compare(name, lambda name=name, keywords=keywords: getattr(np, name)(reals, **keywords),
                lambda name=name, keywords=keywords, program=program, twins=twins: program.run(f"numpy.{name}", twins, **keywords))  # fmt: skip


@settings
@given(
    st.recursive(
        st.one_of(st.integers(-3, 9), st.floats(-3, 3), st.booleans()),
        lambda inner: st.lists(inner, max_size=4),
        max_leaves=12,
    )
)
def test_arrays_of_lists(value: Any) -> None:
    program = Program()

    def convert(each: Any) -> Any:
        return program.list(*map(convert, each)) if isinstance(each, list) else each

    compare("array", lambda: np.array(value), lambda: program.run("numpy.array", convert(value)))


@settings
@given(st.lists(st.integers(0, 3), min_size=1, max_size=12), st.integers(1, 5))
def test_labels_of_written_numbers(values: list[int], classes: int) -> None:
    program = Program()
    real = np.array(values)
    twin = program.run("numpy.array", program.list(*values))
    assert twin.labels is None or twin.labels.kind == "indices"
    agree(twin, real)
    for path, function in (("numpy.max", np.max), ("numpy.unique", np.unique)):
        agree(program.run(path, twin), function(real))
    agree(ops.binary("-", twin, 1, program), real - 1)
    agree(ops.binary("+", twin, classes, program), real + classes)
    agree(ops.binary("==", twin, 1, program), real == 1)
    agree(program.method(twin, "reshape", -1, 1), real.reshape(-1, 1))
    agree(program.method(twin, "astype", "float32"), real.astype("float32"))
    agree(program.run("numpy.concatenate", (twin, twin)), np.concatenate((real, real)))
    hot = np.eye(4)[real]
    agree(
        program.run(
            "numpy.argmax",
            program.run("numpy.array", program.list(*[program.list(*map(float, row)) for row in hot])),
            axis=1,
        ),
        hot.argmax(1),
    )


@settings
@given(st.integers(-5, 20), st.integers(-5, 20), st.sampled_from((1, 2, 3, -1, 0.5, 0.1)))
def test_ranges(start: int, stop: int, step: float) -> None:
    compare("arange", lambda: np.arange(start, stop, step), lambda: Program().run("numpy.arange", start, stop, step))
    compare("linspace", lambda: np.linspace(start, stop, 7), lambda: Program().run("numpy.linspace", start, stop, 7))


def symbolic(real: Any) -> tuple[Array, dict[Any, int]]:
    """The array with a symbol for each size, and what the symbols stand for."""
    shape = tuple(symbol(f"n{axis}") for axis in range(real.ndim))
    values = {dim.atoms[0]: size for dim, size in zip(shape, real.shape, strict=True)}
    return Array(shape, str(real.dtype)), values


def worth(dim: Any, values: dict[Any, int]) -> int | None:
    """The number that a size stands for; None where it holds a symbol of its own."""
    if isinstance(dim, int):
        return dim
    if not isinstance(dim, Symbol) or any(atom not in values for atom in dim.atoms):
        return None
    return sum(coefficient * math.prod(values[atom] for atom in monomial) for monomial, coefficient in dim.terms)


def agree_for_symbols(twin: Any, real: Any, values: dict[Any, int]) -> None:
    if isinstance(twin, Array) and isinstance(twin.shape, tuple):
        found = [worth(dim, values) for dim in twin.shape]
        assert len(found) == np.asarray(real).ndim
        for claimed, actual in zip(found, np.asarray(real).shape, strict=True):
            assert claimed is None or claimed == actual, (twin.shape, np.asarray(real).shape)


@settings
@given(arrays(), st.data())
def test_named_sizes_compute_as_the_numbers_do(real: Any, data: Any) -> None:
    twin, values = symbolic(real)
    program = Program()
    name = data.draw(st.sampled_from(sorted(set(CALLS) - {"split", "array_split"})))
    arguments = data.draw(CALLS[name])
    if name == "squeeze" and arguments == (None,) and real.shape[:1] == (1,):
        return
    try:
        expected = getattr(np, name)(real, *arguments)
    except (ValueError, TypeError, IndexError):
        return
    agree_for_symbols(program.run(f"numpy.{name}", twin, *arguments), expected, values)


@settings
@given(arrays(), st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_features_are_sliced_inside_the_array(real: Any, start: int, width: int, negative: bool) -> None:
    if real.ndim < 2 or start + width > real.shape[1]:
        return
    twin, values = symbolic(real)
    part = slice(start - real.shape[1], None) if negative and start else slice(start, start + width)
    key = Slice(part.start, part.stop, None)
    agree_for_symbols(ops.index(twin, (Slice(None, None, None), key), Program()), real[:, part], values)


@settings
@given(arrays(), arrays())
def test_named_sizes_broadcast(left: Any, right: Any) -> None:
    (one, _), (other, _) = symbolic(left), symbolic(right)
    try:
        expected = left + right.astype(left.dtype)
    except (ValueError, TypeError):
        return
    found = ops.binary("+", one, other, Program())
    assert not isinstance(found, Array) or not isinstance(found.shape, tuple) or len(found.shape) == expected.ndim


def test_random_numbers() -> None:
    random = np.random.default_rng(1)
    program = Program()
    twin = program.run("numpy.random.default_rng", 1)
    agree(program.method(twin, "random", (3, 2)), random.random((3, 2)))
    agree(program.method(twin, "integers", 0, 10, (50, 1)), random.integers(0, 10, (50, 1)))
    agree(program.method(twin, "normal", size=(3, 2)), random.normal(size=(3, 2)))
    agree(program.method(twin, "choice", 5, 7), random.choice(5, 7))
    agree(program.run("numpy.random.rand", 3, 2), np.random.rand(3, 2))
    agree(program.run("numpy.random.randint", 2, size=(9, 1)), np.random.randint(2, size=(9, 1)))
    agree(program.run("numpy.random.permutation", 6), np.random.permutation(6))
    agree(program.run("numpy.random.uniform", -1, 1, (4,)), np.random.uniform(-1, 1, (4,)))
    agree(program.run("numpy.random.poisson", 3, 200), np.random.poisson(3, 200))
    agree(program.run("numpy.random.exponential", 2.0, (4, 2)), np.random.exponential(2.0, (4, 2)))
    agree(program.run("numpy.random.gamma", 2.0, 1.0, 7), np.random.gamma(2.0, 1.0, 7))
    agree(program.run("numpy.random.beta", 2.0, 1.0, size=7), np.random.beta(2.0, 1.0, size=7))
