"""Definitions, references, names, folds and links through a real client."""

from __future__ import annotations

from collections.abc import AsyncIterator  # noqa: TC003 - pytest-lsp evaluates the annotations of its fixtures
from typing import TYPE_CHECKING

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from lsprotocol.converters import get_converter
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient

from .conftest import CLIENTS, parameters
from .test_protocol import CELLS, URI, Editor
from .test_real import CONFIG, DATA, MODEL, PROGRAM, TRAINING

if TYPE_CHECKING:
    from pathlib import Path

NAMED = (
    MODEL.replace("784,)", "784,), name='é😀'") + "print('é😀', model.get_layer('é😀'))  # seqlint: ignore[SEQ307]\n"
)
TEXT = f"{DATA}{NAMED}"


@pytest_lsp.fixture(config=CONFIG)
async def vscode(lsp_client: LanguageClient) -> AsyncIterator[None]:
    lsp_client.editor = Editor(lsp_client, "vscode-1.139.1")
    lsp_client.answer = await lsp_client.editor.start()
    yield
    await lsp_client.shutdown_session()


def here(client: LanguageClient, text: str, word: str, uri: str = URI) -> dict:
    return {"text_document": lsp.TextDocumentIdentifier(uri), "position": client.editor.place(text, word)}


async def test_definitions(vscode: LanguageClient) -> None:
    vscode.editor.open(PROGRAM)
    (place,) = await vscode.text_document_definition_async(lsp.DefinitionParams(**here(vscode, PROGRAM, "model.fit")))
    assert place == lsp.Location(URI, lsp.Range(lsp.Position(5, 8), lsp.Position(8, 2)))
    (labels,) = await vscode.text_document_definition_async(
        lsp.DefinitionParams(**here(vscode, PROGRAM, "y_train, epochs"))
    )
    assert labels.range.start == vscode.editor.place(PROGRAM, "tf.keras.datasets.mnist")
    assert await vscode.text_document_definition_async(lsp.DefinitionParams(**here(vscode, PROGRAM, "import"))) is None


async def test_while_a_line_is_broken(vscode: LanguageClient) -> None:
    vscode.editor.open(PROGRAM)
    await vscode.editor.diagnostics()
    at = lsp.Position(0, 0)
    vscode.editor.change(2, lsp.TextDocumentContentChangePartial(lsp.Range(at, at), "oops(\n"))
    text = "oops(\n" + PROGRAM
    (place,) = await vscode.text_document_definition_async(lsp.DefinitionParams(**here(vscode, text, "model.fit")))
    assert place.range.start == lsp.Position(6, 8)


async def test_a_model_of_another_file(vscode: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "nets.py").write_text(
        "import keras\n\n\ndef net():\n    return keras.Sequential([keras.layers.Dense(1)])\n"
    )
    text = "import keras\nfrom nets import net\nmodel = net()\nmodel.summary()\n"
    (tmp_path / "m.py").write_text(text)
    uri = (tmp_path / "m.py").as_uri()
    vscode.editor.open(text, uri)
    (place,) = await vscode.text_document_definition_async(
        lsp.DefinitionParams(**here(vscode, text, "model.summary", uri))
    )
    assert place.uri == (tmp_path / "nets.py").as_uri()
    assert place.range.start == lsp.Position(4, 11)


async def test_references_and_highlights(vscode: LanguageClient) -> None:
    vscode.editor.open(PROGRAM)
    where = here(vscode, PROGRAM, "model.fit")
    for declarations, lines in ((True, [5, 5, 10, 11]), (False, [5, 10, 11])):
        context = lsp.ReferenceContext(include_declaration=declarations)
        found = await vscode.text_document_references_async(lsp.ReferenceParams(**where, context=context))
        assert [place.range.start.line for place in found] == lines
    marks = await vscode.text_document_document_highlight_async(lsp.DocumentHighlightParams(**where))
    kinds = lsp.DocumentHighlightKind
    assert [mark.kind for mark in marks] == [kinds.Write, kinds.Text, kinds.Read, kinds.Read]
    nothing = lsp.DocumentHighlightParams(**here(vscode, PROGRAM, "import"))
    assert await vscode.text_document_document_highlight_async(nothing) is None


