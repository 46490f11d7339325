"""The server as editors talk to it: a real client, its captured capabilities, and an engine that is easy to read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator  # noqa: TC003 - pytest-lsp evaluates the annotations of its fixtures
from typing import TYPE_CHECKING, Any

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from lsprotocol.converters import get_converter
from pygls.exceptions import JsonRpcException
from pytest_lsp import ClientServerConfig, LanguageClient
from pytest_lsp.client import make_test_lsp_client

from .conftest import CLIENTS, FAKE, PULLING, environment, parameters

if TYPE_CHECKING:
    from collections.abc import Callable

URI = "file:///w/m.py"
PROGRAM = "# 你😀 é\nkeras = '😀' ; model m\nlayer one\nlayer two\n'é😀' ; bad taste\n"
pytestmark = pytest.mark.asyncio


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen within 20 seconds")


async def no_hints(editor: Editor) -> None:
    for _ in range(500):
        if not await editor.hints():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the hints did not go")


class Editor:
    """A client under one editor's capabilities."""

    def __init__(self, client: LanguageClient, name: str) -> None:
        self.client = client
        self.name = name
        self.encoding = "utf-16"

    async def start(self, **more: Any) -> lsp.InitializeResult:
        given = parameters(self.name, **more)
        self.capabilities = given.capabilities
        answer = await self.client.initialize_session(given)
        self.encoding = str(answer.capabilities.position_encoding or "utf-16")
        return answer

    def place(self, text: str, word: str) -> lsp.Position:
        before = text[: text.index(word)]
        line = before.rpartition("\n")[2]
        width = {"utf-8": len(line.encode()), "utf-16": len(line.encode("utf-16-le")) // 2, "utf-32": len(line)}
        return lsp.Position(before.count("\n"), width[self.encoding])

    def open(self, text: str = PROGRAM, uri: str = URI) -> None:
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "python", 1, text)))

    def change(self, version: int, *changes: lsp.TextDocumentContentChangeEvent, uri: str = URI) -> None:
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(lsp.VersionedTextDocumentIdentifier(version, uri), list(changes))
        )

    async def diagnostics(self, uri: str = URI) -> list[lsp.Diagnostic]:
        if self.name in PULLING:
            answer = await self.client.text_document_diagnostic_async(
                lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri))
            )
            return list(answer.items)
        await until(lambda: uri in self.client.diagnostics)
        return list(self.client.diagnostics[uri])

    async def hover(self, text: str, word: str, uri: str = URI) -> lsp.Hover | None:
        return await self.client.text_document_hover_async(
            lsp.HoverParams(lsp.TextDocumentIdentifier(uri), self.place(text, word))
        )

    async def hints(self, uri: str = URI) -> list[lsp.InlayHint]:
        everything = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
        found = await self.client.text_document_inlay_hint_async(
            lsp.InlayHintParams(lsp.TextDocumentIdentifier(uri), everything)
        )
        for hint in found or ():
            hint.label = hint.label if isinstance(hint.label, str) else "".join(part.value for part in hint.label)
        return list(found or ())

    async def actions(self, where: lsp.Range, only: list[Any] | None = None, uri: str = URI) -> list[lsp.CodeAction]:
        context = lsp.CodeActionContext(diagnostics=[], only=only)
        found = await self.client.text_document_code_action_async(
            lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), where, context)
        )
        return list(found or ())


def make_client() -> LanguageClient:
    client = make_test_lsp_client()
    client.registered = []
    client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(lambda params: client.registered.extend(params.registrations))
    client.feature(lsp.WORKSPACE_INLAY_HINT_REFRESH)(lambda _: None)
    client.feature(lsp.WORKSPACE_CODE_LENS_REFRESH)(lambda _: None)
    # The test client knows no progress of requests of its own.
    client.told = {}
    client.protocol.fm.features[lsp.PROGRESS] = lambda params: client.told.setdefault(params.token, []).append(
        params.value
    )
    return client


CONFIG = ClientServerConfig(server_command=FAKE, server_env=environment(), client_factory=make_client)


