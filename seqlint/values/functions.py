"""What can be called or imported: functions and classes of the program, library names, bound methods, modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    from seqlint.values.place import Place


class Function(msgspec.Struct, frozen=True, eq=False):
    """A function or lambda that the program defines.

    Attributes:
        name: its name; `<lambda>` for a lambda.
        place: its definition.
        scope: the namespaces around it, opaque outside `evaluate`.
        defaults: default values by parameter name.
        cls: the class that it is a method of, if any.
        kind: "function", "static", "class", "property", "async", "context" (a context manager), "cell" (of a marimo
            notebook) or "hidden" (an unknown decorator).
    """

    name: str
    place: Place
    scope: Any
    defaults: dict[str, Any] = {}
    cls: Any = None
    kind: str = "function"

    def takes(self, count: int) -> bool | None:
        """Whether it can be called with so many arguments by position; None where a decorator or class may add some."""
        if self.kind != "function" or self.cls is not None:
            return None
        params = self.place.node.params
        names = (*params.posonly_params, *params.params)
        least = sum(param.default is None for param in names)
        endless = not isinstance(getattr(params.star_arg, "name", ""), str)  # a bare `*` and none at all have no node
        needed = any(param.default is None for param in params.kwonly_params)
        return not needed and least <= count and (endless or count <= len(names))


class Outcome(msgspec.Struct, frozen=True):
    """What makes a function useless as a loss.

    Attributes:
        kind: it gives nothing, it gives a function, or no gradient leads from what it gives to the predictions.
        place: its name, or the step that no gradient passes.
    """

    kind: Literal["nothing", "function", "no gradient"]
    place: Place


class Class(msgspec.Struct, frozen=True, eq=False):
    """A class that the program defines.

    Attributes:
        name: its name.
        place: its definition.
        bases: values of its bases.
        attributes: its namespace.
    """

    name: str
    place: Place
    bases: tuple[Any, ...]
    attributes: dict[str, Any]

    def lookup(self, name: str, missing: Any = None) -> Any:
        """The attribute of the class or of its first base in the program that has it, else what stands for none."""
        seen: set[int] = set()
        pending: list[Any] = [self]
        while pending:
            cls = pending.pop(0)
            if isinstance(cls, Class) and id(cls) not in seen:
                seen.add(id(cls))
                if name in cls.attributes:
                    return cls.attributes[name]
                pending = [*cls.bases, *pending]
        return missing

    def derives_from(self, other: Class) -> bool:
        """Whether it is that class, or one of its bases is."""
        return self is other or any(isinstance(base, Class) and base.derives_from(other) for base in self.bases)

    def fields(self) -> tuple[str, ...]:
        """The fields of a data class or named tuple in order, those of its bases first."""
        names: dict[str, None] = {}
        for base in reversed(self.bases):
            names.update(dict.fromkeys(base.fields() if isinstance(base, Class) else ()))
        for name, value in self.attributes.items():
            if not isinstance(value, Function) and not name.startswith("__"):
                names[name] = None
        return tuple(names)

    def library_bases(self) -> list[Library]:
        """The library classes that it derives from, nearest first."""
        found: list[Library] = []
        for base in self.bases:
            if isinstance(base, Library):
                found.append(base)
            elif isinstance(base, Class):
                found.extend(base.library_bases())
        return found


class Library(msgspec.Struct, frozen=True):
    """A name of a library, by its canonical path: `keras.layers.Dense`, `numpy.reshape`, `tensorflow.data`.

    Attributes:
        path: canonical dotted path; what belongs to Keras starts with `keras.` however it was imported.
        spelled: the path as the program reached it (`tensorflow.keras.layers.Dense`).
    """

    path: str
    spelled: str = ""

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition(".")[2]


class Method(msgspec.Struct, frozen=True):
    """A method looked up on a value: `x.reshape`, `model.add`.

    Attributes:
        receiver: the value.
        name: the method's name.
        function: the program's function, for an instance of a class that the program defines.
    """

    receiver: Any
    name: str
    function: Any = None


class Partial(msgspec.Struct, frozen=True):
    """`functools.partial`: a callable with arguments that were given beforehand."""

    function: Any
    arguments: tuple[Any, ...]


class ProjectModule(msgspec.Struct, frozen=True, eq=False):
    """A module of the same project, already evaluated.

    Attributes:
        name: its dotted name.
        namespace: its global names.
    """

    name: str
    namespace: dict[str, Any]
