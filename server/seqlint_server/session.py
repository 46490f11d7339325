"""What is open, and what is known about it: texts, analyses, and when to make new ones."""

from __future__ import annotations

import asyncio
import gc
import itertools
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from . import options as settings
from .files import Member, OpenFile, Snapshot, Source
from .folder import Folder
from .view import View
from .worker import BACKGROUND, URGENT, WAITED_FOR, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future

    from seqlint.source.span import PositionEncoding

    from .engine import Engine
    from .text import Change, Text

    T = TypeVar("T")

DEBOUNCE = 0.15
# How long a hover waits for the newest text before it speaks of the last one that could be read.
PATIENCE = 0.5
# Of so many files, those that were looked at last, more than the findings is kept in memory; of fewer where they have
# more characters, but of two in any case.
AWAKE = 6
AWAKE_SIZE = 80_000
_WARM = "import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, 'relu')])\n"


class _Job(msgspec.Struct):
    """An analysis under way."""

    revision: int
    urgency: int
    future: Future[Snapshot]


class Session:
    """The server's memory. Everything but the worker's jobs happens on the event loop.

    Attributes:
        engine: what reads programs.
        options: what the user set.
        encoding: the code units in which the client counts.
        files: the open files by the editor's name.
        heard: called with a file when something new is known about its newest text.
        gone: called with the names of texts that are no longer open.
        failed: called with a sentence when an analysis failed.
        complained: called with a sentence when something is wrong beside the programs.
        folder: the files of the workspace that are not open.
        stirred: set when something is known, closed, set or changed that may change what is said about the workspace.
    """

    def __init__(self, engine: Engine, *, debounce: float = DEBOUNCE) -> None:
        self.engine = engine
        self.options = settings.DEFAULT
        self.encoding: PositionEncoding = "utf-16"
        self.files: dict[str, OpenFile] = {}
        self.heard: Callable[[OpenFile], None] = _nobody
        self.gone: Callable[[list[str]], None] = _nobody
        self.failed: Callable[[str], None] = _nobody
        self.complained: Callable[[str], None] = _nobody
        self.worker = Worker()
        self.folder = Folder(self)
        self.stirred = asyncio.Event()
        self._debounce = debounce
        self._owners: dict[str, OpenFile] = {}
        self._jobs: dict[str, _Job] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._known: dict[str, asyncio.Event] = {}
        self._awake: dict[str, OpenFile] = {}
        self._serial = itertools.count(1)

    # What the editor tells.

    def open(self, uri: str, path: str, text: Text) -> None:
        """A script was opened."""
        self._opened(OpenFile(uri, path, [text]))

    def open_notebook(self, uri: str, path: str, cells: list[tuple[str, bool]], texts: Sequence[Text]) -> None:
        """A notebook was opened; `cells` are its cells in order, each with whether it is code."""
        self._opened(OpenFile(uri, path, texts, cells))

    def change(self, uri: str, changes: Sequence[Change], version: int | None) -> None:
        """The text of a script or cell changed."""
        file = self._owners.get(uri)
        if file is None:
            return
        file.texts[uri].change(changes, version, self.encoding)
        self._changed(file)

    def change_cells(
        self,
        uri: str,
        splice: tuple[int, int, list[tuple[str, bool]]] | None,
        opened: Sequence[Text],
        closed: Sequence[str],
    ) -> None:
        """Cells of a notebook came, went or moved.

        Args:
            uri: the notebook.
            splice: from which cell on, how many are replaced by which.
            opened: the texts of cells that are new.
            closed: the names of cells that are gone.
        """
        file = self.files.get(uri)
        if file is None or file.cells is None:
            return
        if splice is not None:
            start, count, cells = splice
            file.cells[start : start + count] = cells
        for text in opened:
            file.texts[text.uri] = text
            self._owners[text.uri] = file
        for name in closed:
            file.texts.pop(name, None)
            self._owners.pop(name, None)
        self.gone(list(closed))
        self._changed(file)

    def close(self, uri: str) -> None:
        """A file was closed."""
        file = self.files.pop(uri, None)
        if file is None:
            return
        for name in file.texts:
            self._owners.pop(name, None)
        self._stop(file)
        self._known.pop(uri).set()
        self._rest(file)
        self.gone(list(file.texts))

    def configure(self, options: settings.Options) -> None:
        """The user's settings changed."""
        if options != self.options:
            self.options = options
            self.folder.forget()
            self.again()

    def again(self, files: Iterable[OpenFile] | None = None) -> None:
        """Read open files anew, because something beside their texts changed.

        Args:
            files: which; all where none are named.
        """
        for file in list(self.files.values() if files is None else files):
            self._changed(file)

    def warm_up(self) -> None:
        """Load what the first analysis needs while nobody waits yet; tidying up never looks at that again."""
        program = Source("warm.py", ((None, "", _WARM),))
        task = _Analysis(self.engine, program, self.options, None, 0, 0)

        def load() -> None:
            analysis = task.run().analysis
            if analysis is not None:
                self.engine.card_at(analysis, _WARM.index("Dense"), self.options.detail)
                self.engine.hints(analysis, 0, len(_WARM))
                self.engine.complete(analysis, _WARM, _WARM.index("Dense"), _same)
            del analysis
            gc.collect()
            gc.freeze()

        self.worker.submit(load, BACKGROUND)

    def shut_down(self) -> None:
        """Stop all work."""
        for uri in list(self.files):
            self.close(uri)
        self.worker.close()

    # What a request asks for.

    def file(self, uri: str) -> OpenFile | None:
        """The file that a script or cell belongs to."""
        return self._owners.get(uri)

    async def settled(self, uri: str, *, now: bool = False, findings: bool = False) -> View | None:
        """The view of a script or cell as it is now, once it is known.

        Args:
            uri: the script or cell.
            now: whether somebody waits in front of the screen, so that the pause for typing is left out.
            findings: whether they are all that is asked for.

        Returns:
            The view; None if it is not open (any more).
        """
        while (file := self._owners.get(uri)) is not None:
            if file.fresh is not None and (findings or not file.rests):
                if not findings:
                    self._used(file)
                return View(file.fresh, file, uri)
            if now or file.rests:
                self._start(file, URGENT)
            await self._known[file.uri].wait()
        return None

    async def shapes(self, uri: str, *, now: bool = False) -> View | None:
        """As `settled`; while a statement is broken, the last text that could be read as a whole."""
        view = await self.settled(uri, now=now)
        if view is None or view.snapshot.whole or view.file.good is None:
            return view
        return View(view.file.good, view.file, uri, stale=True)

    async def typing(self, uri: str) -> View | None:
        """What is known without waiting for the newest text: it is half typed, and is looked at beside it."""
        file = self._owners.get(uri)
        if file is None:
            return None
        return View(file.good, file, uri, stale=True) if file.good is not None else await self.settled(uri, now=True)

    async def soon(self, uri: str) -> list[View]:
        """What there is to say about a place, the best first, without a long wait."""
        file = self._owners.get(uri)
        if file is None:
            return []
        view: View | None = None
        try:
            view = await asyncio.wait_for(self.settled(uri, now=True), PATIENCE if file.good else None)
        except asyncio.TimeoutError:
            view = None
        last = View(file.good, file, uri, stale=True) if file.good is not None else None
        if view is not None and view.snapshot.whole:
            return [view]
        return [found for found in (last, view) if found is not None]

    async def ask(self, job: Callable[[], T], *, later: bool = False) -> T:
        """Run a job of a request on the worker's thread.

        Args:
            job: the job.
            later: whether it can wait until nobody in front of the screen does.
        """
        return await asyncio.wrap_future(self.worker.submit(job, BACKGROUND if later else URGENT))

    def imports(self, path: str) -> list[OpenFile]:
        """The open files whose last report depends on another file of the project."""
        reports = [(file, file.latest.report) for file in self.files.values() if file.latest is not None]
        return [file for file, report in reports if report is not None and path in report.looked]

    def _used(self, file: OpenFile) -> None:
        """Somebody looks at a file; those that nobody looked at for long come to rest."""
        self._awake.pop(file.uri, None)
        self._awake[file.uri] = file
        size = 0
        for index, uri in enumerate(reversed(list(self._awake))):
            other = self._awake[uri]
            size += sum(len(text.text) for text in other.texts.values())
            if index < 2 or (index < AWAKE and size <= AWAKE_SIZE):
                continue
            if self.files.get(uri) is not other:
                del self._awake[uri]
            elif other.fresh is not None and uri not in self._jobs:
                del self._awake[uri]
                self._known[uri].clear()
                self._rest(other)

    def _rest(self, file: OpenFile) -> None:
        # Before the next analysis: where many files are opened at once, all of them would be in memory together.
        for analysis in file.rest():
            self.worker.submit(partial(self.engine.drop, analysis), URGENT)
        self.worker.forget()

    # When to read.

    def _opened(self, file: OpenFile) -> None:
        self.close(file.uri)
        self.files[file.uri] = file
        self._known[file.uri] = asyncio.Event()
        for name in file.texts:
            self._owners[name] = file
        self._start(file, WAITED_FOR)

    def _changed(self, file: OpenFile) -> None:
        file.revision += 1
        self._known[file.uri].clear()
        if (timer := self._timers.pop(file.uri, None)) is not None:
            timer.cancel()
        self._timers[file.uri] = asyncio.get_running_loop().call_later(self._debounce, self._quiet, file)

    def _quiet(self, file: OpenFile) -> None:
        self._timers.pop(file.uri, None)
        self._start(file, WAITED_FOR)

    def _stop(self, file: OpenFile) -> None:
        if (timer := self._timers.pop(file.uri, None)) is not None:
            timer.cancel()
        if (job := self._jobs.pop(file.uri, None)) is not None:
            job.future.cancel()

    def _start(self, file: OpenFile, urgency: int) -> None:
        """See to it that the newest text is analysed; one analysis a file at a time, outdated ones never start."""
        if self.files.get(file.uri) is not file:
            return
        job = self._jobs.get(file.uri)
        if job is not None:
            if job.revision == file.revision and job.urgency <= urgency:
                return
            if not job.future.cancel():
                job.urgency = min(job.urgency, urgency)
                return
        if (timer := self._timers.pop(file.uri, None)) is not None:
            timer.cancel()
        for text in file.texts.values():
            text.pending = type(text.pending)()
        task = _Analysis(self.engine, file.source(), self.options, _previous(file), file.revision, next(self._serial))
        future = self.worker.submit(task.run, urgency)
        self._jobs[file.uri] = _Job(file.revision, urgency, future)
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda done: None if done.cancelled() else _tell(loop, self._store, file, done))

    def _store(self, file: OpenFile, done: Future[Snapshot]) -> None:
        job = self._jobs.get(file.uri)
        if job is None or job.future is not done:
            return
        del self._jobs[file.uri]
        if (error := done.exception()) is not None:
            self.failed(f"{file.path} could not be analysed: {type(error).__name__}: {error}")
            snapshot = _empty(file, job.revision, next(self._serial))
        else:
            snapshot = done.result()
        for complaint in self.engine.complaints():
            self.complained(complaint)
        awoke = file.rests and file.latest is not None and file.latest.revision == snapshot.revision
        file.rests = False
        file.latest = snapshot
        file.slowest = max(file.slowest, snapshot.seconds)
        if snapshot.whole:
            file.good = snapshot
            for text in file.texts.values():
                text.good = text.pending
        if file.fresh is not None:
            self._known[file.uri].set()
            self._used(file)
            if not awoke:
                self.heard(file)
        elif file.uri not in self._timers or job.urgency == URGENT:
            self._start(file, job.urgency)


