"""README and docs say what the code does."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest

import seqlint
from seqlint import cli
from seqlint.commands import commands

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def sessions() -> list[tuple[str, str]]:
    """The commands of the console blocks with what they print."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL):
        found += re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    return found


@pytest.mark.parametrize(("command", "output"), sessions())
def test_commands_print_what_the_readme_shows(
    command: str, output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NO_COLOR", "1")
    program, *argv = shlex.split(command)
    assert program == "seqlint"
    cli.main([*argv, "--no-cache"] if argv[0] == "check" else argv)
    assert capsys.readouterr().out == output


def test_the_readme_shows_the_example() -> None:
    (block,) = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert block == (ROOT / "examples" / "digits.py").read_text(encoding="utf-8")


def test_the_readme_names_all_commands() -> None:
    assert set(re.findall(r"^\| `seqlint (\w+)", README, re.MULTILINE)) == set(commands())


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=name)
def test_paths_that_are_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:seqlint|server|tests|docs|benchmarks|examples|editors)/[\w./-]+)`", text):
        assert (ROOT / path).exists(), path


def test_rendered_parts_are_new() -> None:
    render = runpy.run_path(str(ROOT / "docs" / "render.py"))
    for page in render["pages"]():
        text = page.read_text(encoding="utf-8")
        assert render["rendered"](text) == text, f"run python docs/render.py for {name(page)}"


def test_the_documented_api_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    space: dict[str, object] = {}
    exec(block, space)
    report = space["report"]
    assert isinstance(report, seqlint.Report)
    assert [one.code for one in report.findings if one.severity == "error"] == ["SEQ307"]


def test_the_version_of_the_hook_is_the_version() -> None:
    assert re.findall(r"rev: v(\S+)", README) == [seqlint.__version__]
