"""The options that several commands share, and the settings that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.config import PRESETS, Choice, ConfigError, Settings, nearest, read_file, settings_for
from seqlint.values.target import parse_target

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_configuration(parser: ArgumentParser) -> None:
    """Where settings come from, and for which Keras programs are read."""
    group = parser.add_argument_group("configuration")
    group.add_argument("--config", metavar="FILE", help="read this configuration file instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="ignore all configuration files")
    group.add_argument(
        "--target-keras", metavar="VERSION", help='the Keras to read for: "3", "2", or a release like "3.13"'
    )


def add_files(parser: ArgumentParser) -> None:
    """Which files are left out."""
    group = parser.add_argument_group("files")
    group.add_argument(
        "--exclude", metavar="PATTERNS", action="append", help="leave these files and folders out, and nothing else"
    )
    group.add_argument(
        "--extend-exclude", metavar="PATTERNS", action="append", help="leave these files and folders out too"
    )
    group.add_argument(
        "--force-exclude", action="store_true", help="leave excluded files out even where they are named"
    )


def add_rules(parser: ArgumentParser) -> None:
    """Which rules are on."""
    group = parser.add_argument_group("rules")
    group.add_argument(
        "--select", metavar="RULES", action="append", help="codes, prefixes, names or chapters to turn on (or ALL)"
    )
    group.add_argument("--ignore", metavar="RULES", action="append", help="rules to turn off")
    group.add_argument("--extend-select", metavar="RULES", action="append", help="rules to turn on as well")
    group.add_argument("--preset", choices=PRESETS, help="strict turns the hints on")


class Overlay:
    """Settings for paths, with the command line on top of the configuration files.

    Args:
        options: the parsed command line.

    Raises:
        ConfigError: an option or the named configuration file is wrong.
    """

    def __init__(self, options: Namespace) -> None:
        self.isolated: bool = options.isolated
        self.named = read_file(options.config) if options.config else None
        self.choice = Choice(
            _selectors("--select", getattr(options, "select", None)),
            _selectors("--extend-select", getattr(options, "extend_select", None)) or (),
            _selectors("--ignore", getattr(options, "ignore", None)) or (),
        )
        self.preset: str | None = getattr(options, "preset", None)
        self.exclude = _split(getattr(options, "exclude", None))
        self.extend_exclude = _split(getattr(options, "extend_exclude", None)) or ()
        self.target = None
        if options.target_keras is not None:
            self.target = parse_target(options.target_keras, "--target-keras")
            if self.target is None:
                raise ConfigError(
                    f"--target-keras cannot be '{options.target_keras}'; write 3, 2 or a release such as 3.13."
                )
        self._made: dict[int, tuple[Settings, Settings]] = {}

    def settings(self, path: str) -> Settings:
        """The settings that hold for a path.

        Raises:
            ConfigError: its configuration file is wrong.
        """
        base = self.named or settings_for(path, isolated=self.isolated)
        known = self._made.get(id(base))
        if known is None:
            known = self._made[id(base)] = (base, self._over(base))
        return known[1]

    def _over(self, base: Settings) -> Settings:
        exclude = (*(base.exclude if self.exclude is None else self.exclude), *self.extend_exclude)
        return msgspec.structs.replace(
            base,
            choices=base.choices if self.choice == Choice() else (*base.choices, self.choice),
            preset=self.preset or base.preset,
            target=self.target or base.target,
            exclude=exclude,
        )


def _split(given: list[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(part.strip() for text in given for part in text.split(",") if part.strip())


def _selectors(option: str, given: list[str] | None) -> tuple[str, ...] | None:
    selectors = _split(given)
    if not selectors:
        return None if given is None else ()
    from seqlint.select import known, problem

    for selector in selectors:
        wrong = problem(selector)
        if wrong is not None:
            raise ConfigError(f"{option}: {wrong}{nearest(selector, known())}")
    return selectors
