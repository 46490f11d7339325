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
from seqlint.formats import formats
from seqlint.output import Page, Sources, render
from seqlint.source.document import SourceError, from_bytes, read, write

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from typing import TextIO

    from seqlint.config import Settings
    from seqlint.fix import Mended
    from seqlint.report import Report
    from seqlint.source.document import Document

HELP = "find mistakes in scripts and notebooks"


def arguments(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files and folders; - reads standard input (default: .)"
    )
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes of errors and warnings")
    parser.add_argument("--unsafe-fixes", action="store_true", help="apply (or show, with --diff) the unsafe fixes too")
    parser.add_argument("--diff", action="store_true", help="show what the fixes would change, and change nothing")
    parser.add_argument("--output-format", choices=formats(), help="how findings are written (default: full)")
    parser.add_argument(
        "--fail-on", choices=SEVERITIES, help="the least severity that makes the run fail (default: warning)"
    )
    parser.add_argument("--exit-zero", action="store_true", help="end with 0 even where there are findings")
    parser.add_argument(
        "--statistics", action="store_true", help="count the findings of each rule instead of showing them"
    )
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
        self.fixed = 0
        self.failed = False
        self.changes = False

    def run(self) -> int:
        """The exit status."""
        found = self._standard_input() if "-" in self.options.paths else self._paths()
        for report in found:
            if report.problem is not None:
                self._complain(report.problem)
        whole = [report for report in found if report.problem is None]
        settings = self.overlay.settings(self.options.stdin_filename or os.curdir)
        if not self.options.diff:
            self._write(whole, settings)
        if self.failed or any(report.failures for report in whole):
            return FAILED
        least = SEVERITIES.index(self.options.fail_on or settings.fail_on)
        graves = (SEVERITIES.index(finding.severity) for report in whole for finding in report.findings)
        is_bad = self.changes if self.options.diff else any(grave <= least for grave in graves)
        return FOUND if is_bad and not self.options.exit_zero else OK

    def _paths(self) -> list[Report]:
        from seqlint.files import collect

        found = collect(self.options.paths, self.overlay.settings, force_exclude=self.options.force_exclude)
        for problem in found.problems:
            self._complain(problem)
        for folder in found.empty:
            sys.stderr.write(f"seqlint: there is no Python file in {folder}: nothing was checked.\n")
        tasks = [Task(path, self.overlay.settings(path), not self.options.no_cache) for path in found.files]
        done = reports(tasks, self.options.jobs)
        if not (self.options.fix or self.options.diff):
            return list(done)
        return [self._on_disk(report, task.settings) for task, report in zip(tasks, done, strict=True)]

    def _on_disk(self, report: Report, settings: Settings) -> Report:
        """A file's report after its fixes, or as it was where they cannot be written."""
        if not any(finding.fixes for finding in report.findings):
            return report
        try:
            document = read(report.filename)
            mended = self._mend(document, settings)
            if mended.data is None:
                return mended.report
            if self.options.diff:
                return report
            write(report.filename, mended.data)
        except SourceError as error:
            self._complain(error.message)
            return report
        self.fixed += len(mended.applied)
        return mended.report

    def _mend(self, document: Document, settings: Settings) -> Mended:
        from seqlint.fix import diff, mend

        mended = mend(document, settings, unsafe=self.options.unsafe_fixes)
        for words in mended.undone:
            sys.stderr.write(f"seqlint: {words}\n")
        if self.options.diff and mended.data is not None:
            self.changes = True
            sys.stdout.write(diff(document, mended.document))
        return mended

    def _standard_input(self) -> list[Report]:
        """What standard input brings; with --fix the fixed text goes to standard output, findings to standard error."""
        name = self.options.stdin_filename or "<stdin>"
        data = sys.stdin.buffer.read()
        settings = self.overlay.settings(self.options.stdin_filename or os.curdir)
        found = check_bytes(data, name, settings)
        if found.findings:
            document = from_bytes(data, name)
            if self.options.fix or self.options.diff:
                mended = self._mend(document, settings)
                data, document, found = mended.data or data, mended.document, mended.report
                self.fixed = len(mended.applied)
            self.documents[name] = document
        if self.options.fix and not self.options.diff:
            sys.stdout.buffer.write(data)
        return [found]

    def _complain(self, problem: str) -> None:
        self.failed = True
        sys.stderr.write(f"seqlint: {problem}\n")

    def _write(self, found: Sequence[Report], settings: Settings) -> None:
        out = sys.stderr if self.options.fix and "-" in self.options.paths else sys.stdout
        name = self.options.output_format or settings.output_format
        if self.options.statistics:
            from seqlint.statistics import statistics

            out.write(statistics(found, is_json=name == "json"))
            return
        page = Page(Sources(self.documents), color=wants_color(self.options.color, out), fixed=self.fixed)
        out.write(render(name, found, page))


def wants_color(choice: str, out: TextIO) -> bool:
    """Whether the output is coloured: as the option says, else as the environment, else on a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return out.isatty() and os.environ.get("TERM") != "dumb"
