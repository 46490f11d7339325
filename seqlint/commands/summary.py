"""Print each model's table, as `model.summary()` would."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint import options as shared
from seqlint.check import analyse
from seqlint.commands import FAILED, OK
from seqlint.output import encoded
from seqlint.sources import Sources
from seqlint.table import summary

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "print each model's table, as model.summary() would"


def arguments(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files and folders; - reads standard input (default: .)"
    )
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help="how it is written (default: text)"
    )
    parser.add_argument("--stdin-filename", metavar="PATH", help="the name of what standard input brings")
    shared.add_configuration(parser)
    shared.add_files(parser)


def run(options: Namespace) -> int:
    """Write the tables.

    Raises:
        ConfigError: the configuration or an option is wrong.
    """
    from seqlint.explain.summary import tables

    sources = Sources(options)
    models: list[dict[str, Any]] = [
        msgspec.to_builtins(table) for document, settings in sources for table in tables(analyse(document, settings))
    ]
    if options.output_format == "json":
        sys.stdout.write(encoded({"models": models}))
    elif models:
        sys.stdout.write("\n".join(summary(model) for model in models))
    elif not sources.failed:
        sys.stderr.write("seqlint: no model was found.\n")
    return FAILED if sources.failed else OK
