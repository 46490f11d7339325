"""What is seen of a program while it runs: its Sequentials with their layers, and where it stops and why."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager, suppress
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_ENVIRONMENT = ("OSError", "EOFError", "MemoryError", "NotFoundError", "SystemExit", "KeyboardInterrupt")
_KERAS = re.compile(r"\b(keras|tf_keras|tensorflow)\b")


class Watch:
    """Watches one program.

    Args:
        keras: the Keras that the program meets.
        path: the program's name, as its frames have it.
    """

    def __init__(self, keras: Any, path: str) -> None:
        self.path = path
        self.made: list[tuple[Any, int]] = []
        self._keras = keras
        self._own = "__new__" in vars(keras.Sequential)
        self._original = keras.Sequential.__new__

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Take note of every Sequential that the program makes meanwhile."""
        original, watch = self._original, self

        @wraps(original)
        def made(cls: Any, *args: Any, **kwargs: Any) -> Any:
            model = original(cls, *args, **kwargs)
            line = watch.line_of(sys._getframe(1))  # noqa: SLF001 - the caller is what is asked for
            if line:
                watch.made.append((model, line))
            return model

        self._keras.Sequential.__new__ = staticmethod(made)
        try:
            yield
        finally:
            if self._own:
                self._keras.Sequential.__new__ = original
            else:
                del self._keras.Sequential.__new__

    def line_of(self, frame: Any) -> int:
        """The line of the program that a frame was reached from; 0 if from none."""
        while frame is not None:
            if frame.f_code.co_filename == self.path:
                return int(frame.f_lineno)
            frame = frame.f_back
        return 0

    def models(self) -> list[dict[str, Any]]:
        """The models as plain data, in the order in which they were made."""
        found = []
        for model, line in self.made:
            with suppress(RecursionError):  # a model that was added to itself
                found.append(_model(model, line))
        return found

    def stop(self, error: BaseException) -> dict[str, Any]:
        """An exception that ended the program, as plain data."""
        files, line = self._walk(error.__traceback__)
        if isinstance(error, SyntaxError) and error.filename == self.path:
            line = error.lineno or 0
        text = _said(error)
        kind = self._kind(error, text, files)
        return {"line": line, "exception": type(error).__name__, "message": text[:1000], "kind": kind}

    def _walk(self, trace: TracebackType | None) -> tuple[list[str], int]:
        files, line = [], 0
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            files.append(name)
            if name == self.path:
                line = trace.tb_lineno
            trace = trace.tb_next
        return files, line

    def _kind(self, error: BaseException, text: str, files: list[str]) -> str:
        names = {cls.__name__ for cls in type(error).__mro__}
        if isinstance(error, ImportError | AttributeError):
            if _KERAS.search(text):
                return "keras"
            if isinstance(error, ImportError):
                return "environment"
        if names.intersection(_ENVIRONMENT):
            return "environment"
        after = files[max((index for index, name in enumerate(files) if name == self.path), default=0) + 1 :]
        return "keras" if any(_KERAS.search(name) for name in after) or self._is_call(error, text) else "program"

    def _is_call(self, error: BaseException, text: str) -> bool:
        """Whether Python refused the arguments of something of Keras before it ran, or an attribute of it."""
        found = re.match(r"'?(\w+)[.']", text)
        rooms = (self._keras, self._keras.layers, self._keras.optimizers, self._keras.callbacks, self._keras.losses)
        return isinstance(error, TypeError | AttributeError) and (
            (found is not None and any(hasattr(room, found[1]) for room in rooms)) or text.startswith("Input()")
        )


def _said(error: BaseException) -> str:
    """What an exception says, in one line; of Keras 2's long ones the end."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).splitlines()
    if lines[:1] == ["in user code:"]:
        ends = [index for index, line in enumerate(lines) if re.match(r"\s+\w+(Error|Exception|Warning): ", line)]
        lines = lines[ends[-1] if ends else 0 :]
    return " ".join(" ".join(lines).split())


def _model(model: Any, line: int) -> dict[str, Any]:
    layers = getattr(model, "layers", None) or []
    outputs = _outputs(model, layers)
    return {
        "line": line,
        "name": str(getattr(model, "name", "")),
        "built": bool(outputs),
        "layers": [
            {
                "name": str(layer.name),
                "class": type(layer).__name__,
                "output": outputs[index] if index < len(outputs) else None,
                "trainable": _count(layer, "trainable_weights"),
                "frozen": _count(layer, "non_trainable_weights"),
            }
            for index, layer in enumerate(layers)
        ],
        "trainable": _count(model, "trainable_weights"),
        "frozen": _count(model, "non_trainable_weights"),
    }


def _count(layer: Any, which: str) -> int | None:
    try:
        weights = {id(each): each for each in getattr(layer, which)}
        sizes = [tuple(each.shape) for each in weights.values()]
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None  # it is not built, or stands in itself
    total = 0
    for size in sizes:
        part = 1
        for each in size:
            part *= int(each)
        total += part
    return total


def _outputs(model: Any, layers: list[Any]) -> list[list[int | None] | None]:
    """The shapes along the stack: each layer's where it was applied to what the one before it gave."""
    try:
        tensor = model.inputs[0]
    except (AttributeError, TypeError, IndexError, ValueError):
        return []
    found: list[list[int | None] | None] = []
    for layer in layers:
        tensor = _after(layer, tensor)
        if tensor is None:
            break
        found.append(_plain(tensor))
        if isinstance(tensor, list | tuple | dict):
            break
    return found


def _after(layer: Any, tensor: Any) -> Any:
    for node in layer._inbound_nodes:  # noqa: SLF001 - the graph has no other door
        inputs = getattr(node, "input_tensors", None)
        same = any(each is tensor for each in inputs) if isinstance(inputs, list | tuple) else inputs is tensor
        if same:
            outputs = getattr(node, "output_tensors", None) if not hasattr(node, "outputs") else node.outputs
            if isinstance(outputs, list | tuple) and len(outputs) == 1:
                return outputs[0]
            return outputs
    return None


def _plain(tensor: Any) -> list[int | None] | None:
    shape = getattr(tensor, "shape", None)
    if shape is None:
        return None
    try:
        return [None if size is None else int(size) for size in shape]
    except (TypeError, ValueError):
        return None
