"""The command line: which command, and how a run ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

from seqlint.commands import FAILED, OK, commands

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import NoReturn

# Thresholds of the garbage collector for a run of the program.
GARBAGE = (200_000, 20, 20)

USAGE = """seqlint explains tf.keras.Sequential programs and finds their mistakes.

Usage: seqlint COMMAND [OPTIONS]

Commands:
{commands}

Options:
  -h, --help     show this text; `seqlint COMMAND --help` shows a command's own
  -V, --version  show the version

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the run itself failed.
"""


def start() -> NoReturn:
    """The `seqlint` program: run a command and end the process.

    A run is short and makes many small objects that live until its end: collecting garbage, and taking everything apart
    at the end, would cost a third of the time that checking one small file takes.
    """
    import gc

    gc.set_threshold(*GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(
                encoding=None if os.environ.get("PYTHONIOENCODING") else "utf-8", errors="backslashreplace"
            )
    status = main()
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the command line without the program's name.

    Returns:
        The exit status.
    """
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()
        return OK
    except KeyboardInterrupt:
        return 130
    return status


def _close_quietly() -> None:
    """The reader of our output went away: what is still buffered goes nowhere, without a complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: list[str]) -> int:
    if not argv or argv[0] in {"-h", "--help", "help"}:
        sys.stdout.write(USAGE.format(commands=_listed()))
        return OK if argv else FAILED
    if argv[0] in {"-V", "--version", "version"}:
        from seqlint import __version__

        sys.stdout.write(f"seqlint {__version__}\n")
        return OK
    name = argv[0]
    if name not in commands():
        from seqlint.config import nearest

        sys.stderr.write(
            f"seqlint: there is no command `{name}`{nearest(name, commands())} `seqlint --help` lists all.\n"
        )
        return FAILED
    return _command(name, argv[1:])


def _command(name: str, argv: list[str]) -> int:
    from argparse import ArgumentParser, HelpFormatter

    from seqlint.config import ConfigError

    module = _module(name)
    # argparse asks for the terminal's width at each argument, and that imports much.
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() else 100
    parser = ArgumentParser(
        prog=f"seqlint {name}",
        description=module.__doc__,
        allow_abbrev=False,
        formatter_class=lambda prog: HelpFormatter(prog, width=width),
    )
    module.arguments(parser)
    try:
        options = parser.parse_args(argv)
        status: int = module.run(options)
    except SystemExit as end:  # argparse ends the process itself
        return end.code if isinstance(end.code, int) else FAILED
    except ConfigError as error:
        sys.stderr.write(f"seqlint: {error}\n")
        return FAILED
    return status


def _module(name: str) -> ModuleType:
    from importlib import import_module

    return import_module(f"seqlint.commands.{name}")


def _listed() -> str:
    return "\n".join(f"  {name:<9} {_module(name).HELP}" for name in commands())
