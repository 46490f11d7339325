"""A model as plain data, for a side panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import range_of, span_of

if TYPE_CHECKING:
    from seqlint.explain.panel import Panel, PanelLayer
    from seqlint.source.span import Span

    from ..abilities import Abilities
    from ..view import View


def panel(found: Panel, view: View, abilities: Abilities) -> dict[str, Any]:
    """A model for a side panel; a place is null where the text was changed since it was read."""

    def place(span: Span) -> dict[str, Any]:
        spot = view.outward(span)
        where = None if spot is None else range_of(spot, abilities.encoding)
        return {"uri": view.uri if spot is None else spot.text.uri, "range": where}

    def findings(indices: tuple[int, ...]) -> list[dict[str, Any]]:
        known = view.snapshot.report.findings if view.snapshot.report is not None else ()
        return [
            {"code": one.code, "severity": one.severity, "message": one.message, **place(span_of(one.range))}
            for one in (known[index] for index in indices)
        ]

    def layer(each: PanelLayer) -> dict[str, Any]:
        plain_ = {name: getattr(each, name) for name in ("name", "kind", "title", "input", "output", "dtype")}
        rest = {"parameters": each.parameters, "reason": each.reason, "findings": findings(each.findings)}
        return {**plain_, **place(each.span), **rest}

    parameters = {"trainable": found.trainable, "nonTrainable": found.non_trainable, "bytes": found.memory}
    return {
        "name": found.name,
        "kind": found.kind,
        "uri": view.uri,
        "version": view.text.version,
        "generation": view.snapshot.serial,
        "stale": view.stale,
        "range": place(found.span)["range"],
        "state": found.state,
        "input": found.input,
        "output": found.output,
        "parameters": parameters,
        "reason": found.reason or None,
        "layers": [layer(each) for each in found.layers],
        "findings": findings(found.findings),
        "selected": found.selected,
    }
