"""One thread for everything that reads programs: the loop that talks to the editor never waits for it."""

from __future__ import annotations

import gc
import itertools
import threading
from concurrent.futures import Future
from queue import Empty, PriorityQueue
from typing import TYPE_CHECKING, Any, TypeVar

from seqlint.source.stack import with_large_stack

if TYPE_CHECKING:
    from collections.abc import Callable

    T = TypeVar("T")

# An analysis that was replaced is thousands of objects in cycles; to free those of eight takes as long as an analysis.
QUIET = 0.2
MOST_UNTIDY = 40

URGENT, WAITED_FOR, BACKGROUND, _END = range(4)


class Worker:
    """Runs jobs one at a time on a thread with a large stack, those that somebody waits for first.

    It tidies memory up when nothing has been asked for `QUIET` seconds, or after `MOST_UNTIDY` jobs.
    The thread is a daemon: a process whose client has died ends at once, whatever the thread does.
    """

    def __init__(self) -> None:
        self._jobs: PriorityQueue[tuple[int, int, Future[Any], Callable[[], Any]]] = PriorityQueue()
        self._count = itertools.count()
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

    def _run(self) -> None:
        with_large_stack(self._work)

    def _work(self) -> None:
        untidy = 0
        while True:
            try:
                urgency, _, future, job = self._jobs.get(timeout=QUIET if untidy else None)
            except Empty:
                gc.collect()
                untidy = 0
                continue
            if urgency == _END:
                return
            if future.set_running_or_notify_cancel():
                _run(future, job)
            # What stands in these names would stay alive until the next job.
            del future, job
            untidy += 1
            if untidy == MOST_UNTIDY:
                gc.collect()
                untidy = 0


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
