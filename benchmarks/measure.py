"""Measuring: the same thing several times, the median of it, and the ratio to a peer measured in turns with it."""

from __future__ import annotations

import statistics
import subprocess
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Ratio(NamedTuple):
    """A measurement against its peer.

    Attributes:
        name: what was measured.
        peer: what it is compared with.
        seconds, peer_seconds: the medians.
        goal: the greatest ratio that is wanted; None for the record only.
    """

    name: str
    peer: str
    seconds: float
    peer_seconds: float
    goal: float | None = None

    def row(self) -> str:
        """A line of the table of results."""
        ratio = self.seconds / self.peer_seconds
        goal = "" if self.goal is None else f"<= {self.goal:g}" + ("" if ratio <= self.goal else "  (missed)")
        return f"| {self.name} | {self.peer} | {self.seconds:.3f} | {self.peer_seconds:.3f} | {ratio:.2f} | {goal} |"


def medians(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median time of each action; they take turns, so that a slow moment hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            started = time.perf_counter()
            action()
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(each) for name, each in times.items()}


def command(argv: Sequence[str]) -> Callable[[], object]:
    """An action that runs a program to its end, whatever its exit status."""
    return lambda: subprocess.run(list(argv), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
