"""How the server starts and ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from .conftest import FAKE, environment


def message(method: str, params: object = None, number: int | None = None) -> bytes:
    body: dict[str, object] = {"jsonrpc": "2.0", "method": method, "params": params}
    if number is not None:
        body["id"] = number
    data = json.dumps(body).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(data), data)


def start(command: list[str] = FAKE) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment())


def initialize(server: subprocess.Popen[bytes], process: int | None = None) -> None:
    server.stdin.write(message("initialize", {"processId": process, "rootUri": None, "capabilities": {}}, 1))
    server.stdin.flush()
    header = server.stdout.readline()
    assert header.startswith(b"Content-Length"), header


def busy(server: subprocess.Popen[bytes]) -> None:
    """The worker is in the middle of something."""
    item = {"uri": "file:///a.py", "languageId": "python", "version": 1, "text": "keras\nslow\n"}
    server.stdin.write(message("textDocument/didOpen", {"textDocument": item}))
    server.stdin.flush()


def test_goodbye_in_order() -> None:
    server = start()
    initialize(server)
    busy(server)
    server.stdin.write(message("shutdown", None, 2) + message("exit"))
    server.stdin.flush()
    assert server.wait(10) == 0


def test_exit_without_shutdown() -> None:
    server = start()
    initialize(server)
    server.stdin.write(message("exit"))
    server.stdin.flush()
    assert server.wait(10) == 1


def test_a_client_that_vanishes() -> None:
    server = start()
    initialize(server)
    busy(server)
    server.stdin.close()
    assert server.wait(10) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot ask whether a process lives without asking it to stop")
def test_a_client_that_dies_while_something_holds_the_pipe() -> None:
    client = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    server = start()
    initialize(server, client.pid)
    client.send_signal(signal.SIGKILL)
    client.wait()
    began = time.monotonic()
    assert server.wait(15) == 1
    assert time.monotonic() - began < 10
    server.stdin.close()


def test_nonsense_does_not_end_it() -> None:
    server = start()
    initialize(server)
    server.stdin.write(b"Content-Length: 5\r\n\r\n{{{{{" + message("no/such", {}, 5))
    server.stdin.write(message("textDocument/hover", {"wrong": 1}, 6))
    server.stdin.write(message("shutdown", None, 7) + message("exit"))
    server.stdin.flush()
    assert server.wait(10) == 0
    assert b"-32601" in server.stdout.read()
