"""Random programs that train, against real Keras, and their generator."""

from __future__ import annotations

import ast

import pytest

from seqlint.values.target import DEFAULT
from tests.conformance.sequentials import campaign
from tests.conformance.trainings import ASKED, DATA, LOSSES, METRICS, Writer

COUNT = 60


def test_the_generator_writes_programs() -> None:
    writer = Writer(3, DEFAULT)
    texts = [writer.program() for _ in range(300)]
    assert all(ast.parse(text) for text in texts)
    again = Writer(3, DEFAULT)
    assert texts == [again.program() for _ in range(300)]
    whole = "\n".join(texts)
    drawn = [body for data in DATA.values() for body in data.bodies]
    drawn += [each for losses in (*LOSSES.values(), *METRICS.values()) for each in losses]
    assert [each for each in (*drawn, *ASKED) if each not in whole] == []


@pytest.mark.campaign
def test_random_programs_that_train() -> None:
    pytest.importorskip("tensorflow")
    accepted = refused = 0
    for text, run, found in campaign(Writer(0, DEFAULT), COUNT, DEFAULT):
        assert not found, "\n".join([text, str(run.stop), *found])
        accepted += run.stop is None
        refused += run.stop is not None
    assert min(accepted, refused) > COUNT // 8
