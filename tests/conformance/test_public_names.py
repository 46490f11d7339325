"""Every public name of Keras can be imported: none is called gone or misspelt."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from seqlint.check import check_text

if TYPE_CHECKING:
    from collections.abc import Iterator

keras = pytest.importorskip("keras")


def names(module: ModuleType, path: str) -> Iterator[tuple[str, str]]:
    """The names of a package and of those inside it, each with the module that has it."""
    for name in dir(module):
        value = getattr(module, name)
        if name.startswith("_") or name == "src":
            continue
        yield path, name
        if isinstance(value, ModuleType) and value.__name__.startswith("keras.") and ".src" not in value.__name__:
            yield from names(value, f"{path}.{name}")


@pytest.mark.parametrize("root", ["keras", "tensorflow.keras"])
def test_no_name_of_keras_is_called_gone(root: str) -> None:
    found = list(names(keras, root))
    assert len(found) > 1000
    wrong = [
        f"{module}.{name}"
        for module, name in found
        if any(
            finding.severity == "error"
            for finding in check_text(f"import {root}\nfrom {module} import {name}\nx = {module}.{name}\n").findings
        )
    ]
    assert wrong == []
