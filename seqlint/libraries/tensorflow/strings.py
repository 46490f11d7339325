"""`tf.strings`: texts of the data; their number is known, what they say is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.making import as_array
from seqlint.values.ops.numbers import dtype_of
from seqlint.values.shape import unknown_shape, unknown_size
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

S = "tensorflow.strings"
PARTS = "how many parts there are is in the text"


@callee(f"{S}.split", "tensorflow.string_split", "tensorflow.compat.v1.string_split")
def split(
    call: Call,
    input: Any = None,
    sep: Any = None,
    maxsplit: Any = -1,
    name: Any = None,
    *,
    source: Any = None,
    **_: Any,
) -> Any:
    texts = as_array(source if input is None else input, call)
    if isinstance(texts, Unknown):
        return texts
    if not isinstance(texts.shape, tuple):
        return texts.then(call.place, "texts in parts", shape=unknown_shape(texts.shape.reason), dtype="str")
    return texts.then(call.place, "texts in parts", shape=(*texts.shape, unknown_size(PARTS)), dtype="str", range=None)


@callee(*(f"{S}.{name}" for name in ("lower", "upper", "strip", "regex_replace", "substr", "unicode_transcode")))
def changed(call: Call, input: Any, *args: Any, **kwargs: Any) -> Any:
    texts = as_array(input, call)
    if isinstance(texts, Unknown):
        return texts
    return texts.then(call.place, "texts, changed", dtype="str", range=None)


@callee(f"{S}.to_number", "tensorflow.string_to_number")
def to_number(call: Call, input: Any, out_type: Any = "float32", name: Any = None) -> Any:
    texts = as_array(input, call)
    if isinstance(texts, Unknown):
        return texts
    return texts.then(call.place, "texts as numbers", dtype=dtype_of(out_type), range=None)


@callee(f"{S}.length")
def length(call: Call, input: Any, unit: Any = "BYTE", name: Any = None) -> Any:
    texts = as_array(input, call)
    return (
        texts if isinstance(texts, Unknown) else texts.then(call.place, "lengths of texts", dtype="int32", range=None)
    )


@callee(f"{S}.join", f"{S}.reduce_join", f"{S}.format", f"{S}.as_string")
def joined(call: Call, *args: Any, **kwargs: Any) -> Any:
    return Array(unknown_shape("which texts are joined is not known"), "str", library="tensorflow")
