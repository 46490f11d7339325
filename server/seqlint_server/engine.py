"""What the server asks of seqlint: reading a program, and views of what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from .options import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seqlint.config import Settings
    from seqlint.explain.folds import Fold
    from seqlint.explain.panel import Panel
    from seqlint.explain.rename import Named
    from seqlint.explain.rewrite import Rewrite
    from seqlint.explain.things import Occurrence
    from seqlint.explain.typed.complete import Completion
    from seqlint.explain.typed.help import Help
    from seqlint.explain.views import Card, Hint, Lens, Link, Outline, Site
    from seqlint.report import Report
    from seqlint.source.change import Edit
    from seqlint.source.document import Document

    from .options import Options

    Analysis = Any
    Earlier = Callable[[int], int | None]


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

    def complete(self, analysis: Analysis, text: str, offset: int, earlier: Earlier) -> Completion | None:
        """What can stand at an offset of a text that may be newer than the analysis."""

    def signature(self, analysis: Analysis, text: str, offset: int, earlier: Earlier) -> Help | None:
        """The signature of the call around an offset of such a text."""

    def origins(self, analysis: Analysis, offset: int) -> Sequence[Site]:
        """Where the thing at an offset was made, or where what goes into it comes from."""

    def occurrences(self, analysis: Analysis, offset: int) -> Sequence[Occurrence]:
        """All places of the document where the thing at an offset stands."""

    def named(self, analysis: Analysis, offset: int) -> Named | None:
        """The layers whose name is written at an offset."""

    def rename(self, analysis: Analysis, named: Named, name: str) -> Sequence[Edit] | str:
        """The edits that give layers another name; or, in a sentence, why Keras would refuse that."""

    def folds(self, analysis: Analysis) -> Sequence[Fold]:
        """The pieces that can be folded away."""

    def links(self, document: Document) -> Sequence[Link]:
        """The pieces of a document that lead to pages."""

    def rewrites(self, analysis: Analysis, offset: int) -> Sequence[Rewrite]:
        """Other ways to write the model at an offset, which leave it as it is."""

    def mend(self, document: Document, options: Options) -> str | None:
        """`document.code` after all safe fixes of errors and warnings; None if there are none."""

    def paths(self, folders: Sequence[str]) -> list[str]:
        """The scripts and notebooks under folders that the settings do not exclude."""

    def load(self, path: str) -> Document | None:
        """The document of a file; None if it cannot be read, or does not speak of Keras."""

    def look(self, document: Document, options: Options) -> tuple[Report, Sequence[Outline]] | None:
        """The findings and models of a document that is not open; None if it has nothing to do with Keras."""

    def drop(self, analysis: Analysis) -> None:
        """Free an analysis at once; nobody looks at it any more."""

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
        analysis.syntax.take()
        from seqlint.explain.cards import card_at

        return card_at(analysis, offset, detail=detail)

    def hints(self, analysis: Analysis, start: int, end: int) -> Sequence[Hint]:
        """The hints between two offsets."""
        analysis.syntax.take()
        from seqlint.explain.hints import hints

        return hints(analysis, start, end)

    def lenses(self, analysis: Analysis) -> Sequence[Lens]:
        """The lines above the models."""
        analysis.syntax.take()
        from seqlint.explain.lenses import lenses

        return lenses(analysis)

    def outline(self, analysis: Analysis) -> Sequence[Outline]:
        """The models with their layers."""
        analysis.syntax.take()
        from seqlint.explain.outline import outline

        return outline(analysis)

    def walk(self, analysis: Analysis, offset: int) -> str | None:
        """The walk through the model at an offset, in Markdown; None if there is no model."""
        analysis.syntax.take()
        from seqlint.explain.facts import Facts
        from seqlint.explain.model_at import model_at
        from seqlint.explain.walk import walk_of

        facts = Facts(analysis)
        group = model_at(facts, offset)
        return walk_of(facts, group) if group else None

    def summary(self, analysis: Analysis, offset: int) -> str | None:
        """The table of the model at an offset, as `model.summary()` prints it; None if there is no model."""
        analysis.syntax.take()
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
        analysis.syntax.take()
        from seqlint.explain.picture import picture

        found = self.panel(analysis, offset)
        return picture(found, analysis.reported) if found is not None else None

    def panel(self, analysis: Analysis, offset: int) -> Panel | None:
        """The model at an offset as plain data; None if there is no model."""
        analysis.syntax.take()
        from seqlint.explain.facts import Facts
        from seqlint.explain.model_at import model_at
        from seqlint.explain.panel import panel

        facts = Facts(analysis)
        group = model_at(facts, offset)
        return panel(facts, group[0], offset) if group else None

    def complete(self, analysis: Analysis, text: str, offset: int, earlier: Earlier) -> Completion | None:
        """What can stand at an offset of a text that may be newer than the analysis."""
        analysis.syntax.take()
        from seqlint.explain.typed.complete import complete

        return complete(analysis, text, offset, earlier)

    def signature(self, analysis: Analysis, text: str, offset: int, earlier: Earlier) -> Help | None:
        """The signature of the call around an offset of such a text."""
        analysis.syntax.take()
        from seqlint.explain.typed.help import signature_at

        return signature_at(analysis, text, offset, earlier)

    def origins(self, analysis: Analysis, offset: int) -> Sequence[Site]:
        """Where the thing at an offset was made, or where what goes into it comes from."""
        analysis.syntax.take()
        from seqlint.explain.facts import Facts
        from seqlint.explain.things import origins, thing_at
        from seqlint.explain.views import Site

        facts = Facts(analysis)
        thing = thing_at(facts, offset)
        found = []
        for place in origins(facts, thing) if thing is not None else ():
            span, lines = place.span(), place.document.lines
            found.append(Site(place.document.path, span, lines.position(span.start), lines.position(span.end)))
        return found

    def occurrences(self, analysis: Analysis, offset: int) -> Sequence[Occurrence]:
        """All places of the document where the thing at an offset stands."""
        analysis.syntax.take()
        from seqlint.explain.facts import Facts
        from seqlint.explain.things import occurrences, thing_at

        facts = Facts(analysis)
        thing = thing_at(facts, offset)
        return occurrences(facts, thing) if thing is not None else ()

    def named(self, analysis: Analysis, offset: int) -> Named | None:
        """The layers whose name is written at an offset."""
        analysis.syntax.take()
        from seqlint.explain.facts import Facts
        from seqlint.explain.rename import named_at

        return named_at(Facts(analysis), offset)

    def rename(self, analysis: Analysis, named: Named, name: str) -> Sequence[Edit] | str:
        """The edits that give layers another name; or, in a sentence, why Keras would refuse that."""
        analysis.syntax.take()
        from seqlint.explain.facts import Facts
        from seqlint.explain.rename import renamed

        return renamed(Facts(analysis), named, name)

    def folds(self, analysis: Analysis) -> Sequence[Fold]:
        """The pieces that can be folded away."""
        analysis.syntax.take()
        from seqlint.explain.folds import folds

        return folds(analysis)

    def links(self, document: Document) -> Sequence[Link]:
        """The pieces of a document that lead to pages."""
        from seqlint.explain.references import links

        return list(links(document))

    def rewrites(self, analysis: Analysis, offset: int) -> Sequence[Rewrite]:
        """Other ways to write the model at an offset, which leave it as it is."""
        analysis.syntax.take()
        from seqlint.explain.facts import Facts
        from seqlint.explain.rewrite import rewrites

        return rewrites(Facts(analysis), offset)

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

    def paths(self, folders: Sequence[str]) -> list[str]:
        """The scripts and notebooks under folders that the settings do not exclude."""
        from seqlint.files import collect

        return collect(folders, lambda path: self._settings(path, DEFAULT)).files

    def load(self, path: str) -> Document | None:
        """The document of a file; None if it cannot be read, or does not speak of Keras."""
        from seqlint.source.document import from_bytes, mentions_keras, read_bytes
        from seqlint.source.error import SourceError

        try:
            data = read_bytes(path)
            return from_bytes(data, path) if mentions_keras(data) else None
        except SourceError:
            return None

    def look(self, document: Document, options: Options) -> tuple[Report, Sequence[Outline]] | None:
        """The findings and models of a document that is not open; None if it has nothing to do with Keras."""
        if "keras" not in document.text and "Sequential" not in document.text:
            return None
        from seqlint.check import analyse, report
        from seqlint.explain.outline import outline

        analysis = analyse(document, self._settings(document.path, options))
        found = report(analysis), outline(analysis)
        analysis.program.forget()
        return found

    def drop(self, analysis: Analysis) -> None:
        """Free an analysis at once; nobody looks at it any more."""
        analysis.forget()

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
