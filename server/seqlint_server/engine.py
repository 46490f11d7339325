"""What the server asks of seqlint: reading a program, and views of what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seqlint.config import Settings
    from seqlint.explain.panel import Panel
    from seqlint.explain.views import Card, Hint, Lens, Outline
    from seqlint.report import Report
    from seqlint.source.document import Document

    from .options import Options

    Analysis = Any


class Engine(Protocol):
    """The functions of seqlint that the server calls; all of them on the worker's thread."""

    def analyse(self, document: Document, options: Options, previous: Analysis | None) -> Analysis | None:
        """Read a document; None if it has nothing to do with Keras."""

    def report(self, analysis: Analysis) -> Report:
        """The findings."""

    def is_whole(self, analysis: Analysis) -> bool:
        """Whether all of the text could be read."""

    def card_at(self, analysis: Analysis, offset: int, detail: str) -> Card | None:
        """The card for what stands at an offset."""

    def hints(self, analysis: Analysis, start: int, end: int) -> Sequence[Hint]:
        """The hints between two offsets."""

    def lenses(self, analysis: Analysis) -> Sequence[Lens]:
        """The lines above the models."""

    def outline(self, analysis: Analysis) -> Sequence[Outline]:
        """The models with their layers."""

    def walk(self, analysis: Analysis, offset: int) -> str | None:
        """The walk through the model at an offset, in Markdown; None if there is no model."""

    def summary(self, analysis: Analysis, offset: int) -> str | None:
        """The table of the model at an offset, as `model.summary()` prints it; None if there is no model."""

    def picture(self, analysis: Analysis, offset: int) -> str | None:
        """The model at an offset as SVG; None if there is no model."""

    def panel(self, analysis: Analysis, offset: int) -> Panel | None:
        """The model at an offset as plain data; None if there is no model."""

    def mend(self, document: Document, options: Options) -> str | None:
        """`document.code` after all safe fixes of errors and warnings; None if there are none."""

    def forget(self) -> None:
        """Read configuration files anew: one of them, or a file that pins Keras, was changed."""

    def complaints(self) -> list[str]:
        """What was wrong beside the programs, such as a configuration, since this was last asked."""


class Seqlint:
    """The engine itself; its modules are loaded when first asked for."""

    def __init__(self) -> None:
        self._complaints: list[str] = []

    def analyse(self, document: Document, options: Options, previous: Analysis | None) -> Analysis | None:
        """Read a document; None if it has nothing to do with Keras."""
        if "keras" not in document.text and "Sequential" not in document.text:
            return None
        from seqlint.check import analyse

        return analyse(document, self._settings(document.path, options), trace=True, previous=previous)

    def report(self, analysis: Analysis) -> Report:
        """The findings."""
        from seqlint.check import report

        return report(analysis)

    def is_whole(self, analysis: Analysis) -> bool:
        """Whether all of the text could be read."""
        return not analysis.program.syntax.problems

    def card_at(self, analysis: Analysis, offset: int, detail: str) -> Card | None:
        """The card for what stands at an offset."""
        from seqlint.explain.cards import card_at

        return card_at(analysis, offset, detail=detail)

    def hints(self, analysis: Analysis, start: int, end: int) -> Sequence[Hint]:
        """The hints between two offsets."""
        from seqlint.explain.hints import hints

        return hints(analysis, start, end)

    def lenses(self, analysis: Analysis) -> Sequence[Lens]:
        """The lines above the models."""
        from seqlint.explain.lenses import lenses

        return lenses(analysis)

    def outline(self, analysis: Analysis) -> Sequence[Outline]:
        """The models with their layers."""
        from seqlint.explain.outline import outline

        return outline(analysis)

    def walk(self, analysis: Analysis, offset: int) -> str | None:
        """The walk through the model at an offset, in Markdown; None if there is no model."""
        from seqlint.explain.facts import Facts
        from seqlint.explain.model_at import model_at
        from seqlint.explain.walk import walk_of

        facts = Facts(analysis)
        group = model_at(facts, offset)
        return walk_of(facts, group) if group else None

    def summary(self, analysis: Analysis, offset: int) -> str | None:
        """The table of the model at an offset, as `model.summary()` prints it; None if there is no model."""
        from msgspec import to_builtins

        from seqlint.explain.facts import Facts
        from seqlint.explain.model_at import model_at
        from seqlint.explain.summary import table_of
        from seqlint.table import summary

        group = model_at(Facts(analysis), offset)
        tables = [summary(to_builtins(table_of(analysis.document, each))) for each in group]
        return "\n".join(tables) or None

    def picture(self, analysis: Analysis, offset: int) -> str | None:
        """The model at an offset as SVG; None if there is no model."""
        from seqlint.explain.picture import picture

        found = self.panel(analysis, offset)
        return picture(found, analysis.reported) if found is not None else None

    def panel(self, analysis: Analysis, offset: int) -> Panel | None:
        """The model at an offset as plain data; None if there is no model."""
        from seqlint.explain.facts import Facts
        from seqlint.explain.model_at import model_at
        from seqlint.explain.panel import panel

        facts = Facts(analysis)
        group = model_at(facts, offset)
        return panel(facts, group[0], offset) if group else None

    def mend(self, document: Document, options: Options) -> str | None:
        """`document.code` after all safe fixes of errors and warnings; None if there are none."""
        from seqlint.fix import mend
        from seqlint.source.document import from_text, is_notebook

        # Magics are comments there, and a fix leaves them alone: what changes in the code changes alike in the text.
        code = from_text(document.code, document.path, ipython=is_notebook(document.path))
        if code.reread(code.render([])).text != code.text:
            return None
        mended = mend(code, self._settings(document.path, options))
        return mended.document.text if mended.applied else None

    def forget(self) -> None:
        """Read configuration files anew: one of them, or a file that pins Keras, was changed."""
        from seqlint.config import forget

        forget()

    def complaints(self) -> list[str]:
        """What was wrong with a configuration since this was last asked."""
        found, self._complaints = self._complaints, []
        return list(dict.fromkeys(found))

    def _settings(self, path: str, options: Options) -> Settings:
        """The settings of the nearest configuration file, and over them what the user set in the editor."""
        from msgspec.structs import replace

        from seqlint.config import DEFAULT, ConfigError, settings_for
        from seqlint.values.target import parse_target

        try:
            settings = settings_for(path)
        except ConfigError as error:
            self._complaints.append(str(error))
            settings = DEFAULT
        if options.target_keras is None:
            return settings
        target = parse_target(options.target_keras, "the editor's settings")
        if target is None:
            wrong = f'seqlint.target-keras is {options.target_keras!r}; write "3", "2" or a release such as "3.13".'
            self._complaints.append(wrong)
            return settings
        return replace(settings, target=target)
