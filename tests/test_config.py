from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seqlint.config import KEYS, ConfigError, Settings, forget, read_file, settings_for, target_of
from seqlint.rules import catalogue
from seqlint.select import Selection, fits
from seqlint.values.target import NEWEST, Target

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str, name: str = "seqlint.toml") -> Settings:
    (folder / name).write_text(text)
    return read_file(str(folder / name))


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "seqlint.toml").write_text('fail-on = "error"\n')
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert settings_for(str(tmp_path / "a" / "b" / "train.py")).fail_on == "error"
    (tmp_path / "a" / "b" / "pyproject.toml").write_text('[tool.seqlint]\nfail-on = "hint"\n')
    assert settings_for(str(tmp_path / "a" / "b" / "train.py")).fail_on == "error"
    forget()
    settings = settings_for(str(tmp_path / "a" / "b" / "train.py"))
    assert settings.fail_on == "hint"
    assert settings.root == str(tmp_path / "a" / "b")
    assert settings_for(str(tmp_path / "a" / "b" / "train.py"), isolated=True) == Settings()


def test_all_options_are_read(tmp_path: Path) -> None:
    settings = written(tmp_path, "".join(f"{key.example}\n" for key in KEYS.values()))
    assert settings.choices[0].select == ("SEQ3", "legacy")
    assert settings.target == Target(3, 13, settings.target.source) if settings.target else False
    assert settings.exclude == ("third_party", "generated")
    assert settings.per_file_ignores == (("old/*.py", ("legacy",)),)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('\nselct = ["SEQ3"]\n', 2, "did you mean `select`?"),
        ('select = [\n  "SEQ301",\n  "SEQ3O7",\n]\n', 3, "did you mean `SEQ307`?"),
        ('select = "SEQ3"\n', 1, "a list of texts, not a text"),
        ('fail-on = "eror"\n', 1, "did you mean `error`?"),
        ('output-format = "jsn"\n', 1, "did you mean `json`?"),
        ('preset = "stict"\n', 1, "did you mean `strict`?"),
        ('target-keras = "4"\n', 1, 'write "3", "2"'),
        ("target-keras = true\n", 1, 'write "3", "2"'),
        ('severity = { SEQ206 = "eror" }\n', 1, "did you mean `error`?"),
        ('severity = ["SEQ206"]\n', 1, "a table"),
        ('[severity]\nSEQ206 = "info"\nSEQ99 = "info"\n', 3, "no rule has"),
        ("per-file-ignores = 3\n", 1, "a table"),
        ('[per-file-ignores]\n"a.py" = ["SEQ9999"]\n', 2, "no rule has"),
        ("exclude = [1]\n", 1, "a list of texts"),
        ("preset = 1\n", 1, "a text, not a number"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError) as error:
        written(tmp_path, text)
    assert f"seqlint.toml:{line}: " in str(error.value)
    assert words in str(error.value)


def test_lines_in_pyproject_count_from_the_table(tmp_path: Path) -> None:
    text = '[tool.other]\nselect = ["x"]\n\n[tool.seqlint]\nselect = ["SEQ3", "SEQX"]\n'
    with pytest.raises(ConfigError, match=r"pyproject\.toml:5: "):
        written(tmp_path, text, "pyproject.toml")


def test_broken_toml(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"seqlint\.toml:2:\d+: this is no TOML"):
        written(tmp_path, "select = []\nx = = 1\n")


def test_text_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "seqlint.toml").write_bytes(b"# \xff\n")
    with pytest.raises(ConfigError, match="UTF-8"):
        read_file(str(tmp_path / "seqlint.toml"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such configuration file"):
        read_file(str(tmp_path / "seqlint.toml"))
    (tmp_path / "pyproject.toml").write_text("")
    with pytest.raises(ConfigError, match=r"no \[tool.seqlint\] table"):
        read_file(str(tmp_path / "pyproject.toml"))


def chosen(tmp_path: Path, text: str) -> Selection:
    return Selection(written(tmp_path, text), str(tmp_path / "train.py"))


def test_hints_are_off_by_default_and_on_when_strict(tmp_path: Path) -> None:
    hints = {code for code, entry in catalogue().items() if entry.severity == "hint"}
    assert hints.isdisjoint(chosen(tmp_path, "").codes)
    assert chosen(tmp_path, 'preset = "strict"').codes == set(catalogue())
    assert not chosen(tmp_path, "").narrowed


def test_select_by_prefix_name_and_chapter(tmp_path: Path) -> None:
    assert chosen(tmp_path, 'select = ["SEQ30"]').codes == {c for c in catalogue() if c.startswith("SEQ30")}
    assert chosen(tmp_path, 'select = ["syntax-error"]').codes == {"SEQ001"}
    assert chosen(tmp_path, 'select = ["file"]').codes == {"SEQ001", "SEQ002", "SEQ003", "SEQ009"}
    assert chosen(tmp_path, 'select = ["ALL"]').codes == set(catalogue())
    assert chosen(tmp_path, 'select = ["SEQ001"]').narrowed


def test_the_more_specific_selector_wins(tmp_path: Path) -> None:
    codes = chosen(tmp_path, 'select = ["SEQ307"]\nignore = ["SEQ3"]').codes
    assert codes == {"SEQ307"}
    codes = chosen(tmp_path, 'select = ["SEQ3"]\nignore = ["SEQ307"]').codes
    assert "SEQ307" not in codes
    assert "SEQ301" in codes
    assert chosen(tmp_path, 'select = ["SEQ307"]\nignore = ["SEQ307"]').codes == set()


def test_per_file_ignores(tmp_path: Path) -> None:
    settings = written(tmp_path, '[per-file-ignores]\n"old/*.py" = ["head"]\n"*_test.py" = ["ALL"]\n')
    assert "SEQ307" not in Selection(settings, str(tmp_path / "old" / "a.py")).codes
    assert "SEQ307" in Selection(settings, str(tmp_path / "new" / "a.py")).codes
    assert Selection(settings, str(tmp_path / "new" / "a_test.py")).codes == set()


@pytest.mark.parametrize(
    ("pattern", "path", "does"),
    [
        ("build", "build", True),
        ("build", "src/build", True),
        ("build", "src/rebuild", False),
        ("old/*.py", "old/a.py", True),
        ("old/", "old/a.py", True),
        ("*.ipynb", "a/b.ipynb", True),
        ("**/old", "a/old", True),
        ("./a.py", "a.py", True),
        ("old/*.py", "new/a.py", False),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, path: str, does: bool) -> None:
    assert fits(str(tmp_path / path), (pattern,), str(tmp_path)) is does


@pytest.mark.parametrize(
    ("text", "major"),
    [
        ("import tf_keras as keras\n", 2),
        ("from tf_keras.layers import Dense\n", 2),
        ('import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\n', 2),
        ('os.environ["TF_USE_LEGACY_KERAS"] = "0"\n', 3),
        ("import tf_keras\nimport keras\n", 3),
        ("import tensorflow as tf\n", 3),
        ("# tf_keras is old\n", 3),
    ],
)
def test_what_a_program_asks_for(text: str, major: int) -> None:
    assert target_of(text, Settings()).major == major


def test_what_is_set_comes_before_what_a_program_asks_for() -> None:
    text = "import tf_keras\n"
    set_, pinned = Target(3, 13, "seqlint.toml:1"), Target(2, 15, "requirements.txt:1")
    assert target_of(text, Settings(target=set_, pinned=pinned)) is set_
    assert target_of(text, Settings(pinned=Target(3, 1, "x"))) == Target(2, NEWEST[2], "tf_keras")
    assert target_of("", Settings(pinned=pinned)) is pinned
