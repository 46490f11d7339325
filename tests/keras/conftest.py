"""Fixtures for tests of layers; `tests/keras/twin.py` says what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.keras import twin

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def outcome() -> Callable[..., twin.Outcome]:
    """What the twin says about a constructor call on an input shape."""
    return twin.outcome
