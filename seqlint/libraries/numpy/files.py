"""Arrays from files, whose contents are not in the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.ops.indexing import up_to
from seqlint.values.ops.numbers import dtype_of
from seqlint.values.shape import unknown_shape
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


def _file(name: Any) -> str:
    return f"`{name}`" if isinstance(name, str) else "a file"


@callee("numpy.load", "numpy.memmap")
def load(call: Call, file: Any = None, mmap_mode: Any = None, allow_pickle: Any = False, **kwargs: Any) -> Any:
    reason = f"{_file(file)} is not in the program"
    if isinstance(file, str) and file.endswith(".npy") and allow_pickle is not True:
        return Array(unknown_shape(reason)).then(call.place, f"read from {_file(file)}")
    return unknown(reason, call.place)


@callee("numpy.loadtxt", "numpy.genfromtxt", "numpy.recfromcsv")
def loadtxt(
    call: Call, fname: Any, dtype: Any = float, comments: Any = "#", delimiter: Any = None, *args: Any,
    usecols: Any = None, unpack: Any = False, ndmin: Any = 0, names: Any = None, **kwargs: Any,
) -> Any:  # fmt: skip
    if names is not None or dtype is None or unpack is True:
        return unknown(f"the columns of {_file(fname)} are not in the program", call.place)
    reason = f"the rows and columns of {_file(fname)} are not in the program"
    return Array(up_to(2, reason), dtype_of(dtype)).then(call.place, f"read from {_file(fname)}")


@callee("numpy.fromfile")
def fromfile(call: Call, file: Any, dtype: Any = float, count: Any = -1, sep: Any = "", offset: Any = 0) -> Any:
    reason = f"the length of {_file(file)} is not in the program"
    return Array((unknown(reason).size(),), dtype_of(dtype)).then(call.place, f"read from {_file(file)}")
