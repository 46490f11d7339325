"""EinsumDense (Keras: `layers/core/einsum_dense.py`)."""

from __future__ import annotations

import re
from typing import Annotated, Any

import msgspec

from seqlint.keras.kinds import (
    Activation,
    Anything,
    Constraint,
    Context,
    Initializer,
    Kind,
    Regularizer,
    RegularizerUnreadBy2,
    is_unknown,
    size_of,
)
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.core.base_lora import refuse_lora_with_constraint
from seqlint.keras.nested import is_list
from seqlint.keras.weights import Weight, lora, weight
from seqlint.keras.whole import LoraRank
from seqlint.values.array import Array
from seqlint.values.call import Call
from seqlint.values.refusal import IncompatibleAxis, IncompatibleRank, InvalidValue, Refused, UndefinedAxis
from seqlint.values.shape import NONE, Dim, Open, Shape, UnknownShape, equal, unknown_shape, unknown_size

_KERAS2 = """equation output_shape activation bias_axes kernel_initializer bias_initializer kernel_regularizer
    bias_regularizer activity_regularizer kernel_constraint bias_constraint"""
_REASON = "the equation is not known"


def _partial_shape(value: Any, context: Context) -> Any:
    """One size, or the sizes of the output after the batch."""
    items = None if isinstance(value, str) else context.call.items(value)
    if is_unknown(value):
        return None
    if items is None:
        size = size_of(value)
        if isinstance(value, str):
            raise _no_size(value, context)
        if size is None and (value is None or isinstance(value, float)):
            raise context.refuse(value, "an integer or a tuple of sizes")
        return None if size is None else _positive((size,), value, context)
    sizes: list[Dim] = []
    for item in items:
        size = NONE if item is None else size_of(item)
        if size is None and isinstance(item, (float, str, tuple)):
            raise _no_size(value, context)
        sizes.append(unknown_size("its value is not known") if size is None else size)
    return _positive(tuple(sizes), value, context)


def _positive(sizes: Shape, value: Any, context: Context) -> Shape:
    if any(isinstance(size, int) and size < 0 for size in sizes):
        raise _no_size(value, context)
    return sizes


def _no_size(value: Any, context: Context) -> Refused:
    """Keras stores the sizes, and compares them when the layer is built."""
    keras = "ValueError: Cannot convert to a shape."
    return context.refuse(value, "an integer or a tuple of sizes", keras).when_applied()


class Equation(msgspec.Struct, frozen=True):
    """An equation with its parts: letters of the input, the kernel and the output, and where "…" stands."""

    text: str
    inputs: str
    kernel: str
    outputs: str
    left: bool = False

    def given(self, shape: Shape) -> int:
        """How many axes "…" stands for."""
        return len(shape) - len(self.inputs)

    def input_axes(self) -> dict[str, int]:
        """The axis of each of the input's letters."""
        first = -len(self.inputs) if self.left else 0
        return {letter: first + at for at, letter in enumerate(self.inputs)}

    def output_axes(self, shape: Shape) -> dict[str, int]:
        """The axis of each of the output's letters."""
        first = self.given(shape) if self.left else 0
        return {letter: first + at for at, letter in enumerate(self.outputs)}


_FORMS = (
    (re.compile(r"([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)"), False),
    (re.compile(r"0([a-zA-Z]+),([a-zA-Z]+)->0([a-zA-Z]+)"), True),
    (re.compile(r"([a-zA-Z]{2,})0,([a-zA-Z]+)->([a-zA-Z]+)0"), False),
)


def _parse(text: str) -> Equation | None:
    for form, left in _FORMS:
        match = form.match(text.replace("...", "0"))
        if match is not None:
            return Equation(text, match[1], match[2], match[3], left)
    return None