@pytest_lsp.fixture(config=CONFIG, params=CLIENTS)
async def anyone(lsp_client: LanguageClient, request: pytest.FixtureRequest) -> AsyncIterator[None]:
    lsp_client.editor = Editor(lsp_client, request.param)
    await lsp_client.editor.start()
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(config=CONFIG)
async def vscode(lsp_client: LanguageClient) -> AsyncIterator[None]:
    lsp_client.editor = Editor(lsp_client, "vscode-1.139.1")
    await lsp_client.editor.start()
    yield
    await lsp_client.shutdown_session()


async def test_every_editor(anyone: LanguageClient) -> None:
    editor: Editor = anyone.editor
    editor.open()

    (finding,) = await editor.diagnostics()
    assert (finding.code, finding.source, finding.severity) == ("SEQ999", "seqlint", lsp.DiagnosticSeverity.Warning)
    assert finding.range.start == editor.place(PROGRAM, "taste")
    shows_related = editor.name.startswith(("vscode", "neovim", "kate", "vim"))
    if shows_related:
        assert finding.message == "taste is bad."
        (related,) = finding.related_information
        assert (related.location.uri, related.message) == (URI, "keras is here")
    else:
        assert finding.message == "taste is bad.\nLine 1: keras is here"
        assert finding.related_information is None

    hover = await editor.hover(PROGRAM, "taste")
    assert hover is not None
    plain = editor.name.startswith(("emacs", "vim"))
    assert hover.contents.kind == ("plaintext" if plain else "markdown")
    assert hover.contents.value == ("taste full" if plain else "**taste** full")
    assert hover.range.start == editor.place(PROGRAM, "taste")

    hints = await editor.hints()
    assert [(hint.position.line, hint.position.character, hint.label) for hint in hints] == [
        (2, 9, "→ one"),
        (3, 9, "→ two"),
    ]
    lenses = await anyone.text_document_code_lens_async(lsp.CodeLensParams(lsp.TextDocumentIdentifier(URI)))
    assert [lens.command.title for lens in lenses] == ["model m"]
    assert lenses[0].range.start == editor.place(PROGRAM, "model")

    symbols = await anyone.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(URI))
    )
    if editor.name.startswith("vim"):
        assert [(symbol.name, symbol.container_name) for symbol in symbols] == [
            ("m", None), ("one (None, 1)", "m"), ("two (None, 1)", "m"),
        ]  # fmt: skip
    else:
        assert [symbol.name for symbol in symbols] == ["m"]
        assert [child.name for child in symbols[0].children] == ["one", "two"]

    # Findings are asked for or sent; a client that got both would show each twice.
    assert (URI in anyone.diagnostics) is (editor.name not in PULLING)


async def test_quick_fixes(anyone: LanguageClient) -> None:
    editor: Editor = anyone.editor
    editor.open()
    (finding,) = await editor.diagnostics()
    actions = await editor.actions(finding.range)
    literal = editor.capabilities.text_document.code_action
    if literal is None or literal.code_action_literal_support is None:
        assert actions == []
        return
    fix, ignore, everything = actions
    assert (fix.title, fix.kind) == ("Write good for taste", lsp.CodeActionKind.QuickFix)
    assert fix.is_preferred is (True if literal.is_preferred_support else None)
    assert [diagnostic.code for diagnostic in fix.diagnostics] == ["SEQ999"]
    (edit,) = edits_of(fix)
    assert edit.new_text == "good"
    assert edit.range.start == editor.place(PROGRAM, "bad taste")
    assert ignore.title == "Ignore SEQ999 here"
    assert not ignore.is_preferred
    assert "# seqlint: ignore[SEQ999]" in edits_of(ignore)[0].new_text
    assert everything.kind == "source.fixAll.seqlint"
    assert edits_of(everything)[0].new_text == "'é😀' ; good\n"


def edits_of(action: lsp.CodeAction) -> list[lsp.TextEdit]:
    if action.edit.document_changes:
        (change,) = action.edit.document_changes
        assert change.text_document.uri == URI
        assert change.text_document.version == 1
        return list(change.edits)
    return list(action.edit.changes[URI])


