"""The same numbers in another layout: `reshape`, `transpose`, `expand_dims`, `pad` … as functions and as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.callee import callee
from seqlint.values.ops import layout
from seqlint.values.ops.making import as_array
from seqlint.values.refusal import ArrayReshapeMismatch, Refused
from seqlint.values.unknown import Unknown, unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


def spread(arguments: Arguments, keyword: str) -> Any:
    """The sizes of `x.reshape(2, 3)` or `x.reshape((2, 3))`: what follows the array, as one value."""
    if keyword in arguments.keywords:
        return arguments.keywords[keyword].value
    rest = tuple(argument.value for argument in arguments.positional[1:])
    return rest[0] if len(rest) == 1 else rest


@callee("numpy.reshape")
def reshape(call: Call, a: Any, shape: Any = None, order: Any = "C", *, newshape: Any = None, copy: Any = None) -> Any:
    return _reshaped(call, a, newshape if shape is None else shape, "newshape" if shape is None else "shape")


@callee("numpy.ndarray.reshape", raw=True)
def reshape_method(call: Call, arguments: Arguments) -> Any:
    if arguments.open or not arguments.positional:
        return unknown("the sizes given to `reshape` are not all known", call.place)
    try:
        return _reshaped(call, arguments.positional[0].value, spread(arguments, "shape"))
    except Refused as refused:
        refused.facts["given"] = arguments.positional[0].place
        given = (arguments.keywords["shape"],) if "shape" in arguments.keywords else arguments.positional[1:]
        if len(given) == 1:
            refused.place = given[0].place
        else:
            refused.facts["sizes"] = tuple(size.place for size in given)
        raise


@callee("numpy.ndarray.resize", raw=True)
def resize_method(call: Call, arguments: Arguments) -> Any:
    if arguments.open or not arguments.positional:
        return unknown("the sizes given to `resize` are not all known", call.place)
    return layout.reshape(call, arguments.positional[0].value, spread(arguments, "shape"))


def _reshaped(call: Call, array: Any, shape: Any, argument: str | None = None) -> Any:
    """The array anew, or numpy's refusal."""
    result = layout.reshape(call, array, shape)
    if isinstance(result, Unknown):
        found = layout.misfit(call, array, shape)
        if found is not None:
            sizes = ",".join(map(str, found[1])) + "," * (len(found[1]) == 1)
            said = f"ValueError: cannot reshape array of size {found[2]} into shape ({sizes})"
            raise Refused(ArrayReshapeMismatch, argument, said, array=found[0], wanted=found[1], total=found[2])
    return result


@callee("numpy.ravel", "numpy.ndarray.ravel", "numpy.ndarray.flatten")
def ravel(call: Call, a: Any, order: Any = "C") -> Any:
    return layout.flatten(call, a)


@callee("numpy.transpose", "numpy.permute_dims")
def transpose(call: Call, a: Any, axes: Any = None) -> Any:
    return layout.transpose(call, a, axes)


@callee("numpy.ndarray.transpose", raw=True)
def transpose_method(call: Call, arguments: Arguments) -> Any:
    if arguments.open or not arguments.positional:
        return unknown("the axes given to `transpose` are not all known", call.place)
    axes = spread(arguments, "axes")
    return layout.transpose(call, arguments.positional[0].value, None if axes == () else axes)


@callee("numpy.ndarray.T", attribute=True)
def transposed(call: Call, a: Any) -> Any:
    return layout.transpose(call, a)


@callee("numpy.moveaxis")
def moveaxis(call: Call, a: Any, source: Any, destination: Any) -> Any:
    return layout.move_axis(call, a, source, destination)


@callee("numpy.rollaxis")
def rollaxis(call: Call, a: Any, axis: Any, start: Any = 0) -> Any:
    if not isinstance(start, int) or not isinstance(axis, int):
        return unknown("which axis moves is not known", call.place)
    return layout.move_axis(call, a, axis, start - 1 if start > axis else start)


@callee("numpy.swapaxes", "numpy.ndarray.swapaxes")
def swapaxes(call: Call, a: Any, axis1: Any, axis2: Any) -> Any:
    return layout.swap_axes(call, a, axis1, axis2)


@callee("numpy.expand_dims")
def expand_dims(call: Call, a: Any, axis: Any) -> Any:
    return layout.expand_dims(call, a, axis)


@callee("numpy.squeeze", "numpy.ndarray.squeeze")
def squeeze(call: Call, a: Any, axis: Any = None) -> Any:
    return layout.squeeze(call, a, axis)


def _at_least(call: Call, values: list[Any], rank: int, axes: dict[int, tuple[int, ...]]) -> Any:
    arrays = [as_array(value, call) for value in values]
    made = [
        array
        if isinstance(array, Unknown) or array.rank not in axes
        else layout.expand_dims(call, array, axes[array.rank])
        for array in arrays
    ]
    return made[0] if len(made) == 1 else tuple(made)


@callee("numpy.atleast_1d", raw=True)
def atleast_1d(call: Call, arguments: Arguments) -> Any:
    return _at_least(call, [each.value for each in arguments.positional], 1, {0: (0,)})


@callee("numpy.atleast_2d", raw=True)
def atleast_2d(call: Call, arguments: Arguments) -> Any:
    return _at_least(call, [each.value for each in arguments.positional], 2, {0: (0, 1), 1: (0,)})


@callee("numpy.atleast_3d", raw=True)
def atleast_3d(call: Call, arguments: Arguments) -> Any:
    return _at_least(call, [each.value for each in arguments.positional], 3, {0: (0, 1, 2), 1: (0, 2), 2: (2,)})


@callee("numpy.broadcast_to")
def broadcast_to(call: Call, array: Any, shape: Any, subok: Any = False) -> Any:
    return layout.broadcast_to(call, array, shape)


@callee("numpy.resize")
def resize(call: Call, a: Any, new_shape: Any) -> Any:
    return layout.broadcast_to(call, a, new_shape)


@callee("numpy.repeat", "numpy.ndarray.repeat")
def repeat(call: Call, a: Any, repeats: Any, axis: Any = None) -> Any:
    return layout.repeat(call, a, repeats, axis)


@callee("numpy.tile")
def tile(call: Call, A: Any, reps: Any) -> Any:
    return layout.tile(call, A, reps)


@callee("numpy.pad")
def pad(
    call: Call, array: Any, pad_width: Any, mode: Any = "constant", *, constant_values: Any = 0, **kwargs: Any
) -> Any:
    return layout.pad(call, array, pad_width, constant=constant_values, mode=mode)


@callee("numpy.flip", "numpy.fliplr", "numpy.flipud")
def flip(call: Call, m: Any, axis: Any = None) -> Any:
    return layout.reorder(call, m, "flipped")


@callee("numpy.roll")
def roll(call: Call, a: Any, shift: Any, axis: Any = None) -> Any:
    return layout.reorder(call, a, "rolled")


@callee("numpy.rot90")
def rot90(call: Call, m: Any, k: Any = 1, axes: Any = (0, 1)) -> Any:
    if isinstance(k, int) and axes == (0, 1):
        found = as_array(m, call)
        if isinstance(found, Unknown) or found.rank is None or found.rank < 2:
            return found
        return layout.swap_axes(call, found, 0, 1) if k % 2 else found
    return unknown("how it is turned is not known", call.place)
