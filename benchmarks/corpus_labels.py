"""Labels: the `fit` calls of classifiers whose data comes from a source that says what its labels are."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks.corpus import share, table
from seqlint.keras.events import Fit, Validation
from seqlint.keras.names import Named
from seqlint.values.array import Array
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from benchmarks.corpus import Case

_SETS = "mnist|fashion_mnist|cifar10|cifar100|imdb|reuters"
_MADE = "load_iris|load_digits|load_wine|load_breast_cancer|make_(?:moons|blobs|circles|classification)"
SOURCES = {
    "keras.datasets": rf"\.(?:{_SETS})\b|import (?:{_SETS})\b",
    "sklearn.datasets": rf"sklearn\.datasets|\b(?:{_MADE})\b",
    "to_categorical": r"\bto_categorical\b|\bnp_utils\b",
    "an encoder": r"\b(?:LabelEncoder|OneHotEncoder|LabelBinarizer|get_dummies|factorize)\b",
    "a folder": r"\b(?:image|text|audio)_dataset_from_directory\b|\bflow_from_(?:directory|dataframe)\b",
    "tfds": r"\btfds\.load\b|tensorflow_datasets",
}
"""What a file must name so that its labels can be known, and how it does."""


NAMED = "files outside the program decide how many classes there are"


class Counted:
    """Calls by what is known of their labels."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.numbers: Counter[str] = Counter()
        self.named: Counter[str] = Counter()
        self.drawing: set[Any] = set()
        self.reasons: Counter[str] = Counter()
        self.where: dict[str, str] = {}

    def look(self, case: Case) -> None:
        """Take in the `fit` calls of one file, each place once."""
        text = case.document.code
        source = next((name for name, pattern in SOURCES.items() if re.search(pattern, text)), None)
        if source is None:
            return
        best: dict[Any, str | None] = {}
        kinds: dict[Any, bool] = {}
        for fit in case.program.each(Fit):
            if isinstance(fit, Validation) or not fit.method.startswith("fit") or not classifies(fit):
                continue
            if fit.place.document is not case.document or fit.model.kind != "Sequential":
                continue
            if draws(fit):
                self.drawing.add(fit.place)
                continue
            reason = unknown_because(fit.x if fit.labels is None and isinstance(fit.x, Unknown) else fit.labels)
            kinds[fit.place] = kinds.get(fit.place, False) or kind_of(fit.labels) is not None
            if fit.place not in best or reason is None:
                best[fit.place] = reason
        for place, reason in best.items():
            self.calls[source] += 1
            self.kinds[source] += kinds[place]
            self.numbers[source] += reason is None
            self.named[source] += reason == NAMED
            if reason is not None:
                self.reasons[reason] += 1
                self.where.setdefault(reason, f"{case.name}:{place.position().cell or ''}:{place.position().row}")

    def report(self) -> None:
        """Print the shares by source, and why the others are not known."""
        print(f"\nlabels: kind known of {share(self.kinds.total(), self.calls.total())} fit calls of classifiers,")
        print(f"        with the number of classes {share(self.numbers.total(), self.calls.total())},")
        print(f"        with a number that data outside the program decide {self.named.total()}")
        print(f"        {len(self.drawing)} more answer with pictures or with their input, and have no classes")
        for name in SOURCES:
            whole = self.numbers[name] + self.named[name]
            print(f"  {name:17} {share(whole, self.calls[name])}, {self.named[name]} of them by data outside")
        table(
            "labels that are not known, by reason",
            Counter({f"{reason}  ({self.where[reason]})": number for reason, number in self.reasons.items()}),
        )


def classifies(fit: Fit) -> bool:
    """Whether the loss compares classes."""
    loss = fit.compile.loss if fit.compile is not None else None
    return isinstance(loss, Named) and "crossentropy" in loss.name.lower().replace("_", "")


def draws(fit: Fit) -> bool:
    """Whether the answers are pictures, or what was asked: an autoencoder, which compares pixels with crossentropy."""
    answers = fit.labels
    if not isinstance(answers, Array) or answers.labels is not None:
        return False
    return answers is fit.features or answers.image or (answers.rank or 0) >= PICTURE


PICTURE = 4
"""Axes of pictures with their batch and their channels."""


def kind_of(labels: Any) -> str | None:
    """What kind of labels they are known to be."""
    return labels.labels.kind if isinstance(labels, Array) and labels.labels is not None else None


def unknown_because(labels: Any) -> str | None:
    """Why the kind of labels or the number of classes is not known; None where both are."""
    if isinstance(labels, Unknown):
        return labels.reason
    if not isinstance(labels, Array):
        return f"they are {type(labels).__name__}"
    if labels.labels is None:
        return f"the array says nothing of classes: {labels.history.text if labels.history else labels!r}"
    if not isinstance(labels.labels.classes, int):
        return "the number of classes is not known" if labels.labels.classes is None else NAMED
    return None
