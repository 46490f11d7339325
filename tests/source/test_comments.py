"""Suppression comments: what they say, what they rule, how they come and go."""

from __future__ import annotations

import pytest

from seqlint.source.change import apply
from seqlint.source.comments import Directive, insert_ignore, read, remove, remove_code, statement_rows
from seqlint.source.document import Document, from_cells, from_text
from seqlint.source.syntax import parse


def directives(text: str) -> list[Directive]:
    return read(from_text(text))


def one(text: str) -> Directive:
    (found,) = directives(text)
    return found


@pytest.mark.parametrize(
    ("comment", "kind", "codes", "reason"),
    [
        ("# seqlint: ignore", "ignore", [], ""),
        ("#seqlint:ignore[SEQ307]", "ignore", ["SEQ307"], ""),
        ("# seqlint: ignore[SEQ307] labels come later", "ignore", ["SEQ307"], "labels come later"),
        ("# seqlint: ignore[SEQ307, lr-argument]: why - not", "ignore", ["SEQ307", "lr-argument"], "why - not"),
        ("# seqlint: ignore[ A ,B, ]", "ignore", ["A", "B"], ""),
        ("# seqlint: disable[A]", "disable", ["A"], ""),
        ("# seqlint: enable", "enable", [], ""),
        ("# seqlint: ignore-file", "ignore-file", [], ""),
        ("# seqlint: ignore-file[A] generated", "ignore-file", ["A"], "generated"),
        ("# type: ignore  # seqlint: ignore[A] b # noqa", "ignore", ["A"], "b"),
    ],
)
def test_what_a_comment_says(comment: str, kind: str, codes: list[str], reason: str) -> None:
    text = f"x = 1  {comment}\n"
    found = one(text)
    assert (found.kind, [code for code, _ in found.codes], found.reason) == (kind, codes, reason)
    for code, span in found.codes:
        assert text[span.start : span.end] == code
    assert text[found.span.start] == "#"


@pytest.mark.parametrize(
    "text",
    [
        "x = '# seqlint: ignore'\n",
        '"""\n# seqlint: ignore-file\n"""\n',
        "# seqlint: ignored\n",
        "# seqlint: ignore-files\n",
        "# seqlint: ignore[]\n",
        "# seqlint ignore\n",
        "x = 1\n",
    ],
)
def test_what_is_none(text: str) -> None:
    assert directives(text) == []


def test_an_open_bracket_ignores_everything_no_more_than_it_says() -> None:
    assert directives("x = 1  # seqlint: ignore[SEQ307\n") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nx = 1  # seqlint: ignore\nb\n", (2, 2)),
        ("a\n# seqlint: ignore\nb\n", (2, 3)),
        ("a\n    # seqlint: ignore\n    # more words\n    b\nc\n", (2, 4)),
        ("# seqlint: ignore\n\nb\n", (1, 2)),
        ("a\n# seqlint: ignore", (2, 2)),
        ("a\nb # seqlint: ignore-file\nc\n", (1, 4)),
        ("# seqlint: disable\na\nb\n# seqlint: enable\nc\n", (1, 4)),
        ("# seqlint: disable\na\n", (1, 3)),
        ("def f():\n    # seqlint: disable\n    a\n    if b:\n\n        c\nd\n", (2, 6)),
        ("def f():\n    # seqlint: disable\n    a = '''\nb'''\nd\n", (2, 4)),
    ],
)
def test_the_lines_that_a_comment_rules(text: str, lines: tuple[int, int]) -> None:
    assert directives(text)[0].lines == lines


def test_each_code_of_a_range_ends_where_it_is_enabled() -> None:
    text = "# seqlint: disable[A, B, C]\na\n# seqlint: enable[A]\nb\n# seqlint: enable[B]\nc\n"
    first = directives(text)[0]
    assert first.ends == (3, 5, 7)
    assert first.lines == (1, 7)
    assert directives("# seqlint: disable[A]\na\n# seqlint: enable\n")[0].ends == (3,)
    assert directives("# seqlint: disable\na\n# seqlint: enable[A]\n")[0].lines == (1, 4)


def test_a_comment_on_its_own_line_rules_nothing_beyond_its_cell() -> None:
    document = from_cells([(1, "a\n# seqlint: ignore"), (2, "b")], "n.ipynb")
    assert read(document)[0].lines == (2, 2)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("x = 1  # seqlint: ignore[A] why\ny\n", "x = 1\ny\n"),
        ("x = 1  # seqlint: ignore[A]", "x = 1"),
        ("a\n  # seqlint: ignore[A]\n  b\n", "a\n  b\n"),
        ("a\r\n# seqlint: ignore[A]\r\nb\r\n", "a\r\nb\r\n"),
        ("x  # noqa  # seqlint: ignore[A]\ny\n", "x  # noqa\ny\n"),
        ("x  # seqlint: ignore[A]  # noqa\ny\n", "x  # noqa\ny\n"),
        ("x  # words # seqlint: ignore[A] # noqa\ny\n", "x  # words # noqa\ny\n"),
    ],
)
def test_taking_a_comment_out(text: str, left: str) -> None:
    assert apply(text, [remove(one(text))]) == left
    assert apply(text, [remove_code(one(text), "A")]) == left


@pytest.mark.parametrize(
    ("code", "left"), [("A", "[B, C]"), ("B", "[A, C]"), ("C", "[A, B]")]
)  # fmt: skip
def test_taking_a_code_out(code: str, left: str) -> None:
    text = "x  # seqlint: ignore[A, B, C] why\n"
    assert apply(text, [remove_code(one(text), code)]) == f"x  # seqlint: ignore{left} why\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a = |1\nb\n", "a = 1  # seqlint: ignore[X]\nb\n"),
        ("a = |1", "a = 1  # seqlint: ignore[X]"),
        ("a = |1   \r\nb\r\n", "a = 1  # seqlint: ignore[X]\r\nb\r\n"),
        ("a = |1  # c\n", "a = 1  # c  # seqlint: ignore[X]\n"),
        ("a = |1  # seqlint: ignore[A] why\n", "a = 1  # seqlint: ignore[A, X] why\n"),
        ("f(\n  |a,\n  b)\n", "f(\n  a,  # seqlint: ignore[X]\n  b)\n"),
        ("x = |a + \\\n  b\nc\n", "x = a + \\\n  b  # seqlint: ignore[X]\nc\n"),
        ("x = f(|'''a\nb\n''', c)\nd\n", "x = f('''a\nb\n''', c)  # seqlint: ignore[X]\nd\n"),
    ],
)
def test_ignore_here(text: str, wanted: str) -> None:
    document = from_text(text.replace("|", ""))
    made = apply(document.text, [insert_ignore(document, text.index("|"), "X")])
    assert made == wanted
    assert any("X" in dict(found.codes) for found in read(from_text(made)))


def test_the_rows_of_statements() -> None:
    text = "# a\nx = 1\nf(\n  # b\n  2)  # c\n\n# d\nif e:  # g\n    h = '''\n\n'''\n    # i\n\nj"
    syntax = parse(from_text(text))
    rows = [row for chunk in syntax.chunks for row in statement_rows(chunk)]
    assert rows == [(2, 2), (3, 5), (8, 8), (9, 11), (14, 14)]


def test_comments_of_a_large_file_cost_little() -> None:
    text = "x = 1  # seqlint: ignore[A]\n" * 3000 + "# seqlint: disable[B]\n" * 300
    found = read(Document("a.py", text, text))
    assert len(found) == 3300
