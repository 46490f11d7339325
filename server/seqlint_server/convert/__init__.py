"""Plain values and the protocol's types, in both directions; the only room that maps them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.uris import from_fs_path, to_fs_path

from seqlint.rules import catalogue
from seqlint.source.span import Span

from ..text import Change, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seqlint.explain.views import Card, Hint, Lens, Outline
    from seqlint.report import EditData, FindingData, Range
    from seqlint.source.span import PositionEncoding

    from ..abilities import Abilities
    from ..view import Spot, View

SOURCE = "seqlint"
STALE = "From the last version of this text that could be read."
_SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "info": lsp.DiagnosticSeverity.Information,
    "hint": lsp.DiagnosticSeverity.Hint,
}


def path_of(uri: str) -> str:
    """The path of a file's name; the name itself where it is no file. Never asked for the name of a cell."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return path or uri.rpartition(":")[2] or uri


def uri_of(path: str) -> str | None:
    """The name of a file."""
    uri: str | None = from_fs_path(os.path.abspath(path))
    return uri


def text_of(item: lsp.TextDocumentItem) -> Text:
    """An opened text."""
    python = item.language_id.lower() == "python" or (not item.language_id and item.uri.endswith(".py"))
    return Text(item.uri, item.version, item.text, python=python)


def cells_of(cells: Iterable[lsp.NotebookCell]) -> list[tuple[str, bool]]:
    """A notebook's cells: their names, and whether each is code."""
    return [(cell.document, cell.kind == lsp.NotebookCellKind.Code) for cell in cells]


def changes_of(events: Iterable[lsp.TextDocumentContentChangeEvent]) -> list[Change]:
    """What the editor changed in a text."""
    return [_change(event) for event in events]


def _change(event: lsp.TextDocumentContentChangeEvent) -> Change:
    if not isinstance(event, lsp.TextDocumentContentChangePartial):
        return Change(event.text)
    start, end = event.range.start, event.range.end
    return Change(event.text, (start.line, start.character), (end.line, end.character))


def offset_of(text: Text, position: lsp.Position, encoding: PositionEncoding) -> int:
    """The offset of an editor's place in a text."""
    return text.lines.from_lsp(position.line, position.character, encoding)


def position_of(text: Text, offset: int, encoding: PositionEncoding) -> lsp.Position:
    """The editor's place of an offset in a text."""
    line, character = text.lines.to_lsp(offset, encoding)
    return lsp.Position(line, character)


def range_of(spot: Spot, encoding: PositionEncoding) -> lsp.Range:
    """The editor's range of a piece of a text."""
    return lsp.Range(position_of(spot.text, spot.start, encoding), position_of(spot.text, spot.end, encoding))


def span_of(place: Range) -> Span:
    """The offsets of a range of a report."""
    return Span(place.start.offset, place.end.offset)


def location_of(view: View, span: Span, encoding: PositionEncoding) -> lsp.Location | None:
    """The editor's place of a piece of the analysed document."""
    spot = view.outward(span)
    return None if spot is None else lsp.Location(spot.text.uri, range_of(spot, encoding))


def markup(markdown: str, text: str, abilities: Abilities) -> lsp.MarkupContent:
    """Words in the form that the client can show."""
    if abilities.markdown:
        return lsp.MarkupContent(lsp.MarkupKind.Markdown, markdown)
    return lsp.MarkupContent(lsp.MarkupKind.PlainText, text)


def hover(card: Card, view: View, abilities: Abilities, *, pictures: bool) -> lsp.Hover:
    """A card as a hover; with its picture where that is wanted and there is one."""
    markdown, text = (card.illustrated if pictures and card.illustrated else card.markdown), card.text
    if view.stale:
        markdown, text = f"{markdown}\n\n*{STALE}*", f"{text}\n\n{STALE}"
    spot = view.outward(card.span)
    where = range_of(spot, abilities.encoding) if spot is not None and spot.text.uri == view.uri else None
    # JupyterLab asks for nothing else while the mouse is in the range: a whole list of layers would hide its layers.
    if where is not None and where.start.line != where.end.line:
        where = None
    return lsp.Hover(markup(markdown, text, abilities), where)


