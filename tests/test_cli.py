from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from seqlint import __version__, cli
from seqlint.commands import commands
from seqlint.rules import catalogue
from tests.programs import CLEAN, DIGITS, MENDED, NO_KERAS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


class Run:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    def go(*argv: str) -> Run:
        status = cli.main(argv)
        return Run(status, *capsys.readouterr())

    return go


def process(*argv: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    path = os.pathsep.join(sys.path)
    return subprocess.run(
        [sys.executable, "-m", "seqlint", *argv],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **env},
        check=False,
    )


def write(name: str, text: str) -> str:
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    return name


def test_an_error_ends_with_1(run: Callable[..., Run]) -> None:
    found = run("check", write("train.py", DIGITS))
    assert found.status == 1
    assert "train.py:10:38 error SEQ307 integer-labels-with-categorical-crossentropy" in found.out
    assert "1 error" in found.out.splitlines()[-1]
    assert "in 1 file, 1 model. 1 can be fixed with --fix." in found.out.splitlines()[-1]


def test_a_clean_file_ends_with_0(run: Callable[..., Run]) -> None:
    found = run("check", write("train.py", CLEAN))
    assert (found.status, found.out, found.err) == (0, "No findings in 1 file, 1 model.\n", "")


def test_the_working_directory_is_checked_by_default(run: Callable[..., Run]) -> None:
    write("a/b/train.py", DIGITS)
    write("venv/lib/train.py", DIGITS)
    write(".virtual_documents/train.py", DIGITS)
    write("notes.txt", DIGITS)
    found = run("check", "--output-format", "concise")
    assert [line.split(":")[0] for line in found.out.splitlines() if "SEQ307" in line] == [
        os.path.join("a", "b", "train.py")
    ]


def test_several_paths_and_one_file_named_twice(run: Callable[..., Run]) -> None:
    write("a/train.py", DIGITS)
    write("b/train.py", DIGITS)
    found = run("check", "a/train.py", "b", "./a/train.py", "a", "--select", "SEQ307", "--output-format", "concise")
    assert found.out.splitlines()[-1].startswith("Found 2 errors in 2 files, 2 models.")


def test_a_missing_file_ends_with_2_and_the_rest_is_checked(run: Callable[..., Run]) -> None:
    found = run("check", "nowhere.py", write("train.py", DIGITS))
    assert found.status == 2
    assert "seqlint: nowhere.py does not exist: check the path.\n" in found.err
    assert "SEQ307" in found.out


def test_a_folder_without_python_is_told(run: Callable[..., Run]) -> None:
    os.mkdir("empty")
    found = run("check", "empty")
    assert found.status == 0
    assert "no Python file in empty" in found.err


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 0), ("info", 1), ("hint", 1)])
def test_fail_on(run: Callable[..., Run], fail_on: str, status: int) -> None:
    write("seqlint.toml", 'severity = { SEQ307 = "info" }\n')
    assert run("check", write("train.py", DIGITS), "--select", "SEQ307", "--fail-on", fail_on).status == status


def test_fail_on_in_the_configuration(run: Callable[..., Run]) -> None:
    write("seqlint.toml", 'fail-on = "info"\nseverity = { SEQ307 = "info" }\nselect = ["SEQ307"]\n')
    assert run("check", write("train.py", DIGITS)).status == 1
    assert run("check", "train.py", "--fail-on", "error").status == 0
    assert run("check", "train.py", "--isolated").status == 1


def test_exit_zero(run: Callable[..., Run]) -> None:
    assert run("check", write("train.py", DIGITS), "--exit-zero").status == 0
    assert run("check", "nowhere.py", "--exit-zero").status == 2


def test_select_ignore_and_extend_select(run: Callable[..., Run]) -> None:
    write("train.py", DIGITS)
    assert "SEQ307" not in run("check", "train.py", "--ignore", "SEQ307").out
    assert "SEQ307" not in run("check", "train.py", "--select", "SEQ2,shapes").out
    assert "SEQ307" in run("check", "train.py", "--select", "SEQ2", "--extend-select", "head").out


