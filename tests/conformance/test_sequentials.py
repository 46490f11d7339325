"""Random programs against real Keras, and the generator itself."""

from __future__ import annotations

import ast

import pytest

from seqlint.values.target import DEFAULT
from tests.conformance.sequentials import Writer, campaign, only_computing

COUNT = 150


def test_the_generator_writes_programs() -> None:
    writer = Writer(3, DEFAULT)
    texts = [writer.program() for _ in range(COUNT)]
    assert all(ast.parse(text) for text in texts)
    assert len(set(texts)) == COUNT
    again = Writer(3, DEFAULT)
    assert texts == [again.program() for _ in range(COUNT)]


@pytest.mark.campaign
def test_random_programs() -> None:
    pytest.importorskip("tensorflow")
    accepted = refused = 0
    for text, run, found in campaign(Writer(0, DEFAULT), COUNT, DEFAULT):
        assert not found or only_computing(text, run), "\n".join([text, str(run.stop), *found])
        accepted += run.stop is None
        refused += run.stop is not None
    assert min(accepted, refused) > COUNT // 8
