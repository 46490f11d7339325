"""One thread for everything that reads programs: the loop that talks to the editor never waits for it."""

from __future__ import annotations

import gc
import itertools
import sys
import threading
from concurrent.futures import Future
from queue import Empty, PriorityQueue
from typing import TYPE_CHECKING, Any, TypeVar

from seqlint.source.stack import with_large_stack

if TYPE_CHECKING:
    from collections.abc import Callable

    T = TypeVar("T")

# What one analysis leaves in cycles is little, and quickly found among what is new; to look through all that there is
# takes longer than an analysis, and pays where a file was closed or read from the beginning.
QUIET = 0.2
IDLE = 3.0
MOST_UNTIDY = 40
MOST_STALE = 400
WORTHWHILE = 20

URGENT, WAITED_FOR, BACKGROUND, _END = range(4)


class Worker:
    """Runs jobs one at a time on a thread with a large stack, those that somebody waits for first.

    It tidies up what is new in memory when nothing has been asked for `QUIET` seconds, or after `MOST_UNTIDY` jobs; all
    of it when nothing has been asked for `IDLE` seconds and it is worth while, or after `MOST_STALE` jobs.
    The thread is a daemon: a process whose client has died ends at once, whatever the thread does.
    """

    def __init__(self) -> None:
        self._jobs: PriorityQueue[tuple[int, int, Future[Any], Callable[[], Any]]] = PriorityQueue()
        self._count = itertools.count()
        self._untidy = 0
        self._stale = 0
        self._thread = threading.Thread(target=self._run, name="seqlint-worker", daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[], T], urgency: int = WAITED_FOR) -> Future[T]:
        """Queue a job; cancelling the future before it starts drops it."""
        future: Future[T] = Future()
        self._jobs.put((urgency, next(self._count), future, job))
        return future

    def close(self, *, wait: bool = False) -> None:
        """Drop what has not started; the thread ends after the job that it is at.

        Args:
            wait: whether to return only when it has ended.
        """
        while not self._jobs.empty():
            self._jobs.get_nowait()[2].cancel()
        self._jobs.put((_END, next(self._count), Future(), _nothing))
        if wait:
            self._thread.join()

    def forget(self) -> None:
        """Something large is no longer needed: tidy all of memory up when there is time."""
        self._stale = WORTHWHILE
        # It may be waiting without end for something to do.
        self.submit(_nothing, BACKGROUND)

    def _run(self) -> None:
        with_large_stack(self._work)

    def _work(self) -> None:
        while True:
            try:
                urgency, _, future, job = self._jobs.get(timeout=self._patience())
            except Empty:
                self._tidy(everything=not self._untidy)
                continue
            if urgency == _END:
                return
            if future.set_running_or_notify_cancel():
                _run(future, job)
            # What stands in these names would stay alive until the next job.
            del future, job
            self._untidy += 1
            self._stale += 1
            if self._untidy >= MOST_UNTIDY or self._stale >= MOST_STALE:
                self._tidy(everything=self._stale >= MOST_STALE)

    def _patience(self) -> float | None:
        """How long nothing is asked for before there is time to tidy up; for ever if there is nothing to."""
        if self._untidy:
            return QUIET
        return IDLE if self._stale >= WORTHWHILE else None

    def _tidy(self, *, everything: bool) -> None:
        gc.collect(2 if everything else 1)
        self._untidy = 0
        if everything:
            self._stale = 0
            _give_back()


def _give_back() -> None:
    """Let the C library give memory back that it keeps for later: a parse takes much of it, for a moment."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _run(future: Future[Any], job: Callable[[], Any]) -> None:
    """Run a job without garbage collection: of the many objects of an analysis none is garbage before its end."""
    gc.disable()
    try:
        future.set_result(job())
    except BaseException as error:  # noqa: BLE001 - handed on to whoever waits for the future
        future.set_exception(error)
    finally:
        gc.enable()


def _nothing() -> None:
    """The job that ends the queue."""
