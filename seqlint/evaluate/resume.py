"""Following a document again after an edit: from the first statement that changed, not from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.evaluate.interpreter import Interpreter
from seqlint.source.file import stamp
from seqlint.values.store import Checkpoint  # noqa: TC001 - msgspec reads the annotation

if TYPE_CHECKING:
    from seqlint.evaluate.program import Program
    from seqlint.source.file import Stamp
    from seqlint.source.syntax import Chunk, Syntax
    from seqlint.values.lent import Lent
    from seqlint.values.target import Target


class Mark(msgspec.Struct, frozen=True, eq=False):
    """The state of a run before a chunk.

    Attributes:
        store: heap and namespaces.
        lengths: of what only grows, in the order of `_growing`.
        steps, caught: counters.
        ended, predicted: switches.
        nothings: a table that is replaced when it changes.
    """

    store: Checkpoint
    lengths: tuple[int, ...]
    steps: int
    caught: int
    ended: bool
    predicted: bool
    nothings: dict[str, Any]


def _growing(run: Interpreter) -> tuple[Any, ...]:
    """The lists and tables of a run that only grow, a table's keys in the order in which they came."""
    return (
        run.events, run.emitted, run.values, run.calls, run.definitions, run.named,
        run.called, run.literals, run.modules, run.looked, run.limits, run.failures,
    )  # fmt: skip


class Following:
    """One run over a document that can go on from any of its chunks when the document changed behind it.

    What an earlier `follow` returned stays as it was, except for the names of sizes and the insides of functions and
    classes that are no longer in the document.
    """

    def __init__(self, syntax: Syntax, target: Target) -> None:
        self.target = target
        self.path = syntax.document.path
        self.chunks: list[Chunk] = []
        self._marks: list[Mark] = []
        self._stamps: dict[str, Stamp | None] = {}
        self._run = Interpreter(syntax.document, target, trace=True)

    def follow(self, syntax: Syntax, lent: Lent | None = None) -> Program:
        """Follow the document from its first new chunk on.

        Args:
            syntax: the parsed document.
            lent: what a running session knows of its names, from some statement on.
        """
        run = self._run
        first = self.unchanged(syntax)
        if first < len(self._marks):
            self._go_back(self._marks[first])
        del self._marks[first:]
        run.document = syntax.document
        run.roots = ()
        self.chunks = list(syntax.chunks)
        for chunk in self.chunks[first:]:
            self._marks.append(self._mark())
            lent = self._lend(lent, chunk.start)
            run.execute(chunk)
        self._marks.append(self._mark())
        self._lend(lent, len(syntax.document.text))
        run.finish()
        self._stamps = {path: stamp(path) for path in run.looked}
        return run.program(syntax, kept=True)

    def fits(self, syntax: Syntax, target: Target) -> bool:
        """Whether the run can go on with a syntax: it is the same file's, and no file beside it changed."""
        return (
            self.target == target
            and self.path == syntax.document.path
            and bool(self._run.document.cells) == bool(syntax.document.cells)
            and all(stamp(path) == known for path, known in self._stamps.items())
        )

    def unchanged(self, syntax: Syntax) -> int:
        """How many chunks at the beginning are the very ones that were followed."""
        pairs = zip(self.chunks, syntax.chunks, strict=False)
        shorter = min(len(self.chunks), len(syntax.chunks))
        return next((index for index, (old, new) in enumerate(pairs) if old is not new), shorter)

    def _lend(self, lent: Lent | None, offset: int) -> Lent | None:
        """Take what is lent when its place is reached; gives what is still to come."""
        if lent is None or offset < lent.offset:
            return lent
        from seqlint.evaluate.lend import lend

        lend(self._run, lent)
        return None

    def _mark(self) -> Mark:
        run = self._run
        lengths = tuple(len(each) for each in _growing(run))
        return Mark(
            run.store.checkpoint(), lengths, run.steps, run.caught, run.ended, run.predicted, run.nothings
        )  # fmt: skip

    def _go_back(self, mark: Mark) -> None:
        run = self._run
        run.store.undo(mark.store, reuse_ids=True)
        lengths = dict(zip(map(id, _growing(run)), mark.lengths, strict=True))
        for atom in run.named[lengths[id(run.named)] :]:
            atom.text = None
        run.uncount(lengths[id(run.emitted)])
        for each in _growing(run):
            length = lengths[id(each)]
            if isinstance(each, dict):
                while len(each) > length:
                    each.popitem()
            else:
                del each[length:]
        run.steps, run.caught, run.ended, run.predicted = mark.steps, mark.caught, mark.ended, mark.predicted
        run.nothings = mark.nothings
