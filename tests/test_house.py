"""What holds for all files of the repository."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    [*(ROOT / "seqlint").rglob("*.py"), *(ROOT / "server").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
)
MOST_LINES = 450
UNFINISHED = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K]|NotImplementedErro[r])\b")
BARE = re.compile(r"#\s*(?:type:\s*ignore|noqa|pragma:)(?P<what>[^#\n]*)(?P<reason>#[^\n]*|- [^\n]*)?")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    assert not UNFINISHED.search(text)
    assert text.startswith(('"""', "#!"))
    for number, line in enumerate(text.splitlines(), 1):
        match = BARE.search(line)
        if match and "seqlint:" not in line:
            said = match["reason"] or (match["what"].partition(" - ")[2])
            assert said, f"{name(path)}:{number}: an exception without a reason"


def test_no_bag_of_helpers() -> None:
    assert not [name(path) for path in SOURCES if path.stem in {"utils", "util", "helpers", "common", "misc"}]


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in SOURCES if "seqlint" in path.parts[len(ROOT.parts)]}
    assert not [name(folder) for folder in folders if not (folder / "__init__.py").exists()]


def test_the_repository_speaks_of_the_product_alone() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    words = re.compile(r"/roo[t]/|/wor[k]/|pyp[i]\.org")
    wrong = []
    for file in done.stdout.splitlines():
        path = ROOT / file
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".yml", ".json", ""} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            wrong += [f"{file}: {match[0]}" for match in words.finditer(text)]
    assert not wrong
