"""SEQ507."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import LibraryCall
from seqlint.rules import words
from seqlint.rules.files import path_of, read_again
from seqlint.rules.rule import Finding, Fix, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.source.edit import Edit
    from seqlint.values.call import Argument


@rule("SEQ507", Severity.ERROR, subject=Program)
def save_path_suffix(program: Program) -> Iterator[Finding]:
    """A model or its weights are saved under a name without the suffix that Keras 3 asks for.

    ## What it does
    Looks at the path that `save()`, `save_model()`, `save_weights()` and `ModelCheckpoint()` are given.

    ## Why is this bad?
    Keras 2 wrote a folder where the name had no suffix. Keras 3 takes the format from the suffix alone: `.keras` or
    `.h5` for a model, `.weights.h5` for weights. The program stops after the training.

    ## What Keras says
    `ValueError: Invalid filepath extension for saving.` or `ValueError: The filename must end in .weights.h5`, at
    that call. Keras 2 says nothing.

    ## Example
    ```python
    import keras

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    model.save("model")
    again = keras.models.load_model("model")
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    model.save("model.keras")
    again = keras.models.load_model("model.keras")
    ```

    ## Fix safety
    Safe: the call stops today. Where this program reads the file again, that path is changed as well.

    ## References
    - [Keras: saving](https://keras.io/guides/serialization_and_saving/)
    """
    for call in program.each(LibraryCall):
        suffixes = _suffixes(call)
        argument = path_of(call)
        if suffixes is None or argument is None or argument.place is None or call.target.major < 3 or call.caught:
            continue
        if str(argument.value).endswith(suffixes):
            continue
        name = call.path.rpartition(".")[2]
        said = _SAID.get(suffixes, "The filepath provided must end in `.keras`")
        yield Finding(
            place=argument.place,
            label=f"ends in {words.listed(suffixes[:2])}",
            message=words.sentences(
                f"{name}() is given {argument.value!r}; Keras 3 takes the format from the suffix, "
                f"{words.listed(suffixes[:2])}.",
                f"Keras stops here: ValueError: {said}.",
                f"Call the file {_renamed(str(argument.value), suffixes[0])!r}.",
            ),
            fixes=_fixes(program, call, argument, suffixes[0]),
            stack=call.stack,
        )


_MODEL, _CHECKPOINT, _WEIGHTS = (".keras", ".h5", ".hdf5"), (".keras", ".h5"), (".weights.h5",)
_SAID = {
    _MODEL: "Invalid filepath extension for saving",
    _WEIGHTS: "The filename must end in `.weights.h5`",
}
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "keras.models.Model.save": _MODEL,
    "keras.models.save_model": _MODEL,
    "keras.models.Model.save_weights": _WEIGHTS,
}


def _suffixes(call: LibraryCall) -> tuple[str, ...] | None:
    """The suffixes that Keras 3 knows there; None where that is not known."""
    if call.path == "keras.callbacks.ModelCheckpoint":
        alone = call.result.value("save_weights_only")
        return (_WEIGHTS if alone else _CHECKPOINT) if isinstance(alone, bool) else None
    return _SUFFIXES.get(call.path)


_FORMER = (".weights.hdf5", ".weights", ".h5", ".hdf5", ".keras", ".tf", ".hd5", ".ckpt", ".pb", ".model", ".zip")


def _renamed(path: str, suffix: str) -> str:
    path = path.rstrip("/")
    former = next((each for each in _FORMER if path.lower().endswith(each) and len(path) > len(each)), "")
    return path[: len(path) - len(former)] + suffix


def _fixes(program: Program, call: LibraryCall, argument: Argument, suffix: str) -> tuple[Fix, ...]:
    from seqlint.source.edit import remove_argument, replace_string

    new = _renamed(str(argument.value), suffix)
    edits: list[Edit] = []
    for each in (argument, *read_again(program, str(argument.value))):
        if each.place is None or not each.place.is_string:
            return ()
        edits.append(replace_string(each.place.chunk, each.place.node, new))
    format_ = call.arguments.keywords.get("save_format")
    if format_ is not None and format_.whole is not None:
        edits.append(remove_argument(call.place.chunk, call.place.node, format_.whole.node))
    return (Fix(f"Call it {new}", tuple(edits)),)
