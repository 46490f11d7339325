"""SEQ418."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate.program import Program
from seqlint.keras.events import LibraryCall
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array, is_float, is_integer
from seqlint.values.containers import ListRecord, Sequence, SequenceRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ418", Severity.WARNING, subject=Program)
def sequences_cut_to_int(program: Program) -> Iterator[Finding]:
    """pad_sequences() cuts fractions to integers.

    ## What it does
    Reports `pad_sequences()` on numbers with fractions without `dtype=`.

    ## Why is this bad?
    pad_sequences() is made for word numbers: its result has dtype int32. Measurements of 0.7 become 0.

    ## What Keras says
    Nothing.

    ## Example
    ```python
    import keras

    series = [[0.1, 0.7, 0.4], [0.9, 0.2]]
    x = keras.utils.pad_sequences(series, padding="post")
    ```

    ## Use instead
    ```python
    import keras

    series = [[0.1, 0.7, 0.4], [0.9, 0.2]]
    x = keras.utils.pad_sequences(series, padding="post", dtype="float32")
    ```

    ## Fix safety
    Unsafe: the numbers are others than today.

    ## References
    - [Keras: pad_sequences](https://keras.io/api/utils/python_utils/#padsequences-function)
    """
    for call in program.each(LibraryCall):
        if not call.path.endswith(".pad_sequences") or not isinstance(call.result, Array):
            continue
        argument = call.arguments.get(0, "sequences")
        if argument is None or not is_integer(call.result.dtype):
            continue
        fraction = _fraction(program, argument.value)
        if fraction is None:
            continue
        yield Finding(
            place=argument.place or call.place,
            label="becomes integers",
            message=words.sentences(
                f"{words.snippet(argument.place)} holds {fraction}; pad_sequences() makes int32 of them, and "
                "cuts what is behind the point.",
                "Keras says nothing.",
                'Say dtype="float32".',
            ),
            fixes=_fixes(call.place),
            stack=call.stack,
        )


_MOST_ITEMS = 100
"""Numbers of a list that are looked at."""


def _fraction(program: Program, value: Any) -> str | None:
    """What numbers with fractions the sequences hold; None where that is not certain."""
    if isinstance(value, Array):
        limits = value.range
        low_high = limits is not None and limits[0] < limits[1] and limits[0] >= -1 and limits[1] <= 1
        if not is_float(value.dtype):
            return None
        if limits is not None and low_high:
            return f"numbers from {limits[0]:g} to {limits[1]:g}"
        steps = value.history.chain() if value.history is not None else []
        drawn = any(step.text.endswith("random numbers") for step in steps)
        return "random numbers with fractions" if drawn else None
    for number in _numbers(program, value, 3):
        if isinstance(number, Array) and (found := _fraction(program, number)) is not None:
            return found
        if isinstance(number, float) and not number.is_integer():
            return f"{number:g}"
    return None


def _numbers(program: Program, value: Any, depth: int) -> Iterator[Any]:
    record = program.record(value)
    items = record.items if isinstance(record, ListRecord) else record if isinstance(record, tuple) else None
    if items is None or not depth:
        sequence = record.sequence if isinstance(record, SequenceRecord) else record
        if depth and isinstance(sequence, Sequence):
            yield from _numbers(program, sequence.element, depth - 1)
        else:
            yield value
        return
    for item in items[:_MOST_ITEMS]:
        yield from _numbers(program, item, depth - 1)


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import add_argument

    if any(getattr(each.keyword, "value", "") == "dtype" for each in place.node.args):
        return ()
    return (Fix('dtype="float32"', (add_argument(place.chunk, place.node, 'dtype="float32"'),), "unsafe"),)
