"""BatchNormalization (Keras: `layers/normalization/batch_normalization.py`)."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from seqlint.keras.amounts import Axis, Number
from seqlint.keras.axes import as_tuple, distinct, in_range, size_at
from seqlint.keras.kinds import (
    BOOLEAN,
    Anything,
    Boolean,
    Constraint,
    Context,
    Initializer,
    Kind,
    Regularizer,
    is_unknown,
    plain_number,
)
from seqlint.keras.layer import Facets, layer
from seqlint.keras.layers.normalization import base_batch_normalization as older
from seqlint.keras.weights import Weight, weight
from seqlint.values.call import Call
from seqlint.values.refusal import InvalidValue, Refused, UnknownArgument
from seqlint.values.shape import NONE, Open, Shape

_KERAS2 = """axis momentum epsilon center scale beta_initializer gamma_initializer moving_mean_initializer
    moving_variance_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint synchronized
    *renorm *renorm_clipping *renorm_momentum *fused *virtual_batch_size *adjustment"""


def _renorm(value: Any, context: Context) -> Any:
    """Keras 3 has it since 3.14."""
    target = context.call.target
    if value is True and target.major == 3 and not target.at_least(3, 14):
        raise Refused(
            UnknownArgument,
            "renorm",
            "ValueError: Unrecognized keyword arguments passed to BatchNormalization: {'renorm': True}",
            callee="BatchNormalization",
            argument="renorm",
            parameters=(),
        )
    return BOOLEAN.check(value, context)


_LIMITS = ("rmax", "rmin", "dmax")


def _clipping(value: Any, context: Context) -> Any:
    """What is iterated over: its parts are names of limits."""
    value = plain_number(value)
    plain = isinstance(value, (int, float, str)) and bool(value)
    items = None if isinstance(value, str) else context.call.items(value)
    return _Wrong(value) if plain or any(item not in _LIMITS for item in items or ()) else value


class _Wrong(msgspec.Struct, frozen=True):
    """Limits that are refused where they are used."""

    value: Any


@layer(keras2=_KERAS2, removed="fused virtual_batch_size adjustment", tags="normalization")
def BatchNormalization(
    call: Call,
    axis: Axis = -1,
    momentum: Number = 0.99,
    epsilon: Number = 0.001,
    center: Boolean = True,
    scale: Boolean = True,
    beta_initializer: Initializer = "zeros",
    gamma_initializer: Initializer = "ones",
    moving_mean_initializer: Initializer = "zeros",
    moving_variance_initializer: Initializer = "ones",
    beta_regularizer: Regularizer = None,
    gamma_regularizer: Regularizer = None,
    beta_constraint: Constraint = None,
    gamma_constraint: Constraint = None,
    renorm: Annotated[bool, Kind("True or False", _renorm, cases=(True, False))] = False,
    renorm_clipping: Annotated[Any, Kind("a dictionary", _clipping, takes_objects=True)] = None,
    renorm_momentum: Anything = 0.99,
    synchronized: Boolean = False,
    *,
    fused: Anything = None,
    virtual_batch_size: Anything = None,
    adjustment: Anything = None,
) -> Facets:
    """Brings every feature to mean 0 and spread 1 over the batch, then scales and shifts it by learned numbers.

    output = gamma · (x - mean) / √(variance + {epsilon}) + beta. In training mean and variance are those of the batch,
    for each feature of axis {axis}; running averages of them are kept and used in `predict` and
    `evaluate`. gamma and beta are trained, the averages are not. The shape stays. It speeds up training of deep
    networks; with batches of a few samples the averages become poor.

    Args:
        axis: the axis of the features, each of which is normalised on its own: -1, the last, with channels last. It
            is not a number of units: `BatchNormalization(64)` asks for axis 64.
        momentum: how slowly the running averages follow: 0.99 keeps 99 % of the old value at each batch. With little
            data 0.9 follows faster.
        epsilon: a small number that avoids a division by zero.
        center: whether a learned beta is added.
        scale: whether a learned gamma multiplies. A following relu layer with weights makes it unnecessary.
        beta_initializer: how the shifts start.
        gamma_initializer: how the factors start.
        moving_mean_initializer: how the running mean starts.
        moving_variance_initializer: how the running variance starts.
        beta_regularizer: a penalty on large shifts, added to the loss.
        gamma_regularizer: a penalty on large factors, added to the loss.
        beta_constraint: a limit that the shifts are pulled back to after each step.
        gamma_constraint: a limit that the factors are pulled back to after each step.
        renorm: batch renormalisation, which uses the running averages in training as well; for small batches.
        renorm_clipping: limits of renorm's corrections: a dictionary with 'rmax', 'rmin', 'dmax'.
        renorm_momentum: how slowly the averages that renorm uses follow.
        synchronized: whether all devices of a distributed training share one mean and variance.
        fused: only in Keras 2: whether the faster kernel is used.
        virtual_batch_size: only in Keras 2: the size of the groups that the batch is split into.
        adjustment: only in Keras 2: a function that perturbs the normalised values.

    Examples:
        (None, 64) → BatchNormalization() → (None, 64), 256 parameters, 128 non-trainable
        (None, 28, 28, 32) → BatchNormalization() → (None, 28, 28, 32), 128 parameters, 64 non-trainable
        (None, 64) → BatchNormalization(scale=False) → (None, 64), 192 parameters, 128 non-trainable
        (None, 64) → BatchNormalization(64) → IncompatibleAxis
        (None, None, None, None) → BatchNormalization() → UndefinedAxis
    """
    if renorm and isinstance(renorm_clipping, _Wrong):
        raise Refused(
            InvalidValue,
            "renorm_clipping",
            f"ValueError: Received invalid keys for `renorm_clipping` argument: {renorm_clipping.value}",
            callee="BatchNormalization",
            argument="renorm_clipping",
            value=renorm_clipping.value,
            wanted="a dictionary with 'rmax', 'rmin' and 'dmax'",
        )
    if call.target.major < 3:
        fused = older.fused(call, fused, synchronized, renorm, axis, virtual_batch_size, adjustment)

    def output(shape: Shape) -> Shape:
        in_range(axis, shape)
        if call.target.major >= 3:
            return shape
        distinct(axis, shape, least=1)
        older.check_virtual(call, virtual_batch_size, adjustment, axis, shape)
        found = older.output(call, epsilon, older.is_fused(fused, axis, shape), axis, shape)
        laid_anew = virtual_batch_size is not None and not is_unknown(virtual_batch_size)
        counted = not any(isinstance(size, Open) for size in found[1:])
        return (NONE, *found[1:]) if laid_anew and not counted else found

    def weights(shape: Shape) -> tuple[Weight, ...]:
        size = _features(axis, shape)
        found: tuple[Weight, ...] = ()
        if scale:
            found += weight("gamma", *size)
        if center:
            found += weight("beta", *size)
        averages: tuple[str, ...] = ("moving_mean", "moving_variance")
        if renorm:
            averages += ("moving_stddev", "renorm_mean", "renorm_stddev")
        for name in averages:
            found += weight(name, *size, trainable=False)
        return found

    return Facets(output, weights)


def _features(axis: object, shape: Shape) -> Shape:
    """The shape of every weight; over several axes (Keras 2) it has the input's rank, with 1 elsewhere."""
    axes = as_tuple(axis)
    if len(axes) == 1:
        return (size_at(axes[0], shape),)
    sizes = {each % len(shape): size_at(each, shape) for each in axes if isinstance(each, int)}
    return tuple(sizes.get(at, 1) for at in range(len(shape)))
