"""Following a document again after an edit: only what the edit can have changed, not all of it.

A chunk before the edit stays as it was executed. A chunk behind it whose text stayed, and that would read what it read
before, is not executed again: what it did then is done again. `Turn` knows both.
"""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003 - msgspec reads the annotation
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.evaluate import limits
from seqlint.evaluate.interpreter import Interpreter
from seqlint.evaluate.names import imports_something
from seqlint.evaluate.noted import Noted, NotedHeap, reads_the_same
from seqlint.evaluate.project import writers
from seqlint.source.file import stamp
from seqlint.values.shape import next_serial
from seqlint.values.store import Checkpoint  # noqa: TC001 - msgspec reads the annotation

if TYPE_CHECKING:
    from seqlint.evaluate.program import Program
    from seqlint.source.file import Stamp
    from seqlint.source.syntax import Chunk, Syntax
    from seqlint.values.lent import Lent
    from seqlint.values.store import Delta
    from seqlint.values.target import Target

# What only grows in a run, a table's keys in the order in which they came.
_GROWING = (
    "events", "emitted", "values", "calls", "definitions", "named", "literals", "outliving",
    "modules", "looked", "limits", "failures",
)  # fmt: skip
_EMITTED, _NAMED, _OUTLIVING = map(_GROWING.index, ("emitted", "named", "outliving"))
# What grows where a chunk did something that chunks behind it may know of in ways that nothing notes.
_TOLD = tuple(map(_GROWING.index, ("named", "modules", "looked", "limits", "failures")))