class _Analysis(msgspec.Struct, frozen=True, eq=False):
    """One reading of a file's texts."""

    engine: Engine
    source: Source
    options: settings.Options
    previous: Any
    revision: int
    serial: int

    def run(self) -> Snapshot:
        start = perf_counter()
        document, members = self.source.read()
        analysis = self.engine.analyse(document, self.options, self.previous)
        report = None if analysis is None else self.engine.report(analysis)
        whole = analysis is None or self.engine.is_whole(analysis)
        seconds = perf_counter() - start
        return Snapshot(self.serial, self.revision, document, analysis, report, whole, members, seconds)


def _previous(file: OpenFile) -> Any:
    return file.latest.analysis if file.latest is not None else None


def _empty(file: OpenFile, revision: int, serial: int) -> Snapshot:
    """Nothing is known."""
    from seqlint.source.document import from_text

    members = tuple(Member(uri, 0, 0) for uri in file.texts)
    return Snapshot(serial, revision, from_text("", file.path, ipython=True), None, None, False, members)


def _tell(loop: asyncio.AbstractEventLoop, call: Callable[..., None], *arguments: Any) -> None:
    """Call something on the event loop, unless that has ended meanwhile."""
    try:
        loop.call_soon_threadsafe(call, *arguments)
    except RuntimeError:
        return


def _same(offset: int) -> int:
    """The text is the one that was analysed."""
    return offset


def _nobody(_: Any) -> None:
    """Nobody listens yet."""
