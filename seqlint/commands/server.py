"""Run the language server. It talks over standard input and output unless --tcp is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HELP = "run the language server"


def arguments(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "--stdio", action="store_true", help="talk over standard input and output (this is the default)"
    )
    parser.add_argument("--tcp", nargs=2, metavar=("HOST", "PORT"), help="listen there instead")
    parser.add_argument("--pictures", action="store_true", help="show pictures in hovers, for an editor that can")


def run(options: Namespace) -> int:
    """Run until the client leaves."""
    from seqlint_server import main

    asked = ["--tcp", *options.tcp] if options.tcp else []
    return main([*asked, "--pictures"] if options.pictures else asked)
