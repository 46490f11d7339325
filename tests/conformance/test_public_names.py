"""Every public name of Keras can be imported: none is called gone or misspelt, and the file that lists them is right."""

from __future__ import annotations

import pytest

from seqlint.check import check_text
from seqlint.keras import public
from tests.conformance.public_names import DOORS, names

pytest.importorskip("keras")
OF_3 = [door for door, (major, _) in DOORS.items() if major >= 3]
"""Keras 2 shows its names in a process of its own."""


@pytest.mark.parametrize("door", OF_3)
def test_no_name_of_keras_is_called_gone(door: str) -> None:
    root = DOORS[door][1]
    found = [
        (module.replace("keras", root, 1), name) for module, shown in names(*DOORS[door]).items() for name in shown
    ]
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


@pytest.mark.parametrize("door", OF_3)
def test_the_file_has_the_names_that_keras_shows(door: str) -> None:
    listed = {
        (module, name) for module, shown in public.modules().items() for name, doors in shown.items() if door in doors
    }
    assert listed == {(module, name) for module, shown in names(*DOORS[door]).items() for name in shown}
