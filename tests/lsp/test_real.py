"""seqlint itself behind the server, started as an editor starts it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator  # noqa: TC003 - pytest-lsp evaluates the annotations of its fixtures
from typing import TYPE_CHECKING

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient

from .conftest import CLIENTS, environment
from .test_protocol import CELLS, Editor, make_client

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio
CONFIG = ClientServerConfig(
    server_command=[sys.executable, "-m", "seqlint", "server"], server_env=environment(), client_factory=make_client
)
DATA = """\
# 你好 😀
import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(60000, 784).astype("float32") / 255
"""
MODEL = """\
model = tf.keras.Sequential([
    tf.keras.layers.Dense(64, activation='relu', input_shape=(784,)),
    tf.keras.layers.Dense(10, activation='softmax')
])
"""
TRAINING = """\
s = '😀'; model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5)
"""
PROGRAM = f"{DATA}{MODEL}\n{TRAINING}"
LOSS = "'categorical_crossentropy'"


@pytest_lsp.fixture(config=CONFIG)
async def vscode(lsp_client: LanguageClient) -> AsyncIterator[None]:
    lsp_client.editor = Editor(lsp_client, "vscode-1.139.1")
    await lsp_client.editor.start()
    yield
    await lsp_client.shutdown_session()


async def test_the_program_of_a_beginner(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    editor.open(PROGRAM)
    found = await editor.diagnostics()
    (error,) = [finding for finding in found if finding.severity == lsp.DiagnosticSeverity.Error]
    assert error.code == "SEQ307"
    assert error.range.start == editor.place(PROGRAM, LOSS)
    assert error.related_information
    words = ["Sequential", "Dense", "64", "activation", "'relu'", "input_shape", "(784,)", "10,", "'softmax'", "compile",
             "optimizer", "'adam'", "loss", LOSS, "metrics", "'accuracy'", "fit", "epochs", "x_train", "y_train",
             "reshape", "astype", "/ 255", "model"]  # fmt: skip
    for word in words:
        card = await editor.hover(PROGRAM, word)
        assert card is not None, word
        assert card.contents.value.strip(), word
    hints = [hint.label for hint in await editor.hints()]
    assert hints[-2:] == ["→ (None, 64)", "→ (None, 10)"]
    document = lsp.TextDocumentIdentifier(editor_uri := "file:///w/m.py")
    (model,) = await vscode.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    assert len(model.children) == 2
    fix, *_ = await editor.actions(error.range, ["quickfix"])
    assert fix.is_preferred
    (everything,) = await editor.actions(error.range, ["source.fixAll"])
    (change,) = everything.edit.document_changes
    assert change.text_document.uri == editor_uri
    edits = [lsp.TextDocumentContentChangePartial(edit.range, edit.new_text) for edit in change.edits]
    editor.change(2, *edits)
    found = await editor.diagnostics()
    assert [finding for finding in found if finding.severity == lsp.DiagnosticSeverity.Error] == []


async def test_a_card_about_many_lines_leaves_the_range_to_the_client(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    editor.open(PROGRAM)
    whole = await editor.hover(PROGRAM, "[\n")
    assert whole is not None
    assert "2 layers" in whole.contents.value
    assert whole.range is None
    layer = await editor.hover(PROGRAM, "Dense")
    assert layer is not None
    assert layer.range is not None


async def test_a_notebook(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    texts = ["%matplotlib inline\n" + DATA + MODEL, TRAINING.rstrip("\n")]
    cells = [lsp.NotebookCell(kind=lsp.NotebookCellKind.Code, document=uri) for uri in CELLS]
    book = lsp.NotebookDocument(uri="file:///w/t.ipynb", notebook_type="jupyter-notebook", version=1, cells=cells)
    items = [lsp.TextDocumentItem(uri, "python", 1, text) for uri, text in zip(CELLS, texts, strict=True)]
    vscode.notebook_document_did_open(lsp.DidOpenNotebookDocumentParams(book, items))
    first = await editor.diagnostics(CELLS[0])
    assert lsp.DiagnosticSeverity.Error not in [finding.severity for finding in first]
    (error,) = await editor.diagnostics(CELLS[1])
    assert error.code == "SEQ307"
    assert error.range.start == editor.place(texts[1], LOSS)
    assert error.related_information[0].location.uri == CELLS[0]
    card = await editor.hover(texts[1], "model", CELLS[1])
    assert "50,890" in card.contents.value
    fix, *_ = await editor.actions(error.range, ["quickfix"], CELLS[1])
    assert fix.edit.document_changes[0].text_document.uri == CELLS[1]
    (everything,) = await editor.actions(error.range, ["source.fixAll"], CELLS[1])
    assert everything.edit.document_changes[0].text_document.uri == CELLS[1]


async def test_half_typed_and_hostile_texts_keep_it_alive(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    editor.open(PROGRAM)
    hints = await editor.hints()
    for version, words in enumerate(["(" * 10_000, "x = " + "1 + " * 20_000 + "1\n", '"""', "\0", "\\"], start=2):
        at = lsp.Position(5, 0)
        editor.change(version, lsp.TextDocumentContentChangePartial(lsp.Range(at, at), words))
        await asyncio.wait_for(editor.diagnostics(), 20)
        editor.change(version, lsp.TextDocumentContentChangeWholeDocument(PROGRAM))
    assert [hint.label for hint in await editor.hints()] == [hint.label for hint in hints]


