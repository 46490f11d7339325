"""The setup pages say what the setup files do."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from seqlint_server.abilities import Abilities
from seqlint_server.handlers import diagnostics, rename, workspace_diagnostic
from seqlint_server.server import create_server

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for path in (ROOT / "editors").glob("*/*")
    if path.suffix in {".lua", ".el", ".vim", ".toml", ".json"} and path.parent.name != "vscode"
)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_the_page_shows_the_file(file: Path) -> None:
    page = (ROOT / "docs" / "editors" / f"{file.parent.name}.md").read_text(encoding="utf-8")
    assert f"\n{file.read_text(encoding='utf-8')}```\n" in page


def test_every_page_has_its_file() -> None:
    pages = {page.stem for page in (ROOT / "docs" / "editors").glob("*.md")}
    assert pages - {"vscode"} == {file.parent.name for file in FILES}


def test_json_can_be_read() -> None:
    for file in FILES:
        if file.suffix == ".json":
            json.loads(file.read_text(encoding="utf-8"))


def test_the_page_of_the_server_names_all_that_it_answers() -> None:
    page = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
    table = page.partition("## What it answers")[2].partition("\n\nNotebooks")[0]
    named = set(re.findall(r"`((?:textDocument|workspace)/\w+)`", table)) - {lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS}
    server = create_server()
    server.abilities = Abilities(pulls=True, prepares=True)
    for module in (diagnostics, rename, workspace_diagnostic):
        module.offer(server)
    server.session.shut_down()
    requests = {name for name in server.protocol.fm.features if lsp.METHOD_TO_TYPES[name][1] is not None}
    assert named - {lsp.WORKSPACE_EXECUTE_COMMAND} == requests - {lsp.INITIALIZE, lsp.SHUTDOWN}
    commands = re.findall(r"^\| `(seqlint\.\w+)` \|", page, re.MULTILINE)
    assert set(commands) == set(server.protocol.fm.commands)
