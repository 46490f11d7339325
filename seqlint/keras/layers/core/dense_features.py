"""DenseFeatures (Keras 2: `feature_column/dense_features.py`)."""

from __future__ import annotations

from seqlint.keras.kinds import Anything
from seqlint.keras.layer import Facets, layer
from seqlint.values.shape import Shape, UnknownShape, unknown_shape


@layer(generations=(2,), tags="preprocessing columns")
def DenseFeatures(feature_columns: Anything, trainable: Anything = True, name: Anything = None) -> Facets:
    """Turns the columns of a table into one row of numbers for each sample, as feature columns describe it.

    Only in Keras 2, and only as the first layer of a model without an input shape: it takes a dictionary of tensors, so
    the model is fed with one. Keras 3 has the preprocessing layers and `keras.utils.FeatureSpace` instead.

    Args:
        feature_columns: the list of `tf.feature_column` descriptions.
        trainable: whether embeddings among them are trained.
        name: the layer's name in the summary.
    """

    def output(_: Shape) -> Shape | UnknownShape:
        return unknown_shape("the feature columns decide how many numbers a sample has")

    return Facets(output)
