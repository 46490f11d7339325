"""A long statement read again after an edit: the same tree as a fresh reading gives."""

from __future__ import annotations

import random
from textwrap import dedent

import libcst as cst
import pytest

from seqlint.source.splice import splice

CLASS = dedent('''
    class Trainer(Base):
        """Trains."""

        # what everybody shares
        rate = 0.1

        @property
        def size(self):
            return (1,
                    2)

        def run(self, data, *, epochs=3):
            for epoch in range(epochs):
                if epoch % 2:
                    self.step(data)  # odd
                elif epoch > 5:
                    pass
                else:
                    self.skip()
                # a note at the end
            try:
                self.save("a.h5"); self.log()
            except (OSError,
                    ValueError) as error:
                raise error
            finally:
                text = """
    not a statement
    """
            with open("a") as file: file.read()
            return None
''').lstrip()


def parsed(text: str) -> cst.BaseCompoundStatement | None:
    try:
        module = cst.parse_module(text)
    except cst.ParserSyntaxError:
        return None
    if len(module.body) != 1 or module.default_indent != "    ":
        return None
    statement = module.body[0]
    return statement if isinstance(statement, cst.BaseCompoundStatement) else None


def edited(text: str, draw: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    at = draw.randrange(len(lines))
    change = draw.randrange(6)
    if change == 0:
        lines[at] = lines[at].replace("epoch", "round")
    elif change == 1:
        lines.insert(at, " " * draw.choice((0, 4, 8, 12, 16)) + "x = 1\n")
    elif change == 2:
        lines.insert(at, " " * draw.choice((0, 4, 8, 12)) + "# another\n")
    elif change == 3:
        del lines[at]
    elif change == 4:
        lines[at] = "    " + lines[at]
    else:
        lines[at] = lines[at].rstrip("\n") + "  # said\n"
    return "".join(lines)


@pytest.mark.parametrize("seed", range(8))
def test_spliced_trees_are_those_of_a_fresh_reading(seed: int) -> None:
    draw = random.Random(seed)
    statement = parsed(CLASS)
    assert statement is not None
    done = 0
    for _ in range(120):
        text = edited(CLASS, draw)
        found = splice(statement, CLASS, text, "    ", "\n")
        if found is not None:
            done += 1
            assert parsed(text) is not None, text
            assert cst.Module([found]).code == text
    assert done > 30


def test_what_did_not_change_is_shared() -> None:
    statement = parsed(CLASS)
    assert statement is not None
    found = splice(statement, CLASS, CLASS.replace("self.skip()", "self.skip(1)"), "    ", "\n")
    assert found is not None
    assert found.body.body[1] is statement.body.body[1]
    assert found.body.body[3] is not statement.body.body[3]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("class Trainer", "class Coach"),
        ("                    self.skip()\n", "                  self.skip()\n"),
        ("                    self.skip()\n", "                    self.skip(\n"),
        ("                else:\n", ""),
    ],
)
def test_other_edits_are_left_to_the_parser(old: str, new: str) -> None:
    statement = parsed(CLASS)
    assert statement is not None
    assert splice(statement, CLASS, CLASS.replace(old, new), "    ", "\n") is None or parsed(CLASS.replace(old, new))
