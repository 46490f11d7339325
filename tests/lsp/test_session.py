"""The session alone: what is analysed when, and what is known meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from seqlint.source.span import Span
from seqlint_server.session import AWAKE, Session
from seqlint_server.text import Change, Text

from .fake import FakeEngine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from seqlint_server.view import View

pytestmark = pytest.mark.asyncio
URI = "file:///m.py"
PROGRAM = "keras\nmodel m\nlayer one\nlayer two\n"


@pytest_asyncio.fixture
async def session() -> AsyncIterator[Session]:
    session = Session(FakeEngine(), debounce=0.03)
    yield session
    session.shut_down()
    session.worker.close(wait=True)


def start(session: Session, text: str = PROGRAM) -> Text:
    opened = Text(URI, 1, text)
    session.open(URI, "/m.py", opened)
    return opened


def insert(session: Session, line: int, character: int, words: str, uri: str = URI) -> None:
    session.change(uri, [Change(words, (line, character), (line, character))], 2)


def hints(view: View | None) -> list[tuple[str, int | None]]:
    assert view is not None
    found = FakeEngine().hints(view.analysis, 0, 1000)
    spots = [view.outward(Span(hint.offset, hint.offset)) for hint in found]
    return [(hint.label, spot.start if spot else None) for hint, spot in zip(found, spots, strict=True)]


async def test_key_strokes_are_analysed_together(session: Session) -> None:
    start(session)
    await session.settled(URI)
    for index in range(20):
        insert(session, 3, 9 + index, "x")
    view = await session.settled(URI)
    assert view is not None
    assert view.snapshot.document.text == view.text.text
    assert len(session.engine.read) == 2  # type: ignore[attr-defined]  # the fake counts


async def test_what_is_outdated_never_starts(session: Session) -> None:
    start(session, PROGRAM + "slow\n")
    others = [f"file:///{index}.py" for index in range(3)]
    for other in others:
        session.open(other, other[7:], Text(other, 1, "keras\n"))
    for index in range(5):
        session.change(others[0], [Change("keras" + "!" * index)], index)
        await asyncio.sleep(0.04)
    view = await session.settled(others[0])
    assert view is not None
    assert view.snapshot.document.text == "keras!!!!"
    assert len([text for text in session.engine.read if text.startswith("keras!")]) <= 1  # type: ignore[attr-defined]


async def test_a_result_for_an_older_text_is_not_shown(session: Session) -> None:
    start(session, PROGRAM + "slow\n")
    await asyncio.sleep(0.1)
    insert(session, 0, 0, "# new\n")
    view = await session.settled(URI)
    assert view is not None
    assert view.snapshot.document.text.startswith("# new")


async def test_a_broken_line_keeps_the_shapes_of_the_rest(session: Session) -> None:
    start(session)
    assert hints(await session.shapes(URI)) == [("→ one", 23), ("→ two", 33)]
    insert(session, 1, 7, "oops 😀\n")
    view = await session.shapes(URI)
    assert view is not None
    assert view.stale
    assert hints(view) == [("→ one", 30), ("→ two", 40)]
    insert(session, 3, 3, "!")
    view = await session.shapes(URI)
    assert hints(view) == [("→ one", 31), ("→ two", 41)]
    session.change(URI, [Change(PROGRAM)], 9)
    view = await session.shapes(URI)
    assert view is not None
    assert not view.stale


async def test_hover_speaks_of_the_last_good_text_while_a_line_is_broken(session: Session) -> None:
    start(session)
    await session.settled(URI)
    insert(session, 0, 0, "oops\n")
    first, second = await session.soon(URI)
    assert first.stale
    assert first.inward(11) == 6
    assert first.inward(2) is None
    assert not second.stale
    assert second.inward(2) == 2


async def test_hover_does_not_wait_for_a_slow_analysis(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seqlint_server.session.PATIENCE", 0.02)
    start(session)
    await session.settled(URI)
    insert(session, 3, 9, "\nslow")
    views = await session.soon(URI)
    assert [view.stale for view in views] == [True]


async def test_a_failing_analysis_is_told_and_ends_the_wait(session: Session) -> None:
    told: list[str] = []
    session.failed = told.append
    start(session, "keras\ncrash analysis\n")
    view = await session.settled(URI)
    assert view is not None
    assert view.analysis is None
    assert told == ["/m.py could not be analysed: RuntimeError: the engine broke"]
    session.change(URI, [Change(PROGRAM)], 2)
    assert hints(await session.shapes(URI))


async def test_a_file_without_keras_has_nothing(session: Session) -> None:
    start(session, "print(1)\n")
    view = await session.settled(URI)
    assert view is not None
    assert view.analysis is None
    assert view.snapshot.report is None


async def test_closing_ends_every_wait(session: Session) -> None:
    start(session, PROGRAM + "slow\n")
    waiting = asyncio.ensure_future(session.settled(URI))
    await asyncio.sleep(0.01)
    session.close(URI)
    assert await waiting is None
    assert await session.settled(URI) is None
    assert await session.soon(URI) == []
    session.change(URI, [Change("x")], 3)


async def test_a_joined_notebook_is_python_whatever_its_name(session: Session) -> None:
    uri = "file:///w/.virtual_documents/train.ipynb"
    session.open(uri, "/w/.virtual_documents/train.ipynb", Text(uri, 1, "%matplotlib inline\n" + PROGRAM))
    view = await session.settled(uri)
    assert view is not None
    assert len(hints(view)) == 2


async def test_a_notebook_cell_by_cell(session: Session) -> None:
    cells = [("c:1", True), ("c:2", False), ("c:3", True)]
    texts = [Text("c:1", 1, "keras"), Text("c:2", 1, "layer no"), Text("c:3", 1, "layer one\nlayer two")]
    session.open_notebook("file:///n.ipynb", "/n.ipynb", list(cells), texts)
    view = await session.settled("c:3")
    assert view is not None
    assert view.snapshot.document.text == "keras\nlayer one\nlayer two\n"
    assert [cell.index for cell in view.snapshot.document.cells] == [1, 3]
    assert view.inward(3) == 9
    spot = view.outward(Span(16, 21))
    assert spot is not None
    assert (spot.text.uri, spot.start, spot.end) == ("c:3", 10, 15)
    # The cell moves to the front, a new one is broken: what was known moves with the cell.
    session.change_cells(
        "file:///n.ipynb", (0, 3, [("c:3", True), ("c:4", True), ("c:1", True)]), [Text("c:4", 1, "oops")], ["c:2"]
    )
    insert(session, 0, 0, "#\n", "c:3")
    view = await session.shapes("c:3")
    assert view is not None
    assert view.stale
    assert hints(view) == [("→ one", 11), ("→ two", 21)]
    assert view.snapshot.member("c:4") is None
    session.change_cells("file:///n.ipynb", (1, 1, []), [], ["c:4"])
    view = await session.settled("c:1")
    assert view is not None
    assert view.snapshot.document.text == "#\nlayer one\nlayer two\nkeras\n"


async def test_settings_lead_to_a_new_reading(session: Session) -> None:
    start(session)
    first = await session.settled(URI)
    session.configure(session.options)
    assert session.files[URI].fresh is not None
    session.configure(type(session.options)(target_keras="2"))
    second = await session.settled(URI)
    assert first is not None
    assert second is not None
    assert second.snapshot.serial > first.snapshot.serial


async def test_views_are_asked_for_on_the_worker(session: Session) -> None:
    import threading

    assert await session.ask(threading.current_thread) is not threading.current_thread()
    with pytest.raises(ZeroDivisionError):
        await session.ask(lambda: 1 // 0)


async def test_files_that_nobody_looks_at_come_to_rest(session: Session) -> None:
    heard: list[str] = []
    session.heard = lambda file: heard.append(file.uri)
    uris = [f"file:///{index}.py" for index in range(AWAKE + 2)]
    for uri in uris:
        session.open(uri, uri[7:], Text(uri, 1, f"{PROGRAM}bad {uri[8]}\n"))
        await session.shapes(uri)
    files = [session.files[uri] for uri in uris]
    assert [file.rests for file in files] == [True, True] + [False] * AWAKE
    await session.ask(lambda: None, later=True)
    dropped = session.engine.dropped  # type: ignore[attr-defined]  # the fake counts
    assert [text[-2] for text in dropped] == ["0", "1"]
    # The findings are still known, and asking for them wakes nobody.
    view = await session.settled(uris[0], findings=True)
    assert view is not None
    assert view.snapshot.report is not None
    assert view.snapshot.report.findings
    assert view.analysis is None
    # Whoever looks at the file finds all there is, and nobody is told news of it; another one rests for that.
    assert hints(await session.shapes(uris[0])) == [("→ one", 23), ("→ two", 33)]
    assert [file.rests for file in files] == [False, True, True] + [False] * (AWAKE - 1)
    assert sorted(heard) == uris
    # One that changes while it rests is read anew and told of.
    insert(session, 0, 0, "#\n", uris[1])
    view = await session.settled(uris[1])
    assert view is not None
    assert view.snapshot.document.text.startswith("#")
    assert heard.count(uris[1]) == 2


async def test_of_long_files_fewer_stay_awake(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seqlint_server.session.AWAKE_SIZE", 3 * len(PROGRAM))
    uris = [f"file:///{index}.py" for index in range(5)]
    for uri in uris:
        session.open(uri, uri[7:], Text(uri, 1, PROGRAM))
        await session.shapes(uri)
    assert [session.files[uri].rests for uri in uris] == [True, True, False, False, False]
    monkeypatch.setattr("seqlint_server.session.AWAKE_SIZE", 0)
    await session.shapes(uris[4])
    assert [session.files[uri].rests for uri in uris] == [True, True, True, False, False]


async def test_a_closed_file_is_let_go(session: Session) -> None:
    start(session)
    await session.settled(URI)
    session.close(URI)
    await session.ask(lambda: None, later=True)
    assert session.engine.dropped == [PROGRAM]  # type: ignore[attr-defined]  # the fake counts