def diagnostic(finding: FindingData, view: View, abilities: Abilities) -> tuple[str, lsp.Diagnostic] | None:
    """A finding as a diagnostic, with the editor document that it stands in."""
    spot = view.outward(span_of(finding.range))
    if spot is None:
        return None
    message = finding.message
    related = _related(finding, view, abilities) if abilities.related else None
    if not abilities.related:
        message += "".join(f"\nLine {other.range.start.row}: {other.message}" for other in finding.related)
    return spot.text.uri, lsp.Diagnostic(
        range=range_of(spot, abilities.encoding),
        message=message,
        severity=_SEVERITIES.get(finding.severity, lsp.DiagnosticSeverity.Warning),
        code=finding.code,
        code_description=_page(finding) if abilities.pages else None,
        source=SOURCE,
        tags=[tag for tag in _tags(finding) if tag in abilities.tags] or None,
        related_information=related or None,
        data={"name": finding.name},
    )


def _page(finding: FindingData) -> lsp.CodeDescription | None:
    """Where the user reads on."""
    rule = catalogue().get(finding.code)
    return lsp.CodeDescription(rule.page) if rule is not None and rule.page else None


def _tags(finding: FindingData) -> list[lsp.DiagnosticTag]:
    """Struck out is what Keras no longer has; faded is what can go without loss."""
    rule = catalogue().get(finding.code)
    tags = [lsp.DiagnosticTag.Deprecated] if rule is not None and rule.chapter == "legacy" else []
    edits = finding.fixes[0].edits if finding.fixes and finding.severity in {"info", "hint"} else ()
    if edits and not any(edit.content for edit in edits):
        tags.append(lsp.DiagnosticTag.Unnecessary)
    return tags


def _related(finding: FindingData, view: View, abilities: Abilities) -> list[lsp.DiagnosticRelatedInformation]:
    found = []
    for other in finding.related:
        if other.filename == view.snapshot.document.path:
            where = location_of(view, span_of(other.range), abilities.encoding)
        else:
            start, end = other.range.start, other.range.end
            where = elsewhere(other.filename, (start.row, start.column), (end.row, end.column))
        if where is not None:
            found.append(lsp.DiagnosticRelatedInformation(where, other.message))
    return found


def elsewhere(filename: str, start: tuple[int, int], end: tuple[int, int]) -> lsp.Location | None:
    """A place in a file that is not open: its rows and columns count from 1, in code points."""
    uri = from_fs_path(filename)
    if uri is None:
        return None
    first, last = (lsp.Position(row - 1, column - 1) for row, column in (start, end))
    return lsp.Location(uri, lsp.Range(first, last))


def inlay_hint(hint: Hint, view: View, abilities: Abilities) -> lsp.InlayHint | None:
    """A hint where it stands now; None if that is in another editor document or was changed since."""
    spot = view.outward(Span(hint.offset, hint.offset))
    if spot is None or spot.text.uri != view.uri:
        return None
    stale = hint.stale or view.stale
    tooltip = "\n\n".join(words for words in (hint.tooltip, STALE if stale else "") if words)
    label = f"~ {hint.label}" if stale else hint.label
    target = location_of(view, hint.target, abilities.encoding) if hint.target is not None else None
    return lsp.InlayHint(
        position=position_of(spot.text, spot.start, abilities.encoding),
        label=label if target is None else [lsp.InlayHintLabelPart(label, location=target)],
        kind=lsp.InlayHintKind.Parameter if hint.kind == "argument" else lsp.InlayHintKind.Type,
        tooltip=tooltip or None,
        padding_left=hint.kind != "argument" and not hint.label.startswith(":"),
        padding_right=hint.kind == "argument",
    )


def code_lens(lens: Lens, view: View, abilities: Abilities) -> lsp.CodeLens | None:
    """A line above a model; it leads nowhere, so its command has no name."""
    spot = view.outward(lens.span)
    if spot is None or spot.text.uri != view.uri:
        return None
    return lsp.CodeLens(range_of(spot, abilities.encoding), lsp.Command(title=lens.title, command=""))


