"""SEQ511."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.keras.events import Fit
from seqlint.rules import words
from seqlint.rules.rule import Finding, Fix, Severity, rule
from seqlint.values.array import Array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.place import Place


@rule("SEQ511", Severity.ERROR, subject=Fit)
def class_weight_argument(fit: Fit) -> Iterator[Finding]:
    """class_weight is no dictionary from class number to weight.

    ## What it does
    Reports `class_weight="balanced"`, lists, and dictionaries whose keys are texts (as a warning with Keras 3). With
    Keras 2 also dictionaries that leave a class out, which Keras 3 gives the weight 1.

    ## Why is this bad?
    Keras wants a dictionary from class number to weight. "balanced" is scikit-learn's way; its function
    compute_class_weight gives an array that has to become a dictionary. A key "cat" is no class number: Keras 3 finds
    no label that equals it, and gives each sample the weight 1.

    ## What Keras says
    `AttributeError: 'str' object has no attribute 'get'`, in `fit()`. With texts as keys nothing in Keras 3, a
    `ValueError` in Keras 2.

    ## Example
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y, class_weight=[1.0, 3.0])
    ```

    ## Use instead
    ```python
    import keras
    import numpy as np

    x = np.random.rand(100, 8)
    y = np.random.randint(0, 2, 100)
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(x, y, class_weight=dict(enumerate([1.0, 3.0])))
    ```

    ## Fix safety
    Safe for a list: each weight keeps its class. Unsafe for 'balanced': it writes out what scikit-learn means by it.

    ## References
    - [Keras: training](https://keras.io/api/models/model_training_apis/)
    """
    argument = fit.bound.given.get("class_weight")
    if argument is None or argument.place is None:
        return
    yield from _named_classes(fit, argument.place)
    yield from _left_out(fit, argument.place)
    text = argument.place.text()
    listed = text.startswith(("[", "(")) or isinstance(argument.value, tuple | Array)
    if not isinstance(argument.value, str) and not listed:
        return
    kind = "str" if isinstance(argument.value, str) else "list"
    yield Finding(
        place=argument.place,
        label="a dictionary is wanted: {class: weight}",
        message=words.sentences(
            f"`class_weight` wants a dictionary from class number to weight; {words.snippet(argument.place)} is given.",
            f"Keras stops in {fit.method}(): AttributeError: '{kind}' object has no attribute 'get'.",
            "Write {0: 1.0, 1: 3.0}, or dict(enumerate(weights)).",
        ),
        fixes=_fixes(argument.place) if listed else _balanced(fit, argument.place),
        stack=fit.stack,
    )


def _named_classes(fit: Fit, place: Place) -> Iterator[Finding]:
    """A dictionary that is written down here and names classes instead of numbering them."""
    from seqlint.source.neighbour import text_keys

    if not text_keys(place.node):
        return
    silent = fit.target.major >= 3
    yield Finding(
        place=place,
        severity=Severity.WARNING if silent else None,
        label="class numbers are wanted as keys",
        message=words.sentences(
            f"The keys of `class_weight` are texts, {words.snippet(place)}; Keras looks for class numbers.",
            f"Keras says nothing in {fit.method}(), and each sample weighs 1."
            if silent
            else f"Keras stops in {fit.method}(): ValueError: Expected `class_weight` to be a dict with keys from 0 to "
            "one less than the number of classes.",
            "Write {0: 1.0, 1: 3.0}, in the order of the classes.",
        ),
        stack=fit.stack,
    )


def _left_out(fit: Fit, place: Place) -> Iterator[Finding]:
    """A dictionary that has no weight for a class, which Keras 2 looks up in a table without gaps."""
    named = fit.weighed
    if named is None or fit.target.major >= 3:
        return
    gap = next((number for number in range(len(named)) if number not in named), None)
    facts = fit.y.labels if isinstance(fit.y, Array) else None
    classes = facts.classes if facts is not None and facts.proven and facts.low == 0 else None
    if gap is None and (not isinstance(classes, int) or classes <= len(named)):
        return
    missing = len(named) if gap is None else gap
    said = (
        f"InvalidArgumentError: indices … = {missing} is not in [0, {len(named)})"
        if gap is None
        else "ValueError: Expected `class_weight` to be a dict with keys from 0 to one less than the number of classes"
    )
    yield Finding(
        place=place,
        label=f"class {missing} has no weight",
        message=words.sentences(
            f"{words.snippet(place)} has weights for the classes {words.listed(map(str, named), 'and')}, and none for "
            f"class {missing}.",
            f"Keras 2 stops in {fit.method}(): {said}.",
            "Give every class a weight, 1.0 where none is wanted.",
        ),
        stack=fit.stack,
    )


def _fixes(place: Place) -> tuple[Fix, ...]:
    from seqlint.source.edit import wrap_node

    return (Fix("dict(enumerate(…))", (wrap_node(place.chunk, place.node, "dict(enumerate(", "))"),)),)


def _balanced(fit: Fit, place: Place) -> tuple[Fix, ...]:
    """What scikit-learn means by 'balanced', written out for the labels that are given."""
    from seqlint.source.edit import replace_node

    given, labels = fit.bound.place("y"), fit.y
    if fit.bound.value("class_weight") != "balanced" or given is None or "y" in fit.lists:
        return ()
    facts = labels.labels if isinstance(labels, Array) else None
    name = given.text()
    if facts is None or not isinstance(facts.classes, int) or not name.replace(".", "").isidentifier():
        return ()
    if facts.kind == "indices" and facts.low == 0:
        chosen = f"({name} == each)"
    elif facts.kind == "one-hot":
        chosen = f"{name}[:, each]"
    else:
        return ()
    classes = facts.classes
    weights = f"{{each: len({name}) / ({classes} * {chosen}.sum()) for each in range({classes})}}"
    title = f"Weigh the {classes} classes by how often each occurs"
    return (Fix(title, (replace_node(place.chunk, place.node, weights),), "unsafe"),)
