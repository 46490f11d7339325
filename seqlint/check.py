"""The whole pipeline: text → Analysis (document, program, findings) → Report (plain data). A newcomer starts here."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from seqlint.config import DEFAULT, Settings, target_of
from seqlint.report import EditData, FindingData, FixData, Location, Range, RelatedData, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seqlint.evaluate.program import Program
    from seqlint.evaluate.resume import Following
    from seqlint.judge import Found, Verdicts
    from seqlint.rules import Entry
    from seqlint.rules.rule import Finding, Rule
    from seqlint.select import Selection
    from seqlint.source.document import Document
    from seqlint.source.error import SourceError
    from seqlint.source.span import Span
    from seqlint.source.syntax import Syntax
    from seqlint.values.lent import Lent
    from seqlint.values.place import Place
    from seqlint.values.target import Target


class Reported(msgspec.Struct, frozen=True, eq=False):
    """A finding that is shown.

    Attributes:
        entry: the rule.
        finding: what it found.
        severity: how grave it is under the settings.
        calls: the calls that led there, where other calls of the same place are fine.
    """

    entry: Entry
    finding: Finding
    severity: str
    calls: tuple[str, ...] = ()


class Analysis(msgspec.Struct, frozen=True, eq=False):
    """A document that was followed and judged.

    Attributes:
        document, syntax, program: what was read, and what happens in it.
        settings: what it was judged by.
        named: codes of the rules that a `select` names.
        reported: the findings by place.
        failures: stages and rules that failed.
        following: the run, if it can go on from where the text changes next.
        verdicts: what each rule said of each event.
    """

    document: Document
    syntax: Syntax
    program: Program
    settings: Settings
    named: frozenset[str]
    reported: list[Reported]
    failures: tuple[str, ...] = ()
    following: Following | None = None
    verdicts: Verdicts | None = None

    def forget(self) -> None:
        """Let go of everything that the program is made of, so that it is freed at once."""
        self.program.forget()
        if self.following is not None:
            self.following.forget()


def analyse(
    document: Document,
    settings: Settings = DEFAULT,
    *,
    trace: bool = False,
    previous: Analysis | None = None,
    lent: Lent | None = None,
) -> Analysis:
    """Read, follow and judge a document; never raises.

    Args:
        document: the document.
        settings: which rules are on, and for which Keras.
        trace: whether the value of every expression is kept, for cards.
        previous: the last traced analysis of the same file; what stands before the first statement that changed is
            neither followed nor judged again.
        lent: what a running session knows of its names; only where it is traced.
    """
    from seqlint.source.stack import with_large_stack

    return with_large_stack(lambda: _Run(document, settings, lent).analysis(trace, previous))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection: of the many objects of a tree none is garbage before the end."""
    import gc

    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Run:
    """One way through the pipeline."""

    def __init__(self, document: Document, settings: Settings, lent: Lent | None = None) -> None:
        from seqlint.select import Selection

        self.document = document
        self.lent = lent
        self.settings = settings
        self.selection: Selection = Selection(settings, document.path)
        self.failed: list[tuple[str, str]] = []
        self.following: Following | None = None
        self.verdicts: Verdicts | None = None

    def analysis(self, trace: bool, previous: Analysis | None) -> Analysis:
        from seqlint.suppress import Suppressions, problems

        syntax = self._parse(previous)
        program = self._resume(syntax, previous) if trace else self._follow(syntax)
        found = [*self._about_syntax(syntax), *_one_for_each_cause(self._judge(program, previous))]
        suppressions = Suppressions(syntax)
        kept = [each for each in found if not suppressions.hide(each[0], each[1].place)]
        about = list(problems(suppressions, self.selection))
        later = [each for code, subject in about for each in self._of_stage(code, subject)]
        later += self._about_failures(syntax, program)
        kept += [each for each in later if not suppressions.hide(each[0], each[1].place)]
        reported = [shown for each in kept if (shown := self._reported(*each)) is not None]
        failures = [shown.finding.message for shown in reported if shown.entry.code == "SEQ009"]
        reported.sort(key=lambda one: (*_ends(one.finding.place), one.entry.code))
        return Analysis(
            self.document, syntax, program, self.settings, self.selection.named, reported, tuple(failures),
            self.following, self.verdicts,
        )  # fmt: skip

    def _parse(self, previous: Analysis | None) -> Syntax:
        from seqlint.source import syntax
        from seqlint.source.tree import Tree

        try:
            return syntax.parse(self.document, previous.syntax if previous is not None else None)
        except Exception as error:  # noqa: BLE001 - a bug in one stage becomes a finding
            self.failed.append(("the parser", _words(error)))
            code = self.document.code
            return syntax.Syntax(self.document, [syntax.Chunk(self.document, 0, 0, code, Tree())])

    def _follow(self, syntax: Syntax) -> Program:
        from seqlint.evaluate.interpreter import follow

        target = target_of(self.document.text, self.settings)
        return self._followed(syntax, target, lambda: follow(syntax, target))

    def _resume(self, syntax: Syntax, previous: Analysis | None) -> Program:
        from seqlint.evaluate.resume import Following

        target = target_of(self.document.text, self.settings)
        following = previous.following if previous is not None else None
        if following is None or not following.fits(syntax, target):
            following = Following(syntax, target)
        program = self._followed(syntax, target, lambda: following.follow(syntax, self.lent))
        self.following = None if self.failed else following
        return program

    def _followed(self, syntax: Syntax, target: Target, follow: Callable[[], Program]) -> Program:
        from seqlint.evaluate.program import Program, Trace

        try:
            program = follow()
        except Exception as error:  # noqa: BLE001 - a bug in one stage becomes a finding
            self.failed.append(("the interpreter", _words(error)))
            return Program(self.document, syntax, target, (), {}, {}, Trace([]), Trace([]))
        self.failed += [("the interpreter", failure) for failure in program.failures]
        return program

    def _judge(self, program: Program, previous: Analysis | None) -> list[Found]:
        from seqlint.judge import Judge

        judge = Judge(
            program,
            self.selection.codes,
            previous.verdicts if previous is not None else None,
            lambda entry, error: self.failed.append((f"rule {entry.code} ({entry.name})", _words(error))),
        )
        found = judge.run()
        self.verdicts = judge.verdicts
        return found

    def _about_syntax(self, syntax: Syntax) -> Iterator[Found]:
        for problem in syntax.problems:
            from seqlint.rules.file.syntax_error import Broken
            from seqlint.rules.stretch import stretch

            yield from self._of_stage("SEQ001", Broken(stretch(syntax, problem.span), problem.message))

    def _about_failures(self, syntax: Syntax, program: Program) -> Iterator[Found]:
        for failure in program.failures:
            part, _, reason = failure.partition(": ")
            self.failed.append((f"`{part}`", reason))
        if not self.failed and not syntax.unread:
            return
        from seqlint.rules.file.internal_error import Failure
        from seqlint.rules.stretch import first_line, stretch

        for part, reason in self.failed:
            yield from self._of_stage("SEQ009", Failure(first_line(syntax), part, reason))
        for unread in syntax.unread:
            place = stretch(syntax, unread.span)
            yield from self._of_stage("SEQ009", Failure(place, "the parser", unread.message, is_bug=False))

    def _of_stage(self, code: str, subject: object) -> Iterator[Found]:
        """What a rule says about a subject that a stage of the pipeline brings."""
        from seqlint.rules import catalogue

        entry = catalogue()[code]
        rule = entry.load()
        for finding in rule.judge(subject):
            yield entry, finding, rule, ()

    def _reported(self, entry: Entry, finding: Finding, rule: Rule, calls: tuple[str, ...]) -> Reported | None:
        severity = self.selection.severity(entry, (finding.severity or rule.severity).value)
        return None if severity is None else Reported(entry, finding, severity, calls)


