"""Stands between an editor and the server and writes down what the editor says, for the replay tests.

`python tests/lsp/record.py OUT.jsonl FOLDER` is what the editor starts instead of `seqlint server`. Each line of OUT is
one message of the client; what names the machine is taken out of it, and FOLDER becomes `/w`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = re.compile(rb"Content-Length: *(\d+)", re.IGNORECASE)


def messages(stream: BinaryIO) -> Iterator[bytes]:
    """The messages of a stream, with their heads."""
    while True:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            char = stream.read(1)
            if not char:
                return
            head += char
        match = LENGTH.search(head)
        assert match is not None
        yield head + stream.read(int(match[1]))


def cleaned(message: Any, folder: str) -> Any:
    """A message without what differs from machine to machine."""
    if isinstance(message, dict):
        return {
            cleaned(name, folder): None if name == "processId" else cleaned(value, folder)
            for name, value in message.items()
            if name != "workDoneToken"
        }
    if isinstance(message, list):
        return [cleaned(each, folder) for each in message]
    return message.replace(folder, "/w") if isinstance(message, str) else message


def main(out: str, folder: str) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "seqlint", "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert server.stdin is not None
    assert server.stdout is not None

    def back() -> None:
        for message in messages(server.stdout):
            sys.stdout.buffer.write(message)
            sys.stdout.buffer.flush()

    threading.Thread(target=back, daemon=True).start()
    with Path(out).open("a", encoding="utf-8") as file:
        for message in messages(sys.stdin.buffer):
            said = json.loads(message.partition(b"\r\n\r\n")[2])
            file.write(json.dumps(cleaned(said, folder), ensure_ascii=False) + "\n")
            file.flush()
            server.stdin.write(message)
            server.stdin.flush()
            if said.get("method") == "exit":
                break
    server.stdin.close()
    server.wait(10)


if __name__ == "__main__":
    main(*sys.argv[1:])
