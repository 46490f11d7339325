"""What a function that serves as a loss hands back, read from its text: where the gradient ends on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from seqlint.evaluate.names import canonical
from seqlint.values.functions import Library, Outcome
from seqlint.values.place import Place
from seqlint.values.store import Ref
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.functions import Function

_STEPS = (
    "round", "floor", "ceil", "rint", "argmax", "argmin", "argsort", "greater", "greater_equal", "less", "less_equal",
    "equal", "not_equal", "logical_and", "logical_or", "logical_not", "shape", "size", "stop_gradient",
)  # fmt: skip
STOPS = frozenset(
    f"{room}.{name}" for room in ("tensorflow", "tensorflow.math", "keras.ops", "keras.backend") for name in _STEPS
)
"""Functions through which TensorFlow passes no gradient at all; `sign` is none of them, it passes zeros."""
_CASTS = frozenset({"tensorflow.cast", "keras.ops.cast", "keras.backend.cast"})
_WHOLE = ("int", "uint", "bool")
_ROUNDS = 3
_LEAST = 2


def outcome(function: Function) -> Outcome | None:
    """What is wrong with what the function gives for `(y_true, y_pred)`; None where nothing is, or it is not known."""
    node = function.place.node
    if not isinstance(node, cst.FunctionDef) or node.asynchronous is not None:
        return None
    reading = _Reading(function)
    try:
        reading.block(node.body.body)
    except RecursionError:
        return None
    chunk = function.place.chunk
    if reading.generator:
        return None
    if not reading.returned:
        last = node.body.body[-1]
        last = last.body[-1] if isinstance(last, cst.SimpleStatementLine) else last
        ends = isinstance(last, cst.BaseSmallStatement) and not isinstance(last, cst.Raise)
        return Outcome("nothing", Place(chunk, node.name)) if ends else None
    if all(isinstance(value, cst.Name) and value.value in reading.functions for value in reading.returned):
        return Outcome("function", Place(chunk, node.name))
    if reading.alive or reading.foreign or reading.stop is None:
        return None
    return Outcome("no gradient", Place(chunk, reading.stop))


class _Reading:
    """Follows which names depend on the predictions by a way that a gradient can go.

    Attributes:
        live: those names.
        stop: where such a way ended last.
        alive: whether one reaches what is returned.
        foreign: whether the function uses an object of the program, through which a gradient may go another way.
    """

    def __init__(self, function: Function) -> None:
        params = function.place.node.params
        names = [param.name.value for param in (*params.posonly_params, *params.params)]
        self.scope = function.scope
        self.local: set[str] = set(names)
        self.live: set[str] = set(names[1:2])
        self.functions: set[str] = set()
        self.returned: list[cst.BaseExpression] = []
        self.stop: cst.CSTNode | None = None
        self.alive = len(names) < _LEAST
        self.foreign = False
        self.generator = False

    def block(self, statements: Any) -> None:
        """Follow statements in order."""
        for statement in statements:
            if isinstance(statement, cst.SimpleStatementLine):
                for small in statement.body:
                    self._small(small)
            elif isinstance(statement, cst.BaseSmallStatement):  # `def loss(y, p): return …`
                self._small(statement)
            elif isinstance(statement, (cst.FunctionDef, cst.ClassDef)):
                self.local.add(statement.name.value)
                self.functions.add(statement.name.value)
                if any(name in self.live for name in _names(statement)):
                    self.live.add(statement.name.value)
            else:
                self._compound(statement)

    def _compound(self, statement: cst.CSTNode) -> None:
        """A branch or loop: what it binds may depend on whatever is used in it; nothing stops to depend."""
        if any(isinstance(each, (cst.FunctionDef, cst.ClassDef, cst.Match)) for each in _inside(statement)):
            self.alive = True
        for _ in range(_ROUNDS):
            before = set(self.live)
            for small in _smalls(statement):
                bound = set(_bound(small))
                self.local |= bound
                if any(self._flows(part) for part in small.children):
                    self.live |= bound
            head = [part for part in statement.children if isinstance(part, (cst.BaseExpression, cst.WithItem))]
            bound = {name for part in head for name in _names(part)}
            if any(self._flows(part) for part in head):
                self.live |= bound
            self.local |= bound - set(self.scope.names if self.scope is not None else ())
            if self.live == before:
                break
        for small in _smalls(statement):
            if isinstance(small, cst.Return):
                self._small(small)

    def _small(self, small: cst.CSTNode) -> None:
        if isinstance(small, cst.Return):
            if small.value is not None:
                self.returned.append(small.value)
                self.alive = self._flows(small.value) or self.alive
            return
        flows = any(self._flows(part) for part in small.children)
        bound = list(_bound(small))
        self.local.update(bound)
        if isinstance(small, cst.Assign) and all(isinstance(each.target, cst.Name) for each in small.targets):
            self.live.difference_update(bound)
            self.functions.difference_update(bound)
            if isinstance(small.value, cst.Lambda):
                self.functions.update(bound)
            flows = self._flows(small.value)
        if flows:
            self.live.update(bound)

    def _flows(self, node: cst.CSTNode) -> bool:
        """Whether a gradient can go from an expression to the predictions."""
        if isinstance(node, (cst.Yield, cst.Await)):
            self.generator = True
        if isinstance(node, cst.NamedExpr):
            self.live.update(_names(node.target) if self._flows(node.value) else ())
        if isinstance(node, cst.Name):
            self._met(node.value)
            return node.value in self.live
        if isinstance(node, cst.Attribute):
            return self._flows(node.value)
        if isinstance(node, cst.Arg):
            return self._flows(node.value)
        if isinstance(node, (cst.Assign, cst.AnnAssign)):
            return node.value is not None and self._flows(node.value)
        parts = [self._flows(each) for each in node.children]
        if not any(parts):
            return False
        if isinstance(node, cst.Comparison) or (isinstance(node, cst.Call) and self._stops(node)):
            self.stop = node
            return False
        return True

    def _stops(self, node: cst.Call) -> bool:
        path = self._path(node.func)
        if path in STOPS:
            return True
        if path not in _CASTS or len(node.args) < _LEAST:
            return False
        kind = node.args[1].value
        text = kind.raw_value if isinstance(kind, cst.SimpleString) else (self._path(kind) or "").rpartition(".")[2]
        return text.startswith(_WHOLE)

    def _path(self, node: cst.BaseExpression) -> str | None:
        """The canonical path of a library's name; None for anything else."""
        if isinstance(node, cst.Name):
            found = None if node.value in self.local else self._outside(node.value)
            return (found.spelled or found.path) if isinstance(found, Library) else None
        if isinstance(node, cst.Attribute):
            base = self._path(node.value)
            return None if base is None else canonical(f"{base}.{node.attr.value}")
        return None

    def _outside(self, name: str) -> Any:
        owner = None if self.scope is None else self.scope.owner(name)
        return None if owner is None else owner.names.get(name)

    def _met(self, name: str) -> None:
        if name not in self.local and isinstance(self._outside(name), (Ref, Unknown)):
            self.foreign = True


def _inside(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A compound statement and the statements in it."""
    yield node
    for child in node.children:
        if not isinstance(child, (cst.BaseExpression, cst.BaseSmallStatement)):
            yield from _inside(child)


def _smalls(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The simple statements inside a compound one, those of functions in it too."""
    for child in node.children:
        if isinstance(child, cst.BaseSmallStatement):
            yield child
        elif not isinstance(child, cst.BaseExpression):
            yield from _smalls(child)


def _names(node: cst.CSTNode) -> Iterator[str]:
    if isinstance(node, cst.Name):
        yield node.value
    for child in node.children:
        yield from _names(child)


def _bound(small: cst.CSTNode) -> Iterator[str]:
    """The names that a simple statement binds or changes: targets, and all that is met in a bare call."""
    if isinstance(small, cst.Assign):
        for target in small.targets:
            yield from _names(target.target)
    elif isinstance(small, (cst.AugAssign, cst.AnnAssign)):
        yield from _names(small.target)
    elif isinstance(small, cst.Expr):
        yield from _names(small.value)