async def test_only_the_kinds_that_are_asked_for(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    editor.open()
    (finding,) = await editor.diagnostics()

    async def kinds(*only: str) -> list[str]:
        return sorted({str(getattr(a.kind, "value", a.kind)) for a in await editor.actions(finding.range, list(only))})

    assert await kinds("quickfix") == ["quickfix"]
    assert await kinds("source") == ["source.fixAll.seqlint"]
    assert await kinds("source.fixAll") == ["source.fixAll.seqlint"]
    assert await kinds("source.fixAll.seqlint") == ["source.fixAll.seqlint"]
    assert await kinds("source.organizeImports") == []
    assert await kinds("refactor") == []
    nowhere = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 1))
    assert [action.kind for action in await editor.actions(nowhere, ["quickfix"])] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_edits_below_a_line_with_wide_characters(encoding: str) -> None:
    client = await CONFIG.start()
    editor = Editor(client, "neovim-0.11.4")
    given = parameters(editor.name).capabilities
    given.general.position_encodings = [encoding]
    await editor.start(capabilities=get_converter().unstructure(given))
    assert editor.encoding == encoding
    editor.open()
    at = editor.place(PROGRAM, "taste")
    editor.change(2, lsp.TextDocumentContentChangePartial(lsp.Range(at, at), "😀dis"))
    at = lsp.Position(0, 0)
    editor.change(3, lsp.TextDocumentContentChangePartial(lsp.Range(at, at), "é\f\u2028\n"))
    text = "é\f\u2028\n" + PROGRAM.replace("taste", "😀distaste")
    hover = await editor.hover(text, "distaste")
    assert hover.contents.value == "**distaste** full"
    assert hover.range.start == editor.place(text, "distaste")
    await client.shutdown_session()


