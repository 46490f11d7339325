"""Layers without the interpreter: a stand-in for `Call`, and layers made from the text of their constructor call."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

import msgspec
from libcst import parse_expression

from seqlint.keras.layer import Layer, apply, construct
from seqlint.keras.layers import find
from seqlint.keras.weights import count
from seqlint.values.array import Array
from seqlint.values.call import Argument, Arguments
from seqlint.values.containers import DictRecord, ListRecord
from seqlint.values.functions import Function
from seqlint.values.refusal import Refused
from seqlint.values.shape import NONE, Dim, Open, Shape, UnknownShape, unknown_shape
from seqlint.values.store import Store
from seqlint.values.target import DEFAULT, Target
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Div: operator.truediv,
    ast.Mult: operator.mul,
    ast.Pow: operator.pow,
}


class Written(msgspec.Struct, frozen=True):
    """A place that has a tree and no program around it."""

    node: Any


class StandIn:
    """A `Call` for one layer; places are None, since there is no program."""

    def __init__(self, target: Target = DEFAULT) -> None:
        self.target = target
        self.store = Store()
        self.place: Any = None
        self.callee: Any = None
        self.stack: tuple[Any, ...] = ()
        self.events: list[Any] = []
        self._names: dict[str, int] = {}

    def call(self, function: Any, arguments: Sequence[Any], keywords: Mapping[str, Any] | None = None) -> Any:
        """Only `lambda x: x` is understood."""
        body = getattr(function, "scope", None)
        if isinstance(body, ast.Lambda) and isinstance(body.body, ast.Name) and not keywords:
            return arguments[0]
        return Unknown("the stand-in runs no functions")

    attempt = call

    def emit(self, event: Any) -> None:
        self.events.append(event)

    def restart_names(self) -> None:
        self._names.clear()

    def items(self, value: Any) -> Sequence[Any] | None:
        if isinstance(value, tuple | str):
            return tuple(value)
        record = self.store.record(value, ListRecord)
        if record is not None:
            return tuple(record.items)
        if isinstance(value, Array) and isinstance(value.content, tuple):
            return tuple(value.content)
        return None

    def parts_of(self, _: Any) -> tuple[()]:
        return ()

    def item_places(self, _: Any) -> None:
        return None

    def unique_name(self, base: str) -> str:
        number = self._names.get(base, 0)
        self._names[base] = number + 1
        return f"{base}_{number}" if number else base

    def value(self, node: ast.expr) -> Any:
        """What an expression of literals, layers and lambdas stands for."""
        if isinstance(node, ast.Tuple):
            return tuple(map(self.value, node.elts))
        if isinstance(node, ast.List):
            return self.store.new(ListRecord(tuple(map(self.value, node.elts))))
        if isinstance(node, ast.Dict):
            return self.store.new(DictRecord(ast.literal_eval(node)))
        if isinstance(node, ast.Lambda):
            return Function("<lambda>", Written(parse_expression(ast.unparse(node))), node)  # type: ignore[arg-type]  # a place without a program
        if isinstance(node, ast.Call):
            return self.made(node)
        if isinstance(node, ast.Name):
            return unknown("the test does not say", name=node.id)
        if isinstance(node, ast.BinOp):
            return _OPERATORS[type(node.op)](self.value(node.left), self.value(node.right))
        return ast.literal_eval(node)

    def made(self, node: ast.Call) -> Any:
        """The layer that a constructor call gives, or one of numpy's numbers."""
        if isinstance(node.func, ast.Attribute):
            return Array((), node.func.attr, content=ast.literal_eval(node.args[0]))
        assert isinstance(node.func, ast.Name)
        type_ = find(node.func.id)
        assert type_ is not None, f"there is no layer {node.func.id}"
        keywords = {str(each.arg): Argument(self.value(each.value), keyword=each.arg) for each in node.keywords}
        return construct(type_, self, Arguments(tuple(Argument(self.value(each)) for each in node.args), keywords))


class Outcome(msgspec.Struct, frozen=True):
    """What became of a layer and an input.

    Attributes:
        refused: the cause's class name, if it was refused.
        argument: the argument that the refusal names.
        output: the shape that goes out, `None` for an axis without a size and "?" for a size that is not known; "?" for
            a shape that is not known.
        trainable, frozen: parameters; "?" where they are not known.
        several: whether more than one tensor goes out.
        made: whether the constructor accepts the arguments.
    """

    refused: str | None = None
    argument: str | None = None
    output: tuple[int | str | None, ...] | str = ()
    trainable: int | str = 0
    frozen: int | str = 0
    several: bool = False
    made: bool = True


def build(call: str, target: Target = DEFAULT) -> tuple[StandIn, Layer]:
    """The record of a layer that a constructor call makes.

    Raises:
        Refused: where Keras' constructor would raise.
    """
    stand_in = StandIn(target)
    expression = ast.parse(call, mode="eval").body
    record = stand_in.store[stand_in.value(expression)]
    assert isinstance(record, Layer)
    return stand_in, record


def run(record: Layer, shape: Shape | UnknownShape) -> Outcome:
    """Apply a layer to a shape."""
    try:
        applied = apply(record, shape)
    except Refused as refused:
        return Outcome(refused.cause.__name__, refused.argument)
    weights = applied.layer.weights or ()
    return Outcome(
        output=_plain_shape(applied.output),
        trainable=_plain(count(weights, trainable=True)),
        frozen=_plain(count(weights, trainable=False)),
        several=record.facets.several is not None,
    )


def outcome(call: str, shape: str, target: Target = DEFAULT) -> Outcome:
    """What the twin says about a layer on an input shape, both as text."""
    try:
        _, record = build(call, target)
    except Refused as refused:
        return Outcome(refused.cause.__name__, refused.argument, made=False)
    return run(record, to_shape(shape))


def to_shape(text: str) -> Shape | UnknownShape:
    """A shape as it is written: `(None, 28, 28, 1)`, or `?`."""
    if text == "?":
        return unknown_shape("it is not known")
    return tuple(NONE if size is None else size for size in ast.literal_eval(text))


def _plain(size: Dim) -> int | str:
    return size if isinstance(size, int) else "?"


def _plain_shape(shape: Shape | UnknownShape) -> tuple[int | str | None, ...] | str:
    if not isinstance(shape, tuple):
        return "?"
    return tuple(None if isinstance(size, Open) else _plain(size) for size in shape)
