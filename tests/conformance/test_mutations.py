"""Wrong formulas are noticed, without Keras, by the examples on the layers' cards."""

from __future__ import annotations

import os

import pytest

from tests.conformance.mutations import MUTATIONS, Mutation, changed, try_out

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=[f"{each.module}-{each.says}" for each in MUTATIONS])
def test_a_mutation_changes_one_expression(mutation: Mutation) -> None:
    path = os.path.join(ROOT, "seqlint", *mutation.module.split(".")) + ".py"
    with open(path, encoding="utf-8") as file:
        text = changed(file.read(), mutation)
    compile(text, mutation.module, "exec")


@pytest.mark.campaign
def test_nothing_is_noticed_where_nothing_is_changed() -> None:
    caught = try_out(None)
    assert caught.examples == 0, caught.first


@pytest.mark.campaign
@pytest.mark.parametrize("mutation", MUTATIONS[:12], ids=[f"{each.module}-{each.says}" for each in MUTATIONS[:12]])
def test_a_mutation_is_noticed(mutation: Mutation) -> None:
    assert try_out(mutation).examples