async def test_cells(vscode: LanguageClient) -> None:
    texts = [DATA + NAMED, TRAINING]
    cells = [lsp.NotebookCell(kind=lsp.NotebookCellKind.Code, document=uri) for uri in CELLS]
    book = lsp.NotebookDocument(uri="file:///w/t.ipynb", notebook_type="jupyter-notebook", version=1, cells=cells)
    items = [lsp.TextDocumentItem(uri, "python", 1, text) for uri, text in zip(CELLS, texts, strict=True)]
    vscode.notebook_document_did_open(lsp.DidOpenNotebookDocumentParams(book, items))
    where = here(vscode, TRAINING, "model.fit", CELLS[1])
    (place,) = await vscode.text_document_definition_async(lsp.DefinitionParams(**where))
    assert place.uri == CELLS[0]
    marks = await vscode.text_document_document_highlight_async(lsp.DocumentHighlightParams(**where))
    assert [mark.range.start.line for mark in marks] == [0, 1]
    found = await vscode.text_document_references_async(
        lsp.ReferenceParams(**where, context=lsp.ReferenceContext(include_declaration=False))
    )
    assert [place.uri for place in found] == [CELLS[0], CELLS[0], CELLS[1], CELLS[1]]
    (fold,) = await vscode.text_document_folding_range_async(
        lsp.FoldingRangeParams(lsp.TextDocumentIdentifier(CELLS[0]))
    )
    assert (fold.start_line, fold.end_line) == (5, 8)
    assert not await vscode.text_document_folding_range_async(
        lsp.FoldingRangeParams(lsp.TextDocumentIdentifier(CELLS[1]))
    )


@pytest.mark.parametrize("name", CLIENTS)
async def test_a_layer_is_renamed(name: str) -> None:
    client = await CONFIG.start()
    client.editor = Editor(client, name)
    answer = await client.editor.start()
    client.editor.open(TEXT)
    offered = bool(getattr(answer.capabilities.rename_provider, "prepare_provider", False))
    assert offered is name.startswith(("vscode", "neovim"))
    where = here(client, TEXT, "é😀', model.get")
    if offered:
        assert await client.text_document_prepare_rename_async(lsp.PrepareRenameParams(**where)) is None
    where = here(client, TEXT, "é😀'))")
    if offered:
        ready = await client.text_document_prepare_rename_async(lsp.PrepareRenameParams(**where))
        assert ready.placeholder == "é😀"
        assert ready.range.start == where["position"]
    edit = await client.text_document_rename_async(lsp.RenameParams(new_name="first", **where))
    edits = edit.document_changes[0].edits if edit.document_changes else edit.changes[URI]
    assert sorted(change.new_text for change in edits) == ["'first'", "'first'"]
    assert {change.range.start.line for change in edits} == {6, 9}
    with pytest.raises(JsonRpcException, match="slash"):
        await client.text_document_rename_async(lsp.RenameParams(new_name="a/b", **where))
    await client.shutdown_session()


async def test_a_fold_says_what_it_is_to_those_who_show_it() -> None:
    for shown in (True, False):
        client = await CONFIG.start()
        editor = Editor(client, "vscode-1.139.1")
        given = parameters(editor.name).capabilities
        given.text_document.folding_range.folding_range = lsp.ClientFoldingRangeOptions(collapsed_text=shown)
        await editor.start(capabilities=get_converter().unstructure(given))
        editor.open(TEXT)
        document = lsp.TextDocumentIdentifier(URI)
        (fold,) = await client.text_document_folding_range_async(lsp.FoldingRangeParams(document))
        assert (fold.start_line, fold.end_line) == (5, 8)
        assert ("50,890 parameters" in (fold.collapsed_text or "")) is shown
        await client.shutdown_session()


async def test_links(vscode: LanguageClient) -> None:
    vscode.editor.open(TEXT)
    document = lsp.TextDocumentIdentifier(URI)
    (link,) = await vscode.text_document_document_link_async(lsp.DocumentLinkParams(document))
    assert link.range.start == vscode.editor.place(TEXT, "SEQ307")
    assert link.target.startswith("https://")
