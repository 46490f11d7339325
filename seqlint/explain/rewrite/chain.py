"""`Sequential([a, b])` ↔ `Sequential()` with one `add` a layer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from seqlint.explain.rewrite import Rewrite
from seqlint.explain.rewrite.items import items_of
from seqlint.source.change import Edit
from seqlint.source.syntax import extent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.explain.facts import Facts
    from seqlint.explain.models import Construction
    from seqlint.source.document import Document
    from seqlint.source.span import Span
    from seqlint.values.place import Place

_ASSIGNED = re.compile(r"(?P<indent>[ \t]*)(?P<name>\w+)[ \t]*=[ \t]*")
_NOTHING = re.compile(r"(?:\s|#[^\r\n]*)*")
_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?")
_STEP = "    "


def rewrite(facts: Facts, group: list[Construction]) -> Iterator[Rewrite]:
    """The model in the other of the two forms."""
    model, document = group[0].model, facts.document
    call: Any = model.place.node
    if model.place.document is not document or getattr(call, "func", None) is None:
        return
    assigned = _assigned(document, model.place)
    if assigned is None:
        return
    indent, name = assigned
    layers = _list(call)
    if layers is not None and layers.elements:
        yield from _as_adds(document, model.place, layers, indent, name)
    if layers is None or not layers.elements:
        yield from _as_list(facts, group[0], layers, indent, name)


def _assigned(document: Document, place: Place) -> tuple[str, str] | None:
    """Indentation and name of the statement that binds a call to one name and does nothing else."""
    span = place.span()
    start = document.lines.line(document.lines.row(span.start)).start
    head = _ASSIGNED.fullmatch(document.text, start, span.start)
    return None if head is None or not _ends_line(document, span.end) else (head["indent"], head["name"])


def _ends_line(document: Document, offset: int) -> bool:
    rest = _REST.match(document.text, offset)
    return rest is not None and document.text[rest.end() : rest.end() + 1] in {"", "\n", "\r"}


def _list(call: Any) -> Any:
    """The list that a constructor call is given; None if it is given none."""
    for argument in call.args:
        if argument.keyword is None or argument.keyword.value == "layers":
            return argument.value if type(argument.value).__name__ == "List" else None
    return None


def _as_adds(document: Document, place: Place, layers: Any, indent: str, name: str) -> Iterator[Rewrite]:
    if any(type(element).__name__ != "Element" for element in layers.elements):
        return
    chunk, whole = place.chunk, place.span()
    brackets = extent(chunk, layers)
    pieces = [extent(chunk, element.value) for element in layers.elements]
    found = items_of(document.text, brackets.start + 1, pieces, pieces, brackets.end - 1)
    others = _other_arguments(document, place, layers)
    if found is None or others is None or any(re.search(rf"\b{name}\b", item.text) for item in found[0]):
        return
    items, rest = found
    lines = [line for item in items for line in item.lines(indent, f"{name}.add(", ")")]
    lines += [f"{indent}{comment}" for comment in rest]
    callee = document.text[whole.start : extent(chunk, place.node.func).end]
    behind = _REST.match(document.text, whole.end)
    end = behind.end() if behind is not None else whole.end
    first = f"{callee}({', '.join(others)}){document.text[whole.end : end]}"
    text = document.newline.join([first, *lines])
    yield Rewrite("Write one add() a layer", (Edit(whole.start, end, text),))


def _other_arguments(document: Document, place: Place, layers: Any) -> list[str] | None:
    """The arguments of a constructor call besides its layers; None where comments stand between them."""
    found = []
    for argument in place.node.args:
        if argument.value is layers:
            continue
        span = extent(place.chunk, argument.value)
        keyword = argument.keyword.value if argument.keyword is not None else None
        if keyword is None:
            return None
        found.append(f"{keyword}={document.text[span.start : span.end]}")
    return found


def _as_list(facts: Facts, construction: Construction, layers: Any, indent: str, name: str) -> Iterator[Rewrite]:
    model, document = construction.model, facts.document
    others = _other_arguments(document, model.place, layers)
    run = list(_run(document, construction, indent, name))
    if others is None or not run:
        return
    whole = model.place.span()
    wholes, pieces = [span for span, _ in run], [piece for _, piece in run]
    after = _REST.match(document.text, wholes[-1].end)
    end = after.end() if after is not None else wholes[-1].end
    found = items_of(document.text, whole.end, pieces, wholes, end)
    if found is None or any(re.search(rf"\b{name}\b", item.text) for item in found[0]):
        return
    items, rest = found
    inner = indent + _STEP
    lines = [line for item in items for line in item.lines(inner, "", ",")]
    lines += [f"{inner}{comment}" for comment in rest]
    callee = document.text[whole.start : extent(model.place.chunk, model.place.node.func).end]
    tail = f"{indent}]{''.join(f', {other}' for other in others)})"
    text = document.newline.join([f"{callee}([", *lines, tail])
    yield Rewrite("Write the layers as one list", (Edit(whole.start, end, text),))


def _run(document: Document, construction: Construction, indent: str, name: str) -> Iterator[tuple[Span, Span]]:
    """The `add` statements that follow the constructor call with nothing between, each with the layer in it."""
    model = construction.model
    at = model.place.span().end
    for use in model.uses:
        call: Any = use.place.node
        func = getattr(call, "func", None)
        if use.place.document is not document or func is None or len(call.args) != 1 or call.args[0].star:
            return
        span = use.place.span()
        start = document.lines.line(document.lines.row(span.start)).start
        head = document.text[start : extent(use.place.chunk, func).end]
        if head != f"{indent}{name}.add" or not _NOTHING.fullmatch(document.text, at, span.start):
            return
        if not _ends_line(document, span.end):
            return
        yield span, extent(use.place.chunk, call.args[0].value)
        at = span.end
