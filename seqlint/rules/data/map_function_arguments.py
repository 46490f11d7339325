"""SEQ423."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import LibraryCall
from seqlint.rules import words
from seqlint.rules.rule import Finding, Severity, rule
from seqlint.values.array import Array
from seqlint.values.dataset import Dataset
from seqlint.values.functions import Function

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("SEQ423", Severity.ERROR, subject=LibraryCall)
def map_function_arguments(call: LibraryCall) -> Iterator[Finding]:
    """The function given to `Dataset.map` takes another number of arguments than an element has.

    ## What it does
    Reports functions of the program in `map` of a tf.data.Dataset whose elements are tuples of another length than
    the function's parameters.

    ## Why is this bad?
    `map` calls the function with the parts of an element one by one: for pairs of picture and label it has to take
    both, and give both back.

    ## What Keras says
    Nothing. TensorFlow stops at `map`: `TypeError: <lambda>() takes 1 positional argument but 2 were given`.

    ## Example
    ```python
    import keras
    import numpy as np
    import tensorflow as tf

    x, y = np.random.randint(0, 256, (50, 16, 16, 3)), np.random.randint(0, 5, 50)
    data = tf.data.Dataset.from_tensor_slices((x, y)).batch(10)
    data = data.map(lambda image: image / 255)
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np
    import tensorflow as tf

    x, y = np.random.randint(0, 256, (50, 16, 16, 3)), np.random.randint(0, 5, 50)
    data = tf.data.Dataset.from_tensor_slices((x, y)).batch(10)
    data = data.map(lambda image, label: (image / 255, label))
    ```

    ## Fix safety
    No fix: what the function makes of the other parts is yours to choose.

    ## References
    - [TensorFlow: Dataset.map](https://www.tensorflow.org/api_docs/python/tf/data/Dataset#map)
    """
    dataset, function = call.arguments.value(0, "self"), call.arguments.get(1, "map_func")
    if not call.path.endswith("Dataset.map") or not isinstance(dataset, Dataset) or function is None:
        return
    if not isinstance(dataset.element, tuple | Array):
        return
    given = len(dataset.element) if isinstance(dataset.element, tuple) else 1
    if not isinstance(function.value, Function) or function.value.takes(given) is not False:
        return
    yield Finding(
        place=function.place or call.place,
        label=f"an element has {words.counted(given, 'part')}",
        message=words.sentences(
            f"An element of the dataset has {words.counted(given, 'part')}; {words.snippet(function.place)} takes "
            "another number of arguments.",
            "TensorFlow stops at this call: TypeError.",
            "Write one parameter for each part, as in lambda x, y: (x / 255, y)."
            if given > 1
            else "Write one parameter: the elements are no pairs.",
        ),
        stack=call.stack,
    )