def test_the_command_lines_select_replaces_the_configurations(run: Callable[..., Run]) -> None:
    write("seqlint.toml", 'ignore = ["SEQ307"]\n')
    write("train.py", DIGITS)
    assert "SEQ307" not in run("check", "train.py").out
    assert "SEQ307" in run("check", "train.py", "--select", "SEQ3").out
    assert "SEQ307" not in run("check", "train.py", "--extend-select", "SEQ2").out


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("check", "--select", "SEQ3O7"), "did you mean `SEQ307`?"),
        (("check", "--select", "qqqqq"), "no rule has the code, name or chapter `qqqqq`."),
        (("check", "--target-keras", "4"), "write 3, 2 or a release"),
        (("check", "--config", "nowhere.toml"), "no such configuration file"),
        (("check", "--output-format", "xml"), "invalid choice"),
        (("check", "--jobs", "0"), "write 1 or more"),
        (("check", "--nonsense"), "unrecognized arguments"),
        (("chekc",), "did you mean `check`?"),
        (("rule", "SEQ3O7"), "did you mean `SEQ307`?"),
        (("config", "selct"), "did you mean `select`?"),
    ],
)
def test_wrong_usage_ends_with_2(run: Callable[..., Run], argv: tuple[str, ...], words: str) -> None:
    found = run(*argv)
    assert found.status == 2
    assert words in found.err
    assert found.out == ""


def test_wrong_configuration_ends_with_2(run: Callable[..., Run]) -> None:
    write("seqlint.toml", 'select = ["SEQ307"]\nfail-onn = "error"\n')
    found = run("check", write("train.py", DIGITS))
    assert found.status == 2
    assert "seqlint.toml:2: seqlint has no option `fail-onn`; did you mean `fail-on`?" in found.err


def test_json(run: Callable[..., Run]) -> None:
    found = json.loads(run("check", write("train.py", DIGITS), "--select", "SEQ307", "--output-format", "json").out)
    (finding,) = found
    assert finding["filename"] == "train.py"
    assert (finding["code"], finding["severity"], finding["cell"]) == ("SEQ307", "error", None)
    assert finding["location"] == {"row": 10, "column": 38}
    assert finding["end_location"] == {"row": 10, "column": 64}
    assert finding["fix"] == finding["fixes"][0]
    assert finding["fix"]["applicability"] == "safe"
    assert finding["fix"]["edits"][0]["cell"] is None
    assert finding["related"][0]["location"]["row"] == 3
    assert finding["noqa_row"] == 10
    assert finding["url"].startswith("https://")


def test_json_of_nothing(run: Callable[..., Run]) -> None:
    assert json.loads(run("check", write("train.py", CLEAN), "--output-format", "json").out) == []


def test_standard_input(folder: Path) -> None:
    done = process(
        "check", "-", "--stdin-filename", "src/train.py", "--output-format", "concise", stdin=DIGITS.encode()
    )
    assert done.returncode == 1
    assert b"src/train.py:10:38 error SEQ307" in done.stdout
    assert not (folder / ".seqlint_cache").exists()
    assert process("check", "-", stdin=b"").returncode == 0
    assert b"<stdin>:10:38" in process("check", "-", stdin=DIGITS.encode()).stdout


def test_standard_input_shows_its_lines() -> None:
    done = process("check", "-", stdin=DIGITS.encode())
    assert "   10 │ model.compile(" in done.stdout.decode()


def test_standard_input_that_is_no_text() -> None:
    done = process("check", "-", stdin=b"keras \0")
    assert done.returncode == 2
    assert b"<stdin>" in done.stderr


def test_fix_standard_input() -> None:
    done = process("check", "-", "--fix", "--select", "SEQ307", stdin=DIGITS.encode())
    assert done.returncode == 0
    assert done.stdout.decode() == MENDED
    assert b"Fixed 1 finding." in done.stderr


