"""The cards of data: a variable with its chain of lines, and what a call or an operator makes of an array."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain import urls
from seqlint.explain.amount import number
from seqlint.explain.facts import line, short_text
from seqlint.explain.hints import words
from seqlint.explain.history import history
from seqlint.explain.sheet import Sheet, bold, bullets, code, rows
from seqlint.keras.events import Fit
from seqlint.values.array import Array, is_float, is_integer
from seqlint.values.shape import Size, Symbol, UnknownShape, equal, product, render

if TYPE_CHECKING:
    from seqlint.explain.facts import Facts
    from seqlint.explain.sheet import Part
    from seqlint.values.array import Labels, Step
    from seqlint.values.dataset import Dataset

_BYTES = {"bool": 1, "uint8": 1, "int8": 1, "uint16": 2, "int16": 2, "float16": 2, "bfloat16": 2, "int32": 4,
          "uint32": 4, "float32": 4, "int64": 8, "uint64": 8, "float64": 8}  # fmt: skip


def array_sheet(facts: Facts, name: str, arrays: list[Array], where: str = "") -> Sheet:
    """The card of a variable that holds an array.

    Args:
        facts: the program.
        name: the variable.
        arrays: its values where the cursor is, in order of execution.
        where: what it is used for there.
    """
    array = arrays[0]
    found = list(dict.fromkeys(words(each) for each in arrays))
    head = (f"{bold(name)} — {' or '.join(found[:3])}", _samples(array), where or _labels(array) or _range(array))
    body: tuple[Part, ...] = (
        shown_beside(facts, array),
        _labels(array) if where else "",
        _chain(facts, array),
        _used(facts, array),
        _memory(array),
        _unknown(array),
        _advice(array),
    )
    return Sheet(f"{name}: {found[0]}", head, body, _url(array))


def shown_beside(facts: Facts, value: Any) -> str:
    """What a data file or the last run shows of a value that the text leaves open."""
    from seqlint.explain.beside import LAST_RUN

    shown, file = facts.beside.of(value), facts.beside.file(value)
    if file is not None and file.columns:
        rows_ = "" if file.shape[0] is None else f"{number(file.shape[0])} rows below its first line and "
        names = ", ".join(map(code, file.columns[:12])) + (" …" if len(file.columns) > 12 else "")
        return f"{code(file.name)} lies beside this file. It has {rows_}{len(file.columns)} columns: {names}."
    if shown is None:
        return ""
    where = (
        "In your last run" if shown.where == LAST_RUN else f"In {code(shown.where[3:])}, which lies beside this file,"
    )
    return f"{where} its shape is {code(render(shown.shape))}."


def _samples(array: Array) -> str:
    shape = array.shape
    if not isinstance(shape, tuple):
        return "How many axes it has is not known."
    if not shape:
        return "One number."
    count = (
        f"{number(shape[0])} samples"
        if not isinstance(shape[0], Size)
        else f"The first axis counts the samples ({number(shape[0])})"
    )
    if len(shape) == 1:
        return f"{count}, one number each."
    rest = product(shape[1:])
    each = (
        "one number in a row of its own"
        if rest == 1
        else f"a row of {number(rest)} numbers"
        if len(shape) == 2
        else f"{' × '.join(number(size) for size in shape[1:])} numbers"
    )
    return f"{count}, each {each}."


def _range(array: Array) -> str:
    if array.range is None:
        return "Which values it holds is not in the program."
    low, high = array.range
    if array.image and high > 1:
        return f"Values from {low:g} to {high:g}: brightness of pixels."
    return f"Values from {low:g} to {high:g}."


def _labels(array: Array) -> str:
    facts: Labels | None = array.labels
    if facts is None:
        return ""
    if facts.kind == "indices":
        span = f" {facts.low} … {facts.highest}" if facts.highest is not None else ""
        count = f", {number(facts.classes)} classes" if facts.classes is not None else ""
        return f"Class numbers{span}{count}: `sparse_categorical_crossentropy` takes them as they are."
    if facts.kind == "one-hot":
        return "One-hot rows, one 1 in each: `categorical_crossentropy` takes them as they are."
    if facts.kind == "multi-hot":
        return "Rows of 0 and 1, several of which may hold: `binary_crossentropy` with sigmoid takes them."
    return "Quantities: a regression, with `mse` or `mae` and no last activation."


def _chain(facts: Facts, array: Array) -> str:
    steps = history(array, facts.document, lambda step: f"{step.text} → {step_words(step)}")
    lines = [f"{said} ({where})" if where else said for said, where in steps]
    return "How it came to be:\n" + bullets(lines) if lines else ""


def step_words(step: Step) -> str:
    """What an array was after a step: `(60000, 784) uint8 0…255`."""
    return words(Array(step.shape, step.dtype, step.range))


def _used(facts: Facts, array: Array) -> str:
    """Where it meets a model."""
    found = []
    for event in facts.program.each(Fit):
        for name, value in (("x", event.features), ("y", event.labels)):
            if value is array:
                what = "the samples" if name == "x" else "the labels"
                found.append(f"{facts.called(event.ref)}: {what} of {code(event.method)} on {line(event.place)}")
    return ("Where it goes: " + "; ".join(dict.fromkeys(found)) + ".") if found else ""


def _memory(array: Array) -> str:
    size = _BYTES.get(array.dtype or "")
    if size is None or not isinstance(array.shape, tuple):
        return ""
    total = product(array.shape)
    if not isinstance(total, int) or total < 1_000_000:
        return ""
    return f"In memory: {number(total)} numbers × {size} bytes = {total * size / 1024**2:,.0f} MiB."


def _unknown(array: Array) -> str:
    if isinstance(array.shape, UnknownShape):
        return f"Its shape is not known: {array.shape.reason}."
    reasons = [size.reason for size in array.shape if isinstance(size, Symbol) and size.reason]
    return f"One size is not known: {reasons[0]}." if reasons else ""


def _advice(array: Array) -> str:
    if array.image and is_integer(array.dtype) and array.range is not None and array.range[1] > 1:
        return "A network learns better from small numbers: `/ 255` turns pixels into 0 … 1."
    return ""


def _url(array: Array) -> str | None:
    first = array.history.chain()[0] if array.history is not None else None
    text = short_text(first.place, 200) if first is not None and first.place is not None else ""
    if ".load_data" not in text or "datasets" not in text:
        return None
    return urls.library(f"keras.datasets.{text.partition('datasets.')[2].partition('.load_data')[0]}")


def operation_sheet(name: str, before: Any, after: Any, text: str, *, value: str = "") -> Sheet:
    """The card of something that turns one array into another.

    Args:
        name: the operation: `reshape`, `astype`, `/ 255`.
        before: what it works on, where that is known.
        after: what comes out.
        text: the whole expression.
        value: the argument under the cursor, if one is.
    """
    shown = value or name
    step = after.history.text if isinstance(after, Array) and after.history is not None else ""
    what = _meaning(name, before, after)
    about = f" — {code(name)}: {step or text}" if value else f" — {step or code(text)}"
    head = (f"{bold(shown)}{about}", _arrow(before, after), what)
    table = (
        rows([("", "shape", "type", "values"), _row("before", before), _row("after", after)])
        if isinstance(before, Array) and isinstance(after, Array)
        else ""
    )
    body = (_detail(value, name, after) if value else "", table, _concept(name))
    return Sheet(
        f"{shown} in {text}"[:120],
        head,
        body,
        urls.library("numpy") if isinstance(after, Array) and after.library == "numpy" else None,
    )


def _row(name: str, array: Array) -> tuple[str, str, str, str]:
    limits = "" if array.range is None else f"{array.range[0]:g} … {array.range[1]:g}"
    return name, render(array.shape), array.dtype or "?", limits or "?"


def _arrow(before: Any, after: Any) -> str:
    left = code(words(before)) if isinstance(before, Array) else ""
    right = code(words(after)) if isinstance(after, Array) else "what comes out is not known"
    return f"{left} → {right}" if left else f"It gives {right}."


def _meaning(name: str, before: Any, after: Any) -> str:
    if not isinstance(before, Array) or not isinstance(after, Array):
        return ""
    if name == "reshape" and isinstance(before.shape, tuple) and isinstance(after.shape, tuple):
        old, new = product(before.shape[1:]), product(after.shape[1:])
        if before.shape and after.shape and equal(before.shape[0], after.shape[0]) and equal(old, new):
            sizes = " × ".join(number(size) for size in before.shape[1:])
            return (
                f"Each sample keeps its {number(old)} numbers; {sizes} = {number(old)} "
                f"are laid out as {code(render(after.shape[1:]))}."
            )
        return f"The {number(product(before.shape))} numbers stay the same, only their layout changes."
    if name == "astype":
        return f"The numbers stay the same; each is now stored as {after.dtype}" + (
            f", {_BYTES[after.dtype]} bytes." if after.dtype in _BYTES else "."
        )
    same = isinstance(after.shape, tuple) and before.shape == after.shape
    if same and before.range is not None and after.range is not None and before.range != after.range:
        low, high = before.range
        return f"Values that went from {low:g} to {high:g} now go from {after.range[0]:g} to {after.range[1]:g}."
    return "The shape stays as it is." if same else ""


def _detail(value: str, name: str, after: Any) -> str:
    if name == "reshape" and isinstance(after, Array) and isinstance(after.shape, tuple):
        if value == "-1":
            return f"-1 asks for the size that is left over: the result has shape {code(render(after.shape))}."
        places = [index for index, size in enumerate(after.shape) if isinstance(size, int) and str(size) == value]
        if not places:
            return ""
        what = (
            "it counts the samples"
            if places[0] == 0
            else "it counts the numbers of a sample"
            if len(after.shape) == 2
            else "one axis of a sample"
        )
        return f"{value} becomes the size of axis {places[0]} of {code(render(after.shape))}: {what}."
    if name == "astype":
        return (
            "float32 is what Keras computes in: 4 bytes a number, about 7 digits."
            if "float32" in value
            else f"The number type {value}."
        )
    return ""


def _concept(name: str) -> str:
    if name in {"reshape", "flatten", "ravel"}:
        return (
            "`Dense` looks at rows of numbers, so a picture is laid out as one long row, "
            "line after line. A `Flatten` layer in the model does the same."
        )
    if name == "astype":
        return (
            "Pictures come as whole numbers of one byte (uint8). Dividing or training "
            "needs numbers with a fraction; Keras' weights are float32."
        )
    if name.startswith("/"):
        return (
            "Inputs of about the size of 1 let training start well: the weights start "
            "small, and steps of one learning rate suit all of them. "
            "Do the same with the data that you later predict on."
        )
    return ""


def dataset_sheet(name: str, dataset: Dataset) -> Sheet:
    """The card of a `tf.data.Dataset`."""
    element = dataset.element
    parts = element if isinstance(element, tuple) else (element,)
    shapes = ", ".join(code(words(part)) if isinstance(part, Array) else "?" for part in parts)
    count = "without an end" if dataset.cardinality is None else f"{number(dataset.cardinality)} elements"
    batch = f"batches of {number(dataset.batch)}" if dataset.batch is not None else "single samples, not batched yet"
    lines = [
        f"{step.text}" + (f" ({line(step.place)})" if step.place is not None else "")
        for step in dataset.chain()
        if step.text
    ]
    head = (
        f"{bold(name)} — a stream of data, {count}: {batch}",
        f"One element: {shapes}.",
        f"{number(dataset.samples)} samples in all." if dataset.samples is not None else "",
    )
    concept = (
        "A `tf.data.Dataset` yields one element after the other; `fit` takes its "
        "batches as they come, so `batch_size` is not given there."
    )
    return Sheet(
        f"{name}: a dataset",
        head,
        ("How it came to be:\n" + bullets(lines) if lines else "", concept),
        "https://www.tensorflow.org/api_docs/python/tf/data/Dataset",
    )


def is_data(value: Any) -> bool:
    """Whether a value is an array with something to say."""
    return isinstance(value, Array) and (value.shape != () or is_float(value.dtype) or is_integer(value.dtype))
