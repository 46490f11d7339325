from __future__ import annotations

import multiprocessing
import os
from typing import TYPE_CHECKING

import msgspec
import pytest

from seqlint import batch
from seqlint.batch import Task, check_one, reports
from seqlint.cache import Cache
from seqlint.check import check_bytes
from seqlint.config import Choice, Settings
from seqlint.files import collect
from tests.programs import CLEAN, DIGITS

if TYPE_CHECKING:
    from pathlib import Path

    from seqlint.report import Report


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(root=str(tmp_path))


def test_a_cached_report_is_the_report(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "train.py"
    path.write_text(DIGITS)
    first = check_one(Task(str(path), settings))
    monkeypatch.setattr(batch, "check_bytes", lambda *_: pytest.fail("it was checked again"))
    assert check_one(Task(str(path), settings)) == first


def test_other_bytes_and_other_settings_are_other_entries(tmp_path: Path, settings: Settings) -> None:
    cache = Cache(str(tmp_path / "cache"))
    data = DIGITS.encode()
    cache.put("a.py", data, settings, check_bytes(data, "a.py", settings))
    assert cache.get("a.py", data, settings) is not None
    assert cache.get("b.py", data, settings) is None
    assert cache.get("a.py", data + b"\n", settings) is None
    other = msgspec.structs.replace(settings, choices=(Choice(select=("SEQ2",)),))
    assert cache.get("a.py", data, other) is None


def test_a_report_depends_on_the_modules_of_its_project(tmp_path: Path, settings: Settings) -> None:
    path, helper = tmp_path / "train.py", tmp_path / "sizes.py"
    path.write_text(
        CLEAN.replace("import keras\n", "import keras\nfrom sizes import UNITS\n").replace("Dense(1)", "Dense(UNITS)")
    )
    task = Task(str(path), settings)
    assert not check_one(task).findings
    helper.write_text("UNITS = -1\n")
    assert [one.code for one in check_one(task).findings] == ["SEQ210"]
    helper.write_text("UNITS = 10\n")
    assert not check_one(task).findings


def test_an_incomplete_report_is_not_kept(tmp_path: Path, settings: Settings) -> None:
    cache = Cache(str(tmp_path / "cache"))
    report = check_bytes(DIGITS.encode(), "a.py", settings)
    cache.put("a.py", b"", settings, msgspec.structs.replace(report, failures=("x",)))
    cache.put("a.py", b"", settings, msgspec.structs.replace(report, problem="x"))
    assert cache.get("a.py", b"", settings) is None


def test_a_damaged_entry_is_no_entry(tmp_path: Path, settings: Settings) -> None:
    cache = Cache(str(tmp_path / "cache"))
    report = check_bytes(DIGITS.encode(), "a.py", settings)
    cache.put("a.py", b"x", settings, report)
    (entry,) = [file for file in (tmp_path / "cache").iterdir() if file.name != ".gitignore"]
    entry.write_bytes(entry.read_bytes()[:100])
    assert cache.get("a.py", b"x", settings) is None
    cache.put("a.py", b"x", settings, report)
    assert cache.get("a.py", b"x", settings) == report


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / ".seqlint_cache").write_text("a file is in the way")
    path = tmp_path / "train.py"
    path.write_text(DIGITS)
    assert check_one(Task(str(path), settings)).findings


def many(tmp_path: Path, settings: Settings, number: int) -> list[Task]:
    for index in range(number):
        (tmp_path / f"{index:03}.py").write_text(DIGITS if index % 2 else CLEAN)
    return [Task(str(tmp_path / f"{index:03}.py"), settings, cached=False) for index in range(number)]


def test_processes_give_the_same_in_the_same_order(tmp_path: Path, settings: Settings) -> None:
    tasks = many(tmp_path, settings, 20)
    assert list(reports(tasks, 2)) == list(reports(tasks, 1))


def deadly(task: Task) -> Report:
    """What a crash of the parser would do."""
    if task.path.endswith("007.py"):
        os._exit(139)
    return check_bytes(b"", task.path, task.settings)


def test_a_file_that_ends_its_process_takes_no_other_along(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_context", lambda: multiprocessing.get_context("fork"))
    tasks = many(tmp_path, settings, 20)
    monkeypatch.setattr(batch, "check_one", deadly)
    found = list(reports(tasks, 2))
    assert [report.filename for report in found] == [task.path for task in tasks]
    (bad,) = [report for report in found if report.problem]
    assert bad.filename.endswith("007.py")
    assert "ended before it was done" in (bad.problem or "")


def test_what_a_folder_stands_for(tmp_path: Path) -> None:
    for name in ("b.py", "a.ipynb", "c.pyi", "notes.md", "build/d.py", "sub/e.py", "sub/.hidden.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    found = collect([str(tmp_path)], lambda _: Settings(root=str(tmp_path)))
    assert [os.path.relpath(file, tmp_path) for file in found.files] == [
        "a.ipynb", "b.py", "c.pyi", os.path.join("sub", ".hidden.py"), os.path.join("sub", "e.py"),
    ]  # fmt: skip
    assert (found.problems, found.empty) == ([], [])
