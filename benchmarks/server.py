"""The language server against a bare parse of the same text: `python -m benchmarks.server [FILE …]`.

A real client talks to a real server process; what is measured is the time from a request to its answer. Key strokes
are measured without the pause for typing. The parse is `libcst.parse_module` in the same run.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import libcst as cst
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from benchmarks.measure import Ratio

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

SERVER = "from seqlint_server.server import create_server; from seqlint_server.start import serve; "
SERVER += "serve(create_server(debounce=0))"
ROUNDS = 60
# Findings are worked out 0.15 s after the last key stroke at the earliest, so nobody sees them more often than this.
PAUSE = 0.3
MODEL = """
# A model for the {name} part of the work.
def make_{name}(units, rate=0.25):
    model = keras.Sequential(name="{name}")
    model.add(keras.Input(shape=(28, 28, 1)))
    model.add(layers.Conv2D(32, kernel_size=(3, 3), activation="relu", padding="same"))
    model.add(layers.BatchNormalization())
    model.add(layers.MaxPooling2D(pool_size=(2, 2)))
    model.add(layers.Conv2D(64, kernel_size=(3, 3), activation="relu"))
    model.add(layers.Dropout(rate))
    model.add(layers.Flatten())
    model.add(layers.Dense(units, activation="relu"))
    model.add(layers.Dense(10, activation="softmax"))
    return model

{name} = make_{name}(128)
{name}.compile(
    optimizer=keras.optimizers.Adam(learning_rate=1e-3),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
history_{name} = {name}.fit(x_train, y_train, batch_size=128, epochs=5, validation_split=0.1)
score_{name} = {name}.evaluate(x_test, y_test, verbose=0)
print("{name}: loss", score_{name}[0], "accuracy", score_{name}[1])
"""
HEAD = """\
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = np.expand_dims(x_train, -1).astype("float32") / 255
x_test = np.expand_dims(x_test, -1).astype("float32") / 255
"""
PROGRAM, LONG = (HEAD + "".join(MODEL.format(name=f"model_{index}") for index in range(count)) for count in (11, 210))


class Editor:
    """A client with one open text.

    Args:
        name: the text's name.
        text: the text.
    """

    def __init__(self, name: str, text: str) -> None:
        self.client = LanguageClient("benchmark", "1")
        self.client.feature(lsp.WINDOW_LOG_MESSAGE)(lambda params: print(params.message, file=sys.stderr))
        self.name = name
        self.uri = ""
        self.text = text
        self.version = 1

    async def start(self) -> None:
        """Start the server and wait until it knows the text."""
        await self.client.start_io(sys.executable, "-c", SERVER)
        capabilities = lsp.ClientCapabilities(
            general=lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf16]),
            text_document=lsp.TextDocumentClientCapabilities(
                diagnostic=lsp.DiagnosticClientCapabilities(),
                hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
            ),
        )
        await self.client.initialize_async(lsp.InitializeParams(capabilities=capabilities))
        self.client.initialized(lsp.InitializedParams())
        self.open(self.name, self.text)
        await self.findings()

    def open(self, name: str, text: str) -> None:
        """Open a text, or another one; requests are about the last."""
        self.uri = f"file:///{name}"
        item = lsp.TextDocumentItem(self.uri, "python", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    async def stop(self) -> None:
        """Say goodbye."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()

    async def findings(self) -> Any:
        """Ask for the findings."""
        document = lsp.TextDocumentIdentifier(self.uri)
        return await self.client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(document))

    async def hover(self, line: int, character: int) -> Any:
        """Ask for a card."""
        document = lsp.TextDocumentIdentifier(self.uri)
        return await self.client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(line, character)))

    async def hints(self, line: int) -> Any:
        """Ask for the hints of a screen of 50 lines."""
        screen = lsp.Range(lsp.Position(line, 0), lsp.Position(line + 50, 0))
        return await self.client.text_document_inlay_hint_async(
            lsp.InlayHintParams(lsp.TextDocumentIdentifier(self.uri), screen)
        )

    async def type(self, line: int, character: int, words: str) -> Any:
        """Type something and wait for the findings."""
        self.version += 1
        at = lsp.Position(line, character)
        change = lsp.TextDocumentContentChangePartial(lsp.Range(at, at), words)
        document = lsp.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        return await self.findings()


