"""Words for values: how a message says what a shape, an array, a layer or a refusal is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.values.array import Array, is_float, is_integer
from seqlint.values.shape import Dim, Shape, UnknownShape, render, render_dim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seqlint.keras.layer import Layer
    from seqlint.keras.models import Model
    from seqlint.values.place import Place
    from seqlint.values.refusal import Refusal

_LONGEST = 44
_STAGES = {
    "import": "at this import",
    "constructor": "at this call",
    "construct": "while the model is built",
    "add": "in add()",
    "build": "in build()",
    "call": "when the model is called",
    "compile": "in compile()",
    "fit": "in fit()",
    "evaluate": "in evaluate()",
    "predict": "in predict()",
    "other": "here",
}


def number(dim: Dim) -> str:
    """A count for a reader: `60,000`, `X.shape[0]`."""
    return f"{dim:,}" if isinstance(dim, int) else render_dim(dim)


def counted(dim: Dim, one: str, many: str = "") -> str:
    """A count with its noun: `1 unit`, `10 units`."""
    return f"{number(dim)} {one if dim == 1 else many or f'{one}s'}"


def rank(axes: int) -> str:
    """A number of axes with its noun, the batch included."""
    return f"{axes} {'axis' if axes == 1 else 'axes'}"


def snippet(place: Place | None, otherwise: str = "it") -> str:
    """The reader's own text in backquotes, on one line and not too long."""
    if place is None:
        return otherwise
    text = " ".join(place.text().split())
    return f"`{text}`" if len(text) <= _LONGEST else f"`{text[: _LONGEST - 1]}…`"


def layer(record: Layer | Model) -> str:
    """A layer as its author wrote it, shortened: `Dense(10, activation="softmax")`."""
    text = " ".join(record.place.text().split())
    head = record.callee.text().rpartition(".")[2]
    rest = text[len(record.callee.text()) :] if text.startswith(record.callee.text()) else "(…)"
    short = f"{head}{rest}"
    return f"`{short}`" if len(short) <= _LONGEST else f"`{head}(…)`"


def sample(shape: Shape | UnknownShape) -> str:
    """A shape with the batch axis, as that of one sample."""
    return render(shape[1:]) if isinstance(shape, tuple) else "?"


def labels(array: Array) -> str:
    """What labels are: `integers 0…9, shape (60000,)`."""
    facts, shape = array.labels, render(array.shape)
    if facts is None:
        return f"{_elements(array)}, shape {shape}"
    if facts.kind == "indices":
        high = "" if facts.highest is None else f" {facts.low}…{facts.highest}"
        return f"integers{high}, shape {shape}"
    kind = {
        "one-hot": "one-hot rows",
        "multi-hot": "rows of 0 and 1",
        "continuous": "real numbers",
        "words": "numbers of words",
    }[facts.kind]
    return f"{kind}, shape {shape}"


def data(array: Array) -> str:
    """What data is: `uint8 0…255, shape (60000, 28, 28)`."""
    limits = "" if array.range is None else f" {array.range[0]:g}…{array.range[1]:g}"
    return f"{array.dtype or 'values'}{limits}, shape {render(array.shape)}"


def _elements(array: Array) -> str:
    if is_integer(array.dtype):
        return "integers"
    return "real numbers" if is_float(array.dtype) else array.dtype or "values"


def stops(refusal: Refusal) -> str:
    """When Keras refuses, and what it says: `Keras stops in fit(): ValueError: …`."""
    when = _STAGES.get(refusal.stage, "here")
    said = refusal.keras.strip().rstrip(".")
    return f"Keras stops {when}: {said}." if said else f"Keras stops {when}."


def listed(names: Iterable[str], last: str = "or") -> str:
    """`a, b or c`."""
    items = list(names)
    return f" {last} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def sentences(*parts: str) -> str:
    """Sentences, the empty ones left out; a name of the program stays as it is written at the start."""
    text = " ".join(part for part in parts if part)
    return f"T{text[1:]}" if text.startswith("the ") else text
