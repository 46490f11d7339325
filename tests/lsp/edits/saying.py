"""All that a server says about a book, in a form that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from lsprotocol.converters import get_converter

from seqlint.source.document import from_cells, from_text
from seqlint.source.syntax import parse

if TYPE_CHECKING:
    import random

    from tests.lsp.edits.book import Book, Sheet

_plain = get_converter().unstructure


async def findings(client: Any, book: Book) -> dict[str, Any]:
    """The findings of each sheet."""
    found = {}
    for sheet in book.sheets:
        document = lsp.TextDocumentIdentifier(sheet.uri)
        answer = await client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(document))
        found[f"findings {sheet.uri}"] = _plain(answer.items)
    return found


def is_broken(book: Book) -> bool:
    """Whether something cannot be read, so that hints may be older than the text; comments may hide that finding."""
    if book.notebook:
        document = from_cells([(index, sheet.text) for index, sheet in enumerate(book.sheets, 1)], "book.ipynb")
    else:
        document = from_text(book.sheets[0].text, "train.py")
    return bool(parse(document).problems)


async def everything(client: Any, book: Book, places: dict[str, list[lsp.Position]]) -> dict[str, Any]:
    """What is shown in each sheet, and what is said about some places in it."""
    found: dict[str, Any] = {}
    for sheet in book.sheets:
        document = lsp.TextDocumentIdentifier(sheet.uri)
        whole = lsp.Range(lsp.Position(0, 0), sheet.position(len(sheet.text)))
        asked = {
            "hints": client.text_document_inlay_hint_async(lsp.InlayHintParams(document, whole)),
            "lenses": client.text_document_code_lens_async(lsp.CodeLensParams(document)),
            "symbols": client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document)),
            "folds": client.text_document_folding_range_async(lsp.FoldingRangeParams(document)),
            "links": client.text_document_document_link_async(lsp.DocumentLinkParams(document)),
        }
        for index, place in enumerate(places[sheet.uri]):
            at = {"text_document": document, "position": place}
            argument = _plain(lsp.TextDocumentPositionParams(document, place))
            asked |= {
                f"hover {index}": client.text_document_hover_async(lsp.HoverParams(**at)),
                f"definition {index}": client.text_document_definition_async(lsp.DefinitionParams(**at)),
                f"highlights {index}": client.text_document_document_highlight_async(lsp.DocumentHighlightParams(**at)),
                f"completion {index}": client.text_document_completion_async(lsp.CompletionParams(**at)),
                f"signature {index}": client.text_document_signature_help_async(lsp.SignatureHelpParams(**at)),
                f"summary {index}": client.workspace_execute_command_async(
                    lsp.ExecuteCommandParams("seqlint.summary", [argument])
                ),
            }
        for name, request in asked.items():
            found[f"{name} {sheet.uri}"] = _plain(await request)
    return found


def places_in(sheet: Sheet, dice: random.Random, count: int) -> list[lsp.Position]:
    """Some places of a text, most of them inside words."""
    return [sheet.position(dice.randint(0, len(sheet.text))) for _ in range(count)]
