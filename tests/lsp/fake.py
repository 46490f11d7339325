"""An engine that reads lines, for tests of the server alone.

`layer NAME` is a layer, `model NAME` a model, `bad WORD` a finding on WORD that can be fixed by `good`; `oops` is a
line that cannot be read, `slow` takes a while, `crash …` lets that part of the engine fail. `keras` must be somewhere.
"""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.explain.views import Card, Hint, Lens, Outline
from seqlint.report import EditData, FindingData, FixData, Location, Range, RelatedData, Report
from seqlint.source.span import Span

if TYPE_CHECKING:
    from seqlint.source.document import Document
    from seqlint_server.options import Options

WORD = re.compile(r"\w+")


class FakeAnalysis(msgspec.Struct):
    """A document that was read."""

    document: Document
    previous: Any


class FakeEngine:
    """Counts what it is asked for."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.dropped: list[str] = []

    def analyse(self, document: Document, options: Options, previous: Any) -> FakeAnalysis | None:
        self.read.append(document.text)
        if "keras" not in document.text:
            return None
        if "slow" in document.text:
            time.sleep(0.3)
        if "crash analysis" in document.text:
            raise RuntimeError("the engine broke")
        return FakeAnalysis(document, previous is not None)

    def report(self, analysis: FakeAnalysis) -> Report:
        document = analysis.document
        findings = []
        for match in re.finditer(r"bad (\w+)", document.text):
            where = _range(document, *match.span(1))
            fix = FixData(f"Write good for {match[1]}", "safe", (EditData(_range(document, *match.span()), "good"),))
            related = RelatedData(document.path, _range(document, 0, 5), "keras is here")
            findings.append(
                FindingData("SEQ999", "bad-word", "warning", f"{match[1]} is bad.", "bad", where, (related,), (fix,))
            )
        return Report(document.path, tuple(findings))

    def is_whole(self, analysis: FakeAnalysis) -> bool:
        return "oops" not in analysis.document.text

    def card_at(self, analysis: FakeAnalysis, offset: int, detail: str) -> Card | None:
        text = analysis.document.text
        for match in WORD.finditer(text):
            if match.start() <= offset <= match.end():
                if match[0] == "explode":
                    raise RuntimeError("no card for this")
                if match[0] == "lost" and "oops" in text:
                    return None
                return Card(Span(*match.span()), match[0], f"**{match[0]}** {detail}", f"{match[0]} {detail}")
        return None

    def hints(self, analysis: FakeAnalysis, start: int, end: int) -> list[Hint]:
        if "oops" in analysis.document.text:
            return []
        return [
            Hint(match.end(), f"→ {match[1]}", "layer", "a tooltip")
            for match in re.finditer(r"layer (\w+)", analysis.document.text)
            if start <= match.end() <= end
        ]

    def lenses(self, analysis: FakeAnalysis) -> list[Lens]:
        models = re.finditer(r"model (\w+)", analysis.document.text)
        return [Lens(Span(*match.span()), f"model {match[1]}", 0) for match in models]

    def outline(self, analysis: FakeAnalysis) -> list[Outline]:
        found = []
        for match in re.finditer(r"model (\w+)((?:\s+layer \w+)*)", analysis.document.text):
            layers = [
                Outline(layer[1], "(None, 1)", "layer", Span(*layer.span()), Span(*layer.span(1)))
                for layer in re.compile(r"layer (\w+)").finditer(analysis.document.text, *match.span(2))
            ]
            found.append(Outline(match[1], "", "model", Span(*match.span()), Span(*match.span(1)), tuple(layers)))
        return found

    def complete(self, analysis: FakeAnalysis, text: str, offset: int, earlier: Any) -> None:
        return None

    def rewrites(self, analysis: FakeAnalysis, offset: int) -> list[Any]:
        return []

    def mend(self, document: Document, options: Options) -> str | None:
        mended = re.sub(r"bad \w+", "good", document.code)
        return None if mended == document.code else mended

    def drop(self, analysis: FakeAnalysis) -> None:
        self.dropped.append(analysis.document.text)

    def forget(self) -> None:
        self.read.append("forgotten")

    def complaints(self) -> list[str]:
        return []


def _range(document: Document, start: int, end: int) -> Range:
    places = [(offset, document.position(offset)) for offset in (start, end)]
    first, last = (Location(place.row, place.column, place.cell, offset) for offset, place in places)
    return Range(first, last)


if __name__ == "__main__":
    from seqlint_server.server import create_server
    from seqlint_server.start import serve

    server = create_server(engine=FakeEngine(), debounce=0.05)
    serve(server)
    sys.exit(0 if server.finished else 1)
