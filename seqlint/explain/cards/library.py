"""The cards of modules and names of libraries: `tf`, `keras`, `layers`, and what is called by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.explain import urls
from seqlint.explain.layers import general
from seqlint.explain.sheet import Sheet, bold, code

if TYPE_CHECKING:
    from seqlint.explain.facts import Facts
    from seqlint.values.functions import Library

_MODULES = {
    "tensorflow": "the library that computes: arrays (tensors), their gradients, and the GPU. Keras runs on it.",
    "keras": "the library in which models are written: layers, Sequential, losses, optimizers, training.",
    "keras.layers": "the layers: the pieces that a model is stacked from.",
    "keras.models": "the models: `Sequential` for a plain stack, `Model` for everything else.",
    "keras.datasets": "small data sets to learn with, downloaded at their first use.",
    "keras.optimizers": "the optimizers: how weights move after each batch.",
    "keras.losses": "the losses: the number that training makes small.",
    "keras.metrics": "the metrics: numbers that people watch while a model learns.",
    "keras.callbacks": "the callbacks: what is done between epochs, such as stopping early or saving.",
    "keras.utils": "helpers: one-hot rows, folders of pictures, random seeds.",
    "keras.activations": "the functions that values go through when they leave a layer.",
    "keras.initializers": "how weights start before training.",
    "keras.regularizers": "penalties on large weights, against overfitting.",
    "keras.applications": "large models that others have trained, ready to be used.",
    "keras.preprocessing": "older helpers that turn files and texts into arrays.",
    "numpy": "arrays of numbers with a shape and a type.",
    "pandas": "tables with named columns.",
    "matplotlib.pyplot": "plots.",
    "sklearn": "machine learning without networks, and helpers for data.",
}


def library_sheet(facts: Facts, library: Library, text: str) -> Sheet:
    """The card of a module, class or function of a library that is not called here.

    Args:
        facts: the program.
        library: what it is.
        text: how it is written.
    """
    path = library.path
    spelled = library.spelled or path
    entry = _entry(path)
    if entry is not None:
        head = (f"{bold(text)} — {code(spelled)}", general(entry.card.summary), "")
        url = urls.layer(entry) if hasattr(entry, "tags") else urls.named(entry)
        return Sheet(f"{text}: {spelled}", head, (general(entry.card.text),), url)
    what = _MODULES.get(path, "")
    kind = "the module" if what or (path.islower() and path.count(".") < 2) else "the name"
    head = (
        f"{bold(text)} — {kind} {code(spelled)}",
        f"{what[:1].upper()}{what[1:]}",
        _generation(facts, path, spelled),
    )
    return Sheet(f"{text}: {spelled}", head, (), urls.library(path) or urls.library(path.partition(".")[0]))


def _generation(facts: Facts, path: str, spelled: str) -> str:
    if path.partition(".")[0] not in {"keras", "tensorflow"}:
        return ""
    target = facts.program.target
    alias = (
        f"{code(spelled)} and {code(path)} are the same thing. "
        if spelled.startswith("tensorflow.keras") and path.startswith("keras")
        else ""
    )
    return f"{alias}This program is read for Keras {target.major}.{target.minor} ({target.source})."


def _entry(path: str) -> Any:
    """The declaration of a layer, loss … of Keras that a path names; None if there is none with a card."""
    if path.count(".") < 2 or not path.startswith("keras."):
        return None
    from seqlint.keras.lookup import find

    found = find(path)
    found = getattr(found, "entry", found)
    return found if hasattr(found, "card") and hasattr(found, "doc") else None


def call_sheet(library: Library, text: str, result: str, doc: str) -> Sheet:
    """The card of a call of a library's function that gives no array.

    Args:
        library: the function.
        text: the call as it is written.
        result: what it gives, in words.
        doc: what seqlint says of the function.
    """
    head = (
        f"{bold(library.name)} — {code(library.spelled or library.path)}",
        doc,
        f"It gives {result}." if result else "",
    )
    return Sheet(
        f"{library.name}: {text}"[:120],
        head,
        (),
        urls.library(library.path) or urls.library(library.path.partition(".")[0]),
    )
