"""Starting the server, and ending it with its client."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .server import SeqlintServer


def main(argv: Sequence[str] | None = None) -> int:
    """Run the server until the client leaves.

    Args:
        argv: `--tcp HOST PORT` to listen there; otherwise it talks over its standard input and output. `--pictures`
            for a client that shows images but does not say so.

    Returns:
        0 if the client said goodbye in order, 1 if not.
    """
    from argparse import ArgumentParser

    from .server import create_server

    parser = ArgumentParser(prog="seqlint server", description="The language server, for editors.")
    parser.add_argument("--stdio", action="store_true", help="talk over standard input and output (the default)")
    parser.add_argument("--tcp", nargs=2, metavar=("HOST", "PORT"), help="listen for one client, for debugging")
    parser.add_argument("--pictures", action="store_true", help="show pictures in hovers, for a client that can")
    # Editors add flags of their own habit (--clientProcessId=…).
    options, _ = parser.parse_known_args(argv)
    server = create_server()
    server.pictures = options.pictures
    if options.tcp:
        host, port = options.tcp
        if not port.isdigit():
            parser.error(f"the port is {port!r}; it must be a number")
        server.start_tcp(host, int(port))
    else:
        serve(server)
    return 0 if server.finished else 1


def serve(server: SeqlintServer) -> None:
    """Talk over standard input and output; whatever prints meanwhile prints to standard error."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    # The worker tidies up between requests; this is only for the case that it has nothing to do for long.
    gc.set_threshold(200_000, 10, 100)
    # Python's own 5 ms are longer than most analyses: so long would the loop wait for the thread that reads programs.
    sys.setswitchinterval(0.001)
    try:
        server.start_io(stdin, stdout)
    finally:
        server.session.worker.close()
