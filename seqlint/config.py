"""Configuration: `[tool.seqlint]` in pyproject.toml, or seqlint.toml; the nearest above a file holds for it."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.values.target import Target, parse_target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FILES = (".seqlint.toml", "seqlint.toml", "pyproject.toml")
PRESETS = ("default", "strict")
SEVERITIES = ("error", "warning", "info", "hint")
EXCLUDE = (
    ".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints", ".mypy_cache", ".nox", ".pants.d",
    ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".seqlint_cache", ".svn", ".tox", ".venv",
    ".virtual_documents", ".vscode", "__pycache__", "__pypackages__", "_build", "buck-out", "build", "dist",
    "node_modules", "site-packages", "venv",
)  # fmt: skip


class ConfigError(Exception):
    """A configuration that cannot be used; the message names file, line and cure."""


class Choice(msgspec.Struct, frozen=True):
    """One layer of choosing rules; the configuration's first, the command line's on top of it.

    Attributes:
        select: the selectors that replace what was chosen before; None to keep it.
        extend: selectors added.
        ignore: selectors taken away.
    """

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for a file.

    Attributes:
        choices: which rules are on.
        per_file_ignores: (pattern, selectors) of rules that are off in some files.
        severity: (selector, severity) of rules whose severity is changed.
        preset: "default", or "strict" for the hints too.
        target: the Keras that programs are read for, where it is set.
        pinned: the Keras that the project's pins name, if they do.
        exclude: patterns of files and folders that are passed over when a folder is walked.
        output_format: a module of `seqlint.output`.
        fail_on: the least severity at which a run fails.
        read_data_files: whether cards and hints look at data files beside a program.
        root: the folder that patterns are relative to; empty for the working directory.
        source: the file that this was read from.
    """

    choices: tuple[Choice, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    preset: str = "default"
    target: Target | None = None
    pinned: Target | None = None
    exclude: tuple[str, ...] = EXCLUDE
    output_format: str = "full"
    fail_on: str = "warning"
    read_data_files: bool = True
    root: str = ""
    source: str | None = None


DEFAULT = Settings()


def settings_for(path: str, *, isolated: bool = False) -> Settings:
    """The settings that hold for a file or folder: those of the nearest configuration file, and the project's pins.

    Args:
        path: the file; it need not exist.
        isolated: whether configuration files are left alone.

    Raises:
        ConfigError: the configuration is wrong.
    """
    absolute = os.path.abspath(path)
    folder = absolute if os.path.isdir(absolute) else os.path.dirname(absolute)
    return DEFAULT if isolated else _for_folder(folder)


@cache
def _for_folder(folder: str) -> Settings:
    from seqlint.pins import pinned

    settings = _configured(folder)
    return msgspec.structs.replace(settings, pinned=pinned(folder))


@cache
def _configured(folder: str) -> Settings:
    for name in FILES:
        path = os.path.join(folder, name)
        table = read_table(path)
        if table is not None:
            return Reader(path, *table).settings()
    parent = os.path.dirname(folder)
    return Settings() if parent == folder else _configured(parent)


def forget() -> None:
    """Read configuration files and pins anew when they are next asked for; for programs that run long."""
    from seqlint.pins import pinned

    for known in (_for_folder, _configured, pinned):
        known.cache_clear()


def read_file(path: str) -> Settings:
    """The settings of a configuration file that was named.

    Raises:
        ConfigError: it cannot be read, or is wrong.
    """
    if not os.path.isfile(path):
        raise ConfigError(f"{path}: there is no such configuration file.")
    table = read_table(path)
    if table is None:
        raise ConfigError(f"{path}: it has no [tool.seqlint] table.")
    from seqlint.pins import pinned

    settings = Reader(path, *table).settings()
    return msgspec.structs.replace(settings, pinned=pinned(settings.root))


def read_table(path: str) -> tuple[dict[str, Any], str] | None:
    """The table of a configuration file and the file's text; None if it has none.

    Raises:
        ConfigError: the file cannot be read or is no TOML.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise ConfigError(f"{path}: it cannot be read ({(error.strerror or str(error)).lower()}).") from None
    whole = os.path.basename(path) != "pyproject.toml"
    if not whole and not re.search(rb"tool\W{1,6}seqlint", data):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: it is not UTF-8 text, as TOML must be.") from None
    table = _toml(path, text)
    if whole:
        return table, text
    tool = table.get("tool")
    found = tool.get("seqlint") if isinstance(tool, dict) else None
    return (found, text) if isinstance(found, dict) else None


def _toml(path: str, text: str) -> dict[str, Any]:
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        words = str(error)
        place = re.search(r" ?\(at line (\d+), column (\d+)\)", words)
        if place is None:
            raise ConfigError(f"{path}: this is no TOML: {words}.") from None
        raise ConfigError(f"{path}:{place[1]}:{place[2]}: this is no TOML: {words.replace(place[0], '')}.") from None
    return table


class Reader:
    """Reads one table, and says where it is wrong.

    Args:
        path: the file, for messages.
        table: the table.
        text: the file's text, to find lines in.
    """

    def __init__(self, path: str, table: dict[str, Any], text: str) -> None:
        self.path = path
        self.table = table
        self.lines = text.splitlines()

    def settings(self) -> Settings:
        """The table as settings.

        Raises:
            ConfigError: a key or value is wrong.
        """
        for key in self.table:
            if key not in KEYS:
                raise self.wrong(key, None, f"seqlint has no option `{key}`", key, KEYS)
        found = {key: KEYS[key].read(self, key, value) for key, value in self.table.items()}
        choice = Choice(found.get("select"), found.get("extend-select", ()), found.get("ignore", ()))
        return Settings(
            choices=(choice,) if choice != Choice() else (),
            per_file_ignores=found.get("per-file-ignores", ()),
            severity=found.get("severity", ()),
            preset=found.get("preset", "default"),
            target=found.get("target-keras"),
            exclude=(*found.get("exclude", EXCLUDE), *found.get("extend-exclude", ())),
            output_format=found.get("output-format", "full"),
            fail_on=found.get("fail-on", "warning"),
            read_data_files=found.get("read-data-files", True),
            root=os.path.dirname(os.path.abspath(self.path)),
            source=self.path,
        )

    def wrong(self, key: str, value: Any, message: str, given: str = "", known: Iterable[str] = ()) -> ConfigError:
        """The error for a key or value."""
        return ConfigError(f"{self.path}:{self.line(key, value)}: {message}{nearest(given, known)}")

    def line(self, key: str, value: Any) -> int:
        """The line of a key, or of a value after it; 1 if it is not found."""
        start = r"^\s*\[\s*tool\s*\.\s*seqlint\b" if os.path.basename(self.path) == "pyproject.toml" else ""
        first = next((at for at, line in enumerate(self.lines) if re.match(start, line)), 0)
        pattern = rf"""(?:^\s*["']?{re.escape(key)}["']?\s*[=.]|^\s*\[[^\]]*\b{re.escape(key)}\s*\])"""
        row = next((at for at in range(first, len(self.lines)) if re.match(pattern, self.lines[at])), first)
        if value is not None:
            row = next((at for at in range(row, len(self.lines)) if str(value) in self.lines[at]), row)
        return row + 1

    def text_of(self, key: str, value: Any) -> str:
        """A value that must be a text."""
        if not isinstance(value, str):
            raise self.wrong(key, None, f"`{key}` must be a text, not {_kind(value)}")
        return value

    def texts(self, key: str, value: Any) -> tuple[str, ...]:
        """A value that must be a list of texts."""
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, None, f"`{key}` must be a list of texts, not {_kind(value)}")
        return tuple(value)

    def selectors(self, key: str, value: Any) -> tuple[str, ...]:
        """A list of codes, prefixes, names and chapters."""
        return tuple(self.selector(key, text) for text in self.texts(key, value))

    def selector(self, key: str, text: str) -> str:
        """One code, prefix, name or chapter."""
        from seqlint.select import known, problem

        wrong = problem(text)
        if wrong is not None:
            raise self.wrong(key, text, f"`{key}`: {wrong}", text, known())
        return text

    def one_of(self, key: str, value: Any, known: Iterable[str]) -> str:
        """One of some words."""
        if self.text_of(key, value) not in known:
            raise self.wrong(key, value, f"`{key}` cannot be '{value}'; it is one of {', '.join(known)}", value, known)
        return str(value)

    def severities(self, key: str, value: Any) -> tuple[tuple[str, str], ...]:
        """A table from selectors to severities."""
        if not isinstance(value, dict):
            raise self.wrong(key, None, f'`{key}` must be a table such as {{ SEQ206 = "hint" }}, not {_kind(value)}')
        return tuple((self.selector(key, name), self.one_of(name, word, SEVERITIES)) for name, word in value.items())

    def ignores(self, key: str, value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """A table from patterns to selectors."""
        if not isinstance(value, dict):
            raise self.wrong(
                key, None, f'`{key}` must be a table such as {{ "old/*.py" = ["legacy"] }}, not {_kind(value)}'
            )
        return tuple((pattern, self.selectors(key, codes)) for pattern, codes in value.items())

    def preset(self, key: str, value: Any) -> str:
        """A preset."""
        return self.one_of(key, value, PRESETS)

    def severity(self, key: str, value: Any) -> str:
        """A severity."""
        return self.one_of(key, value, SEVERITIES)

    def format(self, key: str, value: Any) -> str:
        """An output format."""
        from seqlint.formats import formats

        return self.one_of(key, value, formats())

    def switch(self, key: str, value: Any) -> bool:
        """True or false."""
        if not isinstance(value, bool):
            raise self.wrong(key, value, f"`{key}` must be true or false, not {_kind(value)}")
        return value

    def target(self, key: str, value: Any) -> Target:
        """A target."""
        target = (
            parse_target(str(value), f"{self.path}:{self.line(key, None)}")
            if isinstance(value, str | int | float)
            else None
        )
        if target is None:
            raise self.wrong(key, value, f'`{key}` cannot be {value!r}; write "3", "2" or a release such as "3.13"')
        return target


class Key(msgspec.Struct, frozen=True):
    """An option of the configuration file.

    Attributes:
        read: reads its value.
        meaning: what it does.
        default: what holds without it.
        example: a line that sets it.
    """

    read: Callable[[Reader, str, Any], Any]
    meaning: str
    default: str
    example: str


_WORDS = "Codes (`SEQ307`), prefixes (`SEQ3`), names, chapters (`legacy`) or `ALL`."
KEYS = {
    "select": Key(
        Reader.selectors, f"The rules that are on. {_WORDS}", "all but the hints", 'select = ["SEQ3", "legacy"]'
    ),
    "extend-select": Key(Reader.selectors, "Rules to turn on as well.", "none", 'extend-select = ["legacy"]'),
    "ignore": Key(
        Reader.selectors,
        "Rules to turn off. Where `select` names one too, the more specific word holds.",
        "none",
        'ignore = ["SEQ206"]',
    ),
    "per-file-ignores": Key(
        Reader.ignores,
        "Rules to turn off in files that fit a pattern.",
        "none",
        'per-file-ignores = { "old/*.py" = ["legacy"] }',
    ),
    "severity": Key(
        Reader.severities,
        "Another severity for a code, name or chapter.",
        "the rule's own",
        'severity = { SEQ206 = "warning" }',
    ),
    "preset": Key(Reader.preset, "`strict` turns the hints on.", "default", 'preset = "strict"'),
    "target-keras": Key(
        Reader.target,
        'The Keras that programs are read for: "3", "2" or a release.',
        "what the pins name, else the newest",
        'target-keras = "3.13"',
    ),
    "exclude": Key(
        Reader.texts,
        "Files and folders that are passed over when a folder is walked.",
        "folders of tools, `build`, `dist`, `venv` and their like",
        'exclude = ["third_party"]',
    ),
    "extend-exclude": Key(
        Reader.texts, "Files and folders that are passed over as well.", "none", 'extend-exclude = ["generated"]'
    ),
    "output-format": Key(Reader.format, "How findings are written.", "full", 'output-format = "concise"'),
    "read-data-files": Key(
        Reader.switch,
        "Whether cards and hints look at the header and the number of rows of CSV and NPY files beside a program. "
        "Findings never do.",
        "true",
        "read-data-files = false",
    ),
    "fail-on": Key(Reader.severity, "The least severity that makes a run fail.", "warning", 'fail-on = "error"'),
}


def nearest(given: str, known: Iterable[str]) -> str:
    """The end of a sentence about a wrong word: `; did you mean …?` where a known one is near."""
    if not given:
        return "."
    import difflib

    wrong, by_lower = given.lower(), {name.lower(): name for name in known}
    near = difflib.get_close_matches(wrong, by_lower, n=9, cutoff=0.6)
    longer = [name for name in by_lower if len(wrong) > 3 and name.startswith(wrong)]
    # The name cut short, then the same letters in another order, then the nearest.
    best = [*longer, *(name for name in near if sorted(name) == sorted(wrong)), *near][:1]
    return f"; did you mean `{by_lower[best[0]]}`?" if best else "."


def _kind(value: Any) -> str:
    words = {bool: "a truth value", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a table"}
    return words.get(type(value), type(value).__name__)


def target_of(text: str, settings: Settings) -> Target:
    """The Keras that a program is read for: the one set, else asked for in it, else pinned, else the newest."""
    if settings.target is not None:
        return settings.target
    from seqlint.values.target import DEFAULT as NEWEST_KERAS

    return _asked_for(text) or settings.pinned or NEWEST_KERAS


def _asked_for(text: str) -> Target | None:
    """Keras 2, where the program imports tf_keras or sets TF_USE_LEGACY_KERAS."""
    if "TF_USE_LEGACY_KERAS" in text and re.search(r"TF_USE_LEGACY_KERAS\W{1,8}(?:1|[Tt]rue)\b", text):
        return parse_target("2", "TF_USE_LEGACY_KERAS")
    if "tf_keras" in text and re.search(r"^\s*(?:import|from)\s+tf_keras\b", text, re.MULTILINE):
        modern = re.search(r"^\s*(?:import|from)\s+keras\b", text, re.MULTILINE)
        return None if modern else parse_target("2", "tf_keras")
    return None
