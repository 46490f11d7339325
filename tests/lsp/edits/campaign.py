"""Two servers: one follows the edits, one is shown each result for the first time."""

from __future__ import annotations

import asyncio
import copy
import random
import sys
import time
from typing import TYPE_CHECKING, Any

from pytest_lsp import ClientServerConfig

from tests.lsp.conftest import environment, parameters
from tests.lsp.edits.book import Book, Sheet
from tests.lsp.edits.editor import Editor
from tests.lsp.edits.saying import everything, findings, is_broken, places_in
from tests.lsp.test_protocol import make_client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

CONFIG = ClientServerConfig(
    server_command=[sys.executable, "-m", "seqlint", "server"], server_env=environment(), client_factory=make_client
)
# After so many edits a book is closed and another one opened.
LONGEST = 25
# How long an answer may take.
PATIENCE = 60


class Difference(Exception):  # noqa: N818 - it says what it is
    """The two servers say different things."""

    def __init__(self, what: str, followed: Any, fresh: Any, book: Book, done: list[str]) -> None:
        super().__init__(what)
        self.what, self.followed, self.fresh, self.book, self.done = what, followed, fresh, book, done

    def __str__(self) -> str:
        edits = "\n".join(self.done[-6:])
        return f"{self.what}\n--- followed\n{self.followed}\n--- fresh\n{self.fresh}\n--- the last edits\n{edits}\n--- the text\n{self.book.text}"


async def started(name: str = "vscode-1.139.1") -> Any:
    client = await CONFIG.start()
    await client.initialize_session(parameters(name))
    return client


async def campaign(programs: Sequence[str], count: int, seed: int) -> AsyncIterator[tuple[int, Difference | None]]:
    """Make edits, and compare after each.

    Args:
        programs: what is edited.
        count: how many edits.
        seed: where chance starts.

    Yields:
        How many edits are done, with the difference that the last one led to, if it did.
    """
    dice = random.Random(seed)
    followed, fresh = await started(), await started()
    done = 0
    try:
        while done < count:
            book = _book(dice.choice(programs), dice)
            editor = Editor(followed, book, dice)
            editor.open()
            for _ in range(min(LONGEST, count - done)):
                editor.edit()
                done += 1
                if dice.random() < 0.2:
                    # Nobody waits for the answer before the next key is hit.
                    continue
                try:
                    await asyncio.wait_for(_compare(followed, fresh, editor, dice), PATIENCE)
                except Difference as difference:
                    yield done, difference
                    break
                yield done, None
            editor.close()
    finally:
        for client in (followed, fresh):
            await client.shutdown_session()


def _book(program: str, dice: random.Random) -> Book:
    if dice.random() < 0.5:
        return Book("file:///w/train.py", [Sheet("file:///w/train.py", program)], notebook=False)
    book = Book("file:///w/book.ipynb", [], notebook=True)
    book.sheets = [book.cell(part) for part in program.split("\n\n")]
    return book


async def _compare(followed: Any, fresh: Any, editor: Editor, dice: random.Random) -> None:
    book = editor.book
    other = Editor(fresh, copy.deepcopy(book), dice)
    other.open()
    try:
        mine, theirs = await findings(followed, book), await findings(fresh, book)
        _same(mine, theirs, editor)
        if not is_broken(book):
            places = {sheet.uri: places_in(sheet, dice, 2) for sheet in book.sheets}
            _same(await everything(followed, book, places), await everything(fresh, book, places), editor)
    finally:
        other.close()


def _same(mine: dict[str, Any], theirs: dict[str, Any], editor: Editor) -> None:
    for name, answer in mine.items():
        if answer != theirs[name]:
            raise Difference(name, answer, theirs[name], copy.deepcopy(editor.book), list(editor.done))


async def run(programs: Sequence[str], count: int, seed: int, *, quiet: bool = False) -> list[Difference]:
    """The whole campaign; the differences that it found."""
    found: list[Difference] = []
    start, told = time.monotonic(), 0
    async for done, difference in campaign(programs, count, seed):
        if difference is not None:
            found.append(difference)
            if not quiet:
                print(f"=== after {done} edits (seed {seed}): {difference}\n", flush=True)
        if not quiet and done - told >= 200:
            told = done
            print(f"{done} edits, {len(found)} differences, {time.monotonic() - start:.0f} s", flush=True)
    return found
