"""SEQ343."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate.program import Program
from seqlint.keras.events import LibraryCall
from seqlint.rules import words
from seqlint.rules.rule import Finding, Related, Severity, rule
from seqlint.rules.transforming import FITS, INVERSE, given, is_scaler, width
from seqlint.values.shape import equal, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ343", Severity.ERROR, subject=Program)
def inverse_transform_width(program: Program) -> Iterator[Finding]:
    """Predictions of one column go into a scaler that was fitted on several.

    ## What it does
    Compares the columns that a scaler of scikit-learn was fitted on with those that `inverse_transform()` is given.

    ## Why is this bad?
    The scaler keeps a mean and a scale for each column. One predicted column does not say which of them is meant.

    ## What Keras says
    Nothing; numpy says `ValueError: non-broadcastable output operand with shape (50,1)`, at that call.

    ## Example
    ```python
    import keras
    import numpy as np
    from sklearn.preprocessing import MinMaxScaler

    data = np.random.rand(100, 3)
    scaler = MinMaxScaler()
    scaled = scaler.fit_transform(data)
    model = keras.Sequential([
        keras.Input((3,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(scaled[:-1], scaled[1:, 0])
    prices = scaler.inverse_transform(model.predict(scaled))
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np
    from sklearn.preprocessing import MinMaxScaler

    data = np.random.rand(100, 3)
    scaler = MinMaxScaler()
    scaled = scaler.fit_transform(data)
    price_scaler = MinMaxScaler()
    price = price_scaler.fit_transform(data[:, :1])
    model = keras.Sequential([
        keras.Input((3,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse")
    model.fit(scaled[:-1], price[1:])
    prices = price_scaler.inverse_transform(model.predict(scaled))
    ```

    ## Fix safety
    No fix: which column is predicted is not in the scaler.

    ## References
    - [scikit-learn: MinMaxScaler](https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.MinMaxScaler.html)
    """
    fitted: dict[Any, tuple[LibraryCall, Any]] = {}
    for call in program.each(LibraryCall):
        if call.path in FITS and is_scaler(program, call):
            fitted[call.arguments.positional[0].value] = (call, width(program, call))
        elif call.path == INVERSE and not call.caught and call.arguments.positional[0].value in fitted:
            fit, columns = fitted[call.arguments.positional[0].value]
            argument, given_columns = given(call), width(program, call)
            if not isinstance(columns, int) or columns == 1 or given_columns is None:
                continue
            if equal(columns, given_columns) is not False or argument is None or argument.place is None:
                continue
            yield Finding(
                place=argument.place,
                label=f"{words.counted(given_columns, 'column')}, fitted on {columns}",
                message=words.sentences(
                    f"The scaler was fitted on {columns} columns; {words.snippet(argument.place)} has "
                    f"{words.number(given_columns)}, shape {render(argument.value.shape)}.",
                    "scikit-learn stops here: ValueError: non-broadcastable output operand.",
                    "Fit a scaler of its own on the target column, and turn the predictions back with that.",
                ),
                related=(Related(fit.place, f"fitted on {columns} columns"),),
                stack=call.stack,
            )
