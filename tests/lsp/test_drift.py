"""Drift against a text whose characters know where they came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seqlint_server import drift as drifts
from seqlint_server.drift import Drift

EDITS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), st.integers(0, 5)), max_size=12)


@given(st.integers(0, 30), EDITS)
def test_what_was_not_changed_is_found_again(size: int, edits: list[tuple[int, int, int]]) -> None:
    origins: list[int | None] = list(range(size))
    drift = Drift()
    for at, removed, added in edits:
        start = min(at, len(origins))
        end = min(start + removed, len(origins))
        origins[start:end] = [None] * added
        drift = drift.then(start, end, added)
    kept = {origin: now for now, origin in enumerate(origins) if origin is not None}
    for origin in range(size):
        inside = any(hunk.old_start <= origin < hunk.old_end for hunk in drift.hunks)
        assert inside or drift.later(origin, after=True) == kept[origin]
    for now, origin in enumerate(origins):
        inside = any(hunk.new_start <= now < hunk.new_end for hunk in drift.hunks)
        assert inside or (origin is not None and drift.earlier(now) == origin)
    for left, right in zip(drift.hunks, drift.hunks[1:], strict=False):
        assert left.new_end < right.new_start
        assert left.old_end < right.old_start


def test_typing_is_one_change() -> None:
    drift = Drift()
    for index in range(10):
        drift = drift.then(5 + index, 5 + index, 1)
    assert len(drift.hunks) == 1
    assert drift.later(5) == 5
    assert drift.later(5, after=True) == 15
    assert drift.earlier(9) is None
    assert drift.later(7) == 17
    assert not drift.touches(0, 5)
    assert drift.touches(4, 6)


def test_many_separate_changes_stay_bounded() -> None:
    drift = Drift()
    for index in range(500):
        drift = drift.then(index * 10, index * 10 + 1, 2)
    assert len(drift.hunks) == drifts.HUNKS
    assert drift.later(100_000) == 100_500
    assert drift.earlier(100_500) == 100_000


def test_nothing_changed() -> None:
    drift = Drift().then(3, 3, 0)
    assert drift.hunks == ()
    assert drift.later(7) == 7
    assert drift.earlier(7) == 7
