"""The rules put to what happens in a program: each is loaded when a subject of it occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.evaluate.program import Program
    from seqlint.rules import Entry
    from seqlint.rules.rule import Finding, Rule
    from seqlint.source.document import Document
    from seqlint.source.syntax import Chunk
    from seqlint.values.place import Place

    Said = tuple[Entry, Rule, Finding]
    Found = tuple[Entry, Finding, Rule, tuple[str, ...]]


class Verdicts(msgspec.Struct, frozen=True, eq=False):
    """What the rules said of the events of a program.

    Attributes:
        program: the program.
        codes: the rules that were on.
        said: the identities of the events of which something is said.
    """

    program: Program
    codes: frozenset[str]
    said: set[int]


class Judge:
    """One round of judging.

    Attributes:
        failed: called with a rule that failed and what it raised; it is not asked again in this round.
        verdicts: what was said, for the next round.
    """

    def __init__(
        self,
        program: Program,
        codes: frozenset[str],
        previous: Verdicts | None,
        failed: Callable[[Entry, Exception], None],
    ) -> None:
        self.verdicts = Verdicts(program, codes, set())
        self.failed = failed
        self._program = program
        self._rules: dict[type, list[tuple[Entry, Rule]]] = {}
        self._broken: set[str] = set()
        self._unspoken = _unspoken(self.verdicts, previous) if previous is not None else frozenset()

    def run(self) -> list[Found]:
        """All findings by rule, one for each place: the gravest there, of those the first.

        A finding names its calls where other calls that reach its place are fine.
        """
        found: dict[Entry, dict[Place, tuple[Finding, Rule]]] = {}
        fired: dict[tuple[Entry, Place], list[Any]] = {}
        for event in (*self._program.events, self._program) if self._program.events else ():
            for entry, rule, finding in self._said(event):
                home = _at_home(finding, self._program.document)
                if home is not None:
                    places = found.setdefault(entry, {})
                    if home.place not in places or _rank(home, rule) < _rank(*places[home.place]):
                        places[home.place] = (home, rule)
                    fired.setdefault((entry, home.place), []).append(event)
        return [
            (entry, finding, rule, _calls(fired[entry, place], self._program))
            for entry in sorted(found, key=lambda entry: entry.code)
            for place, (finding, rule) in found[entry].items()
            if entry.code not in self._broken
        ]

    def _said(self, event: Any) -> list[Said]:
        if id(event) in self._unspoken:
            return []
        said = self._ask(event)
        if said:
            self.verdicts.said.add(id(event))
        return said

    def _asked(self, kind: type) -> list[tuple[Entry, Rule]]:
        """The rules that judge events of a class."""
        from seqlint.rules import by_subject

        index = by_subject()
        entries = dict.fromkeys(entry for base in kind.__mro__ for entry in index.get(base.__name__, ()))
        chosen = [entry for entry in entries if entry.code in self.verdicts.codes]
        self._rules[kind] = [(entry, rule) for entry in chosen if (rule := self._load(entry)) is not None]
        return self._rules[kind]

    def _load(self, entry: Entry) -> Rule | None:
        try:
            return entry.load()
        except Exception as error:  # noqa: BLE001 - a bug in one rule becomes a finding
            self._fail(entry, error)
            return None

    def _ask(self, event: Any) -> list[Said]:
        said: list[Said] = []
        asked = self._rules.get(type(event))
        for entry, rule in self._asked(type(event)) if asked is None else asked:
            try:
                for finding in rule.judge(event):
                    said.append((entry, rule, finding))  # noqa: PERF401 - a generator for each question costs more
            except Exception as error:  # noqa: BLE001 - a bug in one rule becomes a finding
                self._fail(entry, error)
        if said and getattr(event, "caught", False):
            from seqlint.rules.rule import Severity

            said = [each for each in said if (each[2].severity or each[1].severity) is not Severity.ERROR]
        return [each for each in said if each[0].code not in self._broken] if self._broken else said

    def _fail(self, entry: Entry, error: Exception) -> None:
        self._broken.add(entry.code)
        for kind, asked in self._rules.items():
            self._rules[kind] = [each for each in asked if each[0] is not entry]
        self.failed(entry, error)


def _unspoken(verdicts: Verdicts, previous: Verdicts) -> frozenset[int]:
    """The identities of the events that were judged before, and of which nothing was said.

    A finding looks at nothing beside its event except at imports, for the spelling of a name that its fix writes. Where
    something was said, the place that a fix writes to may have moved.
    """
    new, old = verdicts.program, previous.program
    if verdicts.codes != previous.codes or _imports(new.syntax.chunks) != _imports(old.syntax.chunks):
        return frozenset()
    return frozenset(map(id, old.events)) - previous.said


def _imports(chunks: list[Chunk]) -> list[str]:
    return [chunk.text for chunk in chunks if "import" in chunk.text]


def _rank(finding: Finding, rule: Rule) -> int:
    return (finding.severity or rule.severity).rank


def _calls(fired: list[Any], program: Program) -> tuple[str, ...]:
    """The calls that led to a finding, if other calls lead to the same place without one."""
    concerned = dict.fromkeys(getattr(subject, "stack", ()) for subject in fired)
    if list(concerned) == [()]:
        return ()
    at = _where(fired[0])
    if concerned.keys() >= {event.stack for event in program.events if _where(event) == at}:
        return ()
    stack = next(stack for stack in concerned if stack)
    return tuple(f"`{_short(place.text())}` on line {place.position().row}" for place in stack)


def _where(event: Any) -> Any:
    return getattr(event, "raised", None) or getattr(event, "place", None)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _at_home(finding: Finding, document: Document) -> Finding | None:
    """A finding in another file of the project as one at the call in this file; None if no call leads there."""
    if finding.place.document is document:
        return finding
    from seqlint.rules.rule import Related

    calls = [place for place in finding.stack if place.document is document]
    if not calls:
        return None
    there = Related(finding.place, finding.label or finding.message)
    return msgspec.structs.replace(finding, place=calls[-1], label="", related=(there, *finding.related), fixes=())
