"""What a rule is, and what it says."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from seqlint.source.edit import Edit
    from seqlint.values.place import Place


class Severity(str, Enum):
    """How bad a finding is; see the rule book for what each word promises."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


Applicability: TypeAlias = Literal["safe", "unsafe", "display"]


class Fix(msgspec.Struct, frozen=True):
    """A way out.

    Attributes:
        title: what it does, with the resulting shape where it has one ("Insert Flatten() → (None, 5408)").
        edits: changes of the document that the finding stands in.
        applicability: safe if the program provably keeps its meaning otherwise.
    """

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = "safe"


class Related(msgspec.Struct, frozen=True):
    """Another place that has a part in a finding, and what it says there."""

    place: Place
    message: str


class Finding(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a rule found.

    Attributes:
        place: the argument that is wrong, or the call.
        label: a few words for under the marked text ("wants one-hot rows, shape (None, 10)").
        message: what was given, what is wanted, what Keras does, the cure: at most four short sentences.
        severity: where it differs from the rule's own.
        related: where the other sides came from.
        fixes: ways out, the best first.
        cause: what the finding is about, as (place, aspect): findings of one cause are one finding.
        stack: the calls that led there.
    """

    place: Place
    message: str
    label: str = ""
    severity: Severity | None = None
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    cause: tuple[Place, str] | None = None
    stack: tuple[Place, ...] = ()


class Rule(msgspec.Struct, frozen=True, eq=False):
    """A rule: a function from one subject to findings, with its documentation.

    Attributes:
        code: SEQ and three digits; permanent and without meaning.
        severity: the severity of its findings unless they say otherwise.
        judge: takes one subject, yields findings.
        doc: the page: the docstring of `judge`.
        after: codes that speak first where both name one cause.
    """

    code: str
    severity: Severity
    judge: Callable[[Any], Iterable[Finding]]
    doc: str
    after: tuple[str, ...] = ()


def rule(
    code: str,
    severity: Severity,
    subject: Any = None,  # noqa: ARG001 - the walker reads it
    *,
    after: tuple[str, ...] = (),
) -> Callable[[Callable[[Any], Iterable[Finding]]], Rule]:
    """Declare a rule.

    Args:
        code: its code.
        severity: the severity of its findings.
        subject: the class or classes (`A | B`) of what it judges: an event of `keras.events`, a refusal, or the
            whole `Program`. The walker reads it from the file's text.
        after: codes of rules that speak first where both name one cause.
    """

    def declare(judge: Callable[[Any], Iterable[Finding]]) -> Rule:
        return Rule(code, severity, judge, judge.__doc__ or "", after)

    return declare
