"""A docstring as a card: what a thing is, what each argument means, and examples that can be run."""

from __future__ import annotations

import re

import msgspec


class Example(msgspec.Struct, frozen=True):
    """One line of a layer's `Examples:`.

    Attributes:
        input: the shape that goes in, as it is written.
        call: the layer, as a program writes it.
        output: the shape that goes out; empty for a refusal.
        parameters: all parameters; None where the line does not say.
        frozen: how many of them are not trainable.
        refusal: the cause's class name, for an example of what Keras refuses.
    """

    input: str
    call: str
    output: str = ""
    parameters: int | None = None
    frozen: int = 0
    refusal: str | None = None


class Card(msgspec.Struct, frozen=True):
    """What a docstring says.

    Attributes:
        summary: its first line.
        text: the paragraphs after it.
        arguments: text by argument.
        examples: its examples.
    """

    summary: str
    text: str
    arguments: dict[str, str]
    examples: tuple[Example, ...]


_SECTION = re.compile(r"^(Args|Examples):[ ]*$", re.MULTILINE)
_ENTRY = re.compile(r"^(\w+): ", re.MULTILINE)
_COUNT = re.compile(r"^(?P<output>.*\))(?:, (?P<count>[\d_]+) parameters?)?(?:, (?P<frozen>[\d_]+) non-trainable)?$")


def parse_card(doc: str) -> Card:
    """The parts of a docstring with `Args:` and `Examples:`."""
    from inspect import cleandoc

    head, *parts = _SECTION.split(cleandoc(doc))
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    summary, _, text = head.strip().partition("\n")
    return Card(
        summary,
        text.strip(),
        _arguments(cleandoc(sections.get("Args", ""))),
        tuple(_example(line) for line in sections.get("Examples", "").splitlines() if line.strip()),
    )


def _arguments(section: str) -> dict[str, str]:
    _, *parts = _ENTRY.split(section)
    return {name: " ".join(text.split()) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def _example(line: str) -> Example:
    shape, call, result = (part.strip() for part in line.split("→"))
    match = _COUNT.match(result)
    if match is None:
        return Example(shape, call, refusal=result)
    count, frozen = match["count"], match["frozen"]
    return Example(shape, call, match["output"], None if count is None else int(count), int(frozen or 0))
