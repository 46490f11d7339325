"""Code lenses: a line above each model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.amount import number, sample, short_memory
from seqlint.explain.models import grouped
from seqlint.explain.views import Lens

if TYPE_CHECKING:
    from seqlint.check import Analysis
    from seqlint.explain.models import Construction


def lenses(analysis: Analysis) -> list[Lens]:
    """One lens for each place where a model is made: `784 → 10 · 50,890 parameters · 199 KiB`."""
    found: list[Lens] = []
    for index, group in enumerate(grouped(analysis.program)):
        titles = list(dict.fromkeys(_title(construction) for construction in group))
        found.append(Lens(group[0].model.place.span(), " or ".join(titles[:3]), index))
    return found


def _title(construction: Construction) -> str:
    model = construction.model
    if not model.built:
        layers = len(model.uses)
        return (
            f"{layers} layer{'' if layers == 1 else 's'} · not built: no input shape yet"
            if not model.open
            else "layers not known"
        )
    parts = [f"{sample(model.input)} → {sample(model.output)}"]
    parameters = model.parameters
    if parameters is not None:
        parts.append(f"{number(parameters)} parameters")
    if isinstance(parameters, int):
        parts.append(short_memory(parameters))
    return " · ".join(parts)