def symbols(outline: Sequence[Outline], view: View, abilities: Abilities) -> list[lsp.DocumentSymbol]:
    """The models and layers of one editor document; a layer that its model gets in another cell stands alone."""
    found: list[lsp.DocumentSymbol] = []
    for entry in outline:
        children = symbols(entry.children, view, abilities)
        here = _symbol(entry, view, abilities)
        if here is None:
            found += children
            continue
        here.children = children
        found.append(here)
    return found


def _symbol(entry: Outline, view: View, abilities: Abilities) -> lsp.DocumentSymbol | None:
    spot, chosen = view.outward(entry.span), view.outward(entry.selection)
    if spot is None or spot.text.uri != view.uri:
        return None
    if chosen is None or chosen.text.uri != view.uri or not spot.start <= chosen.start <= chosen.end <= spot.end:
        chosen = spot
    return lsp.DocumentSymbol(
        name=entry.name or entry.kind,
        detail=entry.detail or None,
        kind=lsp.SymbolKind.Class if entry.kind == "model" else lsp.SymbolKind.Field,
        range=range_of(spot, abilities.encoding),
        selection_range=range_of(chosen, abilities.encoding),
    )


def flat_symbols(tree: Iterable[lsp.DocumentSymbol], uri: str, parent: str = "") -> list[lsp.SymbolInformation]:
    """Symbols for a client that knows no tree of them."""
    found: list[lsp.SymbolInformation] = []
    for symbol in tree:
        name = f"{symbol.name} {symbol.detail}" if symbol.detail else symbol.name
        place = lsp.Location(uri, symbol.selection_range)
        found.append(lsp.SymbolInformation(place, name, symbol.kind, container_name=parent or None))
        found += flat_symbols(symbol.children or (), uri, symbol.name)
    return found


def workspace_edit(edits: Iterable[tuple[Span, str]], view: View, abilities: Abilities) -> lsp.WorkspaceEdit | None:
    """Changes of the analysed document as changes of the editor's documents; None if one has no place there."""
    by_uri: dict[str, list[lsp.TextEdit]] = {}
    for span, content in edits:
        spot = view.outward(span)
        if spot is None:
            return None
        by_uri.setdefault(spot.text.uri, []).append(lsp.TextEdit(range_of(spot, abilities.encoding), content))
    if not abilities.versioned_edits:
        return lsp.WorkspaceEdit(changes=by_uri)
    return lsp.WorkspaceEdit(
        document_changes=[
            lsp.TextDocumentEdit(
                lsp.OptionalVersionedTextDocumentIdentifier(uri, view.file.texts[uri].version), edits=changes
            )
            for uri, changes in by_uri.items()
        ]
    )


def edits_of(edits: Iterable[EditData]) -> list[tuple[Span, str]]:
    """The edits of a fix of a report."""
    return [(span_of(edit.range), edit.content) for edit in edits]


def code_action(
    title: str,
    kind: str,
    edit: lsp.WorkspaceEdit,
    abilities: Abilities,
    *,
    diagnostics: Sequence[lsp.Diagnostic] = (),
    preferred: bool = False,
) -> lsp.CodeAction:
    """Something that the user can choose to have done."""
    return lsp.CodeAction(
        title=title,
        kind=kind,
        diagnostics=list(diagnostics) or None,
        is_preferred=(preferred and abilities.preferred) or None,
        edit=edit,
    )


def attribute(capabilities: Any, path: str) -> Any:
    """A client's capability by its dotted name; None where it or anything on the way is missing."""
    for name in path.split("."):
        capabilities = getattr(capabilities, name, None)
    return capabilities


def plain(given: Any) -> Any:
    """What a client sends freely may arrive as objects with attributes; as mappings it is easier to read."""
    if isinstance(given, dict):
        return {str(name): plain(value) for name, value in given.items()}
    if hasattr(given, "_asdict"):
        return plain(given._asdict())
    if isinstance(given, list):
        return [plain(each) for each in given]
    return given
