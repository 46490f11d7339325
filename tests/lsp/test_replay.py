"""Recorded sessions of clients, said again: every request is answered once, as the protocol says.

`record.py` writes such sessions; `editors/tour.lua` is the tour through everything that was recorded with Neovim.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types as lsp
from lsprotocol.converters import get_converter

from .conftest import CLIENTS, HERE, environment, parameters

if TYPE_CHECKING:
    from pathlib import Path

SESSIONS = sorted((HERE / "sessions").glob("*.jsonl"))
CONVERTER = get_converter()
NOT_FOUND = -32601
PATIENCE = 20


class Replayer:
    """A client that says what it is told to, and keeps what it hears."""

    def __init__(self) -> None:
        self.answers: dict[Any, list[dict[str, Any]]] = {}
        self.asked: dict[Any, str] = {}
        self.heard: list[dict[str, Any]] = []
        self.news = asyncio.Event()
        self.left = False

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "seqlint", "server", env=environment(),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        self.reader = asyncio.ensure_future(self.read())

    def say(self, message: dict[str, Any]) -> None:
        if "id" in message and "method" in message:
            self.asked[message["id"]] = message["method"]
        self.left = self.left or message.get("method") == "exit"
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    async def read(self) -> None:
        stream = self.process.stdout
        while head := await stream.readline():
            length = 0
            while head.strip():
                name, _, value = head.decode().partition(":")
                length = int(value) if name.lower() == "content-length" else length
                head = await stream.readline()
            self.hear(json.loads(await stream.readexactly(length)))

    def hear(self, message: dict[str, Any]) -> None:
        if "method" not in message:
            self.answers.setdefault(message["id"], []).append(message)
        else:
            self.heard.append(message)
            if "id" in message:
                asked = message["method"] == lsp.WORKSPACE_CONFIGURATION
                self.say({"id": message["id"], "result": [None] * len(message["params"]["items"]) if asked else None})
        self.news.set()

    async def answer(self, identifier: Any) -> dict[str, Any]:
        async def wait() -> dict[str, Any]:
            while identifier not in self.answers:
                self.news.clear()
                await self.news.wait()
            return self.answers[identifier][0]

        try:
            return await asyncio.wait_for(wait(), PATIENCE)
        except asyncio.TimeoutError:
            raise AssertionError(f"{self.asked[identifier]} is not answered") from None

    async def end(self) -> int:
        """Say goodbye, unless that was said already; the exit status."""
        if not self.left:
            self.say({"id": "the-end", "method": "shutdown"})
            await self.answer("the-end")
            self.say({"method": "exit"})
        status = await asyncio.wait_for(self.process.wait(), 20)
        await self.reader
        return status

    def check(self) -> None:
        """What was heard is what the protocol allows."""
        for identifier, method in self.asked.items():
            answers = self.answers.get(identifier, [])
            assert len(answers) == 1, f"{method} was answered {len(answers)} times"
            check_answer(method, answers[0])
        assert set(self.answers) <= set(self.asked)
        for message in self.heard:
            kind = lsp.METHOD_TO_TYPES[message["method"]][0]
            assert ("id" in message) is kind.__name__.endswith("Request")
            CONVERTER.structure(message, kind)


def check_answer(method: str, answer: dict[str, Any]) -> None:
    assert ("result" in answer) is not ("error" in answer)
    if "error" in answer:
        error = answer["error"]
        assert isinstance(error["code"], int)
        assert error["message"]
        # An error inside the server is never the right answer.
        assert error["code"] not in {-32603, -32000}, f"{method}: {error}"
    elif method in lsp.METHOD_TO_TYPES:
        CONVERTER.structure(answer, lsp.METHOD_TO_TYPES[method][1])


def messages(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("patient", [True, False], ids=["one by one", "all at once"])
@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
async def test_a_session(path: Path, patient: bool) -> None:
    said = messages(path)
    replayer = Replayer()
    await replayer.start()
    asked: list[Any] = []
    for message in said:
        if "method" not in message:
            continue  # an answer to the server: those are given as they are asked for
        if message["method"] == "shutdown":
            for identifier in asked:
                await replayer.answer(identifier)
        if message["method"] == "exit":
            # Kate tells of its shutdown and asks for no answer.
            for identifier in [key for key, method in replayer.asked.items() if method == "shutdown"]:
                await replayer.answer(identifier)
        replayer.say(message)
        # What is sent bit by bit has no end before the client says so.
        if "id" in message and "partialResultToken" not in (message.get("params") or {}):
            asked.append(message["id"])
            if patient or message["method"] == "initialize":
                await replayer.answer(message["id"])
    assert await replayer.end() == 0
    replayer.check()


async def test_what_is_under_way_is_answered_at_shutdown() -> None:
    replayer, _ = await introduced("vscode-1.139.1")
    item = {"uri": DOCUMENT["uri"], "languageId": "python", "version": 1, "text": TEXT * 200}
    replayer.say({"method": "textDocument/didOpen", "params": {"textDocument": item}})
    for number in range(1, 20):
        replayer.say({"id": number, "method": "textDocument/hover", "params": PLACE})
    assert await replayer.end() == 0
    replayer.check()


async def introduced(name: str) -> tuple[Replayer, dict[str, Any]]:
    replayer = Replayer()
    await replayer.start()
    replayer.say({"id": 0, "method": "initialize", "params": CONVERTER.unstructure(parameters(name))})
    answer = await replayer.answer(0)
    replayer.say({"method": "initialized", "params": {}})
    return replayer, answer["result"]["capabilities"]


TEXT = "import keras\nmodel = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, name='a')])\n"
DOCUMENT = {"uri": "file:///w/m.py"}
PLACE = {"textDocument": DOCUMENT, "position": {"line": 1, "character": 9}}
EVERYTHING = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
PARAMS: dict[str, Any] = {
    **PLACE, "range": EVERYTHING, "context": {"includeDeclaration": True, "diagnostics": [], "triggerKind": 1, "isRetrigger": False}, "newName": "b",
    "options": {"tabSize": 4, "insertSpaces": True}, "query": "", "previousResultIds": [], "ch": "(", "positions": [PLACE["position"]],
    "color": {"red": 0, "green": 0, "blue": 0, "alpha": 0}, "command": "seqlint.summary", "arguments": [PLACE], "files": [],
}  # fmt: skip
ASKED_BY_CLIENTS = sorted(
    method
    for method in lsp.METHOD_TO_TYPES
    if lsp.METHOD_TO_TYPES[method][0].__name__.endswith("Request")
    and lsp.message_direction(method) in {"clientToServer", "both"}
    and method not in {"initialize", "shutdown"}
)


@pytest.mark.parametrize("name", CLIENTS)
async def test_every_request_of_the_protocol_is_answered_or_rejected(name: str) -> None:
    replayer, offered = await introduced(name)
    item = {"uri": DOCUMENT["uri"], "languageId": "python", "version": 1, "text": TEXT}
    replayer.say({"method": "textDocument/didOpen", "params": {"textDocument": item}})
    for method in ASKED_BY_CLIENTS:
        replayer.say({"id": method, "method": method, "params": PARAMS})
        answer = await replayer.answer(method)
        if "error" in answer:
            assert answer["error"]["code"] in {NOT_FOUND, -32602}, f"{method}: {answer['error']}"
            known = method.partition("/")[2].partition("/")[0]
            # What is offered is answered.
            assert f"{known}Provider" not in offered or method.endswith("/resolve"), f"{method}: {answer['error']}"
    for method in ("hover", "documentSymbol", "completion", "definition", "foldingRange", "executeCommand"):
        assert f"{method}Provider" in offered
    replayer.say({"id": "odd", "method": "nobody/knowsThis", "params": None})
    assert (await replayer.answer("odd"))["error"]["code"] == NOT_FOUND
    replayer.say({"method": "$/nobodyKnowsThis", "params": {}})
    replayer.say({"method": "$/cancelRequest", "params": {"id": "never asked"}})
    replayer.say({"id": "last", "method": "textDocument/hover", "params": PLACE})
    assert (await replayer.answer("last"))["result"]["contents"]
    assert await replayer.end() == 0
    replayer.check()


async def test_requests_out_of_their_time_are_rejected() -> None:
    replayer = Replayer()
    await replayer.start()
    replayer.say({"id": "early", "method": "textDocument/hover", "params": PLACE})
    assert (await replayer.answer("early"))["error"]["code"] == -32002
    replayer.say({"method": "textDocument/didOpen", "params": {"nonsense": 1}})
    replayer.say({"id": 0, "method": "initialize", "params": CONVERTER.unstructure(parameters("kate-22.12.3"))})
    await replayer.answer(0)
    replayer.say({"id": "wrong", "method": "textDocument/hover", "params": {"position": "here"}})
    error = (await replayer.answer("wrong"))["error"]
    assert (error["code"], "textDocument/hover" in error["message"]) == (-32602, True)
    replayer.say({"method": "textDocument/didChange", "params": {"nonsense": 1}})
    replayer.say({"id": "end", "method": "shutdown"})
    await replayer.answer("end")
    replayer.say({"id": "late", "method": "textDocument/hover", "params": PLACE})
    assert (await replayer.answer("late"))["error"]["code"] == -32600
    replayer.say({"method": "exit"})
    assert await replayer.end() == 0
