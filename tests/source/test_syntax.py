"""Chunks, problems, and what is taken over after an edit."""

from __future__ import annotations

import libcst as cst
import pytest

from seqlint.source.document import from_cells, from_text
from seqlint.source.stack import with_large_stack
from seqlint.source.syntax import Syntax, chunk_at, locate, node_path, parse, source_of


def syntax(text: str) -> Syntax:
    found = parse(from_text(text))
    assert "".join(chunk.text for chunk in found.chunks) == text
    return found


def problems(text: str) -> list[tuple[int, int, str]]:
    found = syntax(text)
    places = [found.document.position(problem.span.start) for problem in found.problems]
    return [(p.row, p.column, problem.message) for p, problem in zip(places, found.problems, strict=True)]


def read(found: Syntax) -> list[str]:
    return [chunk.text.strip() for chunk in found.chunks if chunk.statements]


def test_whole_and_piecewise_readings_agree() -> None:
    text = "# a\nimport b\n\n@c\ndef d():\n    e\n    # f\n# g\nif h:\n    i\nelse:\n    j\nk = 1; l = 2\n"
    whole = syntax(text)
    broken = syntax(text + "x = = 1\n")
    assert [chunk.text for chunk in broken.chunks[:-1]] == [chunk.text for chunk in whole.chunks]
    for one, other in zip(whole.chunks, broken.chunks, strict=False):
        assert [type(node) for node in one.statements] == [type(node) for node in other.statements]
        assert locate(one, one.statements[0]) == locate(other, other.statements[0])


def test_a_broken_statement_costs_that_statement_alone() -> None:
    found = syntax("a = 1\nb = = 2\nc = 3\n")
    assert read(found) == ["a = 1", "c = 3"]
    assert problems("a = 1\nb = = 2\nc = 3\n") == [(2, 5, "invalid syntax")]


def test_an_unclosed_bracket_does_not_swallow_the_rest() -> None:
    text = "a = 1\nmodel = Sequential([\n    Dense(1),\nmodel.compile('adam')\nx = 3\n"
    assert read(syntax(text)) == ["a = 1", "model.compile('adam')", "x = 3"]
    assert problems(text) == [(2, 20, "'[' was never closed")]


def test_items_of_an_open_list_are_no_statements() -> None:
    text = "model = Sequential([\nDense(1),\nlayers.Dense(2),\n\ndef f():\n    pass\n"
    assert read(syntax(text)) == ["def f():\n    pass"]


def test_an_unclosed_string_does_not_swallow_the_rest() -> None:
    text = 'x = """abc\ny = 1\ndef f():\n    """doc"""\n    return 1\nz = 2\n'
    assert read(syntax(text)) == ["y = 1", 'def f():\n    """doc"""\n    return 1', "z = 2"]
    assert len(problems(text)) == 1
    assert problems(text)[0][:2] == (1, 5)


def test_a_statement_behind_an_unexpected_indent_is_kept() -> None:
    text = "x = 1\n  y = 2\nz = 3\n"
    assert read(syntax(text)) == ["x = 1", "z = 3"]
    assert [(row, message) for row, _, message in problems(text)] == [(2, "unexpected indent")]


def test_python_two_is_told_in_pythons_words() -> None:
    assert problems("print 'a'\nx = 1\n")[0][2].startswith("Missing parentheses in call to 'print'")


def test_lines_that_pythons_words_name_are_those_of_the_file() -> None:
    text = "a = 1\nb = 2\n\ndef f():\nc = 3\n"
    assert problems(text) == [(4, 9, "expected an indented block after function definition on line 4")]
    found = parse(from_cells([(1, text), (3, "\ndef g():\n# c\n")], "n.ipynb"))
    assert found.problems[1].message == "expected an indented block after function definition on line 2"


def test_many_open_brackets_are_given_up_in_time() -> None:
    found = syntax("foo(a\n" * 3000)
    assert 1 <= len(found.problems) < 200


def test_mixed_tabs_that_python_reads_are_read() -> None:
    text = "def f(n):\n \tv = 1\n \tfor r in n:\n         w = 2\n \treturn v\n"
    found = syntax(text)
    assert not found.problems
    assert not found.unread
    chunk = found.chunks[0]
    path = node_path(chunk, text.index("w = 2"))
    assert source_of(chunk, path[-1]) == "w"