@layer(keras2=_KERAS2, tags="affine")
def EinsumDense(
    call: Call,
    equation: Anything,
    output_shape: Annotated[Any, Kind("an integer or a tuple of sizes", _partial_shape)],
    activation: Activation = None,
    bias_axes: Anything = None,
    kernel_initializer: Initializer = "glorot_uniform",
    bias_initializer: Initializer = "zeros",
    kernel_regularizer: Regularizer = None,
    bias_regularizer: Regularizer = None,
    kernel_constraint: Constraint = None,
    bias_constraint: Constraint = None,
    lora_rank: LoraRank = None,
    lora_alpha: Anything = None,
    gptq_unpacked_column_size: Anything = None,
    quantization_config: Anything = None,
    *,
    activity_regularizer: RegularizerUnreadBy2 = None,
) -> Facets:
    """A `Dense` layer over any axes, which an equation in einsum notation chooses.

    output = activation(einsum({equation}; input, kernel) + bias). Each letter is an axis; letters that are missing in
    the output are summed over. 'abc,cd->abd' is `Dense` on the last axis of a sequence. "..." stands for axes that
    stay.

    Args:
        equation: letters of the input, of the kernel and of the output: 'ab,bc->ac', '...x,xy->...y'.
        output_shape: the sizes of the output's axes after the batch; None for those that are as in the input.
        activation: the function that every output goes through; None leaves the layer linear.
        bias_axes: the output's letters that get a bias: 'd'. Without it there is none.
        kernel_initializer: how the weights start before training.
        bias_initializer: how the biases start.
        kernel_regularizer: a penalty on large weights, added to the loss, against overfitting.
        bias_regularizer: a penalty on large biases.
        kernel_constraint: a limit that the weights are pulled back to after each step.
        bias_constraint: a limit that the biases are pulled back to after each step.
        lora_rank: train a low-rank correction of the weights instead of the weights (fine-tuning).
        lora_alpha: the scale of that correction.
        gptq_unpacked_column_size: the number of columns before they were packed, for quantized weights.
        quantization_config: how the weights are stored in fewer bits.
        activity_regularizer: a penalty on large outputs.

    Examples:
        (None, 8) → EinsumDense('ab,bc->ac', output_shape=64, bias_axes='c') → (None, 64), 576 parameters
        (None, 32, 8) → EinsumDense('abc,cd->abd', output_shape=(None, 64)) → (None, None, 64), 512 parameters
        (None, 32, 8) → EinsumDense('...x,xy->...y', output_shape=4, bias_axes='y') → (None, 32, 4), 36 parameters
        (None, 32, 8) → EinsumDense('abc,cd->abd', output_shape=(31, 64)) → IncompatibleAxis
        (None, 8) → EinsumDense('ab-bc', output_shape=4) → InvalidValue
    """
    refuse_lora_with_constraint(call, "EinsumDense", lora_rank, kernel_constraint)
    parsed = _parse(equation) if isinstance(equation, str) else None

    letters = tuple(call.items(bias_axes) or ()) if is_list(call, bias_axes) else bias_axes

    def output(shape: Shape) -> Shape | UnknownShape:
        other = isinstance(equation, (str, int, float, Array)) or equation is None
        if parsed is None and (other or is_list(call, equation)):
            raise _invalid("equation", equation, "in the form 'ab,bc->ac', '...a,ab->...b' or 'ab...,bc->ac...'")
        if parsed is None or output_shape is None:
            return unknown_shape(_REASON)
        if call.target.major < 3:
            return _traced(parsed, output_shape, shape)
        return _output(parsed, output_shape, shape)

    def weights(shape: Shape) -> tuple[Weight, ...]:
        if parsed is None or output_shape is None:
            return weight("kernel", unknown_size(_REASON)) if not isinstance(equation, str) or parsed else ()
        whole = _output(parsed, output_shape, shape)
        _check_shared(parsed, shape, whole)
        found = weight("kernel", *(_fixed(size, shape) for size in _kernel(parsed, shape, whole)))
        if bias_axes is None:
            return lora(found, lora_rank)
        sizes = (_fixed(size, shape) for size in _bias(parsed, letters, shape, whole))
        return lora((*found, *weight("bias", *sizes)), lora_rank)

    return Facets(output, weights)


def _invalid(argument: str, value: Any, wanted: str) -> Refused:
    return Refused(
        InvalidValue,
        argument,
        f"ValueError: Invalid einsum equation '{value}'.",
        callee="EinsumDense",
        argument=argument,
        value=value,
        wanted=wanted,
    )


def _output(equation: Equation, given: Shape, shape: Shape) -> Shape:
    """The batch, what "…" stands for (backwards if it stands at the left, as Keras has it), and the given sizes."""
    elided = equation.given(shape)
    if elided <= 0:
        return (shape[0], *given)
    if equation.left:
        return (shape[0], *reversed(shape[1:elided]), *given)
    return (shape[0], *given, *shape[len(shape) - elided :])


