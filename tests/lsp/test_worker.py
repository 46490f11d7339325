"""When the thread that reads programs tidies memory up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from seqlint_server import worker
from seqlint_server.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What is tidied up: 1 for what is new, 2 for everything."""
    found: list[int] = []
    monkeypatch.setattr(worker.gc, "collect", found.append)
    monkeypatch.setattr(worker, "QUIET", 0.02)
    monkeypatch.setattr(worker, "IDLE", 0.05)
    return found


@pytest.fixture
def one() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close(wait=True)


def until(collected: list[int], wanted: list[int]) -> None:
    end = time.monotonic() + 5
    while collected != wanted and time.monotonic() < end:
        time.sleep(0.01)
    assert collected == wanted


def test_what_is_new_is_tidied_up_when_it_is_quiet(one: Worker, collected: list[int]) -> None:
    one.submit(lambda: None).result()
    until(collected, [1])
    time.sleep(0.2)
    assert collected == [1]


def test_all_is_tidied_up_when_a_file_was_closed(one: Worker, collected: list[int]) -> None:
    one.submit(lambda: None).result()
    until(collected, [1])
    one.forget()
    until(collected, [1, 1, 2])


def test_many_jobs_without_a_pause(one: Worker, collected: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "QUIET", 60)
    futures = [one.submit(lambda: None) for _ in range(worker.MOST_STALE)]
    futures[-1].result()
    until(collected, [1] * (worker.MOST_STALE // worker.MOST_UNTIDY - 1) + [2])
