"""Deep recursion without a crash: a thread with a large stack."""

from __future__ import annotations

import sys
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

STACK_BYTES = 512 * 1024 * 1024
RECURSION_LIMIT = 20_000
# Where address space is short (32 bits, strict ulimits) a smaller stack is better than none.
_SMALLER_STACKS = (STACK_BYTES, 64 * 1024 * 1024, 16 * 1024 * 1024)

_here = threading.local()
_lock = threading.Lock()
_raised: list[int] = []


def with_large_stack(function: Callable[[], T]) -> T:
    """Calls a function on a thread with a large stack and hands on what it returns or raises.

    A call from such a thread runs where it is. While any such thread runs, Python's recursion limit is
    `RECURSION_LIMIT`; it is put back when the last one ends.
    """
    if getattr(_here, "large", False):
        return function()
    result: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        _here.large = True
        try:
            result.append(function())
        except BaseException as error:  # noqa: BLE001 - handed on to the caller below, whatever it is
            failure.append(error)

    _raise_limit()
    try:
        _start(run).join()
    finally:
        _restore_limit()
    if failure:
        raise failure[0]
    return result[0]


def _start(run: Callable[[], None]) -> threading.Thread:
    for size in _SMALLER_STACKS:
        thread = threading.Thread(target=run, name="seqlint-parser", daemon=True)
        with _lock:
            try:
                before = threading.stack_size(size)
            except ValueError:
                continue
            try:
                thread.start()
            except RuntimeError:
                continue
            finally:
                threading.stack_size(before)
        return thread
    thread = threading.Thread(target=run, name="seqlint-parser", daemon=True)
    thread.start()
    return thread


def _raise_limit() -> None:
    with _lock:
        _raised.append(sys.getrecursionlimit())
        sys.setrecursionlimit(max(RECURSION_LIMIT, _raised[-1]))


def _restore_limit() -> None:
    with _lock:
        before = _raised.pop()
        if not _raised:
            sys.setrecursionlimit(before)
