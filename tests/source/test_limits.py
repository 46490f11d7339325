"""Texts that would be too much for the parser: refused with a reason, and in time."""

from __future__ import annotations

import time

import pytest

from seqlint.source.document import from_text
from seqlint.source.limits import CHAIN, NESTING
from seqlint.source.syntax import parse

SECONDS = 5.0

# Each of these ends, stalls or swells a bare parser.
MONSTERS = {
    "one line of 5 MB": "x = [" + "1, " * 1_700_000 + "]\n",
    "one word of 5 MB": "x" * 5_000_000 + "\n",
    "one string of 5 MB": "x = '" + "a" * 5_000_000 + "'\n",
    "one open string of 5 MB": "x = '" + "a" * 5_000_000 + "\n",
    "a list on many lines": "x = [\n" + "1, 2, 3, 4,\n" * 100_000 + "]\n",
    "10,000 nested brackets": "x = " + "(" * 10_000 + ")" * 10_000 + "\n",
    "10,000 open brackets": "x = " + "[" * 10_000 + "\n",
    "10,000 open brackets on lines": "f(\n" * 10_000,
    "10,000 nested braces": "x = " + "{1:" * 10_000 + "1" + "}" * 10_000 + "\n",
    "10,000 nested calls": "x = " + "f(" * 10_000 + ")" * 10_000 + "\n",
    "brackets in an f-string": "x = f'{" + "(" * 10_000 + ")" * 10_000 + "}'\n",
    "terms in an f-string": "x = f'{" + "+".join("1" * 20_000) + "}'\n",
    "a sum of 20,000 terms": "x = " + " + ".join("1" * 20_000) + "\n",
    "a sum on many lines": "x = (" + "\n+ ".join("1" * 20_000) + ")\n",
    "a chain of 20,000 attributes": "x = a" + ".b" * 20_000 + "\n",
    "a chain of 20,000 calls": "x = a" + ".b()" * 20_000 + "\n",
    "a chain of 20,000 subscripts": "x = a" + "[0]" * 20_000 + "\n",
    "20,000 times not": "x = " + "not " * 20_000 + "a\n",
    "20,000 times minus": "x = " + "-" * 20_000 + "1\n",
    "20,000 powers": "x = " + "**".join("1" * 20_000) + "\n",
    "20,000 conditions": "x = " + "1 if a else " * 20_000 + "1\n",
    "20,000 lambdas": "x = " + "lambda:" * 20_000 + "1\n",
    "20,000 strings in a row": "x = (" + "'a' " * 20_000 + ")\n",
    "20,000 strings without a gap": "x = " + "'a'" * 20_000 + "\n",
    "20,000 branches": "if a:\n  b\n" + "elif c:\n  d\n" * 20_000,
    "20,000 targets": "x = " * 20_000 + "1\n",
    "20,000 comparisons": "x = " + " < ".join("a" * 20_000) + "\n",
    "150 nested blocks": "".join(" " * n + "if a:\n" for n in range(150)) + " " * 150 + "b\n",
    "2,000 nested blocks": "".join(" " * n + "if a:\n" for n in range(2000)) + " " * 2000 + "b\n",
    "20,000 comments": "# a\n" * 20_000,
    "20,000 backslashes": "x = 1 + \\\n" * 20_000,
    "only backslashes": "\\" * 100_000,
    "only quotes": "'" * 99_999 + "\n",
    "only triple quotes": '"""' * 33_333 + "\n",
    "only spaces": " " * 1_000_000,
    "spaces on lines": (" " * 200 + "\n") * 10_000,
    "question marks": "a?" * 100_000 + "\n",
    "magics": "%a\n" * 20_000,
    "assigned magics": "x = !" * 20_000 + "\n",
    "open strings": '"""\nx = 1\n' * 3001,
    "names in an open bracket": "x = (\n" + "a, b, c, " * 5_000 + "\n",
    "words in an open string": 'x = """\n' + ("word " * 30 + "\n") * 1_000,
    "form feeds": "\f" * 100_000 + "x = 1\n",
}


@pytest.mark.parametrize("name", MONSTERS)
def test_what_is_too_much_ends_in_time_and_costs_itself_alone(name: str) -> None:
    text = "a = 1\n" + MONSTERS[name] + "z = 2\n"
    began = time.process_time()
    document = from_text(text)
    syntax = parse(document)
    for chunk in syntax.chunks:
        _ = chunk.places
    took = time.process_time() - began
    assert took < SECONDS, f"{took:.1f} s"
    assert "".join(chunk.text for chunk in syntax.chunks) == document.code
    assert syntax.chunks[0].statements


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = " + "(" * 150 + "1" + ")" * 150, f"150 brackets > {NESTING}"),
        ("x = " + "+".join("1" * 800), f"800 operators in one expression > {CHAIN}"),
        ("x = [" + "1, " * 70_000 + "]", "too long"),
    ],
)
def test_a_refusal_of_what_python_reads_says_the_number_and_the_limit(text: str, words: str) -> None:
    syntax = parse(from_text("a = 1\n" + text + "\n"))
    assert not syntax.problems
    (unread,) = syntax.unread
    assert words in unread.message
    assert syntax.document.position(unread.span.start).row == 2


def test_a_refusal_of_what_python_refuses_is_a_problem() -> None:
    syntax = parse(from_text("x = " + "(" * 10_000 + "\n"))
    assert [problem.message for problem in syntax.problems] == ["too many nested parentheses"]


def test_what_is_within_the_limits_is_read() -> None:
    fine = [
        "x = " + "(" * (NESTING - 1) + "1" + ")" * (NESTING - 1),
        "x = " + "+".join("1" * CHAIN),
        "x = f(" + ", ".join(f"k{n}=a.b + {n}" for n in range(2000)) + ")",
        "x = '''" + "a + b - c\n" * 1000 + "'''",
        "x = f'''" + "a - b (c\n" * 60 + "{d}'''",
        "m = S([\n" + "    L.D(1, a='b'),\n" * 500 + "])",
        "if a:\n  b\n" + "elif c:\n  d\n" * 300,
    ]
    for text in fine:
        syntax = parse(from_text(text + "\n"))
        assert not syntax.unread, text[:40]
        assert not syntax.problems, text[:40]
        assert syntax.chunks[0].places.length
