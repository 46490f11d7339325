"""The files of the workspace that are not open: their findings and their models."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator  # noqa: TC003 - pytest-lsp evaluates the annotations of its fixtures
from pathlib import Path  # noqa: TC003 - pytest-lsp evaluates the annotations of its fixtures
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient

from .conftest import CLIENTS, PULLING
from .test_commands import plain
from .test_protocol import Editor, until
from .test_real import CONFIG, PROGRAM

CLEAN = "import keras\nnet = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name='heads')])\n"


def write(folder: Path) -> None:
    (folder / "a.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "pack").mkdir()
    (folder / "pack" / "b.py").write_text(CLEAN, encoding="utf-8")
    (folder / "other.py").write_text("print('no model')\n", encoding="utf-8")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "c.py").write_text(PROGRAM, encoding="utf-8")
    cells = [{"cell_type": "code", "source": CLEAN.replace("net", "cellular"), "metadata": {}, "outputs": []}]
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "n.ipynb").write_text(json.dumps(book), encoding="utf-8")


async def started(name: str, folder: Path, **options: Any) -> LanguageClient:
    client = await CONFIG.start()
    client.editor = Editor(client, name)
    folders = [{"uri": folder.as_uri(), "name": "w"}]
    client.answer = await client.editor.start(
        rootUri=folder.as_uri(), workspaceFolders=folders, initializationOptions=options
    )
    return client


@pytest_lsp.fixture(config=CONFIG)
async def vscode(lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    write(tmp_path)
    lsp_client.editor = Editor(lsp_client, "vscode-1.139.1")
    folders = [{"uri": tmp_path.as_uri(), "name": "w"}]
    await lsp_client.editor.start(rootUri=tmp_path.as_uri(), workspaceFolders=folders)
    yield
    await lsp_client.shutdown_session()


def uris(folder: Path, *names: str) -> set[str]:
    return {(folder / name).as_uri() for name in names}


async def test_the_findings_of_all_files(vscode: LanguageClient, tmp_path: Path) -> None:
    answer = await vscode.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams([]))
    by_uri = {report.uri: report for report in answer.items}
    assert set(by_uri) == uris(tmp_path, "a.py", "pack/b.py")
    found = by_uri[(tmp_path / "a.py").as_uri()]
    (error,) = [each for each in found.items if each.code == "SEQ307"]
    assert error.range.start == vscode.editor.place(PROGRAM, "'categorical_crossentropy'")
    assert error.related_information
    assert not by_uri[(tmp_path / "pack" / "b.py").as_uri()].items
    ids = [lsp.PreviousResultId(report.uri, report.result_id) for report in answer.items]
    again = await vscode.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams(ids))
    assert {report.kind for report in again.items} == {"unchanged"}


async def test_what_changes_and_what_goes(vscode: LanguageClient, tmp_path: Path) -> None:
    answer = await vscode.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams([]))
    ids = [lsp.PreviousResultId(report.uri, report.result_id) for report in answer.items]
    (tmp_path / "pack" / "b.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "a.py").unlink()
    again = await vscode.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams(ids))
    by_uri = {report.uri: report for report in again.items}
    assert by_uri[(tmp_path / "a.py").as_uri()].items == ()
    assert "SEQ307" in [each.code for each in by_uri[(tmp_path / "pack" / "b.py").as_uri()].items]


async def test_an_open_file_is_as_it_is_in_the_editor(vscode: LanguageClient, tmp_path: Path) -> None:
    uri = (tmp_path / "a.py").as_uri()
    vscode.editor.open(CLEAN, uri)
    answer = await vscode.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams([]))
    by_uri = {report.uri: report for report in answer.items}
    assert (by_uri[uri].version, by_uri[uri].items) == (1, ())
    mine = await vscode.text_document_diagnostic_async(
        lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri), previous_result_id=by_uri[uri].result_id)
    )
    assert mine.kind == "unchanged"


async def test_a_client_that_listens_is_told_bit_by_bit(tmp_path: Path) -> None:
    write(tmp_path)
    client = await started("vscode-1.139.1", tmp_path, workspace=True)
    params = lsp.WorkspaceDiagnosticParams([], partial_result_token="bits")
    request = asyncio.ensure_future(client.workspace_diagnostic_async(params))

    def told() -> dict[str, Any]:
        return {item["uri"]: item for bit in client.told.get("bits", ()) for item in plain(bit)["items"]}

    await until(lambda: set(told()) == uris(tmp_path, "a.py", "pack/b.py"))
    (tmp_path / "pack" / "b.py").write_text(PROGRAM, encoding="utf-8")
    uri = (tmp_path / "pack" / "b.py").as_uri()
    event = lsp.FileEvent(uri, lsp.FileChangeType.Changed)
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
    await until(lambda: "SEQ307" in [each["code"] for each in told()[uri]["items"]])
    assert not request.done()
    request.cancel()
    await client.shutdown_session()


async def test_nothing_is_told_unasked(tmp_path: Path) -> None:
    write(tmp_path)
    client = await started("vscode-1.139.1", tmp_path)
    params = lsp.WorkspaceDiagnosticParams([], partial_result_token="bits")
    request = asyncio.ensure_future(client.workspace_diagnostic_async(params))
    await asyncio.sleep(1)
    assert not client.told.get("bits")
    assert not request.done()
    request.cancel()
    await client.shutdown_session()


@pytest.mark.parametrize("name", CLIENTS)
async def test_only_those_who_can_ask_are_offered_it(name: str, tmp_path: Path) -> None:
    client = await started(name, tmp_path)
    offered = getattr(client.answer.capabilities.diagnostic_provider, "workspace_diagnostics", False)
    assert bool(offered) is (name in PULLING)
    await client.shutdown_session()


async def test_the_models_of_all_files(vscode: LanguageClient, tmp_path: Path) -> None:
    vscode.editor.open(CLEAN.replace("net", "opened"), (tmp_path / "new.py").as_uri())
    found = await vscode.workspace_symbol_async(lsp.WorkspaceSymbolParams(""))
    names = sorted(symbol.name.partition(" ")[0] for symbol in found)
    assert names == ["cellular", "model", "net", "opened"]
    (model,) = [symbol for symbol in found if symbol.name.startswith("model ")]
    assert model.name == "model (None, 784) → (None, 10), 50,890 parameters"
    assert model.location.uri == (tmp_path / "a.py").as_uri()
    assert model.location.range.start == lsp.Position(5, 8)
    (layer,) = [
        symbol
        for symbol in await vscode.workspace_symbol_async(lsp.WorkspaceSymbolParams("HDS"))
        if symbol.location.uri.endswith("b.py")
    ]
    assert (layer.container_name, layer.kind) == ("net", lsp.SymbolKind.Field)
    assert not await vscode.workspace_symbol_async(lsp.WorkspaceSymbolParams("nothing like it"))


async def test_progress_is_told_and_a_request_can_be_cancelled(vscode: LanguageClient, tmp_path: Path) -> None:
    for index in range(80):
        (tmp_path / f"m{index}.py").write_text(CLEAN, encoding="utf-8")
    params = lsp.WorkspaceSymbolParams("zzz", work_done_token="work")
    assert not await vscode.workspace_symbol_async(params)
    kinds = [plain(value)["kind"] for value in vscode.told["work"]]
    assert kinds[0] == "begin"
    assert kinds[-1] == "end"
    assert "report" in kinds
    for index in range(80):
        (tmp_path / f"m{index}.py").write_text(PROGRAM, encoding="utf-8")
    identifier = "cancel-me"
    request = vscode.protocol.send_request_async(
        lsp.WORKSPACE_DIAGNOSTIC, lsp.WorkspaceDiagnosticParams([]), msg_id=identifier
    )
    task = asyncio.ensure_future(request)
    await asyncio.sleep(0)
    vscode.cancel_request(lsp.CancelParams(identifier))
    with pytest.raises((JsonRpcException, asyncio.CancelledError)):
        await asyncio.wait_for(task, 5)
    assert await vscode.workspace_symbol_async(lsp.WorkspaceSymbolParams("net"))


async def test_a_file_that_is_imported_changes_on_disk(vscode: LanguageClient, tmp_path: Path) -> None:
    (tmp_path / "nets.py").write_text("units = 3\n")
    text = (
        "import keras\nfrom nets import units\nm = keras.Sequential([keras.Input((4,)), keras.layers.Dense(units)])\n"
    )
    (tmp_path / "m.py").write_text(text)
    uri = (tmp_path / "m.py").as_uri()
    vscode.editor.open(text, uri)
    assert [hint.label for hint in await vscode.editor.hints(uri)][-1] == "→ (None, 3)"
    (tmp_path / "nets.py").write_text("units = 5000\n")
    event = lsp.FileEvent((tmp_path / "nets.py").as_uri(), lsp.FileChangeType.Changed)
    vscode.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
    assert [hint.label for hint in await vscode.editor.hints(uri)][-1] == "→ (None, 5000)"
