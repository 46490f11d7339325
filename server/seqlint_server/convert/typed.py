"""What can stand at the cursor, and signatures, as the protocol has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from . import position_of

if TYPE_CHECKING:
    from seqlint.explain.typed.complete import Completion
    from seqlint.explain.typed.help import Help

    from ..abilities import Abilities
    from ..text import Text

_KINDS = {
    "class": lsp.CompletionItemKind.Class,
    "function": lsp.CompletionItemKind.Function,
    "module": lsp.CompletionItemKind.Module,
    "method": lsp.CompletionItemKind.Method,
    "property": lsp.CompletionItemKind.Property,
    "parameter": lsp.CompletionItemKind.Variable,
    "value": lsp.CompletionItemKind.Value,
}


def completion(found: Completion, text: Text, offset: int, abilities: Abilities) -> lsp.CompletionList:
    """What can stand at the cursor, the best first."""
    start, cursor, end = (position_of(text, at, abilities.encoding) for at in (found.start, offset, found.end))
    items = []
    for index, each in enumerate(sorted(found.proposals, key=lambda proposal: proposal.rank)):
        edit: lsp.TextEdit | lsp.InsertReplaceEdit = lsp.TextEdit(lsp.Range(start, cursor), each.insert)
        if abilities.replaces:
            edit = lsp.InsertReplaceEdit(each.insert, lsp.Range(start, cursor), lsp.Range(start, end))
        items.append(
            lsp.CompletionItem(
                label=each.label,
                kind=_KINDS[each.kind],
                detail=each.detail or None,
                documentation=_said(each.doc, abilities.proposal_format),
                sort_text=f"{index:04}",
                filter_text=each.label,
                insert_text=each.insert,
                text_edit=edit,
            )
        )
    return lsp.CompletionList(is_incomplete=False, items=items)


def signature(found: Help, abilities: Abilities) -> lsp.SignatureHelp:
    """The signature of a call; its parameters by their place in the label, which counts in the protocol's units."""

    def units(at: int) -> int:
        return len(found.label[:at].encode("utf-16-le")) // 2

    def said(words: str) -> lsp.MarkupContent | str | None:
        return _said(words, abilities.signature_format)

    parameters = [
        lsp.ParameterInformation((units(part.start), units(part.end)), said(part.doc))
        if abilities.label_offsets
        else lsp.ParameterInformation(found.label[part.start : part.end], said(part.doc))
        for part in found.parts
    ]
    # Past the last one none is marked.
    active = len(parameters) if found.active is None else found.active
    one = lsp.SignatureInformation(found.label, said(found.doc), parameters)
    return lsp.SignatureHelp([one], active_signature=0, active_parameter=active)


def _said(words: str, form: str) -> lsp.MarkupContent | str | None:
    """Words in the form that the client takes beside a proposal or signature; as they are where it names none."""
    if not words:
        return None
    if form == lsp.MarkupKind.Markdown:
        return lsp.MarkupContent(lsp.MarkupKind.Markdown, words)
    plain = words.replace("`", "").replace("**", "")
    return lsp.MarkupContent(lsp.MarkupKind.PlainText, plain) if form else plain
