"""The VS Code extension says what the server does; it is built where Node and its packages are there."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import seqlint
from seqlint_server.handlers.execute_command import COMMANDS
from seqlint_server.options import DEFAULT, HINTS, read

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "editors" / "vscode"
MANIFEST = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
CONTRIBUTES = MANIFEST["contributes"]
SETTINGS: dict[str, Any] = CONTRIBUTES["configuration"]["properties"]
TITLES = {entry["command"]: entry["title"] for entry in CONTRIBUTES["commands"]}
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((FOLDER / "src").rglob("*.ts")))
README = (FOLDER / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "editors" / "vscode.md").read_text(encoding="utf-8")
OWN = {"enable", "panel.followCursor", "interpreter", "path", "importStrategy", "trace.server"}
ESBUILD = FOLDER / "node_modules" / "esbuild"


def camel(name: str) -> str:
    return re.sub(r"-(\w)", lambda part: part[1].upper(), name)


def served() -> set[str]:
    """The settings of the server's page, in camel case."""
    page = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")
    section = page.partition("\n## Settings\n")[2].partition("\n## ")[0]
    return {camel(name) for name in re.findall(r"^\| `([\w.-]+)` \|", section, re.MULTILINE)}


def test_it_has_all_settings_of_the_server_and_its_own() -> None:
    assert {name.removeprefix("seqlint.") for name in SETTINGS} == served() | OWN


def test_what_it_sends_untouched_is_the_servers_default() -> None:
    nested: dict[str, Any] = {}
    for name, setting in SETTINGS.items():
        *folders, last = name.split(".")
        at = nested
        for folder in folders:
            at = at.setdefault(folder, {})
        at[last] = setting["default"]
    assert read(nested) == (DEFAULT, [])
    assert {name for name in SETTINGS if ".hints." in name} == {f"seqlint.hints.{kind}" for kind in HINTS}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_described(name: str) -> None:
    setting = SETTINGS[name]
    assert setting["markdownDescription"].endswith(".")
    assert setting["scope"] in {"window", "machine-overridable"}
    assert len(setting.get("enumDescriptions", ())) in {0, len(setting.get("enum", ()))}
    assert f"| `{name}` |" in README


def test_every_setting_of_its_own_is_read() -> None:
    for name in OWN - {"trace.server"}:
        assert f'"{name}"' in SOURCES


def test_it_asks_only_what_the_server_answers() -> None:
    union = re.search(r"export type ServerCommand = ([^;]+);", SOURCES)
    assert union is not None
    assert set(re.findall(r'"(seqlint\.\w+)"', union[1])) == set(COMMANDS)


def test_its_commands_are_registered_and_are_not_the_servers() -> None:
    assert set(re.findall(r'registerCommand\(\s*"([\w.]+)"', SOURCES)) == set(TITLES)
    assert not set(TITLES) & set(COMMANDS)


def test_all_commands_are_documented() -> None:
    assert set(re.findall(r"^\| seqlint: ([^|]+?) \|", README, re.MULTILINE)) == set(TITLES.values())
    for title in re.findall(r"\*\*seqlint: ([^*]+)\*\*", README + PAGE):
        assert title in TITLES.values()


def test_menus_and_walkthrough_name_known_commands() -> None:
    text = json.dumps([CONTRIBUTES["menus"], CONTRIBUTES["walkthroughs"]])
    named = re.findall(r'"command": "(seqlint\.\w+)"|(?:command|onCommand):(seqlint\.\w+)', text)
    assert named
    assert {one or other for one, other in named} <= set(TITLES)


def test_the_files_that_it_names_exist() -> None:
    (walkthrough,) = CONTRIBUTES["walkthroughs"]
    media = [file for step in walkthrough["steps"] for name, file in step["media"].items() if name != "altText"]
    icons = [
        entry["icon"] for kind in ("views", "viewsContainers") for all_ in CONTRIBUTES[kind].values() for entry in all_
    ]
    for file in [
        MANIFEST["icon"],
        walkthrough["icon"],
        *icons,
        *media,
        *re.findall(r"\]\((?!https?:|#)([^)]+)\)", README),
    ]:
        assert (FOLDER / file).is_file(), file


def test_the_icon_has_the_size_that_the_editor_asks_for() -> None:
    head = (FOLDER / MANIFEST["icon"]).read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:]) == (128, 128)


def test_pictures_are_small() -> None:
    for picture in (FOLDER / "media").glob("*.png"):
        assert picture.stat().st_size < 100_000, picture.name


def test_it_is_released_with_the_package() -> None:
    assert MANIFEST["version"] == seqlint.__version__
    assert MANIFEST["license"] == "MIT"
    assert (FOLDER / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()


def test_the_walkthrough_shows_the_example() -> None:
    page = (FOLDER / "walkthrough" / "example.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert block == (ROOT / "examples" / "digits.py").read_text(encoding="utf-8")


def test_the_lock_file_names_no_registry() -> None:
    lock = (FOLDER / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert json.loads(lock)["packages"][""]["devDependencies"] == MANIFEST["devDependencies"]


def test_an_interpreter_says_what_it_has_of_seqlint(tmp_path: Path) -> None:
    script = tmp_path / "python" / "probe.py"
    script.parent.mkdir()
    shutil.copy(FOLDER / "python" / "probe.py", script)
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    (bundled / "contents.json").write_text('{"version": "9.9.9", "needs": ["json", "no_such_module"]}')

    def ask(*options: str) -> dict[str, Any]:
        done = subprocess.run([sys.executable, *options, str(script)], capture_output=True, check=True, cwd=tmp_path)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    found = ask()
    assert found["version"] == list(sys.version_info[:3])
    assert (found["bundled"], found["missing"]) == ("9.9.9", ["no_such_module"])
    # Without site-packages there is no seqlint, whatever is installed here.
    assert ask("-S", "-E")["seqlint"] is None
    shutil.rmtree(bundled)
    assert ask()["bundled"] is None


@pytest.mark.skipif(
    not ESBUILD.is_dir() or shutil.which("node") is None, reason="`npm ci` was not run in editors/vscode"
)
def test_it_can_be_built(tmp_path: Path) -> None:
    copy = tmp_path / "editors" / "vscode"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("node_modules", "dist", "bundled", "out", "*.vsix"))
    (copy / "node_modules").symlink_to(FOLDER / "node_modules")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for command in (["node", "build.mjs", "--production"], ["node_modules/.bin/tsc", "--project", "."]):
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert {"extension.js", "panel.js", "digits.py"} <= {path.name for path in (copy / "dist").iterdir()}
