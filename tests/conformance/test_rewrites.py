"""Other ways to write a model make the same model in real Keras."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from seqlint.check import analyse
from seqlint.explain.facts import Facts
from seqlint.explain.models import constructions
from seqlint.explain.rewrite import rewrites
from seqlint.source.change import apply
from seqlint.source.document import from_text
from seqlint.values.target import NEWEST, Target
from seqlint.verify.run import Program, runs
from tests.conformance.sequentials import SETTINGS, Writer

if TYPE_CHECKING:
    from seqlint.verify.run import Run

COUNT = 60
LEAST = 20


def rewritten(text: str, target: Target) -> dict[str, str]:
    """A program in all the other ways, each with what was done to it."""
    analysis = analyse(from_text(text, "program.py"), msgspec.structs.replace(SETTINGS, target=target), trace=True)
    facts = Facts(analysis)
    found: dict[str, str] = {}
    for construction in constructions(analysis.program):
        for rewrite in rewrites(facts, construction.model.place.span().start):
            found[apply(text, rewrite.edits)] = rewrite.title
    return found


def made(run: Run) -> Any:
    """What a program made, apart from the lines that it did so on; how it ended, if Keras stopped it.

    What leaves a layer is left out: of one that was called more than once, as each `add` does, Keras may not say it.
    """
    if run.stop is not None:
        return run.stop.kind, run.stop.exception
    return [
        (model.name, model.built, model.trainable, model.frozen,
         [(layer.name, layer.class_, layer.trainable, layer.frozen) for layer in model.layers])
        for model in run.models
    ]  # fmt: skip


def outputs(run: Run) -> list[Any]:
    """What leaves each layer, as far as Keras says it."""
    return [layer.output for model in run.models for layer in model.layers]


@pytest.mark.campaign
@pytest.mark.parametrize("major", [3, 2])
def test_rewrites_in_keras(major: int) -> None:
    pytest.importorskip("tensorflow" if major == 3 else "tf_keras")
    target = Target(major, NEWEST[major], "the test")
    writer = Writer(17, target)
    texts = [writer.program() for _ in range(COUNT)]
    others = [(text, other, title) for text in texts for other, title in rewritten(text, target).items()]
    assert len(others) > LEAST
    programs = [Program("program.py", text) for text in (*texts, *(other for _, other, _ in others))]
    answers = list(runs(programs, major, seconds=60))
    before = dict(zip(texts, answers, strict=False))
    for (text, other, title), after in zip(others, answers[len(texts) :], strict=True):
        assert made(after) == made(before[text]), f"{title}\n{text}\n{other}\n{after.stop}"
        if after.stop is None:
            pairs = zip(outputs(after), outputs(before[text]), strict=True)
            assert all(one == two for one, two in pairs if one is not None and two is not None), f"{title}\n{text}"
