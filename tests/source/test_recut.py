"""What an edit leaves is cut as if all were cut."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from seqlint.source import recut, syntax
from seqlint.source.document import Document, from_cells, from_text
from seqlint.source.syntax import Syntax, parse

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS = (
    "x = 1\n", "\n", "\r\n", "\r", "# a note\n", "    # indented\n", "else:\n", "elif x:\n    pass\n", "if x:\n    y = 2\n", "try:\n    z\n", "except E:\n    z\n",
    "@d\n", "def f(a):\n    return a\n", "(", ")", "[\n", "]\n", '"""', "'", "\\\n", "\f", "  ", "e", "els", "finally:\n  1\n", "a = [\n  1,\n]\n", "class A:\n    b = 1\n\n    c = 2\n",
    "f(1); g(2)\n", "\u2028", "é😀", "for i in x: pass\n", "while 1:\n\tx\n", "f'{", "}'\n", "x", ":\n", "%time\n",
)  # fmt: skip


def cut(found: Syntax) -> list[tuple[int, int, str, Any, Any]]:
    """The chunks, each with where it and its first token stand and what is wrong with it."""
    return [(chunk.start, chunk.anchor, chunk.text, chunk.tree.problem, chunk.unread) for chunk in found.chunks]


def anew(document: Document) -> Syntax:
    """A reading that knows an earlier one of which nothing is left."""
    return parse(document, parse(from_cells([], "n.ipynb") if document.cells else from_text("")))


def edited(text: str, draw: random.Random) -> str:
    at = draw.randint(0, len(text))
    kind = draw.randrange(4)
    if kind < 2:
        return text[:at] + draw.choice(PARTS) + text[at:]
    if kind == 2:
        return text[:at] + text[at + draw.choice((1, 1, 3, 20)) :]
    lines = text.split("\n")
    lines.insert(draw.randrange(len(lines)), lines.pop(draw.randrange(len(lines))))
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(40))
def test_a_script(seed: int) -> None:
    draw = random.Random(seed)
    text = "".join(draw.choice(PARTS[:12] if draw.random() < 0.9 else PARTS) for _ in range(30))
    now = parse(from_text(text, "a.py"))
    for _ in range(30):
        text = edited(text, draw)
        now = parse(from_text(text, "a.py"), now)
        assert cut(now) == cut(anew(from_text(text, "a.py"))), repr(text)
        assert all(chunk.document is now.document for chunk in now.chunks)


@pytest.mark.parametrize("seed", range(20))
def test_a_notebook(seed: int) -> None:
    draw = random.Random(seed)
    cells = ["".join(draw.choice(PARTS) for _ in range(draw.randrange(6))) for _ in range(8)]

    def read() -> Document:
        return from_cells(list(enumerate(cells, 1)), "n.ipynb")

    now = parse(read())
    for _ in range(30):
        kind, at = draw.randrange(5), draw.randrange(len(cells))
        if kind == 0:
            cells.insert(draw.randrange(len(cells)), cells.pop(at))
        elif kind == 1:
            cells.insert(at, draw.choice(PARTS))
        elif kind == 2 and len(cells) > 1:
            del cells[at]
        elif kind == 3:
            middle = draw.randint(0, len(cells[at]))
            cells[at : at + 1] = [cells[at][:middle], cells[at][middle:]]
        else:
            cells[at] = edited(cells[at], draw)
        now = parse(read(), now)
        assert cut(now) == cut(anew(read())), cells


def test_of_a_long_text_little_is_cut_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"x{n} = f({n})\n" for n in range(500)]
    old = parse(from_text("".join(lines)))
    lengths: list[int] = []

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(code: str, start: int = 0, end: int | None = None) -> Any:
            lengths.append((len(code) if end is None else end) - start)
            return real(code, start, end)

        return counted

    for module in (recut, syntax):
        monkeypatch.setattr(module, "split", counting(module.split))
    for change in ("x250 = g(250)\n", "x250 = g((250)\n", "x250 = g(250)\n", ""):
        lines[250] = change
        old = parse(from_text("".join(lines)), old)
        assert cut(old) == cut(anew(from_text("".join(lines))))
    # Reading anew cuts all of it, and an open bracket what comes behind it.
    assert sorted(lengths)[:3] == [0, 0, 0]
    assert sum(length < 100 for length in lengths if length) == 4
