"""What the names at the cursor stand for: from the last text that could be read, while the newest cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate.names import STARS, canonical
from seqlint.explain.cursor import parts
from seqlint.explain.facts import Facts
from seqlint.keras.models.record import Model
from seqlint.values.functions import Library
from seqlint.values.store import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seqlint.check import Analysis
    from seqlint.explain.facts import Seen
    from seqlint.explain.typed.scan import Bracket
    from seqlint.keras.models.record import Use
    from seqlint.source.syntax import Chunk
    from seqlint.values.shape import Shape
    from seqlint.values.target import Target

_FARTHEST = 4_000
"""How far before the cursor a place is looked for that the last text had too."""


class Scope:
    """The program around the cursor.

    Args:
        analysis: the last analysis that could read everything, else the newest.
        earlier: from an offset in the text at the cursor to the same place in the analysed document; None for what
            was written since.
    """

    def __init__(self, analysis: Analysis, earlier: Callable[[int], int | None]) -> None:
        self.facts = Facts(analysis)
        self.earlier = earlier

    @property
    def target(self) -> Target:
        """The Keras that the program is read for."""
        return self.facts.program.target

    def before(self, offset: int) -> int | None:
        """The last place before an offset that the analysed document has too."""
        for at in range(offset, max(offset - _FARTHEST, -1), -1):
            found = self.earlier(at)
            if found is not None:
                return found
        return None

    def statement(self, text: str, offset: int) -> int:
        """Where in the text the last statement starts that began before an offset when all could be read."""
        starts = {chunk.anchor for chunk in self.facts.analysis.syntax.chunks}
        at = offset
        while at > 0:
            at = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
            if self.earlier(at) in starts:
                return at
            at -= 1
        return 0

    # Names.

    def path(self, dotted: str) -> str | None:
        """The canonical path of a library's name: `layers.Dense` → `keras.layers.Dense`; None for other names."""
        first, _, rest = dotted.partition(".")
        value = self.facts.program.names.get(first)
        if value is None:
            value = self._starred(first)
        if not isinstance(value, Library):
            return None
        return canonical(".".join(part for part in (value.spelled or value.path, rest) if part))

    def _starred(self, name: str) -> Library | None:
        """A name that a star import may have brought."""
        stars = self.facts.program.names.get(STARS)
        for module in stars or ():
            if isinstance(module, Library):
                return Library(f"{module.path}.{name}", f"{module.spelled or module.path}.{name}")
        return None

    def spelled(self, path: str) -> str | None:
        """How the program can write a canonical path, the shortest way; None where nothing leads there."""
        found: list[str] = []
        for name, value in self.facts.program.names.items():
            if not isinstance(value, Library) or name == STARS:
                continue
            if path == value.path:
                found.append(name)
            elif path.startswith(f"{value.path}."):
                found.append(f"{name}{path[len(value.path) :]}")
            elif value.path == "tensorflow" and path.startswith("keras."):
                found.append(f"{name}.{path}")
        stars = self.facts.program.names.get(STARS)
        module, _, name = path.rpartition(".")
        found += [name for star in stars or () if isinstance(star, Library) and star.path == module]
        return min(found, key=lambda text: (text.count("."), len(text)), default=None)

    def values(self, name: str, offset: int) -> list[Any]:
        """What a name holds around an offset of the text: in the statement there, else at the end of the program."""
        at = self.before(offset)
        chunk = self.facts.analysis.syntax.chunk_at(at) if at is not None else None
        local = list(self._local(chunk, name)) if chunk is not None else []
        if local:
            return local
        return [self.facts.program.names[name]] if name in self.facts.program.names else []

    def _local(self, chunk: Chunk, name: str) -> Iterator[Any]:
        pending = list(chunk.statements)
        while pending:
            node = pending.pop()
            if type(node).__name__ == "Name" and getattr(node, "value", "") == name:
                yield from self.facts.program.values.get(node)
            pending.extend(parts(node))

    def model(self, name: str, offset: int) -> tuple[Ref, Model] | None:
        """The model that a variable holds."""
        for value in self.values(name, offset):
            record = self.facts.program.heap.get(value.id) if isinstance(value, Ref) else None
            if isinstance(record, Model):
                return value, record
        return None

    # Calls that are being written.

    def made_by(self, bracket: Bracket) -> tuple[Ref, Model] | None:
        """The model that a constructor call makes whose bracket is open at the cursor."""
        start = self.earlier(bracket.callee_start)
        if start is None:
            return None
        return next(
            ((ref, model) for ref, model in self.facts.models if self._starts(model.place, start)),
            None,
        )

    def layer_of(self, bracket: Bracket) -> Seen | None:
        """The layer that a constructor call makes whose bracket is open at the cursor, where it works."""
        start = self.earlier(bracket.callee_start)
        if start is None:
            return None
        for owner, model in self.facts.models:
            for use in model.uses:
                if use.ref is not None and use.layer is not None and self._starts(use.layer.place, start):
                    return next((seen for seen in self.facts.seen(use.ref) if seen.owner == owner), None)
        return None

    def _starts(self, place: Any, start: int) -> bool:
        return place.document is self.facts.document and place.span().start == start

    def arriving(self, brackets: list[Bracket], offset: int) -> Shape | None:
        """The shape that arrives at a layer that is written at the cursor; None where it is not known."""
        for index in range(len(brackets) - 1, -1, -1):
            bracket = brackets[index]
            if bracket.kind != "(":
                continue
            if self.path(bracket.callee) in {"keras.Sequential", "keras.models.Sequential"}:
                made = self.made_by(bracket)
                return None if made is None else self._before(made[1], offset)
            name, _, method = bracket.callee.rpartition(".")
            if method == "add" and (held := self.model(name, bracket.callee_start)) is not None:
                return self._before(held[1], bracket.callee_start)
        return None

    def _before(self, model: Model, offset: int) -> Shape | None:
        """What leaves the last layer of a model that stands before an offset of the text."""
        at = self.before(offset)
        if at is None:
            return None
        shape = model.input
        for use in model.uses:
            if not self._is_before(use, at):
                break
            shape = use.output
        return shape if isinstance(shape, tuple) else None

    def _is_before(self, use: Use, at: int) -> bool:
        return use.place.document is self.facts.document and use.place.span().end <= at
