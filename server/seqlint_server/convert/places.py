"""Where things come from and where they stand, as the protocol has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from . import elsewhere, location_of, range_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seqlint.explain.folds import Fold
    from seqlint.explain.things import Occurrence
    from seqlint.explain.views import Link, Outline, Site

    from ..abilities import Abilities
    from ..view import View

_HIGHLIGHTS = {
    "made": lsp.DocumentHighlightKind.Text,
    "bound": lsp.DocumentHighlightKind.Write,
    "read": lsp.DocumentHighlightKind.Read,
}


def locations(sites: Iterable[Site], view: View, abilities: Abilities) -> list[lsp.Location]:
    """The places of a document and of the project's other files; what was changed since is left out."""
    found = [
        location_of(view, site.span, abilities.encoding)
        if site.path == view.snapshot.document.path
        else elsewhere(site.path, site.start, site.end)
        for site in sites
    ]
    return [place for place in found if place is not None]


def references(
    occurrences: Iterable[Occurrence], view: View, abilities: Abilities, *, declarations: bool
) -> list[lsp.Location]:
    """The places where a thing stands, with those that make it or without."""
    found = [
        location_of(view, each.span, abilities.encoding) for each in occurrences if declarations or each.kind != "made"
    ]
    return [place for place in found if place is not None]


def highlights(occurrences: Iterable[Occurrence], view: View, abilities: Abilities) -> list[lsp.DocumentHighlight]:
    """The same within one editor document."""
    found = []
    for each in occurrences:
        spot = view.outward(each.span)
        if spot is not None and spot.text.uri == view.uri:
            found.append(lsp.DocumentHighlight(range_of(spot, abilities.encoding), _HIGHLIGHTS[each.kind]))
    return found


def folding_range(fold: Fold, view: View, abilities: Abilities) -> lsp.FoldingRange | None:
    """A piece that can be folded; None if it stands in another editor document, or on one line by now."""
    spot = view.outward(fold.span)
    if spot is None or spot.text.uri != view.uri:
        return None
    where = range_of(spot, abilities.encoding)
    if where.start.line == where.end.line:
        return None
    shown = fold.title if abilities.collapsed_text else None
    return lsp.FoldingRange(where.start.line, where.end.line, collapsed_text=shown)


def document_link(link: Link, view: View, abilities: Abilities) -> lsp.DocumentLink | None:
    """A piece that leads to a page."""
    spot = view.outward(link.span)
    if spot is None or spot.text.uri != view.uri:
        return None
    return lsp.DocumentLink(range_of(spot, abilities.encoding), target=link.url, tooltip=link.tooltip)


def workspace_symbol(
    entry: Outline, name: str, container: str, view: View | None, uri: str, abilities: Abilities
) -> lsp.SymbolInformation | None:
    """A model or layer of any file; in a notebook that is not open it has no place but the notebook."""
    where: lsp.Location | None = lsp.Location(uri, lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0)))
    if view is not None:
        where = location_of(view, entry.selection, abilities.encoding)
    if where is None:
        return None
    kind = lsp.SymbolKind.Class if entry.kind == "model" else lsp.SymbolKind.Field
    title = f"{name} {entry.detail}" if entry.detail else name
    return lsp.SymbolInformation(where, title, kind, container_name=container or None)
