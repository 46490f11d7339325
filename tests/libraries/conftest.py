"""Fixtures for tests of libraries."""

from __future__ import annotations

import pytest

from tests.libraries.program import Program


@pytest.fixture
def program() -> Program:
    """A fresh program."""
    return Program()
