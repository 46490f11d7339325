"""Imports and builtin names: what a name of a library is called, however the program reaches it."""

from __future__ import annotations

import builtins
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import libcst as cst

from seqlint import libraries
from seqlint.evaluate import project
from seqlint.keras.events import Assumed, Import
from seqlint.values.callee import Callee
from seqlint.values.functions import Library, ProjectModule

if TYPE_CHECKING:
    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.source.document import Document
    from seqlint.values.place import Place
    from seqlint.values.refusal import Refused, Stage
    from seqlint.values.target import Target

_KERAS_ROOTS = (
    "tensorflow.compat.v2.keras", "tensorflow.compat.v1.keras", "tensorflow.contrib.keras", "tensorflow.python.keras",
    "tensorflow._api.v2.keras", "tensorflow.keras", "keras.api", "keras.src", "tf_keras.src", "tf_keras", "keras",
)  # fmt: skip
"""The ways into Keras, longer ones first."""


STARS = "*"
"""The entry of a namespace that holds the libraries of its star imports."""


_LENT = frozenset(["losses", "metrics", "optimizers", "initializers"])
"""Modules of Keras that TensorFlow 2 shows as its own: `tf.losses` is `keras.losses`."""


def _lent(path: str) -> str | None:
    """Keras' path of a name in such a module; None for those of TensorFlow 1, whose functions are written small."""
    parts = path.removeprefix("tensorflow.").removeprefix("compat.v2.").split(".")
    if parts[0] not in _LENT or len(parts) == 1:
        return None
    return f"keras.{'.'.join(parts)}" if parts[-1][:1].isupper() or parts[-1].endswith("crossentropy") else None


@cache
def canonical(path: str) -> str:
    """The canonical path of a dotted library path: all that is Keras starts with `keras.`."""
    for root in _KERAS_ROOTS:
        if path == root:
            return "keras"
        if path.startswith(root + "."):
            rest = path[len(root) + 1 :]
            parts = rest.split(".")
            if root.endswith(".src") and len(parts) > 2 and parts[-1][:1].isupper():
                return f"keras.{parts[0]}.{parts[-1]}"
            return "keras." + rest.removeprefix("api.").removeprefix("_v2.keras.").removeprefix("_v1.keras.")
    if path.startswith("six.moves."):
        return f"builtins.{path[len('six.moves.') :].removeprefix('x')}"
    if path == "keras_preprocessing" or path.startswith("keras_preprocessing."):
        return "keras.preprocessing" + path[len("keras_preprocessing") :]
    if path.startswith("tensorflow.") and (lent := _lent(path)) is not None:
        return lent
    for root in ("tensorflow.compat.v2", "tensorflow.compat.v1"):
        if path == root or path.startswith(root + "."):
            return "tensorflow" + path[len(root) :]
    return path


@cache
def library(spelled: str) -> Library:
    """The library name that a dotted path reaches."""
    return Library(canonical(spelled), spelled)


_members: dict[tuple[str, str], Library] = {}


def member(module: Library, name: str) -> Library:
    """A name inside a library module."""
    key = (module.spelled or module.path, name)
    found = _members.get(key)
    if found is None:
        found = _members[key] = library(f"{key[0]}.{name}")
    return found


