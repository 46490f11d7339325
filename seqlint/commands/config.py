"""Show the settings that hold for a file, and where they come from; or what an option means."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from seqlint import options as shared
from seqlint.commands import FAILED, OK
from seqlint.config import KEYS, nearest
from seqlint.output import encoded

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from seqlint.config import Settings

HELP = "show the settings that hold here, or what an option means"


def arguments(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "option", nargs="?", metavar="OPTION", help="an option of the configuration file, to be explained"
    )
    parser.add_argument(
        "--file", metavar="PATH", default=os.curdir, help="the file or folder whose settings are shown (default: .)"
    )
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help="how it is written (default: text)"
    )
    shared.add_rules(parser)
    shared.add_configuration(parser)
    shared.add_files(parser)


def run(options: Namespace) -> int:
    """Write the settings, or the meaning of an option.

    Raises:
        ConfigError: the configuration or an option is wrong.
    """
    if options.option is not None:
        return _meaning(options.option)
    settings = shared.Overlay(options).settings(options.file)
    shown = _plain(settings, options.file)
    if options.output_format == "json":
        sys.stdout.write(encoded(shown))
    else:
        sys.stdout.write("".join(f"{key}: {_words(value)}\n" for key, value in shown.items()))
    return OK


def _meaning(name: str) -> int:
    if name not in KEYS:
        sys.stderr.write(
            f"seqlint: there is no option `{name}`{nearest(name, KEYS)} The options are {', '.join(KEYS)}.\n"
        )
        return FAILED
    key = KEYS[name]
    sys.stdout.write(f"{name}\n\n{key.meaning}\n\nDefault: {key.default}\n\n[tool.seqlint]\n{key.example}\n")
    return OK


def _plain(settings: Settings, path: str) -> dict[str, Any]:
    from seqlint.config import target_of
    from seqlint.select import Selection

    target = target_of("", settings)
    return {
        "file": settings.source,
        "target-keras": f"{target.major}.{target.minor}",
        "target-source": target.source,
        "preset": settings.preset,
        "rules": sorted(Selection(settings, path).codes),
        "severity": dict(settings.severity),
        "per-file-ignores": {pattern: list(codes) for pattern, codes in settings.per_file_ignores},
        "exclude": list(settings.exclude),
        "output-format": settings.output_format,
        "fail-on": settings.fail_on,
    }


def _words(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_words(item)}" for key, item in value.items()) or "none"
    return str(value)
