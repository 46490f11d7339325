"""Pretrained models in programs. The shapes are Keras 3's own."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("name", "shape"),
    [("InceptionV3", (2048, 3, 3)), ("ResNet50", (2048, 5, 5)), ("VGG16", (512, 4, 4))],
)
def test_channels_may_come_first(keras: Any, name: str, shape: tuple[int, ...]) -> None:
    followed = keras(
        f"""
        keras.backend.set_image_data_format("channels_first")
        base = keras.applications.{name}(weights=None, include_top=False, input_shape=(3, 150, 150))
        shape = base.output_shape
        free = keras.applications.{name}(weights=None, include_top=False).input_shape
        """
    )
    assert followed["shape"] == (None, *shape)
    assert followed["free"] == (None, 3, None, None)
    assert followed.refusals() == []