class Mark(msgspec.Struct, frozen=True, eq=False):
    """The state of a run before a chunk.

    Attributes:
        store: heap and namespaces.
        lengths: of what only grows, in the order of `_GROWING`.
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


class Turn(msgspec.Struct, eq=False):
    """One execution of a chunk.

    Attributes:
        before, after: the state of the run; `after` only once the turn was taken back.
        read: what was read of the heap and of each namespace that notes it.
        called: the functions that were called.
        alone: whether all that it read is in `read`.
        told: whether chunks behind it may know what it did in ways that nothing notes.
        changes, added: what it changed and what was added; empty until the turn was taken back.
        texts: the names that it gave to sizes; as above.
    """

    before: Mark
    read: tuple[dict[Any, Any], ...]
    called: dict[Any, None]
    alone: bool
    told: bool
    after: Mark | None = None
    changes: Delta = {}
    added: Sequence[Any] = ()
    texts: tuple[str | None, ...] = ()


class Following:
    """One run over a document that can go on when the document changed.

    What an earlier `follow` returned stays as it was, except for the names of sizes, the insides of functions and
    classes that are no longer in the document, and the places of what moved (see `Syntax.take`).
    """

    def __init__(self, syntax: Syntax, target: Target) -> None:
        self.target = target
        self.path = syntax.document.path
        self.chunks: list[Chunk] = []
        self._turns: list[Turn] = []
        self._end: Mark | None = None
        self._lent = False
        self._stamps: dict[str, Stamp | None] = {}
        self._outliving: set[int] = set()
        self._run = run = Interpreter(syntax.document, target, trace=True)
        self._heap = run.store.heap = NotedHeap()
        self._noted = (Noted(), Noted(), Noted())
        run.module.names, run.automatic_names, run.store.settings = self._noted
        self._tables = (self._heap, *self._noted)
        self._own = frozenset(map(id, self._tables))
        self._grown: tuple[Any, ...] = tuple(getattr(run, name) for name in _GROWING)

    def follow(self, syntax: Syntax, lent: Lent | None = None) -> Program:
        """Follow the document as far as it changed.

        Args:
            syntax: the parsed document.
            lent: what a running session knows of its names, from some statement on.
        """
        run = self._run
        if self._end is not None:
            self._go_back(self._end)
        first = self.unchanged(syntax)
        behind = 0 if lent is not None or self._lent else self._same_end(syntax, first)
        again, alike = self._take_back(first, len(self.chunks) - behind)
        run.document = syntax.document
        run.roots = ()
        self.chunks = list(syntax.chunks)
        self._lent = lent is not None
        for index, chunk in enumerate(self.chunks[first:], first - len(self.chunks) + behind):
            turn = again[index] if index >= 0 else None
            if turn is not None and alike and self._is_same(turn):
                self._again(turn)
            else:
                mark = self._mark()
                lent = self._lend(lent, chunk.start)
                fresh = self._execute(chunk, mark)
                alike = alike and not fresh.told and not (turn is not None and turn.told)
        self._end = self._mark()
        self._lend(lent, len(syntax.document.text))
        run.called = {node: None for turn in self._turns for node in turn.called}
        run.finish()
        self._stamps = {path: stamp(path) for path in run.looked}
        return run.program(syntax, kept=True)

    def forget(self) -> None:
        """Let go of everything, so that it is freed at once; the run cannot go on."""
        self._turns.clear()
        self.chunks.clear()
        self._run.forget()

    def fits(self, syntax: Syntax, target: Target) -> bool:
        """Whether the run can go on with a syntax: it is the same file's, and no file that it imports changed."""
        before, now = self._run.document, syntax.document
        return (
            self.target == target
            and self.path == now.path
            and bool(before.cells) == bool(now.cells)
            and imports_something(before) == imports_something(now)
            and (not now.cells or list(writers(before)) == list(writers(now)))
            and all(stamp(path) == known for path, known in self._stamps.items())
        )

    def unchanged(self, syntax: Syntax) -> int:
        """How many chunks at the beginning are the very ones that were followed."""
        return _same(self.chunks, syntax.chunks)

    def _same_end(self, syntax: Syntax, first: int) -> int:
        """How many chunks at the end are, the first ones not counted."""
        return _same(self.chunks[first:][::-1], syntax.chunks[first:][::-1])

    def _lend(self, lent: Lent | None, offset: int) -> Lent | None:
        """Take what is lent when its place is reached; gives what is still to come."""
        if lent is None or offset < lent.offset:
            return lent
        from seqlint.evaluate.lend import lend

        lend(self._run, lent)
        return None

    def _mark(self) -> Mark:
        run = self._run
        lengths = tuple(map(len, self._grown))
        return Mark(
            run.store.checkpoint(), lengths, run.steps, run.caught, run.ended, run.predicted, run.nothings
        )  # fmt: skip

    def _execute(self, chunk: Chunk, mark: Mark) -> Turn:
        """Execute a chunk and note what it reads."""
        run = self._run
        self._start(mark)
        run.called = {}
        serial = next_serial()
        run.execute(chunk)
        read = tuple(table.read for table in self._tables)
        whole = any(table.whole for table in self._tables)
        grown = [len(each) > length for each, length in zip(self._grown, mark.lengths, strict=True)]
        foreign = bool(self._outliving) and not self._outliving.isdisjoint(run.store.changed(mark.store))
        self._outliving.update(map(id, run.outliving[mark.lengths[_OUTLIVING] :]))
        run.store.settle(mark.store, self._outliving | self._own if self._outliving else self._own)
        turn = Turn(
            mark,
            read,
            run.called,
            alone=not whole,
            told=foreign or next_serial() > serial + 1 or any(grown[index] for index in _TOLD),
        )
        self._turns.append(turn)
        self._start(mark)
        return turn

    def _start(self, mark: Mark) -> None:
        """Note what is read from now on."""
        for table in self._noted:
            table.start()
        self._heap.start(mark.store.next_id)

    def _is_same(self, turn: Turn) -> bool:
        """Whether a chunk would do what it did in a turn that was taken back."""
        run, before, after = self._run, turn.before, turn.after
        assert after is not None
        spent = after.steps - before.steps
        return (
            turn.alone
            and (run.ended, run.predicted) == (before.ended, before.predicted)
            and run.nothings == before.nothings
            and (spent < limits.LEAST_STEPS or max(run.steps, before.steps) < limits.STEPS // 4)
            and reads_the_same(self._tables, turn.read)
            and run.count(turn.added[_EMITTED])
        )

    def _again(self, turn: Turn) -> None:
        """Do what a chunk did in a turn that was taken back."""
        run, before, after = self._run, turn.before, turn.after
        assert after is not None
        turn.before = self._mark()
        run.store.apply(turn.changes)
        for each, more in zip(self._grown, turn.added, strict=True):
            if more:
                each.update(more) if isinstance(each, dict) else each.extend(more)
        for atom, text in zip(turn.added[_NAMED], turn.texts, strict=True):
            atom.text = text
        self._outliving.update(map(id, turn.added[_OUTLIVING]))
        run.steps += after.steps - before.steps
        run.caught += after.caught - before.caught
        run.ended, run.predicted, run.nothings = after.ended, after.predicted, after.nothings
        turn.after, turn.changes, turn.added, turn.texts = None, {}, (), ()
        self._turns.append(turn)

    def _take_back(self, first: int, behind: int) -> tuple[list[Turn], bool]:
        """Take turns back.

        Args:
            first: the first of them.
            behind: from which one on what they did is kept.

        Returns:
            Those that are kept, and whether chunks behind the others know of them only what is noted.
        """
        run = self._run
        kept: list[Turn] = []
        alike = True
        after = self._end
        for index in range(len(self._turns) - 1, first - 1, -1):
            turn = self._turns.pop()
            if index < behind:
                alike = alike and not turn.told
                self._go_back(turn.before)
                continue
            lengths = turn.before.lengths
            turn.alone = turn.alone and not run.is_crowded(lengths[_EMITTED])
            turn.after, after = after, turn.before
            turn.texts = tuple(atom.text for atom in run.named[lengths[_NAMED] :])
            turn.changes = run.store.take_back(turn.before.store)
            turn.added = self._shrink(turn.before)
            kept.append(turn)
        return kept[::-1], alike

    def _go_back(self, mark: Mark) -> None:
        self._run.store.undo(mark.store)
        self._shrink(mark)

    def _shrink(self, mark: Mark) -> Sequence[Any]:
        """Go back to a state whose store is back already; what was added since."""
        run = self._run
        if len(run.named) > mark.lengths[_NAMED]:
            for atom in run.named[mark.lengths[_NAMED] :]:
                atom.text = None
        if len(run.outliving) > mark.lengths[_OUTLIVING]:
            self._outliving.difference_update(map(id, run.outliving[mark.lengths[_OUTLIVING] :]))
        run.uncount(mark.lengths[_EMITTED])
        run.steps, run.caught, run.ended, run.predicted = mark.steps, mark.caught, mark.ended, mark.predicted
        run.nothings = mark.nothings
        return [
            _cut(each, length) if len(each) > length else ()
            for each, length in zip(self._grown, mark.lengths, strict=True)
        ]


def _cut(grown: Any, length: int) -> Any:
    """Cut a list, or a table by the order of its keys, to a length; what was cut off."""
    if isinstance(grown, dict):
        return dict(reversed([grown.popitem() for _ in range(len(grown) - length)]))
    more = grown[length:]
    del grown[length:]
    return more


def _same(chunks: Sequence[Chunk], others: Sequence[Chunk]) -> int:
    """How many of the first chunks are the very same."""
    pairs = zip(chunks, others, strict=False)
    shorter = min(len(chunks), len(others))
    return next((index for index, (old, new) in enumerate(pairs) if old is not new), shorter)
