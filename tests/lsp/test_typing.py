"""Completion and signatures through a real client, while the text is no Python yet."""

from __future__ import annotations

from collections.abc import AsyncIterator  # noqa: TC003 - pytest-lsp evaluates the annotations of its fixtures

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient

from .conftest import CLIENTS
from .test_protocol import CELLS, URI, Editor
from .test_real import CONFIG, MODEL, PROGRAM, TRAINING

TYPED = "    tf.keras.layers."


@pytest_lsp.fixture(config=CONFIG)
async def vscode(lsp_client: LanguageClient) -> AsyncIterator[None]:
    lsp_client.editor = Editor(lsp_client, "vscode-1.139.1")
    lsp_client.answer = await lsp_client.editor.start()
    yield
    await lsp_client.shutdown_session()


async def propose(client: LanguageClient, line: int, character: int, uri: str = URI) -> dict[str, lsp.CompletionItem]:
    found = await client.text_document_completion_async(
        lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), lsp.Position(line, character))
    )
    return {item.label: item for item in found.items} if found is not None else {}


async def test_a_layer_is_typed_key_by_key(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    assert "." in vscode.answer.capabilities.completion_provider.trigger_characters
    editor.open(PROGRAM)
    await editor.diagnostics()
    start = editor.place(PROGRAM, "    tf.keras.layers.Dense(10")
    typed = f"{TYPED}De"
    at = start
    editor.change(2, lsp.TextDocumentContentChangePartial(lsp.Range(at, at), "\n"))
    for version, char in enumerate(typed, start=3):
        editor.change(version, lsp.TextDocumentContentChangePartial(lsp.Range(at, at), char))
        at = lsp.Position(at.line, at.character + 1)
    found = await propose(vscode, at.line, at.character)
    dense = found["Dense"]
    assert dense.detail == "→ (None, units)"
    assert dense.kind == lsp.CompletionItemKind.Class
    assert dense.documentation.kind == "markdown"
    assert dense.text_edit == lsp.InsertReplaceEdit(
        "Dense",
        lsp.Range(lsp.Position(at.line, len(TYPED)), at),
        lsp.Range(lsp.Position(at.line, len(TYPED)), at),
    )
    assert dense.sort_text < found["Conv2D"].sort_text


@pytest.mark.parametrize("name", CLIENTS)
async def test_every_editor_gets_what_it_can_use(name: str) -> None:
    client = await CONFIG.start()
    editor = Editor(client, name)
    await editor.start()
    editor.open(PROGRAM)
    await editor.diagnostics()
    place = editor.place(PROGRAM, "categorical_crossentropy")
    found = await propose(client, place.line, place.character)
    best = min(found.values(), key=lambda item: item.sort_text)
    assert best.label == "sparse_categorical_crossentropy"
    assert best.insert_text == best.text_edit.new_text == best.label
    assert isinstance(best.text_edit, lsp.InsertReplaceEdit) is name.startswith("vscode")
    document = lsp.TextDocumentIdentifier(URI)
    helped = await client.text_document_signature_help_async(lsp.SignatureHelpParams(document, place))
    (one,) = helped.signatures
    part = one.parameters[helped.active_parameter]
    label = part.label if isinstance(part.label, str) else one.label[part.label[0] : part.label[1]]
    assert label == "loss=None"
    assert "the number that must fall" in getattr(part.documentation, "value", part.documentation)
    await client.shutdown_session()


async def test_in_a_cell(vscode: LanguageClient) -> None:
    texts = [PROGRAM.partition(MODEL)[0] + MODEL, TRAINING]
    cells = [lsp.NotebookCell(kind=lsp.NotebookCellKind.Code, document=uri) for uri in CELLS]
    book = lsp.NotebookDocument(uri="file:///w/t.ipynb", notebook_type="jupyter-notebook", version=1, cells=cells)
    items = [lsp.TextDocumentItem(uri, "python", 1, text) for uri, text in zip(CELLS, texts, strict=True)]
    vscode.notebook_document_did_open(lsp.DidOpenNotebookDocumentParams(book, items))
    place = vscode.editor.place(TRAINING, "categorical_crossentropy")
    found = await propose(vscode, place.line, place.character, CELLS[1])
    assert min(found.values(), key=lambda item: item.sort_text).label == "sparse_categorical_crossentropy"


async def test_it_can_be_switched_off(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    editor.open(PROGRAM)
    place = editor.place(PROGRAM, "categorical_crossentropy")
    assert await propose(vscode, place.line, place.character)
    vscode.set_configuration({"seqlint": {"completion": False}})
    vscode.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(None))
    await editor.diagnostics()
    await until_nothing(vscode, place)


async def until_nothing(client: LanguageClient, place: lsp.Position) -> None:
    import asyncio

    for _ in range(100):
        if not await propose(client, place.line, place.character):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it still proposes")
