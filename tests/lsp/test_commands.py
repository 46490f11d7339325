"""What `workspace/executeCommand` says of the model at the cursor."""

from __future__ import annotations

from collections.abc import AsyncIterator  # noqa: TC003 - pytest-lsp evaluates the annotations of its fixtures
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient

from .test_protocol import URI, Editor
from .test_real import CONFIG, LOSS, MODEL, PROGRAM

SVG = "{http://www.w3.org/2000/svg}"
TWO = f"""{PROGRAM}
other = tf.keras.Sequential(name="other")
other.add(tf.keras.Input((28, 28)))
other.add(tf.keras.layers.Flatten())
other.add(tf.keras.layers.Dense(units, name="<b>&"))
print("nothing here")
"""


@pytest_lsp.fixture(config=CONFIG)
async def vscode(lsp_client: LanguageClient) -> AsyncIterator[None]:
    lsp_client.editor = Editor(lsp_client, "vscode-1.139.1")
    lsp_client.answer = await lsp_client.editor.start()
    lsp_client.editor.open(TWO)
    yield
    await lsp_client.shutdown_session()


async def ask(client: LanguageClient, name: str, word: str, text: str = TWO) -> Any:
    position = client.editor.place(text, word)
    argument = {"textDocument": {"uri": URI}, "position": {"line": position.line, "character": position.character}}
    return await client.workspace_execute_command_async(lsp.ExecuteCommandParams(f"seqlint.{name}", [argument]))


async def test_the_commands_are_advertised(vscode: LanguageClient) -> None:
    offered = vscode.answer.capabilities.execute_command_provider.commands
    assert set(offered) == {"seqlint.explain", "seqlint.summary", "seqlint.picture", "seqlint.model"}


@pytest.mark.parametrize("word", ["tf.keras.Sequential", "layers.Dense(64", "10, act", "model.compile", "fit("])
async def test_the_model_is_meant_where_it_is_written_and_where_it_is_named(vscode: LanguageClient, word: str) -> None:
    assert (await ask(vscode, "explain", word)).startswith("# model (m.py, ")
    assert '"sequential"' in await ask(vscode, "summary", word)


async def test_the_nearest_of_two_models_is_meant(vscode: LanguageClient) -> None:
    assert (await ask(vscode, "explain", "layers.Flatten")).startswith("# other (")
    assert (await ask(vscode, "explain", "other.add")).startswith("# other (")


@pytest.mark.parametrize("name", ["explain", "summary", "picture", "model"])
async def test_no_model_no_answer(vscode: LanguageClient, name: str) -> None:
    assert await ask(vscode, name, "nothing here") is None
    assert await ask(vscode, name, "import tensorflow") is None


async def test_the_summary_is_what_keras_prints(vscode: LanguageClient) -> None:
    table = await ask(vscode, "summary", MODEL)
    assert "│ dense (Dense)                   │ (None, 64)             │        50,240 │" in table
    assert " Total params: 50,890 (198.79 KB)" in table


async def test_the_model_as_data(vscode: LanguageClient) -> None:
    answer = await ask(vscode, "model", "10, act")
    found = dict(answer._asdict()) if hasattr(answer, "_asdict") else answer
    assert (found["name"], found["uri"], found["version"], found["selected"]) == ("model", URI, 1, 1)
    assert (found["input"], found["output"], found["state"]) == ("(None, 784)", "(None, 10)", "fitted")
    assert found["generation"] > 0
    numbers = plain(found["parameters"])
    assert numbers == {"trainable": 50_890, "nonTrainable": 0, "bytes": 203_560}
    first, last = plain(found["layers"])
    assert (first["name"], first["kind"], first["output"], first["dtype"]) == (
        "dense",
        "Dense",
        "(None, 64)",
        "float32",
    )
    assert (last["title"], last["parameters"]) == ("Dense(10, softmax)", 650)
    assert plain(plain(first["range"])["start"]) == {"line": 6, "character": 4}
    assert [plain(finding)["code"] for finding in first["findings"]] == ["SEQ206"]
    (error,) = (plain(finding) for finding in found["findings"])
    assert (error["code"], error["severity"]) == ("SEQ307", "error")
    place = vscode.editor.place(TWO, LOSS)
    assert plain(plain(error["range"])["start"]) == {"line": place.line, "character": place.character}


def plain(value: Any) -> Any:
    value = value._asdict() if hasattr(value, "_asdict") else value
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return {name: plain(each) for name, each in value.items()} if isinstance(value, dict) else value


async def test_what_is_not_known_is_null(vscode: LanguageClient) -> None:
    found = plain(await ask(vscode, "model", "layers.Flatten"))
    assert found["parameters"] == {"trainable": None, "nonTrainable": None, "bytes": None}
    flatten, dense = (plain(layer) for layer in found["layers"])
    assert (flatten["parameters"], flatten["output"]) == (0, "(None, 784)")
    assert dense["parameters"] is None
    assert found["selected"] == 0


async def test_the_picture_can_be_read_by_everybody(vscode: LanguageClient) -> None:
    svg = await ask(vscode, "picture", MODEL)
    root = ET.fromstring(svg)
    assert root.find(f"{SVG}title").text == "model: Sequential with 2 layers"
    words = root.find(f"{SVG}desc").text
    assert "1. Dense(64, relu) gives (None, 64), 50,240 parameters." in words
    assert "50,890 parameters (198.8 KiB)." in words
    style = root.find(f"{SVG}style").text
    assert "currentColor" in style
    assert "prefers-color-scheme:dark" in style
    assert len(root.findall(f"{SVG}rect")) == 2
    shown = [text.text for text in root.iter(f"{SVG}text")]
    assert "→ (None, 10)" in shown
    assert any(text.startswith("SEQ307") for text in shown)


async def test_marks_in_a_name_do_not_break_the_picture(vscode: LanguageClient) -> None:
    text = "import keras\nm = keras.Sequential([keras.layers.Dense(2 if 1 < 2 else 3)], name='<b>&\\x00')\nm = 1\n"
    vscode.editor.change(2, lsp.TextDocumentContentChangeWholeDocument(text))
    root = ET.fromstring(await ask(vscode, "picture", "Dense", text))
    assert root.find(f"{SVG}title").text.startswith("<b>&: Sequential")


async def test_wrong_arguments_are_refused(vscode: LanguageClient) -> None:
    for arguments in (None, [], [{"uri": URI}], [1, 2]):
        with pytest.raises(JsonRpcException, match="one argument"):
            await vscode.workspace_execute_command_async(lsp.ExecuteCommandParams("seqlint.model", arguments))


async def test_while_a_line_is_broken_the_model_stays(vscode: LanguageClient) -> None:
    assert await ask(vscode, "model", "10, act") is not None
    at = lsp.Position(0, 0)
    vscode.editor.change(2, lsp.TextDocumentContentChangePartial(lsp.Range(at, at), "oops(\n"))
    found = plain(await ask(vscode, "model", "10, act", "oops(\n" + TWO))
    assert found["stale"]
    assert plain(plain(plain(found["layers"][1])["range"])["start"])["line"] == 8
