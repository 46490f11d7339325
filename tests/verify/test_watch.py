"""What is written down of a model that was made."""

from __future__ import annotations

from seqlint.verify.watch import _model


class Nameless:
    """As Keras 2 takes it: any name, no layer."""

    name = 3
    layers: tuple[object, ...] = ()


def test_a_name_that_is_no_text_is_written_as_text() -> None:
    assert _model(Nameless(), 1)["name"] == "3"
