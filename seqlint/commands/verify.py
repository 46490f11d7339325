"""Run a program in real Keras, neutralised, and compare what Keras does with what seqlint says.

The program is executed: in a child process, with stand-ins for Keras' data sets and pretrained weights, one small step
of training, no network, no other programs, and no file written. Needs TensorFlow (`pip install "seqlint[verify]"`), or
an interpreter that has it.

Exit status: 0 they agree, 1 they disagree, 2 the program could not be run.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from seqlint import options as shared
from seqlint.check import analyse
from seqlint.commands import FAILED, FOUND, OK
from seqlint.sources import Sources

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from seqlint.check import Analysis

HELP = "run a program in real Keras and compare"


def arguments(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("paths", nargs="+", metavar="FILE", help="scripts and notebooks; they are executed")
    parser.add_argument(
        "--python", metavar="PATH", help="the interpreter that has TensorFlow (default: the one that runs seqlint)"
    )
    parser.add_argument(
        "--timeout", type=float, default=120, metavar="SECONDS", help="how long a program may run (default: 120)"
    )
    parser.add_argument("--stdin-filename", metavar="PATH", help="the name of what standard input brings")
    shared.add_configuration(parser)
    shared.add_files(parser)


def run(options: Namespace) -> int:
    """Run the programs and write the comparisons.

    Raises:
        ConfigError: the configuration or an option is wrong.
    """
    from seqlint.verify.run import NoKerasError

    sources = Sources(options)
    worst = OK
    for document, settings in sources:
        analysis = analyse(document, settings)
        try:
            status = _verified(analysis, options.python, options.timeout)
        except NoKerasError as error:
            sys.stderr.write(
                f"seqlint: there is no Keras {analysis.program.target.major} to run {document.path} with: {error}. "
                'Install it with `pip install "seqlint[verify]"`, or name an interpreter that has it with --python.\n'
            )
            return FAILED
        worst = max(worst, status)
    return FAILED if sources.failed else worst


def _verified(analysis: Analysis, python: str | None, seconds: float) -> int:
    from seqlint.verify.compare import compare
    from seqlint.verify.page import page
    from seqlint.verify.run import Program, runs

    document = analysis.document
    program = Program(document.path, document.code)
    comparison = compare(analysis, runs([program], analysis.program.target.major, python=python, seconds=seconds)[0])
    sys.stdout.write(page(comparison, document))
    if next(comparison.differences(), None) is not None:
        return FOUND
    stopped = comparison.stop is not None and comparison.stop.kind == "environment"
    return FAILED if stopped else OK
