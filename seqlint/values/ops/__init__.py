"""One algebra of arrays for numpy, TensorFlow, pandas and `keras.ops`: shapes, types, ranges and labels.

`binary`, `unary`, `index` and `assign` are what the interpreter's operators and subscripts come to; `elements` and
`length_of` what `for` and `len` see. Where numpy would raise, the answer is an `Unknown` that says why.
"""

from __future__ import annotations

from seqlint.values.ops.elements import ShapeView, elements, length_of
from seqlint.values.ops.elementwise import apply, binary, unary
from seqlint.values.ops.indexing import assign, index
from seqlint.values.ops.making import as_array, from_python, labels_of_content

__all__ = [
    "ShapeView",
    "apply",
    "as_array",
    "assign",
    "binary",
    "elements",
    "from_python",
    "index",
    "labels_of_content",
    "length_of",
    "unary",
]
