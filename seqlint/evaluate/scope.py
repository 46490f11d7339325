"""Namespaces of the program: module, function, class body, comprehension."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seqlint.values.store import Checkpoint, Delta


class Scope:
    """One namespace and the ones around it.

    Attributes:
        names: what is bound here; changed only through the store's journal.
        parent: the scope that a lookup goes on in (class bodies are skipped by their functions).
        kind: "module", "function", "class" or "comprehension".
        globals: the module's scope.
        shared: names that a `global` or `nonlocal` statement hands to an outer scope.
    """

    __slots__ = ("globals", "kind", "names", "parent", "shared")

    def __init__(self, kind: str, parent: Scope | None = None) -> None:
        self.names: dict[str, Any] = {}
        self.parent = parent
        self.kind = kind
        self.globals: Scope = parent.globals if parent is not None else self
        self.shared: dict[str, Scope] = {}

    def owner(self, name: str) -> Scope | None:
        """The scope in which a lookup finds the name."""
        scope: Scope | None = self.shared.get(name, self)
        first = True
        while scope is not None:
            if name in scope.names and (first or scope.kind != "class"):
                return scope
            scope = scope.parent
            first = False
        return None

    def target(self, name: str) -> Scope:
        """The scope in which an assignment binds the name."""
        return self.shared.get(name, self)


class Frame:
    """One execution of a function body.

    Attributes:
        scope: its namespace.
        entry: the store's state at entry.
        returns: value and changes since entry, for each path that returned inside an undecided branch.
        yields: values that a generator yielded.
        yielded: the store's state at the first of them.
        undecided: how many bodies are being executed of which it is not known whether, or how often, they run.
        certain: whether each yield happens, once and in this order.
        function: the function, for `super()`.
    """

    __slots__ = ("certain", "entry", "function", "instance", "returns", "scope", "undecided", "yielded", "yields")

    def __init__(self, scope: Scope, entry: Checkpoint, function: Any = None, instance: Any = None) -> None:
        self.scope = scope
        self.entry = entry
        self.function = function
        self.instance = instance
        self.returns: list[tuple[Any, Delta]] = []
        self.yields: list[Any] = []
        self.yielded: Checkpoint | None = None
        self.undecided = 0
        self.certain = True