def _one_for_each_cause(found: list[Found]) -> list[Found]:
    """The first finding of each cause, by the order that the rules declare."""
    causes: dict[Any, list[Found]] = {}
    kept: list[Found] = []
    for each in found:
        cause = each[1].cause
        if cause is None:
            kept.append(each)
        else:
            causes.setdefault(cause, []).append(each)
    for rivals in causes.values():
        codes = {entry.code for entry, _, _, _ in rivals}
        first = [each for each in rivals if not codes.intersection(each[2].after) - {each[0].code}] or rivals
        kept.append(min(first, key=lambda each: (each[0].code, (each[1].severity or each[2].severity).rank)))
    return kept


def _ends(place: Place) -> tuple[int, int]:
    span = place.span()
    return span.start, span.end


def _words(error: BaseException) -> str:
    """An exception in one line, with the place in seqlint where it came from."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = ""
    if trace is not None:
        path = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        where = f" ({path[path.rfind('/seqlint/') + 1 :]}:{trace.tb_lineno})"
    text = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}{': ' if text else ''}{text}{where}"


def report(analysis: Analysis) -> Report:
    """An analysis as plain data."""
    analysis.syntax.take()
    return Report(
        filename=analysis.document.path,
        findings=tuple(_finding_data(one) for one in analysis.reported),
        models=len({model.place for _, model in analysis.program.models()}),
        failures=analysis.failures,
        looked=analysis.program.looked,
        named=_named(analysis),
    )


def _named(analysis: Analysis) -> tuple[str, ...]:
    """The rules of infos and hints that a `select` names."""
    codes = {one.entry.code for one in analysis.reported if one.severity in {"info", "hint"} and one.finding.fixes}
    return tuple(sorted(codes & analysis.named))


def _finding_data(one: Reported) -> FindingData:
    finding = one.finding
    document = finding.place.document
    return FindingData(
        code=one.entry.code,
        name=one.entry.name,
        severity=one.severity,
        message=finding.message,
        label=finding.label,
        range=_range(document, finding.place.span()),
        related=tuple(
            RelatedData(other.place.document.path, _range(other.place.document, other.place.span()), other.message)
            for other in finding.related
        ),
        fixes=tuple(
            FixData(
                fix.title,
                fix.applicability,
                tuple(_edit(document, edit.start, edit.end, edit.text) for edit in fix.edits),
            )
            for fix in finding.fixes
        ),
        calls=one.calls,
    )


def _edit(document: Document, start: int, end: int, text: str) -> EditData:
    return EditData(Range(_location(document, start), _location(document, end)), text)


def _range(document: Document, span: Span) -> Range:
    return Range(_location(document, span.start), _location(document, span.end))


def _location(document: Document, offset: int) -> Location:
    position = document.position(offset)
    return Location(position.row, position.column, position.cell, offset)


def check_document(document: Document, settings: Settings = DEFAULT) -> Report:
    """Check a document; one that never names Keras is not even parsed."""
    if "keras" not in document.text and "Sequential" not in document.text:
        return Report(document.path)
    return report(analyse(document, settings))


def check_text(text: str, filename: str = "<text>", settings: Settings | None = None) -> Report:
    """Check a program's text.

    Args:
        text: the program; the JSON of a notebook where `filename` ends in `.ipynb`.
        filename: its name in the report.
        settings: which rules are on, and for which Keras; no configuration file is looked for.

    Returns:
        What was found. It pickles.
    """
    from seqlint.source.document import from_text
    from seqlint.source.error import SourceError

    try:
        document = from_text(text, filename)
    except SourceError as error:
        return unread(filename, error)
    return check_document(document, settings or DEFAULT)


def check_path(path: str, settings: Settings | None = None) -> Report:
    """Check a file.

    Args:
        path: a script or notebook.
        settings: which rules are on, and for which Keras; by default those of the nearest configuration file.

    Returns:
        What was found; `problem` says why if the file cannot be read. It pickles.

    Raises:
        ConfigError: the configuration file is wrong.
    """
    import os

    from seqlint.source.document import read_bytes
    from seqlint.source.error import SourceError

    path = os.fspath(path)
    try:
        data = read_bytes(path)
    except SourceError as error:
        return unread(path, error)
    return check_bytes(data, path, settings)


def check_bytes(data: bytes, path: str, settings: Settings | None = None) -> Report:
    """Check a file's bytes; arguments and result as for `check_path`."""
    from seqlint.source.document import from_bytes, mentions_keras
    from seqlint.source.error import SourceError

    try:
        if not mentions_keras(data):
            _look(data, path)
            return Report(path)
        document = from_bytes(data, path)
    except SourceError as error:
        return unread(path, error)
    if settings is None:
        from seqlint.config import settings_for

        settings = settings_for(path)
    with _uncollected():
        analysis = analyse(document, settings)
        found = report(analysis)
        analysis.program.forget()
        return found


def _look(data: bytes, path: str) -> None:
    """Whether a file that never names Keras can be read at all, as cheaply as that can be told.

    Raises:
        SourceError: it cannot.
    """
    from seqlint.source.document import from_bytes, is_notebook

    if is_notebook(path):
        try:
            msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        except msgspec.MsgspecError:
            from_bytes(data, path)
    elif not data.isascii() or b"\0" in data:
        from seqlint.source.encoding import decode

        decode(data, path)


def unread(path: str, error: SourceError) -> Report:
    """The report on a file that could not be read."""
    return Report(path, problem=error.message)
