"""Files that a program saves models in, and reads them from again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import LibraryCall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.evaluate.program import Program
    from seqlint.values.call import Argument

_WRITES = {
    "keras.models.Model.save": 1,
    "keras.models.save_model": 1,
    "keras.models.Model.save_weights": 1,
    "keras.callbacks.ModelCheckpoint": 0,
}
_READS = {"keras.models.load_model": 0, "keras.models.Model.load_weights": 1}


def path_of(call: LibraryCall) -> Argument | None:
    """The path that a model is saved to or loaded from, where the program writes it down."""
    index = _WRITES.get(call.path, _READS.get(call.path))
    if index is None:
        return None
    argument: Argument | None = call.arguments.get(index, "filepath")
    return argument if argument is not None and isinstance(argument.value, str) and argument.value else None


def read_again(program: Program, path: str) -> Iterator[Argument]:
    """Where the program reads that file."""
    yield from (argument for _, argument in _with_path(program, path, frozenset(_READS)))


def written(program: Program, path: str) -> LibraryCall | None:
    """The last call that writes that file."""
    return next((call for call, _ in reversed([*_with_path(program, path, frozenset(_WRITES))])), None)


def _with_path(program: Program, path: str, among: frozenset[str]) -> Iterator[tuple[LibraryCall, Argument]]:
    for call in program.each(LibraryCall):
        argument = path_of(call) if call.path in among else None
        if argument is not None and argument.value == path:
            yield call, argument
