"""TensorFlow Hub: a trained model as one layer. Its address says what it gives; its weights are not in the program."""

from __future__ import annotations

import re
from typing import Any

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import Facets, LayerType, layer
from seqlint.keras.weights import Weight
from seqlint.values.call import Call
from seqlint.values.callee import callee
from seqlint.values.ops.numbers import shape_of
from seqlint.values.shape import Shape, UnknownShape, unknown_shape, unknown_size
from seqlint.values.unknown import unknown

_BINARIES = "the weights are in the model at that address"

_WIDTHS: tuple[tuple[str, int | None], ...] = (
    (r"nnlm.*dim(\d+)", None),
    (r"swivel_(\d+)dim", None),
    (r"wiki_words_(\d+)", None),
    (r"universal_sentence_encoder(?!.*(qa|cmlm))", 512),
    (r"google.*(mobilenet|inception|resnet|nasnet|amoebanet).*classification(?!.*quantops)", 1001),
    (r"tf2_preview.*classification", 1001),
    (r"efficientnet/(lite|b)\d+/classification", 1000),
    (r"efficientnet/(lite\d+|b[01])/feature_vector", 1280),
    (r"efficientnet/b2/feature_vector", 1408),
    (r"efficientnet/b3/feature_vector", 1536),
    (r"efficientnet/b4/feature_vector", 1792),
    (r"efficientnet/b5/feature_vector", 2048),
    (r"efficientnet/b6/feature_vector", 2304),
    (r"efficientnet/b7/feature_vector", 2560),
    (r"efficientnet_v2_\w+_(b[01]|s|m|l|xl)/feature_vector", 1280),
    (r"efficientnet_v2_\w+_b2/feature_vector", 1408),
    (r"efficientnet_v2_\w+_b3/feature_vector", 1536),
    (r"mobilenet_v2_130_\d+.feature_vector", 1664),
    (r"mobilenet_v2_140_\d+.feature_vector", 1792),
    (r"mobilenet_v2(_(035|050|075|100)_\d+)?.feature_vector", 1280),
    (r"mobilenet_v1_100_\d+.feature_vector", 1024),
    (r"mobilenet_v1_075_\d+.feature_vector", 768),
    (r"mobilenet_v1_050_\d+.feature_vector", 512),
    (r"mobilenet_v1_025_\d+.feature_vector", 256),
    (r"mobilenet_v3_large_\w+.feature_vector", 1280),
    (r"mobilenet_v3_small_\w+.feature_vector", 1024),
    (r"inception_resnet_v2.feature_vector", 1536),
    (r"inception_v3.feature_vector", 2048),
    (r"inception_v[12].feature_vector", 1024),
    (r"resnet_(v[12]_)?\d+.feature_vector", 2048),
    (r"/pnasnet_large.feature_vector", 4320),
    (r"/nasnet_large.feature_vector", 4032),
    (r"/nasnet_mobile.feature_vector", 1056),
    (r"bit/m_r(50|101)x1/", 2048),
)
"""What models at public addresses give for each sample: patterns of the address, `-` read as `_`.

A model at an address with its version never changes, so this is as sure as the output of a Keras layer. None stands for
the number in the address.
"""


def width_of(handle: Any) -> int | None:
    """How many numbers the model at an address gives for each sample; None where the address does not tell."""
    if not isinstance(handle, str):
        return None
    plain = handle.lower().replace("-", "_")
    for pattern, width in _WIDTHS:
        found = re.search(pattern, plain)
        if found is not None:
            return int(found[1]) if width is None else width
    return None


@layer(tags="hub strings")
def KerasLayer(
    call: Call,
    handle: Anything,
    trainable: Anything = False,
    arguments: Anything = None,
    _sentinel: Anything = None,
    tags: Anything = None,
    signature: Anything = None,
    signature_outputs_as_dict: Anything = None,
    output_key: Anything = None,
    output_shape: Anything = None,
    load_options: Anything = None,
) -> Facets:
    """A model that others trained, loaded from TensorFlow Hub, as one layer.

    It gives what the model at that address gives: for texts a row of numbers each (an embedding), for pictures a row of
    features or of scores. Its weights stay as they are unless `trainable=True`.

    Args:
        handle: the address of the model, or a function.
        trainable: whether `fit` changes its weights too.
        output_shape: the shape that goes out, without the batch, where the model does not say it itself.
    """
    width = width_of(handle)

    def output(shape: Shape) -> Shape | UnknownShape:
        if output_shape is not None:
            told = shape_of(output_shape, call)
            return (*shape[:1], *told) if isinstance(told, tuple) else unknown_shape("`output_shape` is not known")
        if width is None or signature is not None or output_key is not None:
            return unknown_shape("what the model at that address gives is not in the program")
        return (*shape[:1], width)

    def weights(_: Shape) -> tuple[Weight, ...]:
        return (Weight("weights", (unknown_size(_BINARIES),), trainable=trainable is True),)

    return Facets(output, weights, dtype=lambda _: "float32")


@callee("tensorflow_hub.load", "tensorflow_hub.Module", "tensorflow_hub.resolve")
def load(call: Call, handle: Any, *args: Any, **kwargs: Any) -> Any:
    return unknown("the model is at an address, not in the program", call.place)


def find(name: str) -> LayerType | None:
    """The layer that the library has under a name."""
    return {"KerasLayer": KerasLayer}.get(name)
