"""Find the mistakes of Sequential programs in scripts and notebooks."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from seqlint import options as shared
from seqlint.batch import Task, reports
from seqlint.check import check_bytes
from seqlint.commands import FAILED, FOUND, OK
from seqlint.config import SEVERITIES
from seqlint.output import Page, Sources, formats, render
from seqlint.source.document import from_bytes

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from seqlint.report import Report
    from seqlint.source.document import Document

HELP = "find mistakes in scripts and notebooks"


def arguments(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="files and folders; - reads standard input (default: .)")
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes of errors and warnings")
    parser.add_argument("--unsafe-fixes", action="store_true", help="apply (or show, with --diff) the unsafe fixes too")
    parser.add_argument("--diff", action="store_true", help="show what the fixes would change, and change nothing")
    parser.add_argument("--output-format", choices=formats(), help="how findings are written (default: full)")
    parser.add_argument("--fail-on", choices=SEVERITIES, help="the least severity that makes the run fail (default: warning)")
    parser.add_argument("--exit-zero", action="store_true", help="end with 0 even where there are findings")
    parser.add_argument("--statistics", action="store_true", help="count the findings of each rule instead of showing them")
    parser.add_argument("--stdin-filename", metavar="PATH", help="the name of what standard input brings")
    parser.add_argument("--no-cache", action="store_true", help="neither read nor write .seqlint_cache")
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="processes (default: 1 for few files, else one a core)")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="when to use colours")
    shared.add_rules(parser)
    shared.add_configuration(parser)
    shared.add_files(parser)


def _jobs(text: str) -> int:
    from argparse import ArgumentTypeError

    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!r} is no number of processes: write 1 or more")
    return int(text)


def run(options: Namespace) -> int:
    """Check, and fix if asked to.

    Raises:
        ConfigError: the configuration or an option is wrong.
    """
    return _Check(options).run()


class _Check:
    """One run of the command."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.overlay = shared.Overlay(options)
        self.documents: dict[str, Document] = {}
        self.failed = False

    def run(self) -> int:
        if "-" in self.options.paths:
            return self._standard_input()
        return self._paths()

    def _paths(self) -> int:
        from seqlint.files import collect

        found = collect(self.options.paths, self.overlay.settings, force_exclude=self.options.force_exclude)
        for problem in found.problems:
            self._complain(problem)
        for folder in found.empty:
            sys.stderr.write(f"seqlint: there is no Python file in {folder}: nothing was checked.\n")
        tasks = [Task(path, self.overlay.settings(path), not self.options.no_cache) for path in found.files]
        return self._end(list(reports(tasks, self.options.jobs)))

    def _standard_input(self) -> int:
        name = self.options.stdin_filename or "<stdin>"
        data = sys.stdin.buffer.read()
        settings = self.overlay.settings(self.options.stdin_filename or os.curdir)
        found = check_bytes(data, name, settings)
        if found.findings:
            self.documents[name] = from_bytes(data, name)
        return self._end([found])

    def _complain(self, problem: str) -> None:
        self.failed = True
        sys.stderr.write(f"seqlint: {problem}\n")

    def _end(self, found: Sequence[Report]) -> int:
        """Write the reports, and the exit status."""
        for report in found:
            if report.problem is not None:
                self._complain(report.problem)
        read = [report for report in found if report.problem is None]
        settings = self.overlay.settings(os.curdir)
        sys.stdout.write(render(self.options.output_format or settings.output_format, read, self._page()))
        if self.failed or any(report.failures for report in read):
            return FAILED
        least = SEVERITIES.index(self.options.fail_on or settings.fail_on)
        is_bad = any(SEVERITIES.index(finding.severity) <= least for report in read for finding in report.findings)
        return FOUND if is_bad and not self.options.exit_zero else OK

    def _page(self) -> Page:
        return Page(Sources(self.documents), color=wants_color(self.options.color))


def wants_color(choice: str) -> bool:
    """Whether the output is coloured: as the option says, else as the environment, else on a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
