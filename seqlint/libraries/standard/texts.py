"""`json` texts that stand in the program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, ListRecord
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call

MOST_CHARACTERS = 100_000
"""Longer texts are not read."""


@callee("json.loads", lifted=False)
def loads(call: Call, s: Any, *, object_hook: Any = None, **kwargs: Any) -> Any:
    """The values of a text that is known; the hook makes what it likes of each dictionary, the innermost first."""
    if not isinstance(s, str | bytes) or kwargs or len(s) > MOST_CHARACTERS:
        return unknown("the text that is read is not known", call.place)
    try:
        return _value(call, json.loads(s), object_hook)
    except (ValueError, RecursionError):
        return unknown("Python refuses this text", call.place)


def _value(call: Call, value: Any, hook: Any) -> Any:
    if isinstance(value, dict):
        made = call.store.new(DictRecord({key: _value(call, item, hook) for key, item in value.items()}))
        return made if hook is None else call.call(hook, [made])
    if isinstance(value, list):
        return call.store.new(ListRecord(tuple(_value(call, item, hook) for item in value)))
    return value
