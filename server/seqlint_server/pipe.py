"""Standard input as the loop reads it."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

_MOST = 1 << 16


class Pipe:
    """What an editor says, as it comes.

    pygls lets another thread fetch each line of each message, and every change of threads waits for the one that reads
    programs; here one thread hands on all that has come.

    Args:
        file: the pipe; read by its number, so that nobody holds a lock of it when the process ends.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._number = file.fileno()
        self._stream: asyncio.StreamReader | None = None

    async def readline(self) -> bytes:
        """The next line; nothing at the end."""
        return await self._open().readline()

    async def readexactly(self, count: int) -> bytes:
        """So many bytes; nothing if the pipe ends before."""
        try:
            return await self._open().readexactly(count)
        except asyncio.IncompleteReadError:
            return b""

    def _open(self) -> asyncio.StreamReader:
        if self._stream is None:
            loop = asyncio.get_running_loop()
            self._stream = asyncio.StreamReader(loop=loop)
            threading.Thread(target=self._read, args=(loop, self._stream), name="seqlint-pipe", daemon=True).start()
        return self._stream

    def _read(self, loop: asyncio.AbstractEventLoop, stream: asyncio.StreamReader) -> None:
        data = b"..."
        while data:
            try:
                data = os.read(self._number, _MOST)
            except OSError:
                data = b""
            try:
                loop.call_soon_threadsafe(*((stream.feed_data, data) if data else (stream.feed_eof,)))
            except RuntimeError:  # the loop has ended
                return