async def test_the_project_says_which_keras(vscode: LanguageClient, tmp_path: Path) -> None:
    editor: Editor = vscode.editor
    uri = (tmp_path / "m.py").as_uri()
    editor.open(PROGRAM, uri)
    assert "SEQ206" in [finding.code for finding in await editor.diagnostics(uri)]
    (tmp_path / "requirements.txt").write_text("tensorflow==2.12\n")
    event = lsp.FileEvent((tmp_path / "requirements.txt").as_uri(), lsp.FileChangeType.Created)
    vscode.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
    assert "SEQ206" not in [finding.code for finding in await editor.diagnostics(uri)]
    (tmp_path / "seqlint.toml").write_text("selct = ['SEQ3']\n")
    vscode.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
    assert await editor.diagnostics(uri)
    assert [message for message in vscode.messages if "selct" in message.message]


@pytest.mark.parametrize("name", CLIENTS)
async def test_a_finding_leads_to_its_page_and_what_is_gone_is_struck_out(name: str) -> None:
    client = await CONFIG.start()
    editor = Editor(client, name)
    await editor.start()
    editor.open("import keras\nmodel = keras.Sequential([keras.layers.CuDNNLSTM(3)])\n")
    (finding,) = [finding for finding in await editor.diagnostics() if finding.code == "SEQ702"]
    assert finding.data == {"name": "removed-layer"}
    if name.startswith("vscode"):
        assert finding.code_description.href.startswith("https://")
    else:
        assert finding.code_description is None
    marks = not name.startswith(("kate", "vim"))
    assert list(finding.tags or ()) == ([lsp.DiagnosticTag.Deprecated] if marks else [])
    await client.shutdown_session()


async def test_settings_for_notebooks_hold_for_joined_cells(tmp_path: Path) -> None:
    config = "[tool.seqlint.per-file-ignores]\n'*.ipynb' = ['SEQ307']\n"
    text = f"%matplotlib inline\n{PROGRAM}"
    for settings, expected in (("", ["SEQ307"]), (config, [])):
        (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
        client = await CONFIG.start()
        editor = Editor(client, "jupyterlab-lsp-5.3.0")
        await editor.start()
        uri = (tmp_path / "train.ipynb").as_uri()
        editor.open(text, uri)
        found = [finding.code for finding in await editor.diagnostics(uri) if finding.code == "SEQ307"]
        assert found == expected
        everything = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
        titles = [action.title for action in await editor.actions(everything, ["source.fixAll"], uri)]
        literal = editor.capabilities.text_document.code_action
        assert bool(titles) == bool(expected and literal and literal.code_action_literal_support)
        await client.shutdown_session()


async def test_rewrites_on_demand(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    editor.open(PROGRAM)
    place = editor.place(PROGRAM, "tf.keras.layers.Dense(64")
    found = await editor.actions(lsp.Range(place, place), ["refactor"])
    assert {action.kind for action in found} == {"refactor.rewrite"}
    titles = [action.title for action in found]
    assert "Write one add() a layer" in titles
    assert "Declare the input with tf.keras.Input((784,))" in titles
    (edit,) = [action.edit for action in found if action.title.startswith("Declare")]
    assert {change.new_text for change in edit.document_changes[0].edits} == {"tf.keras.Input((784,)),\n    ", ""}
    context = lsp.CodeActionContext([], trigger_kind=lsp.CodeActionTriggerKind.Automatic)
    document = lsp.TextDocumentIdentifier("file:///w/m.py")
    moved = await vscode.text_document_code_action_async(
        lsp.CodeActionParams(document, lsp.Range(place, place), context)
    )
    assert "refactor.rewrite" not in [action.kind for action in moved]


async def test_all_of_a_kind_are_fixed_at_once(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    lines = [f"m{n}.compile('adam', 'categorical_crossentropy')\nm{n}.fit(x_train, y_train)\n" for n in (1, 2)]
    models = MODEL.replace("model", "m1") + MODEL.replace("model", "m2")
    text = DATA + models + "".join(lines)
    editor.open(text)
    place = editor.place(text, "'categorical")
    found = await editor.actions(lsp.Range(place, place), ["quickfix"])
    (everything,) = [action for action in found if action.title.startswith("Fix all 2 findings of SEQ307")]
    assert len(everything.diagnostics) == 2
    (change,) = everything.edit.document_changes
    assert sorted(edit.new_text for edit in change.edits) == ["'sparse_categorical_crossentropy'"] * 2


async def test_a_hint_leads_to_where_its_input_comes_from(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    editor.open(PROGRAM)
    document = lsp.TextDocumentIdentifier("file:///w/m.py")
    everything = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
    hints = await vscode.text_document_inlay_hint_async(lsp.InlayHintParams(document, everything))
    (part,) = hints[-1].label
    assert part.value == "→ (None, 10)"
    assert part.location.range.start == editor.place(PROGRAM, "tf.keras.layers.Dense(64")
    assert "64 × 10 + 10 = 650 parameters" in hints[-1].tooltip
