"""The setup pages say what the setup files do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for path in (ROOT / "editors").glob("*/*")
    if path.suffix in {".lua", ".el", ".vim", ".toml", ".json"} and path.parent.name != "vscode"
)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_the_page_shows_the_file(file: Path) -> None:
    page = (ROOT / "docs" / "editors" / f"{file.parent.name}.md").read_text(encoding="utf-8")
    assert f"\n{file.read_text(encoding='utf-8')}```\n" in page


def test_every_page_has_its_file() -> None:
    pages = {page.stem for page in (ROOT / "docs" / "editors").glob("*.md")}
    assert pages - {"vscode"} == {file.parent.name for file in FILES}


def test_json_can_be_read() -> None:
    for file in FILES:
        if file.suffix == ".json":
            json.loads(file.read_text(encoding="utf-8"))
