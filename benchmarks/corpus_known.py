"""Known: the models all of whose layers have an output with a rank and sizes that are a number, the batch or a name.

A model that Keras refuses has no outputs, and neither has one that is never given an input: they are counted by
themselves.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.corpus import share, table
from seqlint.values.shape import Symbol, UnknownShape

if TYPE_CHECKING:
    from benchmarks.corpus import Case
    from seqlint.keras.models import Model
    from seqlint.values.place import Place
    from seqlint.values.shape import Shape


REFUSED = "Keras refuses this"
NO_INPUT = "nothing tells what enters it"
NO_LAYERS = "it has no layers"


class Counted:
    """Models by whether they are fully known."""

    def __init__(self) -> None:
        self.models = self.known = self.layers = self.layers_known = self.refused = self.waiting = 0
        self.reasons: Counter[str] = Counter()
        self.where: dict[str, str] = {}

    def look(self, case: Case) -> None:
        """Take in the Sequentials of one file, those of one place that are fully known once."""
        best: dict[Place, str | None] = {}
        for _, model in case.program.models():
            if model.kind != "Sequential" or model.place.document is not case.document:
                continue
            self.layers += len(model.uses)
            self.layers_known += sum(_lost(use.output) is None for use in model.uses)
            reason = unknown_because(model)
            if model.place not in best or reason is None:
                best[model.place] = reason
        for place, reason in best.items():
            self.models += 1
            self.known += reason is None
            self.refused += reason is not None and reason.startswith(REFUSED)
            self.waiting += reason in {NO_INPUT, NO_LAYERS}
            if reason is not None:
                self.reasons[reason] += 1
                self.where.setdefault(reason, f"{case.name}:{place.position().row}")

    def report(self) -> None:
        """Print the shares, and why the others are not known."""
        print(f"\nknown: {share(self.known, self.models)} models, {share(self.layers_known, self.layers)} layers")
        rest = self.models - self.refused - self.waiting
        print(f"       without {self.refused} that Keras refuses and {self.waiting} that get no input or no layers:")
        print(f"       {share(self.known, rest)} models")
        table(
            "models that are not fully known, by reason",
            Counter({f"{reason}  ({self.where[reason]})": number for reason, number in self.reasons.items()}),
        )


def unknown_because(model: Model) -> str | None:
    """Why not every layer of a model is known; None where all are."""
    if model.open:
        return model.open
    if not model.uses:
        return NO_LAYERS
    return next((reason for use in model.uses if (reason := use.reason or _lost(use.output))), None)


def _lost(shape: Shape | UnknownShape | None) -> str | None:
    if shape is None:
        return NO_INPUT
    if isinstance(shape, UnknownShape):
        return shape.reason
    return next((f"size: {dim.reason}" for dim in shape if isinstance(dim, Symbol) and not dim.named), None)
