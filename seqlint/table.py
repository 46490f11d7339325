"""A model's table as `model.summary()` of Keras 3 prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTHS = (31, 22, 13)
_HEADS = ("Layer (type)", "Output Shape", "Param #")
_BYTES = 4


def summary(model: dict[str, Any]) -> str:
    """A model's entry of the JSON format as a table, with the place where the model is made above it."""
    rows = [row for layer in model["layers"] for row in _rows(layer, deferred=model["state"] == "deferred")]
    widths = [max([width, *(len(cell) for row in rows for cell in [row[at]])]) for at, width in enumerate(_WIDTHS)]
    at = model["location"]
    cell = f"cell {model['cell']}:" if model["cell"] is not None else ""
    led = f" (called on line {model['call']['row']})" if model["call"] else ""
    lines = [f"{model['filename']}:{cell}{at['row']}:{at['column']}{led}", f'Model: "{model["name"] or "?"}"']
    lines += _frame(rows, widths)
    lines += _totals(model)
    lines += [f" {reason}" for reason in model["unknown"]]
    return "".join(f"{line}\n" for line in lines)


def _rows(layer: dict[str, Any], *, deferred: bool) -> Iterator[tuple[str, str, str]]:
    """One row, or two where name and class do not fit into one; an empty shape marks the second."""
    kind = f"({layer['class'] or '?'})"
    name = layer["name"] or "?"
    number = layer["parameters"]
    unbuilt = deferred and layer["output_shape"] is None
    parameters = "0 (unbuilt)" if unbuilt else "?" if number is None else f"{number:,}"
    whole = f"{name} {kind}"
    if len(whole) <= _WIDTHS[0]:
        yield whole, shape(layer["output_shape"]), parameters
    else:
        yield (
            (name if len(name) <= _WIDTHS[0] else f"{name[: _WIDTHS[0] - 1]}…"),
            shape(layer["output_shape"]),
            parameters,
        )
        yield kind, "", ""


def shape(dims: list[int | str | None] | None) -> str:
    """A shape as Python prints a tuple."""
    if dims is None:
        return "?"
    return f"({', '.join(str(dim) for dim in dims)}{',' if len(dims) == 1 else ''})"


def _frame(rows: list[tuple[str, str, str]], widths: list[int]) -> Iterator[str]:
    def rule(left: str, line: str, cross: str, right: str) -> str:
        return left + cross.join(line * (width + 2) for width in widths) + right

    def cells(row: tuple[str, str, str], bar: str) -> str:
        first, second, third = row
        return f"{bar} {first:<{widths[0]}} {bar} {second:<{widths[1]}} {bar} {third:>{widths[2]}} {bar}"

    yield rule("┏", "━", "┳", "┓")
    yield cells(_HEADS, "┃")
    yield rule("┡", "━", "╇", "┩")
    for index, row in enumerate(rows):
        if index and row[1]:
            yield rule("├", "─", "┼", "┤")
        yield cells(row, "│")
    yield rule("└", "─", "┴", "┘")


def _totals(model: dict[str, Any]) -> Iterator[str]:
    total, trainable = model["parameters"], model["trainable_parameters"]
    if total is None and model["state"] == "deferred":
        total = trainable = 0
    frozen = None if total is None or trainable is None else total - trainable
    for words, number in (("Total params", total), ("Trainable params", trainable), ("Non-trainable params", frozen)):
        yield f" {words}: {'?' if number is None else f'{number:,} ({size(number * _BYTES)})'}"


def size(number: int) -> str:
    """A number of bytes as Keras prints it."""
    amount = float(number)
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1024 or unit == "GB":
            return f"{amount:.2f} {unit}"
        amount /= 1024
    raise AssertionError("the last unit ends the loop")
