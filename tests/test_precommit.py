"""The hook as a repository would use it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.programs import CLEAN, DIGITS

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]


def pre_commit(*argv: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = [sys.executable, "-m", "pre_commit", *argv]
    return subprocess.run(done, capture_output=True, text=True, env=env, check=False)


def git(*argv: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *argv], check=True, capture_output=True)


def test_the_manifest_is_valid() -> None:
    done = pre_commit("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert done.returncode == 0, done.stdout


def test_try_repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = tmp_path / "hooks"
    ignore = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", "tests")
    shutil.copytree(ROOT, hooks, ignore=ignore)
    monkeypatch.chdir(hooks)
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "all")
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    git("init", "-q")
    (project / "train.py").write_text(DIGITS)
    (project / "clean.py").write_text(CLEAN)
    git("add", "-A")
    done = pre_commit("try-repo", str(hooks), "seqlint", "--all-files")
    assert "train.py:10:38 error SEQ307" in done.stdout
    assert done.returncode == 1
    (project / "train.py").write_text(CLEAN)
    done = pre_commit("try-repo", str(hooks), "seqlint", "--all-files")
    assert "Passed" in done.stdout
    assert done.returncode == 0
