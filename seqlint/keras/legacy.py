"""Names that arguments had in Keras 1, and what they are called since Keras 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.values.refusal import Refused, RemovedArgument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seqlint.values.call import Argument, Arguments, Call

RENAMED = {
    "W_constraint": "kernel_constraint",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "atrous_rate": "dilation_rate",
    "b_constraint": "bias_constraint",
    "b_regularizer": "bias_regularizer",
    "bias": "use_bias",
    "border_mode": "padding",
    "dim_ordering": "data_format",
    "dropout_U": "recurrent_dropout",
    "dropout_W": "dropout",
    "filter_length": "kernel_size",
    "init": "kernel_initializer",
    "inner_activation": "recurrent_activation",
    "inner_init": "recurrent_initializer",
    "nb_epoch": "epochs",
    "nb_filter": "filters",
    "nb_row": "kernel_size",
    "kernel_dim1": "kernel_size",
    "nb_val_samples": "validation_steps",
    "output_dim": "units",
    "p": "rate",
    "pool_length": "pool_size",
    "samples_per_epoch": "steps_per_epoch",
    "sigma": "stddev",
    "subsample": "strides",
    "subsample_length": "strides",
    "val_samples": "steps",
    "generator": "x",
}
"""Keras 1's name → Keras 2's, for every callee that has the latter (Keras 2.0 release notes)."""

TOGETHER = {"nb_row": ("nb_col",), "kernel_dim1": ("kernel_dim2", "kernel_dim3")}
"""Arguments that became one: the first of them, which `RENAMED` has, and the others."""


def renamed(callee: str, keywords: Mapping[str, Argument], parameters: tuple[str, ...]) -> Refused | None:
    """The refusal of the first keyword that the callee has under a new name."""
    for name, argument in keywords.items():
        new = RENAMED.get(name)
        if name not in parameters and new in parameters and new not in keywords:
            return Refused(
                RemovedArgument,
                name,
                callee=callee,
                argument=name,
                replacement=new,
                since="Keras 2",
                refused=True,
                whole=argument.whole,
            )
    return None


def batch_shape(callee: str, keywords: Mapping[str, Argument], parameters: tuple[str, ...]) -> Refused | None:
    """The refusal of `batch_input_shape=`, which layers have no more since Keras 3."""
    argument = keywords.get("batch_input_shape")
    if argument is None or "batch_input_shape" in parameters:
        return None
    return Refused(
        RemovedArgument,
        "batch_input_shape",
        callee=callee,
        argument="batch_input_shape",
        replacement="input_shape",
        since="Keras 3",
        refused=True,
        whole=argument.whole,
    )


def warn(callee: str, call: Call, arguments: Arguments, deprecated: Mapping[str, str]) -> None:
    """Tell of keywords that Keras 3 takes with a warning."""
    for name, new in deprecated.items():
        argument = arguments.keywords.get(name)
        if argument is not None and argument.value is not None:
            call.emit(
                RemovedArgument(
                    place=argument.place or call.place,
                    raised=call.place,
                    stage="constructor",
                    keras="",
                    stack=call.stack,
                    callee=callee,
                    argument=name,
                    replacement=new or None,
                    since="Keras 3",
                    refused=False,
                    whole=argument.whole,
                )
            )
