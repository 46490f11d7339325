"""Arguments that Keras once had: what they are called now, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqlint.keras.legacy import RENAMED

if TYPE_CHECKING:
    from seqlint.values.refusal import UnknownArgument


class Former(msgspec.Struct, frozen=True):
    """An argument of older Keras.

    Attributes:
        replacement: its name today; None where nothing takes its place.
        since: the Keras that dropped it.
        advice: what to do instead.
    """

    replacement: str | None
    since: str
    advice: str = ""


_DROPPED = {
    "input_length": ("Keras 3", "The length comes from the input: leave it away."),
    "weights": ("Keras 3", "Set the weights after the model is built: layer.set_weights([…])."),
    "time_major": ("Keras 3", "Put the batch axis first."),
    "dynamic": ("Keras 3", "Leave it away."),
    "implementation": ("Keras 3", "Leave it away."),
    "unit_forget_bias": ("Keras 3", "Leave it away."),
    "workers": ("Keras 3", "Give it to the PyDataset."),
    "use_multiprocessing": ("Keras 3", "Give it to the PyDataset."),
    "max_queue_size": ("Keras 3", "Give it to the PyDataset."),
    "period": ("Keras 2.4", "Use save_freq."),
    "pickle_safe": ("Keras 2", "Leave it away."),
    "show_accuracy": ("Keras 1", 'Give metrics=["accuracy"] to compile().'),
    "class_mode": ("Keras 1", "Leave it away."),
    "validation_set": ("Keras 1", "Use validation_data."),
    "batch_input_shape": ("Keras 3", "Use keras.Input(batch_shape=…) first."),
    "input_dtype": ("Keras 3", "Use keras.Input(dtype=…) first."),
    "fused": ("Keras 3", "Leave it away."),
    "interpolation_order": ("Keras 3", "Leave it away."),
}
_RENAMED = {
    "validation_set": "validation_data",
    "lr": "learning_rate",
    "alpha": "negative_slope",
    "samples_per_epoch": "steps_per_epoch",
}


def former(refusal: UnknownArgument) -> Former | None:
    """What an unknown keyword was, if Keras once had it there; None if it never had."""
    name = refusal.argument
    new = _RENAMED.get(name) or RENAMED.get(name)
    if new is not None and new in refusal.parameters:
        return Former(new, "Keras 3" if name in {"lr", "alpha"} else "Keras 2")
    if name in _DROPPED:
        since, advice = _DROPPED[name]
        return Former(None, since, advice)
    return None
