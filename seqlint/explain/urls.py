"""Keras' own pages, worked out from where a thing stands in the rooms of Keras."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seqlint.keras.layer import snake

if TYPE_CHECKING:
    from seqlint.keras.layer import LayerType
    from seqlint.keras.room import Declaration

SITE = "https://keras.io/"
API = f"{SITE}api/"
_CHAPTERS = {"convolutional": "convolution", "rnn": "recurrent", "activations": "activation"}
"""Families whose chapter is not called like Keras' folder."""
_PAGES = {
    "PReLU": "prelu",
    "ReLU": "relu",
    "LeakyReLU": "leaky_relu",
    "StackedRNNCells": "stacked_rnn_cell",
    "InputLayer": "input",
}
_SECTIONS = {
    "accuracy": "accuracy",
    "confusion": "classification",
    "overlap": "segmentation",
    "quantities": "regression",
}
_CONVOLUTION = re.compile(r"\bconv(?=\dd)|(?<=_)conv(?=\dd)")


def layer(type_: LayerType) -> str:
    """The page of a layer: `…/api/layers/core_layers/dense/`; its chapter where it has none of its own."""
    if 3 not in type_.generations:
        return f"{SITE}2/api/layers/"
    family = type_.body.__module__.split(".")[-2]
    chapter = f"{API}layers/{_CHAPTERS.get(family, family)}_layers/"
    if family == "preprocessing":
        section = _preprocessing(type_)
        return f"{chapter}{section}/{_page(type_.name)}/" if section else chapter
    if type_.name in {"SpectralNormalization", "RMSNormalization", "Layer", "Wrapper"}:
        return chapter
    return f"{chapter}{_page(type_.name)}/"


def _page(name: str) -> str:
    return _PAGES.get(name) or _CONVOLUTION.sub("convolution", snake(name))


def _preprocessing(type_: LayerType) -> str | None:
    """The chapter of a preprocessing layer; None where only the chapter above is known."""
    if "text" in type_.tags:
        return "text"
    if "augmentation" in type_.tags:
        return "image_augmentation"
    if type_.name in {"Normalization", "Discretization"}:
        return "numerical"
    if type_.name.endswith(("Lookup", "Encoding", "Hashing", "Crossing")):
        return "categorical"
    return "image_preprocessing" if type_.name in {"Resizing", "Rescaling", "CenterCrop"} else None


def named(entry: Declaration) -> str:
    """The page of an activation, loss, metric, optimizer, initializer, regularizer or constraint."""
    section = entry.body.__module__.rpartition(".")[2]
    anchor = entry.name.replace("_", "").lower()
    if entry.room == "activation":
        return f"{API}layers/activations/#{anchor}-function"
    if entry.room == "optimizer":
        chapter = "learning_rate_schedules/" if section == "schedules" else ""
        return f"{API}optimizers/{chapter}{snake(entry.name) if chapter else entry.name.lower()}/"
    if entry.room == "loss":
        section = {"margin": "hinge"}.get(section, section)
        known = section != "hinge" or "hinge" in anchor
        return (
            f"{API}losses/{section}_losses/#{anchor}-class" if known and anchor != "crossentropy" else f"{API}losses/"
        )
    if entry.room == "metric":
        section = _SECTIONS.get(section, "probabilistic" if section == "probabilistic" else "")
        return (
            f"{API}metrics/{section}_metrics/#{anchor}-class"
            if section and anchor != "crossentropy"
            else f"{API}metrics/"
        )
    if entry.room == "callback":
        return f"{API}callbacks/{snake(entry.name)}/"
    return f"{API}layers/{entry.room}s/#{anchor}-class"


def method(name: str) -> str:
    """The page of a method of a model."""
    page = {"summary": "model", "get_layer": "model", "add": "sequential", "pop": "sequential"}.get(
        name, "model_training_apis"
    )
    return f"{API}models/{page}/#{name.replace('_', '')}-method"


SEQUENTIAL = f"{API}models/sequential/"
MODEL = f"{API}models/model/"
INPUT = f"{API}layers/core_layers/input/"


def library(path: str) -> str | None:
    """The page of a name of Keras or a library by its path; None where there is none to name."""
    root, _, rest = path.partition(".")
    if root == "keras":
        head, _, tail = rest.partition(".")
        if head == "datasets":
            name = tail.partition(".")[0]
            return f"{API}datasets/{name}/" if name else f"{API}datasets/"
        known = {"layers", "losses", "metrics", "optimizers", "callbacks", "models", "applications", "utils", "ops"}
        return f"{API}{head}/" if head in known else API if not head else None
    return {
        "tensorflow": "https://www.tensorflow.org/api_docs/python/tf",
        "numpy": "https://numpy.org/doc/stable/",
    }.get(root)
