"""Cutting code into top-level statements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqlint.source.tokens import comments, split, untabbed

PARTS = st.lists(
    st.sampled_from(
        [
            "x = 1", "if x:", "else:", "    y", "\n", "\r\n", "\r", "\f", "# c", "'", '"', '"""', "'''", "(", ")", "[", "]",
            "{", "}", "\\", "@d", "def f():", "f'{x}'", " ", "\t", "a", "try:", "except:", "é😀", "#",
        ]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def pieces(code: str) -> list[str]:
    return [code[piece.start : piece.end] for piece in split(code)]


def test_statements_are_cut_where_a_line_starts_in_the_first_column() -> None:
    assert pieces("a = 1\nb = (2,\n3)\nif c:\n    d\ne") == ["a = 1\n", "b = (2,\n3)\n", "if c:\n    d\n", "e"]


@pytest.mark.parametrize(
    "code",
    [
        "if a:\n  b\nelif c:\n  d\nelse:\n  e\n",
        "for a in b:\n  c\nelse:\n  d\n",
        "while a:\n  b\nelse:\n  c\n",
        "try:\n  a\nexcept B:\n  c\nexcept (D, E):\n  f\nelse:\n  g\nfinally:\n  h\n",
        "async def f():\n  pass\n",
        "@a\n# c\n@b(1,\n2)\n\ndef f():\n  pass\n",
        "@a\nclass B:\n\n  x = 1\n\n\n  y = 2\n",
        'x = """a\nb = 1\n"""\n',
        "x = '''a\n\\'''\n'\n'''\n",
        'x = f"""{\na\n}\nb"""\n',
        "x = f\"a {\nb['c']\n} d\"\n",
        'x = f"{a["b"]} {", ".join(c)}"\n',
        "x = 1 + \\\n2\n",
        "x = \\\r\n2\r\n",
        "x = 'a\\\nb'\n",
        "x = [\n# c )\n')',\n]\n",
        "x = {\n'a': (\n1),\n}\n",
        "x = r'\\'\n",
        "x = 1; y = 2\n",
    ],
)
def test_one_statement_is_one_piece(code: str) -> None:
    assert pieces(code) == [code]
    assert pieces(code + "z = 1\n") == [code, "z = 1\n"]


def test_comments_lead_what_follows_and_indented_ones_end_what_came_before() -> None:
    code = "# top\nimport a\n\n# lead\ndef f():\n    b\n    # trail\n\n# next\nc = 1  # end\n# last"
    assert pieces(code) == [
        "# top\nimport a\n",
        "\n# lead\ndef f():\n    b\n    # trail\n",
        "\n# next\nc = 1  # end\n# last",
    ]
    assert [code[p.anchor :].split(maxsplit=1)[0] for p in split(code)] == ["import", "def", "c"]


def test_a_form_feed_sets_the_column_back() -> None:
    assert pieces("a = 1\n\fb = 2\n  \fc = 3\n") == ["a = 1\n", "\fb = 2\n", "  \fc = 3\n"]


def test_text_without_statements_is_one_piece_without_an_anchor() -> None:
    for code in ("", "\n\n", "# only\n", "# only", "  \f\n"):
        (piece,) = split(code)
        assert piece.anchor == piece.end == len(code)


def test_else_without_if_stands_alone() -> None:
    assert pieces("x = 1\nelse:\n  y\n") == ["x = 1\n", "else:\n  y\n"]


@pytest.mark.parametrize(
    ("code", "closed"),
    [("f(1)\n", True), ("f(1\n", False), ('"""a\n', False), ('"""a"""', True), ("'a\n", True), ("f(1\\", False)],
)
def test_open_brackets_and_strings_are_known(code: str, closed: bool) -> None:
    assert split(code)[-1].closed is closed


@given(code=PARTS)
def test_pieces_join_back_to_the_code(code: str) -> None:
    found = split(code)
    assert "".join(pieces(code)) == code
    assert all(piece.start <= piece.anchor <= piece.end for piece in found)
    assert [piece.start for piece in found[1:]] == [piece.end for piece in found[:-1]]


@given(code=PARTS)
def test_comments_start_with_a_hash_and_stay_on_their_line(code: str) -> None:
    for start, end in comments(code):
        assert code[start] == "#"
        assert not {"\n", "\r"} & set(code[start:end])


def test_a_hash_in_a_string_is_no_comment() -> None:
    code = "# a\nx = '# b' # c\n'''\n# d\n'''\n  # e\ny # f"
    assert [code[start:end] for start, end in comments(code)] == ["# a", "# c", "# e", "# f"]


def test_tabs_in_indentations_become_spaces_but_not_those_in_strings() -> None:
    assert untabbed("if a:\n \tb = '''\n\tc'''\n \td\n") == "if a:\n  b = '''\n\tc'''\n  d\n"