async def test_a_broken_line_keeps_hints_and_marks_them(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    editor.open()
    await editor.hints()
    start = lsp.Position(0, 0)
    editor.change(2, lsp.TextDocumentContentChangePartial(lsp.Range(start, start), "oops\n"))
    hints = await editor.hints()
    assert [(hint.position.line, hint.label) for hint in hints] == [(3, "~ → one"), (4, "~ → two")]
    assert all("last version" in hint.tooltip for hint in hints)
    hover = await editor.hover("oops\n" + PROGRAM, "taste")
    assert "last version" in hover.contents.value
    assert hover.range.start == editor.place("oops\n" + PROGRAM, "taste")


async def test_a_crash_answers_that_request_and_nothing_else(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    text = PROGRAM + "explode\n"
    editor.open(text)
    with pytest.raises(JsonRpcException, match="no card for this"):
        await editor.hover(text, "explode")
    assert (await editor.hover(text, "taste")) is not None
    editor.change(7, uri="file:///never/opened.py")
    editor.open("keras\ncrash analysis\n", "file:///w/other.py")
    assert await editor.diagnostics("file:///w/other.py") == []
    assert (await editor.hover(text, "taste")) is not None
    assert vscode.messages == []
    await until(lambda: any("the engine broke" in message.message for message in vscode.log_messages))


async def test_news_of_settings_and_project_files(vscode: LanguageClient) -> None:
    await until(lambda: len(vscode.registered) == 2)
    methods = {entry.method for entry in vscode.registered}
    assert methods == {lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES}
    editor: Editor = vscode.editor
    editor.open()
    document = lsp.TextDocumentIdentifier(URI)
    first = await vscode.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(document))
    event = lsp.FileEvent("file:///w/requirements.txt", lsp.FileChangeType.Changed)
    vscode.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
    again = await vscode.text_document_diagnostic_async(
        lsp.DocumentDiagnosticParams(document, previous_result_id=first.result_id)
    )
    assert again.kind == "full"


async def test_what_is_not_open_has_nothing(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    assert await editor.hover(PROGRAM, "taste") is None
    assert await editor.diagnostics() == []
    assert await editor.hints() == []
    editor.open()
    editor.open("keras\nlayer late\n", URI)
    assert [hint.label for hint in await editor.hints()] == ["→ late"]


async def test_the_same_findings_are_not_sent_twice(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    editor.open()
    document = lsp.TextDocumentIdentifier(URI)
    first = await vscode.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(document))
    again = await vscode.text_document_diagnostic_async(
        lsp.DocumentDiagnosticParams(document, previous_result_id=first.result_id)
    )
    assert (again.kind, again.result_id) == ("unchanged", first.result_id)


async def test_settings_are_asked_for_and_followed(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    editor.open()
    assert len(await editor.hints()) == 2
    vscode.set_configuration({"seqlint": {"hints": {"layer": False}, "hover": {"detail": "short"}, "lenses": False}})
    vscode.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(None))
    await no_hints(editor)
    hover = await editor.hover(PROGRAM, "taste")
    assert hover.contents.value == "**taste** short"
    assert not await vscode.text_document_code_lens_async(lsp.CodeLensParams(lsp.TextDocumentIdentifier(URI)))


async def test_settings_that_come_with_the_start_or_are_sent() -> None:
    client = await CONFIG.start()
    editor = Editor(client, "jupyterlab-lsp-5.3.0")
    await editor.start(initializationOptions={"hover": {"detail": "short"}})
    editor.open()
    assert (await editor.hover(PROGRAM, "taste")).contents.value == "**taste** short"
    client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams({"seqlint": {"hints": False}}))
    await no_hints(editor)
    assert (await editor.hover(PROGRAM, "taste")).contents.value == "**taste** full"
    await client.shutdown_session()


BOOK = "file:///w/train.ipynb"
CELLS = ["vscode-notebook-cell://127.0.0.1:1/w/train.ipynb#a", "vscode-notebook-cell://127.0.0.1:1/w/train.ipynb#b"]


async def test_notebooks_cell_by_cell(vscode: LanguageClient) -> None:
    editor: Editor = vscode.editor
    texts = ["# 😀\nkeras\nmodel m", "layer one\nbad taste\n"]
    cells = [lsp.NotebookCell(kind=lsp.NotebookCellKind.Code, document=uri) for uri in CELLS]
    book = lsp.NotebookDocument(uri=BOOK, notebook_type="jupyter-notebook", version=1, cells=cells)
    items = [lsp.TextDocumentItem(uri, "python", 1, text) for uri, text in zip(CELLS, texts, strict=True)]
    vscode.notebook_document_did_open(lsp.DidOpenNotebookDocumentParams(book, items))
    assert await editor.diagnostics(CELLS[0]) == []
    (finding,) = await editor.diagnostics(CELLS[1])
    assert finding.range.start == lsp.Position(1, 4)
    assert finding.related_information[0].location.uri == CELLS[0]
    assert [hint.position for hint in await editor.hints(CELLS[1])] == [lsp.Position(0, 9)]
    assert await editor.hints(CELLS[0]) == []
    (fix, *_) = await editor.actions(finding.range, ["quickfix"], CELLS[1])
    (change,) = fix.edit.document_changes
    assert change.text_document.uri == CELLS[1]
    symbols = await vscode.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(CELLS[1]))
    )
    assert [symbol.name for symbol in symbols] == ["one"]
    # A key stroke in the second cell, and the cells change places.
    at = lsp.Position(1, 9)
    typed = lsp.NotebookDocumentCellContentChanges(
        lsp.VersionedTextDocumentIdentifier(2, CELLS[1]),
        [lsp.TextDocumentContentChangePartial(lsp.Range(at, at), "less")],
    )
    moved = lsp.NotebookDocumentCellChangeStructure(lsp.NotebookCellArrayChange(0, 2, cells[::-1]))
    vscode.notebook_document_did_change(
        lsp.DidChangeNotebookDocumentParams(
            lsp.VersionedNotebookDocumentIdentifier(2, BOOK),
            lsp.NotebookDocumentChangeEvent(
                cells=lsp.NotebookDocumentCellChanges(structure=moved, text_content=[typed])
            ),
        )
    )
    (finding,) = await editor.diagnostics(CELLS[1])
    assert finding.message == "tasteless is bad."
    vscode.notebook_document_did_close(
        lsp.DidCloseNotebookDocumentParams(
            lsp.NotebookDocumentIdentifier(BOOK), [lsp.TextDocumentIdentifier(uri) for uri in CELLS]
        )
    )
    assert await editor.diagnostics(CELLS[1]) == []


async def test_findings_go_when_a_file_is_closed() -> None:
    client = await CONFIG.start()
    editor = Editor(client, "emacs-28.2-eglot-1.9")
    await editor.start()
    editor.open()
    assert await editor.diagnostics()
    client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(URI)))
    await until(lambda: not client.diagnostics[URI])
    await client.shutdown_session()
