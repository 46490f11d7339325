"""SEQ513."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.evaluate.program import Program
from seqlint.keras.events import LibraryCall
from seqlint.keras.models import Model
from seqlint.rules import words
from seqlint.rules.files import path_of, written
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.values.functions import Function

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.call import Argument
    from seqlint.values.place import Place


@rule("SEQ513", Severity.ERROR, subject=Program)
def unloadable_model(program: Program) -> Iterator[Finding]:
    """A saved model is loaded that Keras 3 cannot load.

    ## What it does
    Reports `load_model()` of a name without `.keras` or `.h5`, of an `.h5` file that this program saved from a model
    compiled with a short name such as `loss="mse"`, and of a `.keras` file whose model was compiled with a loss or
    metric function of the program's own, where nothing tells Keras which function that is.

    ## Why is this bad?
    Keras 3 reads no folders of Keras 2 (SavedModel). An `.h5` file holds the short name `mse`, and Keras 3 does not
    find it again among its losses. A `.keras` file holds the name of your own function, not what it does.

    ## What Keras says
    `ValueError: File format not supported`, `ValueError: Could not deserialize 'keras.metrics.mse'` or
    `TypeError: Could not locate function 'rmse'`, at that call.

    ## Example
    ```python
    import keras
    import numpy as np

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse")
    model.fit(np.random.rand(100, 8), np.random.rand(100))
    model.save("model.h5")
    again = keras.models.load_model("model.h5")
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse")
    model.fit(np.random.rand(100, 8), np.random.rand(100))
    model.save("model.keras")
    again = keras.models.load_model("model.keras")
    ```

    ## Fix safety
    Safe: the call stops today, and the program writes the file itself.

    ## References
    - [Keras: saving](https://keras.io/guides/serialization_and_saving/)
    """
    for call in program.each(LibraryCall):
        argument = path_of(call) if call.path == "keras.models.load_model" and not call.caught else None
        if argument is None or argument.place is None or call.target.major < 3:
            continue
        path, writer = str(argument.value), written(program, str(argument.value))
        if not path.endswith((".keras", ".h5", ".hdf5")):
            if writer is None and "://" not in path:
                yield _folder(call, argument)
            continue
        own = None if writer is None or not path.endswith(".keras") else _own_function(program, writer)
        if own is not None and writer is not None and _compiles(call) and not _registers(argument.place):
            yield _unlocated(call, argument.place, writer, own)
            continue
        short = None if writer is None or path.endswith(".keras") else _short_name(program, writer)
        if writer is None or short is None or not _compiles(call):
            continue
        yield Finding(
            place=argument.place,
            label=f"holds {short!r}",
            message=words.sentences(
                f"`{path}` was saved from a model compiled with {short!r}, and an .h5 file holds that short name.",
                f"Keras stops here: ValueError: Could not deserialize 'keras.metrics.{short}'.",
                "Save as .keras, or load with compile=False.",
            ),
            related=(Related(writer.place, "saved here"),),
            fixes=_fixes(argument, path_of(writer)),
            stack=call.stack,
        )


def _own_function(program: Program, writer: LibraryCall) -> str | None:
    """The name of a loss or metric function of the program that the saved model was compiled with."""
    model = program.record(writer.arguments.value(0, "model"))
    compiled = model.compiled if isinstance(model, Model) else None
    given = () if compiled is None else (compiled.loss, *(compiled.metrics or ()))
    names = (each.name for each in given if isinstance(each, Function) and each.kind == "function")
    return next((name for name in names if name != "<lambda>"), None)


def _registers(place: Place) -> bool:
    """Whether the program tells Keras of objects of its own, in one of the ways that there are."""
    text = place.document.text
    return "custom_object" in text or "CustomObject" in text or "register_keras" in text


def _unlocated(call: LibraryCall, place: Place, writer: LibraryCall, own: str) -> Finding:
    return Finding(
        place=place,
        label=f"compiled with `{own}`",
        message=words.sentences(
            f"The saved model was compiled with your function `{own}`; the file holds its name alone.",
            f"Keras stops here: TypeError: Could not locate function '{own}'.",
            f'Say custom_objects={{"{own}": {own}}}, or compile=False where it is only asked for predictions.',
        ),
        related=(Related(writer.place, "saved here"),),
        stack=call.stack,
    )


_SHORT = frozenset({"mse", "mae", "mape", "msle", "kld", "bce"})


def _short_name(program: Program, writer: LibraryCall) -> str | None:
    """The short name of the loss that the saved model was compiled with."""
    model = program.record(writer.arguments.value(0, "model"))
    compiled = model.compiled if isinstance(model, Model) else None
    loss = None if compiled is None else compiled.bound.value("loss")
    return loss if isinstance(loss, str) and loss.lower() in _SHORT else None


def _compiles(call: LibraryCall) -> bool:
    return not any(name in call.arguments.keywords for name in ("compile", "custom_objects")) and (
        len(call.arguments.positional) == 1 and not call.arguments.open
    )


def _folder(call: LibraryCall, argument: Argument) -> Finding:
    assert argument.place is not None
    return Finding(
        place=argument.place,
        label="no .keras or .h5 file",
        message=words.sentences(
            f"load_model() is given {argument.value!r}; Keras 3 reads .keras and .h5 files alone.",
            "Keras stops here: ValueError: File format not supported.",
            "For a folder of Keras 2 use keras.layers.TFSMLayer, or save it again as .keras.",
        ),
        stack=call.stack,
    )


def _fixes(*arguments: Argument | None) -> tuple[Fix, ...]:
    from seqlint.source.edit import replace_string

    edits = []
    for each in arguments:
        if each is None or each.place is None or not each.place.is_string:
            return ()
        new = f"{str(each.value).rpartition('.')[0]}.keras"
        edits.append(replace_string(each.place.chunk, each.place.node, new))
    return (Fix("Save as .keras", tuple(edits)),)
