"""Programs as text, followed: what their names are at the end."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from seqlint.evaluate.resume import Following
from seqlint.source.document import from_text
from seqlint.source.stack import with_large_stack
from seqlint.source.syntax import parse
from seqlint.values.array import Array
from seqlint.values.containers import DictRecord, ListRecord
from seqlint.values.refusal import Refusal
from seqlint.values.shape import render
from seqlint.values.store import Ref
from seqlint.values.target import DEFAULT, Target
from seqlint.values.unknown import OneOf, Unknown

if TYPE_CHECKING:
    from seqlint.evaluate.program import Program
    from seqlint.source.syntax import Syntax

PRELUDE = (
    "import numpy as np\nimport tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\n"
)


def _traced(syntax: Syntax, target: Target) -> Program:
    return Following(syntax, target).follow(syntax)


class Followed:
    """A program that was followed."""

    def __init__(self, text: str, target: Target = DEFAULT, path: str = "<text>") -> None:
        document = from_text(dedent(text), path)
        self.program: Program = with_large_stack(lambda: _traced(parse(document), target))

    def __getitem__(self, name: str) -> Any:
        return self.plain(self.program.names[name])

    def plain(self, value: Any) -> Any:
        """A value as a test writes it down: `?` for unknown, lists and dictionaries as Python's, arrays as shapes."""
        if isinstance(value, Unknown):
            return "?"
        if isinstance(value, OneOf):
            return {self.plain(each) for each in value.values}
        if isinstance(value, tuple):
            return tuple(self.plain(each) for each in value)
        if isinstance(value, Array):
            return f"{render(value.shape)} {value.dtype}"
        if isinstance(value, Ref):
            record = self.program.heap[value.id]
            if isinstance(record, ListRecord):
                return [self.plain(each) for each in record.items]
            if isinstance(record, DictRecord):
                return {self.plain(key): self.plain(each) for key, each in record.entries.items()}
            return record
        return value

    def shapes(self, index: int = -1) -> list[str]:
        """The output shapes of the layers of one model."""
        _, model = self.program.models()[index]
        return [render(use.output) for use in model.uses]

    def refusals(self) -> list[str]:
        """The causes of what Keras refuses, in order."""
        return [type(event).__name__ for event in self.program.events if isinstance(event, Refusal)]


@pytest.fixture
def run() -> type[Followed]:
    """Follow a text: `run("…")["name"]`."""
    return Followed


@pytest.fixture
def keras() -> Any:
    """Follow a text after the usual imports."""

    def follow_keras(text: str, **options: Any) -> Followed:
        return Followed(PRELUDE + dedent(text), **options)

    return follow_keras