def dotted(node: cst.BaseExpression | cst.Attribute | cst.Name) -> str:
    """The dotted text of a module name."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))


def bind(run: Interpreter, name: str, value: Any) -> None:
    """Bind a name in the current scope."""
    run.store.put(run.scope.target(name).names, name, value)


def import_(run: Interpreter, node: cst.Import) -> None:
    """`import a.b`, `import a.b as c`."""
    for alias in node.names:
        spelled = dotted(alias.name)
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            bind(run, alias.asname.name.value, _imported(run, spelled, alias, node))
        else:
            found = _imported(run, spelled, alias, node)
            root = spelled.partition(".")[0]
            if isinstance(found, ProjectModule):
                own = found if root == spelled else project.module(run, root)
                bind(run, root, found if own is None else own)
            else:
                bind(run, root, library(root))


def import_from(run: Interpreter, node: cst.ImportFrom) -> None:
    """`from a import b`, `from a import *`, relative imports."""
    module = dotted(node.module) if node.module is not None else ""
    if node.relative:
        module = "." * len(node.relative) + module
    if isinstance(node.names, cst.ImportStar):
        own = _imported(run, module, node, node)
        if isinstance(own, ProjectModule):
            for name, value in own.namespace.items():
                if not name.startswith("_"):
                    run.store.put(run.scope.names, name, value)
        elif isinstance(own, Library):
            stars = run.scope.names.get(STARS, ())
            run.store.put(run.scope.names, STARS, (*stars, own))
        return
    for alias in node.names:
        name = dotted(alias.name)
        target = alias.asname.name if alias.asname is not None else alias.name
        if isinstance(target, cst.Name):
            bind(run, target.value, _imported(run, f"{module}.{name}", alias, node))


def _imported(run: Interpreter, spelled: str, node: cst.CSTNode, statement: cst.CSTNode) -> Any:
    own = _project(run, spelled, node)
    if own is not None:
        return own
    if spelled.startswith("."):
        return run.unknown(f"the module `{spelled}` is not in the project", node, spelled.rpartition(".")[2])
    found = library(spelled)
    if found.path.startswith(("keras", "tensorflow")):
        run.emit(Import(place=run.place(node), stack=run.stack, path=found.path, spelled=spelled))
        _missing(run, found, node, statement, "import")
    if run.tracing:
        run.record(node, found)
    return found


def _missing(run: Interpreter, found: Library, node: cst.CSTNode, raised: cst.CSTNode, stage: Stage) -> None:
    """Tell if Keras does not have what a name stands for."""
    from seqlint.keras.absent import absent

    form = "from" if isinstance(raised, cst.ImportFrom) and node is not raised else "import"
    refused = absent(found.path, found.spelled, run.target, form)
    if refused is not None:
        tell(run, refused, run.place(node), run.place(raised), stage)


def tell(run: Interpreter, refused: Refused, place: Place, raised: Place, stage: Stage = "other") -> None:
    """Tell what Keras refuses; evaluation goes on with what was meant."""
    keras, facts = refused.keras, refused.facts
    run.emit(refused.cause(place=place, raised=raised, stage=stage, keras=keras, stack=run.stack, **facts))


_there: set[tuple[Library, str, Target]] = set()
"""Names that the targeted Keras has, each with the module it was read from."""


def read(run: Interpreter, module: Library, name: str, node: cst.CSTNode) -> Library:
    """A name read from a library module; told where Keras does not have it (once: not again for what is inside it)."""
    found = member(module, name)
    if not found.path.startswith(("keras.", "tensorflow.train.")):
        return found
    key = (module, name, run.target)
    if key not in _there:
        from seqlint.keras.absent import absent

        if absent(module.path, module.spelled, run.target) is None:
            refused = absent(found.path, found.spelled, run.target)
            if refused is not None:
                tell(run, refused, run.place(node), run.place(node), "other")
                return found
        if len(_there) < _MOST_THERE:
            _there.add(key)
    return found


_MOST_THERE = 16_384


def _project(run: Interpreter, spelled: str, node: cst.CSTNode) -> Any:
    """What the name means in the project's own modules, if it is one of theirs."""
    root = spelled.partition(".")[0]
    if root and (root in {"keras", "tensorflow", "tf_keras", "numpy"} or libraries.has(root)):
        return None
    whole = project.module(run, spelled) if spelled.strip(".") else None
    if whole is not None:
        return whole
    if isinstance(node, cst.ImportAlias) and "." in spelled.lstrip("."):
        parent, _, name = spelled.rpartition(".")
        found = project.module(run, parent or ".")
        return None if found is None else project.member(run, found, parent, name, node)
    if isinstance(node, cst.ImportAlias) and spelled.startswith("."):
        name = spelled.lstrip(".")
        parent = spelled[: len(spelled) - len(name)]
        package = project.module(run, parent)
        return None if package is None else project.member(run, package, parent, name, node)
    return None


def _starred(run: Interpreter, name: str) -> Any:
    """A name that a star import gives, if one of the libraries that were so imported is known to have it."""
    from seqlint.evaluate.callees import find

    for imported in reversed(run.module.names[STARS]):
        candidate = member(imported, name)
        found = find(candidate.path)
        by_prefix = isinstance(found, Callee) and candidate.path.startswith(f"{found.path}.")
        if (found is not None and not by_prefix) or exports(candidate.path):
            return candidate
    return None


def exports(path: str) -> bool:
    """Whether a Keras path is one of Keras' own modules (`keras.layers`)."""
    from seqlint.keras.lookup import modules

    parts = path.split(".")
    return len(parts) == 2 and parts[0] == "keras" and parts[1] in modules()


def builtin(run: Interpreter, node: cst.Name) -> Any:
    """A name that no scope binds: a star import's, a builtin, or nothing that seqlint knows."""
    from seqlint.evaluate.callees import find

    name = node.value
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    if STARS in run.module.names:
        found = _starred(run, name)
        if found is not None:
            return found
    if name == "__name__":
        return "__main__"
    if find(f"builtins.{name}") is not None or name in _BUILTIN_NAMES:
        return library(f"builtins.{name}")
    assumed = _assumed(run, name, node)
    if assumed is not None:
        run.emit(Assumed(place=run.place(node), stack=run.stack, target=run.target, name=name, path=assumed.path))
        return assumed
    return run.unknown(f"`{name}` is not defined in the text that was read", node, name)


_BRINGS = re.compile(r"^[ \t]*(?:import|from|%run)[ \t]+\S", re.MULTILINE)


def imports_something(document: Document) -> bool:
    """Whether a text has a line that looks like an import, wherever it stands and whatever Python says of it."""
    return _BRINGS.search(document.text) is not None


_SHORT = {"keras": "keras", "tf": "tensorflow", "np": "numpy", "pd": "pandas"}
"""Names that everybody gives these libraries."""


def _assumed(run: Interpreter, name: str, node: cst.Name) -> Library | None:
    """What a name stands for in a text without any import, as programs are shown on a page: Keras' own."""
    from seqlint.evaluate.callees import find
    from seqlint.keras.lookup import modules

    if STARS in run.module.names or imports_something(run.place(node).document):
        return None
    if name in _SHORT:
        return library(_SHORT[name])
    if exports(f"keras.{name}"):
        return library(f"keras.{name}")
    if not name[:1].isupper():
        return None
    rooms = sorted(modules(), key=lambda room: (room not in {"models", "layers"}, room))
    return next((library(path) for room in rooms if find(path := f"keras.{room}.{name}") is not None), None)


_CONSTANTS: dict[str, Any] = {"True": True, "False": False, "None": None, "Ellipsis": ..., "__debug__": True}
_BUILTIN_NAMES = frozenset(dir(builtins))
