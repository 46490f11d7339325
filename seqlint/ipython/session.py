"""One session's analysis: its cells as a program, and what the names of its namespace really are."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from seqlint.check import analyse, report
from seqlint.ipython.cells import PATH, Cells
from seqlint.ipython.models import is_model, written
from seqlint.ipython.objects import NOTHING, Reader
from seqlint.values.lent import Lent, Written

if TYPE_CHECKING:
    from seqlint.check import Analysis
    from seqlint.config import Settings
    from seqlint.report import FindingData, Report
    from seqlint.source.document import Document
    from seqlint.values.target import Target

_SYNTAX_ERROR = "SEQ001"
"""Python itself says so at once."""
_NAME = re.compile(r"[^\W\d]\w*")


class Session:
    """What was run and what is known of it.

    Args:
        namespace: the names of the session; only read.

    Attributes:
        cells: what was run.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self.cells = Cells()
        self._last: Analysis | None = None
        self._told: set[tuple[Any, ...]] = set()

    def before(self, number: int, source: str) -> Report | None:
        """A cell is about to run: what there is to say about it, and about earlier cells because of it.

        Returns:
            None where the session has nothing to do with Keras so far.
        """
        self.cells.begin(number, source)
        document = self.cells.document()
        if not self._concerns_keras(document):
            return None
        start = document.cells[-1].start
        found = report(self.analysis(document, start))
        new = [
            finding
            for finding in found.findings
            if finding.code != _SYNTAX_ERROR and (finding.range.end.offset > start or self._is_new(finding))
        ]
        self._told.update(map(_key, found.findings))
        return replace(found, findings=tuple(new))

    def whole(self) -> tuple[Report, Document]:
        """All findings of the cells that ran, and their text."""
        document = self.cells.whole()
        lent = self._lent(document, len(document.text))
        return report(analyse(document, self._settings(), trace=True, lent=lent)), document

    def about(self, expression: str) -> Analysis:
        """The analysis with an expression behind the cells, which sees the objects as they are now."""
        document = self.cells.document(expression)
        return self.analysis(document, document.cells[-1].start)

    def analysis(self, document: Document, start: int) -> Analysis:
        """Follow the cells; from `start` on the names are what they are in the session now."""
        self._last = analyse(
            document, self._settings(), trace=True, previous=self._last, lent=self._lent(document, start)
        )
        return self._last

    def _is_new(self, finding: FindingData) -> bool:
        return finding.severity in {"error", "warning"} and _key(finding) not in self._told

    def _concerns_keras(self, document: Document) -> bool:
        text = document.text
        return "keras" in text or "Sequential" in text or any(map(is_model, list(self.namespace.values())))

    def _lent(self, document: Document, start: int) -> Lent:
        reader = Reader()
        values: dict[str, Any] = {}
        models: dict[str, Written] = {}
        for name in dict.fromkeys(_NAME.findall(document.text)):
            if name not in self.namespace or name.startswith("__"):
                continue
            it = self.namespace[name]
            try:
                if is_model(it):
                    found = written(it, name)
                    if found is not None:
                        models[name] = found
                elif (value := reader.value(it)) is not NOTHING:
                    values[name] = value
            except Exception:  # noqa: BLE001, S112 - an object that cannot be read says nothing
                continue
        return Lent(start, values, models, frozenset(self.namespace))

    def _settings(self) -> Settings:
        """The settings of the folder that the session works in, and the Keras that it has."""
        from seqlint.config import DEFAULT, ConfigError, settings_for

        try:
            settings = settings_for(os.path.join(os.getcwd(), f"{PATH}.ipynb"))
        except (ConfigError, OSError):
            settings = DEFAULT
        here = installed()
        return settings if here is None else replace(settings, pinned=here)


def _key(finding: FindingData) -> tuple[Any, ...]:
    start = finding.range.start
    return finding.code, start.cell, start.row, start.column, finding.message


def installed() -> Target | None:
    """The Keras that `tf.keras` is in this process; None where it is not imported yet."""
    from seqlint.values.target import parse_target

    legacy = os.environ.get("TF_USE_LEGACY_KERAS", "").lower() in {"1", "true"}
    version = getattr(sys.modules.get("tf_keras" if legacy else "keras"), "__version__", None)
    if legacy and version:
        return parse_target("2", "the session")
    return parse_target(version, "the session") if isinstance(version, str) else None
