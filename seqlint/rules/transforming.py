"""Scalers of scikit-learn: what they are fitted on, and which part of the data that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seqlint.evaluate.program import Program
    from seqlint.keras.events import LibraryCall
    from seqlint.values.array import Step
    from seqlint.values.call import Argument
    from seqlint.values.shape import Dim

_TYPE = "sklearn.preprocessing.Transformer."
FITS = frozenset({f"{_TYPE}fit", f"{_TYPE}fit_transform"})
TRANSFORMS = frozenset({f"{_TYPE}transform", f"{_TYPE}fit_transform"})
INVERSE = f"{_TYPE}inverse_transform"
SPLIT = frozenset({"sklearn.model_selection.train_test_split", "sklearn.cross_validation.train_test_split"})


def given(call: LibraryCall) -> Argument | None:
    """The data that a transformer is given."""
    argument: Argument | None = call.arguments.get(1, "X")
    return argument


def is_scaler(program: Program, call: LibraryCall) -> bool:
    """Whether the transformer is one that learns numbers of the data's columns."""
    record = program.record(call.arguments.positional[0].value)
    return getattr(record, "kind", "") in {"scaler", "min-max"} and record.learns


def finds_components(program: Program, call: LibraryCall) -> bool:
    """Whether the transformer finds new axes in the data, as PCA does."""
    return getattr(program.record(call.arguments.positional[0].value), "kind", "") == "components"


def width(program: Program, call: LibraryCall) -> Dim | None:
    """The columns of the data; None where they are not known."""
    argument = given(call)
    value = None if argument is None else program.record(argument.value)
    shape = getattr(value, "shape", None)
    columns: Dim | None = getattr(value, "width", None)
    if isinstance(shape, tuple):
        columns = shape[1] if len(shape) == 2 else None
    return columns


def history(program: Program, argument: Argument | None) -> Step | None:
    """How the data came to be."""
    step: Step | None = None if argument is None else getattr(program.record(argument.value), "history", None)
    return step


def part_of(step: Step | None) -> str | None:
    """Whether data was last set aside for "training" or "test"; None where it was not split."""
    while step is not None:
        if step.text in {"the test part", "the training part"}:
            return step.text.split()[1]
        if step.previous is None and step.text.endswith(("(test part)", "(training part)")):
            return step.text.split()[-2].strip("(")
        step = step.previous
    return None
