"""The interpreter: follows a document's statements in execution order; `follow` is its door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from seqlint.evaluate import limits
from seqlint.evaluate.program import CallRecord, Program, Trace
from seqlint.evaluate.scope import Frame, Scope
from seqlint.keras.events import Fit, LayerMade, LayerUse, ModelMade
from seqlint.values.functions import Function
from seqlint.values.join import replace
from seqlint.values.place import Place
from seqlint.values.refusal import Refusal
from seqlint.values.shape import name_size
from seqlint.values.store import Store
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from libcst import CSTNode

    from seqlint.source.document import Document
    from seqlint.source.syntax import Chunk, Syntax
    from seqlint.values.functions import ProjectModule
    from seqlint.values.shape import Atom, Dim
    from seqlint.values.target import Target


Nothing: TypeAlias = "tuple[str, Place | None, Function | None]"
"""Where a None comes from: the method's or function's name, the call if its result has a name, and the function."""

_NOTHING = frozenset({"add", "build", "compile"})
"""Methods that return None, and that programs chain as if they returned their object."""


class Interpreter:
    """State of one run over a document.

    Attributes:
        store: heap and journal.
        target: the Keras the program is read for.
        scope: the current namespace; `module` is the outermost.
        frames: executions of functions, innermost last.
        chunk: the top-level piece that is being executed.
        stack: the calls that led here.
        events: what happened.
        values, calls: the trace: nodes with what they were, in order of execution.
        named: the sizes that got a name.
        emitted: the kind of every event and its node's identity, those that are left out included.
        literals: list and tuple displays by the object they made.
        automatic_names: how often Keras named an object of a kind.
        called: function definitions that were called, by node.
        outliving: namespaces of functions, classes and modules that go on after what made them.
        definitions: functions and classes of the module, in order.
        catching: depth of `try` bodies around the current statement.
        steps, statement_steps, budget: steps taken in the document and under the current top-level statement, and how
            many that may take.
        caught: refusals inside a `try` body.
        modules: the project's modules that were followed, by file.
        looked: the files of the project that were looked for.
        roots: the folders in which the project's modules are looked for; empty until one is.
        skips: whether a path went on to the next round, or out of the loop, in the round that is being run.
        loops: what the loops that are being run go over, outermost first.
        ended: whether the script has left (`exit()`, `raise`): what follows never runs and is followed for cards only.
        predicted: whether a model made predictions so far.
        asleep: whether a function of a notebook is followed that nobody calls: the data that it finds in the notebook's
            names at the end need not be what it is meant for.
        nothings: names bound to the None that a method or a function of the program returned.
    """

    def __init__(self, document: Document, target: Target, *, trace: bool) -> None:
        self.document = document
        self.target = target
        self.tracing = trace
        self.store = Store()
        self.module = Scope("module")
        self.scope = self.module
        self.frames: list[Frame] = []
        self.chunk: Chunk = None  # type: ignore[assignment]  # set before the first statement
        self.stack: tuple[Place, ...] = ()
        self.events: list[Any] = []
        self.values: list[tuple[Any, Any]] = []
        self.calls: list[tuple[Any, CallRecord]] = []
        self.named: list[Atom] = []
        self.emitted: list[tuple[type, int]] = []
        self.literals: dict[int, Place] = {}
        self.automatic_names: dict[str, int] = {}
        self.called: dict[Any, None] = {}
        self.outliving: list[dict[str, Any]] = []
        self.definitions: list[Any] = []
        self.catching = 0
        self.caught = 0
        self.modules: dict[str, ProjectModule] = {}
        self.looked: dict[str, None] = {}
        self.roots: tuple[str, ...] = ()
        self.nothings: dict[str, Nothing] = {}
        self.depth = 0
        self.loops: tuple[Place, ...] = ()
        self.skips = False
        self.steps = 0
        self.statement_steps = 0
        self.budget = limits.STATEMENT_STEPS
        self.limits: dict[str, None] = {}
        self.ended = False
        self.asleep = False
        self.predicted = False
        self.failures: dict[str, None] = {}
        self._repeats: dict[tuple[type, int], int] = {}

    def place(self, node: CSTNode) -> Place:
        """A node of the current chunk as a place."""
        return Place(self.chunk, node)

    def unknown(self, reason: str, node: CSTNode | None = None, name: str | None = None) -> Unknown:
        """An unknown value that points to a node."""
        return unknown(reason, None if node is None else Place(self.chunk, node), name)

    def emit(self, event: Any) -> None:
        """Record an event; a refusal inside a `try` body is caught there and no event."""
        if isinstance(event, Refusal) and self.catching:
            self.caught += getattr(event, "refused", True)
            return
        if isinstance(event, Fit):
            self.predicted = self.predicted or event.method.startswith("predict")
            if self.asleep:
                return
        if self.ended and not isinstance(event, (ModelMade, LayerMade, LayerUse)):
            return
        key = (type(event), id(event.place.node))
        seen = self._repeats.get(key, 0)
        self._repeats[key] = seen + 1
        self.emitted.append(key)
        if seen >= limits.REPEATS:
            return
        if self.loops and isinstance(event, (Fit, ModelMade)):
            event = replace(event, loops=self.loops)
        if event.target is not self.target:
            event = replace(event, target=self.target)
        if self.catching:
            event = replace(event, caught=True)
        self.events.append(event)

    def nothing_from(self, node: CSTNode) -> Nothing | None:
        """The method or function whose None an attribute access like `model.fit` meets."""
        owner = getattr(node, "value", None)
        method = getattr(getattr(getattr(owner, "func", None), "attr", None), "value", None)
        if method in _NOTHING:
            return method, None, None
        called = self.own_function(getattr(owner, "func", None))
        if called is not None:
            return called.name, None, called
        return self.nothings.get(getattr(owner, "value", ""))

    def own_function(self, node: CSTNode | None) -> Function | None:
        """The function of the program that a plain name means."""
        name = getattr(node, "value", None)
        owner = self.scope.owner(name) if isinstance(name, str) else None
        value = None if owner is None or name is None else owner.names[name]
        return value if isinstance(value, Function) else None

    def start_statement(self, most: int = limits.STATEMENT_STEPS) -> None:
        """Give a top-level statement its budget, or a function that nobody calls a smaller one."""
        self.statement_steps = 0
        left = (limits.STEPS - self.steps) // 4
        self.budget = max(limits.LEAST_STEPS, min(most, left))

    def step(self) -> None:
        """Count one step.

        Raises:
            Exhausted: if the statement has used its budget up.
        """
        self.steps += 1
        self.statement_steps += 1
        if self.statement_steps > self.budget:
            raise limits.Exhausted(f"following one statement takes more than {self.budget:,} steps")

    def record(self, node: CSTNode, value: Any) -> None:
        """Put a value into the trace."""
        self.values.append((node, value))

    def name_size(self, dim: Dim, text: str) -> None:
        """Give a nameless size the name under which the program first speaks of it."""
        atom = name_size(dim, text)
        if atom is not None:
            self.named.append(atom)

    def outlives(self, scope: Scope | None) -> None:
        """Note that something goes on to see a namespace, and those around it, that are not the module's."""
        while scope is not None and scope is not self.module:
            self.outliving.append(scope.names)
            scope = scope.parent

    def uncount(self, length: int) -> None:
        """Forget that events beyond a number of them happened."""
        for key in self.emitted[length:]:
            self._repeats[key] -= 1

    def count(self, emitted: list[tuple[type, int]]) -> bool:
        """Count events that happened in an earlier run; False, and nothing is counted, if some are too many."""
        repeats = self._repeats
        for index, key in enumerate(emitted, 1):
            number = repeats[key] = repeats.get(key, 0) + 1
            if number > limits.REPEATS:
                for each in emitted[:index]:
                    repeats[each] -= 1
                return False
        return True

    def is_crowded(self, length: int) -> bool:
        """Whether of the events beyond a number of them some were too many."""
        return any(self._repeats[key] > limits.REPEATS for key in self.emitted[length:])

    def execute_module(self, chunks: Iterable[Chunk], scope: Scope) -> None:
        """Execute another module in a namespace of its own, without a trace."""
        saved = (
            self.scope, self.module, self.chunk, self.frames, self.definitions, self.statement_steps, self.budget,
            self.depth, self.tracing,
        )  # fmt: skip
        self.scope = self.module = scope
        self.frames, self.definitions, self.tracing = [], [], False
        try:
            for chunk in chunks:
                self._execute(chunk)
        finally:
            (
                self.scope, self.module, self.chunk, self.frames, self.definitions, self.statement_steps, self.budget,
                self.depth, self.tracing,
            ) = saved  # fmt: skip

    def execute(self, chunk: Chunk) -> None:
        """Execute a chunk of the document."""
        goes_on = self._execute(chunk)
        self.ended = self.ended or not (goes_on or self.document.cells)

    def _execute(self, chunk: Chunk) -> bool:
        """Execute the statements of a chunk; tells whether the program goes on after it."""
        from seqlint.evaluate.statements import execute_top_level

        self.chunk = chunk
        goes_on = True
        if chunk.document.cells and chunk.document.text.find("%run", chunk.start, chunk.end) >= 0:
            from seqlint.evaluate.project import run_files

            run_files(self, chunk)
        for statement in chunk.statements:
            goes_on = execute_top_level(self, statement) and goes_on
        return goes_on

    def finish(self) -> None:
        """Follow the cells that are functions, and what nobody called."""
        from seqlint.evaluate.cells import run_cells
        from seqlint.evaluate.uncalled import run_uncalled

        run_cells(self)
        self.ended = False
        run_uncalled(self)

    def program(self, syntax: Syntax, *, kept: bool = False) -> Program:
        """What came of it.

        Args:
            syntax: the document's.
            kept: whether it has to stay as it is when the run goes on.
        """
        heap, names = self.store.heap, self.module.names
        return Program(
            document=self.document, syntax=syntax, target=self.target, events=tuple(self.events),
            heap=dict(heap) if kept else heap, names=dict(dict.items(names)) if kept else names,
            values=Trace(self.values), calls=Trace(self.calls), limits=tuple(self.limits),
            failures=tuple(self.failures),
            looked=tuple(self.looked), tables=() if kept else self._end(),
        )  # fmt: skip

    def forget(self) -> None:
        """Let go of everything; the run cannot go on."""
        for table in (*self._end(), *self.outliving, self.store.heap, self.module.names):
            table.clear()
        for noted in (self.values, self.calls, self.outliving):
            noted.clear()

    def _end(self) -> tuple[dict[Any, Any], ...]:
        """Let go of what the program now has: a layer knows the run that made it, and would be held by it."""
        for noted in (self.events, self.emitted, self.literals, self.definitions, self.called, self._repeats):
            noted.clear()
        return self.store.end()


def follow(syntax: Syntax, target: Target) -> Program:
    """Follow a document, without the values of its expressions.

    Args:
        syntax: the parsed document.
        target: the Keras it is read for.

    Returns:
        The program: whatever the text is, this does not raise and ends in bounded time.
    """
    run = Interpreter(syntax.document, target, trace=False)
    for chunk in syntax.chunks:
        run.execute(chunk)
    run.finish()
    return run.program(syntax)
