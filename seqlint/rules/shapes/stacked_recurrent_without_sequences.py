"""SEQ102."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Related, Severity, rule
from seqlint.rules.stack import last_step_giver
from seqlint.values.refusal import IncompatibleRank
from seqlint.values.shape import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.keras.layer import Layer


@rule("SEQ102", Severity.ERROR, subject=IncompatibleRank)
def stacked_recurrent_without_sequences(refusal: IncompatibleRank) -> Iterator[Finding]:
    """A recurrent layer gives only its last step to another recurrent layer.

    ## What it does
    Reports recurrent layers (LSTM, GRU, SimpleRNN, ConvLSTM, Bidirectional) one after the other, where the first one
    is made without `return_sequences=True`.

    ## Why is this bad?
    Without `return_sequences=True` a recurrent layer gives one vector for the whole sequence. The next one needs a
    sequence: one vector for each step.

    ## What Keras says
    `ValueError: Input 0 of layer "lstm_1" is incompatible with the layer: expected ndim=3, found ndim=2`, while the
    model is built, or in `fit()` if it has no input shape.

    ## Example
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((20, 8)),
        keras.layers.LSTM(32),
        keras.layers.LSTM(16),
        keras.layers.Dense(1),
    ])
    ```

    ## Use instead
    ```python
    import keras

    model = keras.Sequential([
        keras.Input((20, 8)),
        keras.layers.LSTM(32, return_sequences=True),
        keras.layers.LSTM(16),
        keras.layers.Dense(1),
    ])
    ```

    ## Fix safety
    Safe: the model cannot be built as it is, and the first layer's weights stay the same.

    ## References
    - [Keras: LSTM](https://keras.io/api/layers/recurrent_layers/lstm/)
    """
    before, layer = last_step_giver(refusal), refusal.layer
    if before is None:
        return
    yield Finding(
        place=before.place,
        label=f"gives only its last step, {render(refusal.shape)}",
        message=words.sentences(
            f"{words.layer(before)} gives one vector for the whole sequence, {render(refusal.shape)}.",
            f"{words.layer(layer)} after it needs one for each step: {words.rank(refusal.wanted)}.",
            words.stops(refusal),
            "Give the first one `return_sequences=True`.",
        ),
        related=(Related(layer.place, f"needs {words.rank(refusal.wanted)}"),),
        fixes=_fixes(before, refusal),
        stack=refusal.stack,
    )


def _fixes(before: Layer, refusal: IncompatibleRank) -> tuple[Fix, ...]:
    from seqlint.source.edit import add_argument, replace_node

    inner = before.bound.place("layer")
    call = inner if before.has("wrapper") else before.place
    if call is None or not call.text().endswith(")"):
        return ()
    given = before.bound.place("return_sequences")
    if given is not None:
        edit = replace_node(given.chunk, given.node, "True")
    else:
        edit = add_argument(call.chunk, call.node, "return_sequences=True")
    steps = before.input[1:-1] if isinstance(before.input, tuple) else ()
    shape = (refusal.shape[0], *steps[:1], *refusal.shape[1:])
    return (Fix(f"Add return_sequences=True → {render(shape)}", (edit,)),)
