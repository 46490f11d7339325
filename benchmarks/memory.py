"""What the server keeps in memory: `python -m benchmarks.memory [FOLDER]`.

The resident memory of a server that has 50 scripts open and was asked for findings, hints and a card of each, against a
bare pygls server that has only loaded libcst.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from benchmarks.files import documents
from benchmarks.measure import Ratio
from benchmarks.server import MODEL, PROGRAM, Editor

if TYPE_CHECKING:
    from collections.abc import Iterator

BARE = "import libcst; from pygls.lsp.server import LanguageServer; LanguageServer('bare', '1').start_io()"
OPEN = 50
# After so many seconds without a request the server has tidied up.
IDLE = 5.0


def resident(client: LanguageClient) -> float:
    """The memory of the server of a client, in MiB; only on Linux."""
    server = client._server  # noqa: SLF001 - pygls has no other way to ask which process it started
    assert server is not None
    lines = Path(f"/proc/{server.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Rss:")).split()[1]) / 1024


async def bare() -> float:
    """The memory of a server that can do nothing."""
    client = LanguageClient("benchmark", "1")
    await client.start_io(sys.executable, "-c", BARE)
    await client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities()))
    client.initialized(lsp.InitializedParams())
    await asyncio.sleep(1)
    found = resident(client)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()
    return found


async def full(programs: list[str]) -> tuple[float, float]:
    """The memory of the server with programs open: at once, and when it had time to tidy up."""
    first, *others = programs
    editor = Editor("p0.py", first)
    await editor.start()
    for index, text in enumerate(others, 1):
        editor.open(f"p{index}.py", text)
        await editor.findings()
        await editor.hints(0)
        await editor.hover(text.count("\n") // 2, 4)
    at_once = resident(editor.client)
    await asyncio.sleep(IDLE)
    found = resident(editor.client)
    await editor.stop()
    return at_once, found


def run(corpus: Path | None) -> Iterator[Ratio]:
    """50 scripts of the corpus, or as many of 300 and 25 lines, against nothing at all."""
    short = PROGRAM.partition(MODEL.format(name="model_1"))[0]
    own = [PROGRAM if index % 10 == 0 else f"{short}\n# {index}\n" for index in range(OPEN)]
    programs = own if corpus is None else [each.text for each in documents(corpus) if not each.cells][:OPEN]
    peer = asyncio.run(bare())
    at_once, found = asyncio.run(full(programs))
    name = f"MiB of a server with {len(programs)} open files"
    yield Ratio(f"{name}, at once", "bare pygls + libcst", at_once, peer)
    yield Ratio(name, "bare pygls + libcst", found, peer, 1.8)


if __name__ == "__main__":
    for ratio in run(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(ratio.row())
