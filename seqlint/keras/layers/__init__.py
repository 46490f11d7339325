"""The layers, in Keras' own families. A class's file follows from its name: no list says where it is.

`MaxPooling2D` is in `max_pooling.py` (1D, 2D and 3D share a file), whatever family folder holds that; Keras' short
names are its long ones abbreviated (`MaxPool2D`, `AvgPool2D`, `Convolution2D`).
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import import_module

from seqlint.keras.layer import LayerType, snake

_FOLDER = os.path.dirname(__file__)


@cache
def files() -> dict[str, str]:
    """Module names by file stem, found by walking the folders; nothing is imported."""
    found: dict[str, str] = {}
    for family in os.scandir(_FOLDER):
        if family.is_dir() and not family.name.startswith("_"):
            for file in os.scandir(family.path):
                stem, extension = os.path.splitext(file.name)
                if extension == ".py" and stem != "__init__":
                    found[stem] = f"{__name__}.{family.name}.{stem}"
    return found


def canonical(name: str) -> str:
    """Keras' long name of a layer that also has a short one."""
    name = re.sub(r"MaxPool(?=\dD)", "MaxPooling", name)
    name = re.sub(r"AvgPool(?=\dD)", "AveragePooling", name)
    return name.replace("Convolution", "Conv") if re.search(r"Convolution\dD", name) else name


@cache
def find(name: str) -> LayerType | None:
    """The layer class of that name, or None."""
    name = canonical(name)
    stem = snake(re.sub(r"\dD(?=$|Transpose)", "", name))
    module = files().get(stem)
    found = getattr(import_module(module), name, None) if module else None
    return found if isinstance(found, LayerType) else None


def every() -> dict[str, LayerType]:
    """All layer classes by name; imports every family."""
    found: dict[str, LayerType] = {}
    for module in sorted(files().values()):
        for value in vars(import_module(module)).values():
            if isinstance(value, LayerType):
                found[value.name] = value
    return found