def _traced(equation: Equation, given: Shape, shape: Shape) -> Shape:
    """Keras 2 computes the einsum on the spot: its output has the sizes that input and kernel have."""
    elided = equation.given(shape)
    open_ = "..." in equation.text
    if elided < 0 or (elided > 0 and not open_):
        raise _wrong_rank(equation, shape)
    kernel = _kernel(equation, shape, _output(equation, given, shape))
    sizes = dict(zip(equation.kernel, kernel, strict=True))
    sizes.update({letter: shape[axis] for letter, axis in equation.input_axes().items()})
    whole = tuple(sizes[letter] for letter in equation.outputs)
    return (*shape[:elided], *whole) if equation.left else (*whole, *shape[len(shape) - elided :])


def _wrong_rank(equation: Equation, shape: Shape) -> Refused:
    return Refused(
        IncompatibleRank,
        "equation",
        "IndexError: index out of range",
        expected=f"ndim={len(equation.inputs)}",
        wanted=len(equation.inputs),
        shape=shape,
    )


def _at(sizes: Shape, axis: int, equation: Equation, shape: Shape) -> Dim:
    if not -len(sizes) <= axis < len(sizes):
        raise _wrong_rank(equation, shape)
    return sizes[axis]


def _check_shared(equation: Equation, shape: Shape, whole: Shape) -> None:
    """A letter that input and output share has one size, unless the output leaves it open."""
    outputs = equation.output_axes(shape)
    for letter, axis in equation.input_axes().items():
        size = _at(shape, axis, equation, shape)
        if letter not in outputs:
            continue
        other = _at(whole, outputs[letter], equation, shape)
        if isinstance(other, Open):
            continue
        if equal(size, other) is False or isinstance(size, Open):
            raise Refused(
                IncompatibleAxis,
                "output_shape",
                f"ValueError: Input shape and output shape do not match at shared dimension '{letter}'.",
                axis=axis,
                expected=other,
                found=size,
                shape=shape,
                why="equation",
            )
    for letter in equation.outputs:
        if letter not in equation.inputs and letter not in equation.kernel:
            raise _invalid("equation", equation.text, f"an equation whose letter '{letter}' is also left of the arrow")


def _kernel(equation: Equation, shape: Shape, whole: Shape) -> tuple[Dim, ...]:
    inputs, outputs = equation.input_axes(), equation.output_axes(shape)
    sizes: list[Dim] = []
    for letter in equation.kernel:
        if letter in outputs:
            sizes.append(_at(whole, outputs[letter], equation, shape))
        elif letter in inputs:
            sizes.append(_at(shape, inputs[letter], equation, shape))
        else:
            raise _invalid(
                "equation", equation.text, f"an equation whose letter '{letter}' is in the input or the output"
            )
    return tuple(sizes)


def _bias(equation: Equation, letters: Any, shape: Shape, whole: Shape) -> tuple[Dim, ...]:
    if isinstance(letters, (int, float)) or (
        isinstance(letters, tuple) and any(isinstance(letter, (int, float, tuple)) for letter in letters)
    ):
        raise _invalid("bias_axes", letters, f"letters of the output '{equation.outputs}'")
    if isinstance(letters, tuple) and all(isinstance(letter, str) for letter in letters):
        letters = "".join(letters)
    if not isinstance(letters, str):
        return (unknown_size("the axes of the bias are not known"),)
    wrong = [letter for letter in letters if letter not in equation.outputs]
    if wrong or not letters:
        raise _invalid("bias_axes", letters, f"letters of the output '{equation.outputs}'")
    first = min(equation.outputs.find(letter) for letter in letters)
    outputs = equation.output_axes(shape)
    sizes: list[Dim] = [
        _at(whole, outputs[letter], equation, shape) if letter in letters else 1 for letter in equation.outputs[first:]
    ]
    return (*sizes, *(1 for _ in range(0 if equation.left else max(equation.given(shape), 0))))


def _fixed(size: Dim, shape: Shape) -> Dim:
    if isinstance(size, Open):
        raise Refused(
            UndefinedAxis,
            "output_shape",
            "ValueError: Shapes used to initialize variables must be fully-defined (no `None` dimensions)",
            axis=-1,
            shape=shape,
        )
    return size
