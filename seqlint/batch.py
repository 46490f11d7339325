"""Many files at once: cache, several processes, and one bad file that takes down none of the others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from seqlint.cache import FOLDER, Cache
from seqlint.check import check_bytes, unread
from seqlint.report import Report
from seqlint.source.document import mentions_keras
from seqlint.source.error import SourceError
from seqlint.source.file import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.context import BaseContext

    from seqlint.config import Settings

# Below this number of files a second process costs more than it saves.
FEW = 50
_SHARE = 8


class Task(msgspec.Struct, frozen=True):
    """A file, its settings, and whether its report may come from the cache and go there."""

    path: str
    settings: Settings
    cached: bool = True


def reports(tasks: Sequence[Task], jobs: int | None = None) -> Iterator[Report]:
    """The report on each file, in order.

    Args:
        tasks: the files.
        jobs: the number of processes; by default one for few files, else one a core.
    """
    if jobs is None:
        jobs = 1 if len(tasks) < FEW else _cores()
    if jobs > 1 and len(tasks) > 1:
        yield from _in_processes(tasks, jobs)
    else:
        for task in tasks:
            yield check_one(task)


def check_one(task: Task) -> Report:
    """The report on one file."""
    try:
        data = read_bytes(task.path)
    except SourceError as error:
        return unread(task.path, error)
    if not task.cached or not mentions_keras(data):
        return check_bytes(data, task.path, task.settings)
    cache = Cache(os.path.join(task.settings.root, FOLDER))
    known = cache.get(task.path, data, task.settings)
    if known is not None:
        return known
    found = check_bytes(data, task.path, task.settings)
    cache.put(task.path, data, task.settings, found)
    return found


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_processes(tasks: Sequence[Task], jobs: int) -> Iterator[Report]:
    """Shares of the files in worker processes; a share whose worker ends is gone through file by file."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    shares = [tasks[at : at + _SHARE] for at in range(0, len(tasks), _SHARE)]
    done: dict[int, list[Report]] = {}
    with ProcessPoolExecutor(min(jobs, len(shares)), mp_context=_context()) as pool:
        waiting = [pool.submit(_share, share) for share in shares]
        for index, future in enumerate(waiting):
            try:
                done[index] = future.result()
            except BrokenProcessPool:
                break
            yield from done[index]
    for share in shares[len(done) :]:
        for task in share:
            yield _alone(task)


def _alone(task: Task) -> Report:
    """One file in a process of its own."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(1, mp_context=_context()) as pool:
        try:
            return pool.submit(check_one, task).result()
        except BrokenProcessPool:
            words = f"the process that read {task.path} ended before it was done. Check that file alone to see why."
            return Report(task.path, problem=words)


def _context() -> BaseContext:
    import multiprocessing
    import sys

    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _share(tasks: Sequence[Task]) -> list[Report]:
    return [check_one(task) for task in tasks]