def test_fix(run: Callable[..., Run], folder: Path) -> None:
    found = run("check", write("train.py", DIGITS), "--fix")
    assert found.status == 0
    assert (folder / "train.py").read_text() == MENDED
    assert "Fixed 1 finding." in found.out
    assert run("check", "train.py", "--fix").out.count("Fixed") == 0


def test_diff_changes_nothing(run: Callable[..., Run], folder: Path) -> None:
    found = run("check", write("train.py", DIGITS), "--diff")
    assert found.status == 1
    assert "--- train.py" in found.out
    assert (
        "+model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])\n" in found.out
    )
    assert (folder / "train.py").read_text() == DIGITS
    assert run("check", write("clean.py", CLEAN), "--diff").status == 0


def test_a_read_only_file_is_left_and_the_rest_is_fixed(run: Callable[..., Run], folder: Path) -> None:
    write("a.py", DIGITS)
    write("b.py", DIGITS)
    (folder / "a.py").chmod(0o444)
    found = run("check", "a.py", "b.py", "--fix")
    assert found.status == 2
    assert "a.py is read-only" in found.err
    assert (folder / "a.py").read_text() == DIGITS
    assert (folder / "b.py").read_text() == MENDED
    assert "a.py:10:38 error SEQ307" in found.out


def test_statistics(run: Callable[..., Run]) -> None:
    write("a.py", DIGITS)
    write("b.py", DIGITS)
    found = run("check", "--statistics", "--select", "SEQ307")
    assert found.status == 1
    assert found.out.startswith("2  SEQ307  [*] error    integer-labels-with-categorical-crossentropy\n")
    rows = json.loads(run("check", "--statistics", "--select", "SEQ307", "--output-format", "json").out)
    assert [(row["code"], row["count"], row["fixable"]) for row in rows] == [("SEQ307", 2, 2)]