async def timed(actions: list[Callable[[], Awaitable[Any]]], pause: float = 0) -> list[float]:
    """How long each action takes, in milliseconds; before each there is a pause."""
    found = []
    for action in actions:
        await asyncio.sleep(pause)
        began = time.perf_counter()
        await action()
        found.append((time.perf_counter() - began) * 1000)
    return found


def parse_cost(text: str) -> float:
    """The median of bare parses, in milliseconds."""
    found = []
    for _ in range(9):
        gc.collect()
        began = time.perf_counter()
        cst.parse_module(text)
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)


def spread(found: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(found), statistics.quantiles(found, n=20)[-1]


class Figures(NamedTuple):
    """What was measured on one text, all in milliseconds."""

    parse: float
    first: float
    hovers: list[float]
    hints: list[float]
    strokes: list[float]

    def line(self, name: str, lines: int) -> str:
        """All of it in one line."""
        median, high = spread(self.strokes)
        return (
            f"{name}: {lines} lines, parse {self.parse:.1f} ms · first hover {self.first:.1f} ms · "
            f"hover median {spread(self.hovers)[0]:.1f}, p95 {spread(self.hovers)[1]:.1f} ms · "
            f"hints p95 {spread(self.hints)[1]:.1f} ms · key stroke to findings median {median:.1f} ms = "
            f"{median / self.parse:.2f} parse, p95 {high:.1f} ms = {high / self.parse:.2f} parse"
        )


async def measure(name: str, text: str) -> Figures:
    """Ask a server about a text."""
    lines = text.split("\n")
    words = [(row, column) for row, line in enumerate(lines) for column, char in enumerate(line) if char.isalnum()]
    places = words[:: max(1, len(words) // ROUNDS)][:ROUNDS]
    screens = range(0, len(lines), max(1, len(lines) // 20))
    rows = [row for row, line in enumerate(lines) if line.rstrip().endswith(")") and "#" not in line][::3][:ROUNDS]
    editor = Editor(name, text)
    await editor.start()
    first = await timed([lambda: editor.hover(*places[0])])
    hovers = await timed([lambda place=place: editor.hover(*place) for place in places])
    hints = await timed([lambda row=row: editor.hints(row) for row in screens])
    strokes = await timed([lambda row=row: editor.type(row, len(lines[row]), " ") for row in rows], PAUSE)
    await editor.stop()
    return Figures(parse_cost(text), first[0], hovers, hints, strokes)


def run(_corpus: Path | None) -> Iterator[Ratio]:
    """Programs of 300 and 5,000 lines: hovers and hints against the goal itself, key strokes against a parse."""
    found = asyncio.run(measure("program.py", PROGRAM))
    yield Ratio("hover, p95", "10 ms", spread(found.hovers)[1] / 1000, 0.010, 1.0)
    yield Ratio("hints of a screen, p95", "20 ms", spread(found.hints)[1] / 1000, 0.020, 1.0)
    peer = "libcst.parse_module"
    yield Ratio("key stroke to findings, median", peer, spread(found.strokes)[0] / 1000, found.parse / 1000, 0.25)
    yield Ratio("key stroke to findings, p95", peer, spread(found.strokes)[1] / 1000, found.parse / 1000, 0.5)
    found = asyncio.run(measure("long.py", LONG))
    yield Ratio("the same in 5,000 lines, median", "50 ms", spread(found.strokes)[0] / 1000, 0.050, 1.0)


def main() -> None:
    """Measure the files that are named, or a program of 300 lines."""
    files = [Path(name) for name in sys.argv[1:]]
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in files] or [("program.py", PROGRAM)]
    for name, text in texts:
        print(asyncio.run(measure(name, text)).line(name, text.count("\n") + 1))


if __name__ == "__main__":
    main()