def test_cells_are_programs_of_their_own() -> None:
    found = parse(from_cells([(1, "x = (1,"), (3, "y = 2)"), (4, "else:\n  z"), (5, "a = 1\n")], "n.ipynb"))
    assert read(found) == ["a = 1"]
    assert [found.document.position(problem.span.start).cell for problem in found.problems] == [1, 3, 4]


def test_equal_statements_have_their_own_trees() -> None:
    one, other, last = syntax("f(1)\nf(1)\nf(1)\n").chunks
    assert len({id(one.statements[0]), id(other.statements[0]), id(last.statements[0])}) == 3


@pytest.mark.parametrize("text", ["", "\n", "# only a comment", "\n\n# a\n", "\f\n", "   "])
def test_nothing_is_read_as_nothing(text: str) -> None:
    found = syntax(text)
    assert read(found) == []
    assert not found.problems


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_all_line_ends(newline: str) -> None:
    text = newline.join(["if a:", "    b", "", "c = [", "1]", ""])
    found = syntax(text)
    assert len(read(found)) == 2
    assert not found.problems


def test_what_is_unchanged_is_taken_over() -> None:
    lines = [f"x{n} = f({n})" for n in range(100)] + ["y = 1", "y = 1"]
    old = parse(from_text("\n".join(lines)))
    lines[50] = "x50 = [\n]"
    document = from_text("\n".join(lines))
    new = parse(document, reuse=old)
    assert [new.chunks[n] is old.chunks[n] for n in (0, 49, 50, 51, 100)] == [True, True, False, True, True]
    assert sum(a.tree is b.tree for a, b in zip(new.chunks, old.chunks, strict=True)) >= 100
    assert all(chunk.document is document for chunk in new.chunks)
    for chunk in new.chunks:
        span = locate(chunk, chunk.statements[0])
        assert document.text[span.start : span.end] == chunk.text.strip()
    trees = [id(chunk.tree) for chunk in new.chunks]
    assert len(trees) == len(set(trees))


def test_only_the_changed_chunk_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"x{n} = f({n})\n" for n in range(500))
    old = parse(from_text(text))
    calls: list[str] = []
    real = cst.parse_module

    def counted(code: str) -> cst.Module:
        calls.append(code)
        return real(code)

    monkeypatch.setattr(cst, "parse_module", counted)
    parse(from_text(text.replace("f(250)", "f(250, 1)")), reuse=old)
    assert calls == ["x250 = f(250, 1)\n"]


def test_a_line_half_typed_and_mended_again() -> None:
    text = "a = 1\nm = S([\n  D(1),\n  D(2),\n])\nm.fit(x)\n"
    first = parse(from_text(text))
    broken = parse(from_text(text.replace("])", "")), reuse=first)
    assert [chunk.text for chunk in broken.chunks if chunk.statements] == ["a = 1\n", "m.fit(x)\n"]
    again = parse(from_text(text), reuse=broken)
    assert not again.problems
    assert again.chunks[2].tree is first.chunks[2].tree


def test_places_after_an_edit_are_those_of_the_new_text() -> None:
    old = parse(from_text("a = 1\nb = 2\n"))
    old_chunk = old.chunks[1]
    before = locate(old_chunk, old_chunk.statements[0])
    new = parse(from_text("a = 1\n\n\nb = 2\n"), reuse=old)
    assert locate(old_chunk, old_chunk.statements[0]) == before
    assert new.document.position(locate(new.chunks[1], new.chunks[1].statements[0]).start).row == 4


def test_chunk_at() -> None:
    found = syntax("a = 1\nb = 2")
    assert chunk_at(found, 0) is found.chunks[0]
    assert chunk_at(found, 6) is found.chunks[1]
    assert chunk_at(found, 11) is found.chunks[1]
    assert chunk_at(found, 12) is None
    assert chunk_at(found, -1) is None


def test_a_large_stack_is_not_nested_and_hands_errors_on() -> None:
    import sys
    import threading

    limit = sys.getrecursionlimit()
    names = with_large_stack(
        lambda: (threading.get_ident(), with_large_stack(threading.get_ident), sys.getrecursionlimit())
    )
    assert names[0] == names[1] != threading.get_ident()
    assert names[2] >= limit
    with pytest.raises(ZeroDivisionError):
        with_large_stack(lambda: 1 // 0)
    assert sys.getrecursionlimit() == limit


def test_libcst_checks_nodes_again_after_a_text_was_read() -> None:
    parse(from_text("x = 1\n"))
    with pytest.raises(cst.CSTValidationError):
        cst.Name("")