def test_color(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    write("train.py", DIGITS)
    assert "\x1b[" not in run("check", "train.py").out
    assert "\x1b[31m" in run("check", "train.py", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("check", "train.py").out
    assert "\x1b[" not in run("check", "train.py", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check", "train.py").out


def test_the_cache_answers_and_can_be_left_alone(run: Callable[..., Run], folder: Path) -> None:
    first = run("check", write("train.py", DIGITS))
    assert (folder / ".seqlint_cache" / ".gitignore").read_text() == "*\n"
    assert run("check", "train.py").out == first.out
    write("train.py", MENDED)
    assert run("check", "train.py").status == 0


def test_no_cache_leaves_nothing(run: Callable[..., Run], folder: Path) -> None:
    run("check", write("train.py", DIGITS), "--no-cache")
    assert not (folder / ".seqlint_cache").exists()


def test_exclude(run: Callable[..., Run]) -> None:
    write("old/train.py", DIGITS)
    write("new/train.py", DIGITS)
    assert "1 file" in run("check", "--exclude", "old").out
    assert "1 file" in run("check", "--extend-exclude", "old,other").out
    assert "2 files" in run("check").out
    assert "SEQ307" in run("check", "old/train.py", "--exclude", "old").out
    assert "No findings in 0 files" in run("check", "old/train.py", "--exclude", "old", "--force-exclude").out


def test_several_processes_find_the_same(run: Callable[..., Run]) -> None:
    for number in range(20):
        write(f"{number:02}.py", DIGITS if number % 3 else CLEAN)
    one = run("check", "--jobs", "1", "--no-cache", "--output-format", "concise")
    two = run("check", "--jobs", "2", "--no-cache", "--output-format", "concise")
    assert one.out == two.out
    assert one.out.count("SEQ307") == 13


def test_github(run: Callable[..., Run]) -> None:
    out = run("check", write("train.py", DIGITS), "--select", "SEQ307", "--output-format", "github").out
    head = "::error title=seqlint (SEQ307),file=train.py,line=10,col=38,endLine=10,endColumn=64::"
    assert out.startswith(head + "train.py:10:38: SEQ307 integer-labels")
    assert out.count("\n") == 1


def test_target_keras(run: Callable[..., Run]) -> None:
    assert run("check", write("train.py", CLEAN), "--target-keras", "2").status == 0
    shown = run("config", "--target-keras", "3.13", "--output-format", "json").out
    assert json.loads(shown)["target-keras"] == "3.13"


def test_config_shows_what_holds(run: Callable[..., Run], folder: Path) -> None:
    write("seqlint.toml", 'fail-on = "error"\n')
    write("requirements.txt", "tensorflow==2.15\n")
    shown = json.loads(run("config", "--output-format", "json").out)
    assert shown["fail-on"] == "error"
    assert shown["file"] == str(folder / "seqlint.toml")
    assert (shown["target-keras"], shown["target-source"]) == ("2.15", "requirements.txt:1")
    assert "fail-on: error" in run("config").out
    assert "The least severity that makes a run fail." in run("config", "fail-on").out


def test_help_lists_all_commands(run: Callable[..., Run]) -> None:
    found = run("--help")
    assert found.status == 0
    assert all(f"  {name} " in found.out for name in commands())
    assert run().status == 2


@pytest.mark.parametrize("name", commands())
def test_each_command_has_help(run: Callable[..., Run], name: str) -> None:
    found = run(name, "--help")
    assert found.status == 0
    assert f"seqlint {name}" in found.out


def test_version(run: Callable[..., Run]) -> None:
    assert run("--version").out == f"seqlint {__version__}\n"


def test_rule_lists_all_rules(run: Callable[..., Run]) -> None:
    lines = run("rule").out.splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue())


def test_rule_shows_a_page(run: Callable[..., Run]) -> None:
    assert "Why is this bad?" in run("rule", "SEQ307").out
    assert run("rule", "syntax-error").out == run("rule", "seq001").out
    page = json.loads(run("rule", "SEQ307", "--output-format", "json").out)
    assert (page["code"], page["chapter"], page["severity"]) == ("SEQ307", "head", "error")


def test_a_closed_pipe_is_quiet() -> None:
    write("train.py", DIGITS * 1)
    for number in range(30):
        write(f"{number}.py", DIGITS)
    path = os.pathsep.join(sys.path)
    with subprocess.Popen(
        [sys.executable, "-m", "seqlint", "check", "--no-cache"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("seqlint.cli._run", interrupt)
    assert cli.main(["check"]) == 130


def test_a_file_without_keras_needs_no_parser() -> None:
    write("hello.py", NO_KERAS)
    code = "import sys; from seqlint.cli import main; main(['check', 'hello.py']); print('libcst' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, check=True)
    assert done.stdout.endswith(b"False\n")


def test_checking_imports_nothing_that_it_does_not_need() -> None:
    write("train.py", CLEAN)
    code = "import sys; from seqlint.cli import main; main(['check', 'train.py', '--no-cache']); print(*sys.modules)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, check=True)
    needed = subprocess.run(
        [sys.executable, "-c", "import sys, libcst; print(*sys.modules)"], capture_output=True, check=True
    )
    modules = set(done.stdout.decode().split()) - set(needed.stdout.decode().split())
    assert not modules & {
        "numpy",
        "tensorflow",
        "difflib",
        "asyncio",
        "subprocess",
        "multiprocessing",
        "pygls",
        "fnmatch",
    }
    assert not {name for name in modules if name.startswith(("seqlint.explain", "seqlint.fix"))}


@pytest.mark.parametrize("name", ["libcst", "msgspec", "pathlib", "pygls"])
def test_files_of_the_working_folder_are_never_run(folder: Path, name: str) -> None:
    (folder / f"{name}.py").write_text("open('ran', 'w').close()\nraise RuntimeError\n")
    (folder / "m.py").write_text(DIGITS)
    path = os.pathsep.join(os.path.abspath(each or os.curdir) for each in sys.path if each != str(folder))
    environment = {**os.environ, "PYTHONPATH": path}
    for argv in (["check", "m.py"], ["server", "--help"]):
        done = subprocess.run(
            [sys.executable, "-m", "seqlint", *argv], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert done.returncode < 2, done.stderr
        assert not (folder / "ran").exists()
