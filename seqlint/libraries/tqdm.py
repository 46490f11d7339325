"""tqdm: a progress bar around an iterable, which stays what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.callee import callee
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


@callee("tqdm.tqdm", "tqdm.notebook.tqdm", "tqdm.auto.tqdm", "tqdm.tqdm_notebook", lifted=False)
def tqdm(call: Call, iterable: Any = None, *args: Any, **kwargs: Any) -> Any:
    return unknown("a progress bar", call.place) if iterable is None else iterable


@callee("tqdm.trange", "tqdm.notebook.trange", "tqdm.auto.trange")
def trange(call: Call, n: Any, *args: Any, **kwargs: Any) -> Any:
    from seqlint.values.call import Argument, Arguments
    from seqlint.values.callee import REGISTRY

    return REGISTRY["builtins.range"].invoke(call, Arguments((Argument(n),)))
