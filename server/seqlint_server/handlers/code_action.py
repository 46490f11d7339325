"""textDocument/codeAction: fixes of what stands here, "ignore here", fixing all, and other ways to write a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from seqlint.source.span import Span

from .. import convert
from ..text import differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.report import FindingData

    from ..server import SeqlintServer
    from ..view import View

FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.seqlint"
QUICK_FIX = lsp.CodeActionKind.QuickFix.value
REWRITE = lsp.CodeActionKind.RefactorRewrite.value
# A program that takes longer to read, in seconds, is not read again for each way to write it.
PATIENCE = 1.5
_OPTIONS = lsp.CodeActionOptions(
    code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL, lsp.CodeActionKind.RefactorRewrite]
)


async def actions(ls: SeqlintServer, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """What can be done about the findings that the range touches, and with the model that is written there."""
    if not ls.abilities.actions:
        return []
    view = await ls.session.settled(params.text_document.uri, now=True)
    if view is None or view.snapshot.report is None:
        return []
    found: list[lsp.CodeAction] = []
    if _wanted(QUICK_FIX, params.context.only):
        here = _touched(ls, view, params.range)
        found += [action for finding in here for action in _fixes(ls, view, finding)]
        found += [action for code in dict.fromkeys(each.code for each in here) for action in _all_of(ls, view, code)]
        found += [action for finding in here for action in _ignores(ls, view, finding)]
    if _wanted(FIX_ALL, params.context.only):
        found += await _fix_all(ls, view)
    # To see that a rewrite changes nothing takes an analysis each: not at every move of the cursor.
    moved = params.context.trigger_kind == lsp.CodeActionTriggerKind.Automatic
    if _wanted(REWRITE, params.context.only) and not moved:
        found += await _rewrites(ls, view, params.range.start)
    return found


def _wanted(kind: str, only: object) -> bool:
    """Whether the client asked for a kind: a kind that it names stands for all below it."""
    if not isinstance(only, list | tuple):
        return True
    names = [str(getattr(name, "value", name)) for name in only]
    return any(name in ("", kind) or kind.startswith(f"{name}.") for name in names)


def _touched(ls: SeqlintServer, view: View, where: lsp.Range) -> list[FindingData]:
    encoding = ls.abilities.encoding
    start = convert.offset_of(view.text, where.start, encoding)
    end = max(start, convert.offset_of(view.text, where.end, encoding))
    found = []
    for finding in view.snapshot.report.findings if view.snapshot.report else ():
        spot = view.outward(convert.span_of(finding.range))
        if spot is not None and spot.text.uri == view.uri and spot.start <= end and start <= spot.end:
            found.append(finding)
    return found


def _fixes(ls: SeqlintServer, view: View, finding: FindingData) -> Iterator[lsp.CodeAction]:
    diagnostic = convert.diagnostic(finding, view, ls.abilities)
    for index, fix in enumerate(finding.fixes):
        edit = convert.workspace_edit(convert.edits_of(fix.edits), view, ls.abilities)
        if edit is None or not fix.edits or diagnostic is None:
            continue
        yield convert.code_action(
            fix.title, QUICK_FIX, edit, ls.abilities, diagnostics=[diagnostic[1]], preferred=index == 0
        )


def _all_of(ls: SeqlintServer, view: View, code: str) -> Iterator[lsp.CodeAction]:
    """The first fixes of all findings of one rule together, where there are several that do not touch each other."""
    findings = view.snapshot.report.findings if view.snapshot.report else ()
    fixable = [finding for finding in findings if finding.code == code and finding.fixes and finding.fixes[0].edits]
    edits: dict[tuple[int, int, str], tuple[Span, str]] = {}
    fixed = []
    for finding in fixable:
        mine = {
            (span.start, span.end, words): (span, words) for span, words in convert.edits_of(finding.fixes[0].edits)
        }
        others = [span for key, (span, _) in edits.items() if key not in mine]
        if not any(span.start < other.end and other.start < span.end for span, _ in mine.values() for other in others):
            edits |= mine
            fixed.append(finding)
    shown = [found[1] for finding in fixed if (found := convert.diagnostic(finding, view, ls.abilities)) is not None]
    edit = convert.workspace_edit(edits.values(), view, ls.abilities) if len(fixed) > 1 else None
    if edit is not None:
        title = f"Fix all {len(fixed)} findings of {code} ({fixed[0].name})"
        yield convert.code_action(title, QUICK_FIX, edit, ls.abilities, diagnostics=shown)


def _ignores(ls: SeqlintServer, view: View, finding: FindingData) -> Iterator[lsp.CodeAction]:
    from seqlint.source.comments import insert_ignore

    comment = insert_ignore(view.snapshot.document, finding.range.start.offset, finding.code)
    diagnostic = convert.diagnostic(finding, view, ls.abilities)
    edit = convert.workspace_edit([(Span(comment.start, comment.end), comment.text)], view, ls.abilities)
    if edit is not None and diagnostic is not None:
        title = f"Ignore {finding.code} here"
        yield convert.code_action(title, QUICK_FIX, edit, ls.abilities, diagnostics=[diagnostic[1]])


async def _fix_all(ls: SeqlintServer, view: View) -> list[lsp.CodeAction]:
    """All safe fixes of errors and warnings together, if nothing gets worse by them."""
    if not any(_is_fixable(finding) for finding in (view.snapshot.report.findings if view.snapshot.report else ())):
        return []
    session, document = ls.session, view.snapshot.document
    mended = await session.ask(lambda: session.engine.mend(document, session.options))
    if mended is None:
        return []
    changes = differences(document.code, mended)
    if any(document.cell_at(start) is not document.cell_at(max(start, end - 1)) for start, end, _ in changes):
        return []
    edit = convert.workspace_edit([(Span(start, end), words) for start, end, words in changes], view, ls.abilities)
    if edit is None:
        return []
    return [convert.code_action("Apply all safe fixes of seqlint", FIX_ALL, edit, ls.abilities)]


async def _rewrites(ls: SeqlintServer, view: View, position: lsp.Position) -> list[lsp.CodeAction]:
    """Other ways to write the model at a place."""
    offset = view.inward(convert.offset_of(view.text, position, ls.abilities.encoding))
    if offset is None or view.analysis is None or not view.snapshot.whole or view.file.slowest > PATIENCE:
        return []
    session = ls.session
    found = []
    for rewrite in await session.ask(lambda: session.engine.rewrites(view.analysis, offset)):
        edits = [(Span(edit.start, edit.end), edit.text) for edit in rewrite.edits]
        edit = convert.workspace_edit(edits, view, ls.abilities)
        if edit is not None:
            found.append(convert.code_action(rewrite.title, REWRITE, edit, ls.abilities))
    return found


def _is_fixable(finding: FindingData) -> bool:
    return finding.severity in {"error", "warning"} and any(fix.applicability == "safe" for fix in finding.fixes)


def register(server: SeqlintServer) -> None:
    """Answer for code actions."""
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, _OPTIONS)(actions)
