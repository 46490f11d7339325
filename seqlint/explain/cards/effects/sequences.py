"""What the arguments of recurrent layers and their wrappers do here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain.cards.effects.words import (
    axis_size,
    change,
    choice,
    percent,
    plain,
    several,
    switch,
)
from seqlint.explain.layers import cost, counted, short_title
from seqlint.explain.sheet import code
from seqlint.keras.layer import Layer
from seqlint.keras.names import Named
from seqlint.keras.weights import count
from seqlint.values.shape import render

if TYPE_CHECKING:
    from seqlint.explain.cards.effects.words import Effect
    from seqlint.explain.facts import Seen


def _sequences(value: Any, seen: Seen) -> str:
    leaving = f": {code(render(seen.output))}" if isinstance(seen.output, tuple) else ""
    if value is True:
        return f"The state after every step goes out{leaving}. A recurrent layer behind needs that."
    return f"Only the state after the last step goes out{leaving}." if value is False else ""


def _state(value: Any, seen: Seen) -> str:
    if value is not True:
        return "The state itself stays inside." if value is False else ""
    number = 2 if "LSTM" in seen.layer.title else 1
    return f"Besides the output {several(number, 'tensor')} with the final state {'goes' if number == 1 else 'go'} out."


def _merge(value: Any, seen: Seen) -> str:
    words = {
        "concat": "The two directions' results stand side by side: twice the units go out",
        "sum": "The two directions' results are added: as many numbers go out as the layer has units",
        "mul": "The two directions' results are multiplied: as many numbers go out as the layer has units",
        "ave": "The two directions' results are averaged: as many numbers go out as the layer has units",
    }
    return f"{words[value]}, {code(render(seen.output))}." if value in words else ""


def _stateful(value: Any, seen: Seen) -> str:
    if value is not True:
        return "Every sample starts with a state of zeros." if value is False else ""
    size = seen.input[0] if isinstance(seen.input, tuple) and seen.input else None
    same = several(size, "sample") if isinstance(size, int) else "the same number of samples"
    return (
        f"Batch after batch has {same}, and each goes on where the same one of the batch before ended. Reset the "
        "states between two series."
    )


def _dropout(value: Any, seen: Seen) -> str:
    share = plain(value)
    if share is None or not 0 <= share <= 1 or not seen.layer.has("recurrent"):
        return ""
    if not share:
        return "Nothing is switched off."
    features = axis_size(seen, -1)
    what = f"the {features} features of a step" if features else "the features"
    return f"While training {percent(share)} of {what} are set to 0, the same ones at all steps of a sample."


def _recurrent_dropout(value: Any, _: Seen) -> str:
    share = plain(value)
    if share is None or not 0 <= share <= 1:
        return ""
    if not share:
        return "Nothing of the state is switched off, so that a GPU's fast routine can be used."
    return (
        f"While training {percent(share)} of the state are set to 0 on the way from step to step. A GPU's fast routine "
        "cannot be used then."
    )


def _gates(value: Any, seen: Seen) -> str:
    if not isinstance(value, Named) or not value.entry.formula:
        return ""
    gates = 3 if "LSTM" in seen.layer.title else 2
    return f"The {gates} gates are opened and closed by {code(value.name)}: {code(value.entry.formula)}."


def _unroll(value: Any, seen: Seen) -> str:
    if value is not True:
        return "The steps run in a loop, whatever their number." if value is False else ""
    steps = axis_size(seen, 1)
    number = f"{steps} steps" if steps.isdecimal() else "steps"
    return f"The {number} are written out one after the other: faster for few of them, at the price of memory."


def _reset(value: Any, seen: Seen) -> str:
    bias = next((each for each in seen.layer.weights or () if each.name == "bias"), None)
    size = f": {counted(bias.count)} constants" if bias is not None else ""
    if value is True:
        return f"The reset gate works after the multiplication with the state, as GPUs do it{size}, two sets."
    return (
        f"The reset gate works on the state itself, as in the first paper on the GRU{size}, one set."
        if value is False
        else ""
    )


def _forget(value: Any, seen: Seen) -> str:
    units = counted(seen.layer.argument("units")) if "units" in seen.layer.bound.names() else "its"
    if value is True:
        return f"The forget gate's {units} constants start at 1: at first the memory is kept."
    return (
        "The forget gate's constants start as all the others: half of the memory fades at every step at first."
        if value is False
        else ""
    )


def _wrapped(_: Any, seen: Seen) -> str:
    """What the wrapper does with the layer inside."""
    inside = seen.inside[0] if seen.inside else None
    if inside is None or not isinstance(inside.layer, Layer):
        return ""
    name = code(short_title(inside.layer))
    moved = change(inside)
    arrow = f": {moved}" if moved else ""
    if seen.layer.title in {"TimeDistributed", "RNN"}:
        state = ", with the state that the step before left" if seen.layer.title == "RNN" else " by itself"
        return f"{name} sees each of the {axis_size(seen, 1)} steps{state}{arrow}."
    if seen.layer.title == "Bidirectional":
        own = inside.layer.weights and count(inside.layer.weights)
        twice = f" Each has {counted(own)} parameters." if isinstance(own, int) and len(seen.inside) == 1 else ""
        back = "a copy of it" if len(seen.inside) == 1 else code(short_title(seen.inside[1].layer))
        return f"{name} reads forwards{arrow}; {back} reads backwards.{twice}"
    return f"{name} does the work{arrow}, with {cost(inside.layer)}."


def _backwards(_: Any, seen: Seen) -> str:
    if len(seen.inside) < 2:
        return ""
    return f"{code(short_title(seen.inside[1].layer))} reads from the end, with weights of its own."


def _copies(value: Any, seen: Seen) -> str:
    moved = change(seen)
    return f"{several(value, 'copy', 'copies')} of the vector stand in a row: {moved}." if moved else ""


def _mask(value: Any, seen: Seen) -> str:
    number = plain(value)
    if seen.layer.title != "Masking" or number is None:
        return ""
    features = axis_size(seen, -1)
    what = f"all {features} features are" if features not in {"", "1"} else "the only feature is"
    return f"A step in which {what} {number:g} is skipped by the layers behind that can skip."


EFFECTS: dict[str, Effect] = {
    "return_sequences": _sequences,
    "return_state": _state,
    "merge_mode": _merge,
    "go_backwards": switch(
        "The sequence is read from its last step to its first.", "The sequence is read from its first step to its last."
    ),
    "stateful": _stateful,
    "dropout": _dropout,
    "recurrent_dropout": _recurrent_dropout,
    "recurrent_activation": _gates,
    "unroll": _unroll,
    "reset_after": _reset,
    "unit_forget_bias": _forget,
    "time_major": switch(
        "The first axis counts the steps, the second the samples.",
        "The first axis counts the samples, the second the steps.",
    ),
    "zero_output_for_mask": switch("Masked steps give zeros.", "Masked steps repeat the output before them."),
    "layer": _wrapped,
    "cell": _wrapped,
    "backward_layer": _backwards,
    "n": _copies,
    "mask_value": _mask,
    "mask_zero": switch(
        "Index 0 is padding: layers behind that can skip it (LSTM, GRU, GlobalAveragePooling1D …) do so.",
        "Index 0 is a word like any other, and nothing is skipped.",
    ),
    "use_cudnn": choice({"auto": "A GPU's own fast routine is used where the other arguments allow it."}),
}
"""By the argument's name."""
