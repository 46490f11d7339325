"""Hovers with pictures, where the client can show them."""

from __future__ import annotations

import re
import sys
from base64 import b64decode
from xml.etree import ElementTree as ET

import pytest
from pytest_lsp import ClientServerConfig

from .conftest import CLIENTS, environment
from .test_protocol import Editor, make_client
from .test_real import CONFIG, PROGRAM

SVG = "{http://www.w3.org/2000/svg}"
IMAGE = re.compile(r"!\[([^\]]*)\]\(data:image/svg\+xml;base64,([\w+/=]+)\)")
JUPYTER = ClientServerConfig(
    server_command=[sys.executable, "-m", "seqlint", "server", "--pictures"],
    server_env=environment(),
    client_factory=make_client,
)
WORDS = {
    "'relu'": "the curve of relu",
    "64, act": "784 inputs → 64 outputs",
    "784,)": "784 inputs → 64 outputs",
    "model.compile": "784 input → 64 Dense(64, relu) → 10 Dense(10, softmax)",
}


async def shown(editor: Editor, word: str) -> str:
    card = await editor.hover(PROGRAM, word)
    return card.contents.value


@pytest.mark.parametrize("name", CLIENTS)
async def test_who_gets_pictures(name: str) -> None:
    client = await CONFIG.start()
    editor = Editor(client, name)
    await editor.start()
    editor.open(PROGRAM)
    text = await shown(editor, "'relu'")
    assert bool(IMAGE.search(text)) is name.startswith("vscode")
    assert ("▄" in text) is not name.startswith("vscode")
    await client.shutdown_session()


async def test_jupyterlab_is_started_for_them() -> None:
    client = await JUPYTER.start()
    editor = Editor(client, "jupyterlab-lsp-5.3.0")
    await editor.start()
    editor.open(PROGRAM)
    assert IMAGE.search(await shown(editor, "'relu'"))
    await client.shutdown_session()


@pytest.mark.parametrize(("name", "wanted"), [("vscode-1.139.1", False), ("kate-22.12.3", True)])
async def test_the_user_decides(name: str, wanted: bool) -> None:
    client = await CONFIG.start()
    editor = Editor(client, name)
    await editor.start(initializationOptions={"hover": {"pictures": wanted}})
    client.set_configuration({"seqlint": {"hover": {"pictures": wanted}}})
    editor.open(PROGRAM)
    assert bool(IMAGE.search(await shown(editor, "'relu'"))) is wanted
    await client.shutdown_session()


async def test_every_picture_says_what_it_shows() -> None:
    client = await CONFIG.start()
    editor = Editor(client, "vscode-1.139.1")
    await editor.start()
    editor.open(PROGRAM)
    for word, title in WORDS.items():
        text = await shown(editor, word)
        (alt, data), *_ = IMAGE.findall(text)
        assert alt
        assert text.index("![") < text.index("\n\n", text.index("![")), "it stands alone"
        root = ET.fromstring(b64decode(data))
        assert root.find(f"{SVG}title").text == title
        assert "prefers-color-scheme:dark" in root.find(f"{SVG}style").text
        assert len(text) < 60_000
    await client.shutdown_session()
