"""SEQ413."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.keras.layer import Layer
from seqlint.rules import words
from seqlint.rules.meeting import origin
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.rules.spelling import of_module
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.models import Model
    from seqlint.source.edit import Edit
    from seqlint.values.place import Place


@rule("SEQ413", Severity.ERROR, subject=Fit)
def object_array(fit: Fit) -> Iterator[Finding]:
    """The data is an array of objects or strings.

    ## What it does
    Reports features or labels that are lists of different lengths, strings, or columns of text.

    ## Why is this bad?
    A model computes with numbers in a box of one shape. Sequences of different lengths have to be padded; texts and
    categories have to become numbers.

    ## What Keras says
    `ValueError: Invalid dtype: object`, in `fit()`.

    ## Example
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.imdb.load_data(num_words=1000)
    model = keras.Sequential([
        keras.Input((None,)),
        keras.layers.Embedding(1000, 8),
        keras.layers.GlobalAveragePooling1D(),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Use instead
    ```python
    import keras

    (x_train, y_train), _ = keras.datasets.imdb.load_data(num_words=1000)
    x_train = keras.utils.pad_sequences(x_train, maxlen=100)
    model = keras.Sequential([
        keras.Input((None,)),
        keras.layers.Embedding(1000, 8),
        keras.layers.GlobalAveragePooling1D(),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x_train, y_train)
    ```

    ## Fix safety
    No fix for sequences: to which length, or to which numbers, is yours to choose. A Python list becomes an array,
    unsafely: what is in it decides whether Keras takes that. Texts that the model reads become a tensor of the same.

    ## References
    - [Keras: pad_sequences](https://keras.io/api/data_loading/timeseries/)
    """
    yield from _lists(fit)
    yield from _texts(fit)
    for name, array in (("x", fit.x), ("y", fit.y)):
        if name in fit.lists or not isinstance(array, Array) or array.dtype not in {"object", "str"}:
            continue
        reads = name == "x" and _reads_text(fit.model)
        if reads and not _refused_text(fit, array):
            continue
        place = fit.bound.place(name)
        yield Finding(
            place=place or fit.place,
            label=f"dtype {array.dtype}: no box of numbers" if not reads else "numpy's texts: no tensor",
            message=words.sentences(
                f"{words.snippet(place, name)} holds "
                f"{'texts' if array.dtype == 'str' else 'objects (lists of different lengths, or texts)'}.",
                f"Keras stops in {fit.method}(): ValueError: Invalid dtype: {array.dtype}.",
                "Make it a tensor: tf.constant(…)."
                if reads
                else "Pad sequences with keras.utils.pad_sequences; turn texts and categories into numbers.",
            ),
            related=origin(array),
            fixes=_tensor(place) if reads else (),
            cause=(fit.place, "data"),
            stack=fit.stack,
        )


def _reads_text(model: Model) -> bool:
    """Whether a layer may take strings."""
    return model.open is not None or any(
        not isinstance(use.layer, Layer) or use.layer.has("strings") for use in model.uses
    )


def _refused_text(fit: Fit, array: Array) -> bool:
    """Whether Keras 3 refuses numpy's texts, whatever the model reads: `fit`, `evaluate` and `predict` do."""
    return (
        fit.target.major >= 3
        and all(isinstance(use.layer, Layer) and not use.layer.has("hub") for use in fit.model.uses)
        and fit.method in {"fit", "evaluate", "predict"}
        and array.dtype == "str"
        and array.library == "numpy"
    )


def _lists(fit: Fit) -> Iterator[Finding]:
    """Data in a Python list, which Keras 3 does not take, and Keras 2 not as weights nor beside an array."""
    older = fit.target.major < 3
    name = _first_list(fit, older=older)
    place = fit.bound.place(name) if name is not None else None
    if name is None or place is None:
        return
    texts = fit.lists[name] is str
    takes = "Keras 2 takes none beside an array" if older else "Keras 3 takes arrays and tensors"
    if name == "sample_weight":
        takes = f"Keras {2 if older else 3} takes arrays and tensors as weights"
    yield Finding(
        place=place,
        label="a Python list",
        message=words.sentences(
            f"{words.snippet(place)} is a Python list; {takes}.",
            f"Keras stops in {fit.method}().",
            "Make it a tensor: tf.constant(…)." if texts else "Make it an array: np.array(…).",
        ),
        fixes=_arrays(fit),
        cause=(fit.place, "data"),
        stack=fit.stack,
    )


def _first_list(fit: Fit, *, older: bool) -> str | None:
    """Which of the data is the list that Keras refuses."""
    weights = fit.method in {"fit", "evaluate"}
    names = [name for name in fit.lists if name in fit.bound.given and (weights or name != "sample_weight")]
    if not older or "sample_weight" in names:
        return "sample_weight" if older else next(iter(names), None)
    other = fit.y if names == ["x"] else fit.x
    return names[0] if len(names) == 1 and isinstance(other, Array) else None


def _texts(fit: Fit) -> Iterator[Finding]:
    """Texts for a model that reads texts: its input has to say so."""
    features, model = fit.features, fit.model
    if not isinstance(features, Array) or features.dtype != "str" or model.open or not _takes_texts(model):
        return
    place = fit.bound.place("x") or fit.place
    if (model.input_dtype or "").startswith(("float", "int")) and model.declared and model.input_place is not None:
        yield Finding(
            place=model.input_place,
            label=f"declares {model.input_dtype}, and texts come",
            message=words.sentences(
                f"The input is declared as {model.input_dtype}, and {words.snippet(place, 'the data')} holds texts.",
                f"Keras stops in {fit.method}(): UnimplementedError: Cast string to float is not supported.",
                'Declare dtype="string".',
            ),
            related=(Related(place, "texts"),),
            cause=(fit.place, "data"),
            stack=fit.stack,
        )


def _takes_texts(model: Model) -> bool:
    """Whether the first layer is one of Keras that reads texts."""
    first = model.uses[0].layer if model.uses else None
    return isinstance(first, Layer) and first.has("strings") and not first.has("hub")


def _arrays(fit: Fit) -> tuple[Fix, ...]:
    """Each list as an array or, of texts, a tensor, where the program shows how it names the module for that."""
    edits: list[Edit] = []
    title = ""
    for name, items in fit.lists.items():
        place = fit.bound.place(name)
        made = None if place is None else _wrapped(place, *_MAKERS[items is str])
        if made is None:
            return ()
        edits.append(made[1])
        title = title or made[0]
    return (Fix(title, tuple(edits), "unsafe"),) if edits else ()


_MAKERS = (("numpy", "array"), ("tensorflow", "constant"))


def _wrapped(place: Place, module: str, function: str) -> tuple[str, Edit] | None:
    """The data handed to a function of a module that the program has imported."""
    from seqlint.source.edit import wrap_node

    written = of_module(place.document, module, function)
    return None if written is None else (f"{written}(…)", wrap_node(place.chunk, place.node, f"{written}(", ")"))


def _tensor(place: Place | None) -> tuple[Fix, ...]:
    made = None if place is None else _wrapped(place, "tensorflow", "constant")
    return () if made is None else (Fix(made[0], (made[1],)),)
