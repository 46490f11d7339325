"""The loss of a compile call as rules see it: which labels it compares, whether it wants logits, how to rename it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from seqlint.keras.events import Compile, LossCall
from seqlint.keras.layer import snake
from seqlint.keras.names import Named
from seqlint.rules.asked import once
from seqlint.rules.spelling import spelled

if TYPE_CHECKING:
    from seqlint.source.edit import Edit
    from seqlint.values.place import Place

Compared: TypeAlias = Literal["categorical", "sparse", "binary", "regression"]

_CALL = re.compile(r"(?P<callee>(?:\w+\.)*(?P<name>\w+))(?P<rest>\s*\(.*)?$", re.DOTALL)


class Objective(msgspec.Struct, frozen=True, eq=False):
    """A loss.

    Attributes:
        kind: the crossentropies by the labels that they want, or "regression" for a distance between numbers.
        name: its name as a string would write it (`categorical_crossentropy`).
        logits: its `from_logits`; None where that is not known.
        named: the loss.
        place: where `compile` is given it, or where it is called.
        compile: the call of `compile`; None where a training loop calls the loss.
    """

    kind: Compared
    name: str
    logits: bool | None
    named: Named
    place: Place
    compile: Compile | None

    def renamed(self, name: str) -> tuple[Edit, ...] | None:
        """The edits that put another loss of the same family in its place; None where that is not one edit."""
        return renamed(self.place, self.name, name)


@once
def objective(compiled: Compile | LossCall | None) -> Objective | None:
    """The loss of a compile call; None where it is not known or neither a crossentropy nor a distance."""
    if compiled is None or not isinstance(compiled.loss, Named):
        return None
    named = compiled.loss
    name = snake(named.name)
    kind = _kind(name, named)
    if kind is None:
        return None
    logits = named.argument("from_logits", False)
    logits = logits if isinstance(logits, bool) else None
    if isinstance(compiled, LossCall):
        return Objective(kind, name, logits, named, compiled.place, None)
    return Objective(kind, name, logits, named, compiled.bound.place("loss") or compiled.place, compiled)


def _kind(name: str, named: Named) -> Compared | None:
    if name.endswith("crossentropy"):
        if name.startswith("sparse"):
            return "sparse"
        return "categorical" if name.startswith("categorical") else "binary" if name.startswith("binary") else None
    return "regression" if getattr(named.entry, "labels", "") == "continuous" else None


def metric_renames(aim: Objective, old: str, new: str) -> tuple[Edit, ...]:
    """Edits that rename the metrics of one kind of labels to another's ("categorical" → "sparse_categorical")."""
    edits: list[Edit] = []
    if aim.compile is None:
        return ()
    metrics = aim.compile.metrics or ()
    for metric, place in zip(metrics, aim.compile.metric_places, strict=False):
        name = snake(metric.name) if isinstance(metric, Named) else ""
        if place is not None and name.startswith(f"{old}_"):
            edits.extend(renamed(place, name, f"{new}{name.removeprefix(old)}") or ())
    return tuple(edits)


def renamed(place: Place, old: str, new: str) -> tuple[Edit, ...] | None:
    """Edits that write another name where a string, class or function of Keras is named; None where that is not so."""
    from seqlint.source.edit import Edit, replace_string

    text = place.text()
    if place.is_string:
        return (replace_string(place.chunk, place.node, new),)
    match = _CALL.match(text)
    if match is None or snake(match["name"]) != old:
        return None
    written = new if "_" in match["name"] else "".join(part.capitalize() for part in new.split("_"))
    at = place.span().start + match.start("name")
    rename = Edit(at, at + len(match["name"]), written)
    if "." in match["callee"]:
        return (rename,)
    spelling = spelled(place.document, match["callee"], match["name"], written)
    return None if spelling is None else (*spelling.edits, rename)
