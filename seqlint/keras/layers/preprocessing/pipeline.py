"""Pipeline (Keras: `layers/preprocessing/pipeline.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import Facets, Layer, apply, layer
from seqlint.keras.weights import Weight, weight
from seqlint.values.call import Call
from seqlint.values.shape import Open, Shape, UnknownShape, unknown_shape, unknown_size
from seqlint.values.store import Ref

_REASON = "the layers of the pipeline are not known"

_IMAGES = 4
"""Axes of a batch of images. On other ranks, and where sizes are open, Keras' tracing gives sizes of its own."""


@layer(kwargs=False, generations=(3,), tags="preprocessing wrapper")
def Pipeline(call: Call, layers: Anything, name: Anything = None) -> Facets:
    """Applies several preprocessing layers one after the other, as one layer.

    The same as the layers themselves in a row. It is handy where a dataset is mapped: `dataset.map(pipeline)`.

    Args:
        layers: the list of layers, in order.
        name: the layer's name in the summary.
    """
    items = call.items(layers)
    refs = tuple(item for item in items or () if isinstance(item, Ref))

    def through(shape: Shape) -> tuple[Shape | UnknownShape, tuple[Weight, ...]]:
        found: tuple[Weight, ...] = ()
        now: Shape | UnknownShape = shape
        if items is None or len(refs) < len(items):
            return unknown_shape(_REASON), weight("weights", unknown_size(_REASON))
        for ref in refs:
            record = call.store.record(ref, Layer)
            if record is None:
                return unknown_shape(_REASON), weight("weights", unknown_size(_REASON))
            applied = apply(record, now)
            found += applied.layer.weights or ()
            now = applied.output
        return now, found

    def output(shape: Shape) -> Shape | UnknownShape:
        whole = through(shape)[0]
        changed = isinstance(whole, tuple) and whole != shape
        odd = len(shape) != _IMAGES or any(isinstance(size, Open) for size in shape[1:])
        return unknown_shape("Keras traces the pipeline on one image") if changed and odd else whole

    def weights(shape: Shape) -> tuple[Weight, ...]:
        return through(shape)[1]

    return Facets(output, weights, inner=refs)
