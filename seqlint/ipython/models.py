"""Keras models of a running program as the statements that would make them; only what Keras itself made is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.ipython.objects import lineage
from seqlint.values.lent import Written
from seqlint.values.shape import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seqlint.values.shape import Shape

_OWN = ("keras.", "tf_keras.", "keras_core.")
_MERGING = {"Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"}
_PASSED_OVER = {"name", "dtype", "batch_input_shape", "batch_shape", "registered_name", "reduction", "fn"}
_MOST_LAYERS = 120
_MOST_ITEMS = 16
_DEEPEST = 4
_ANYTHING = "made_in_the_session"
"""A name that nothing binds: whatever stands for it is not known."""


class _UnwritableError(Exception):
    """A model that cannot be written down as a program."""


def is_model(it: Any) -> bool:
    """Whether an object is a Keras model."""
    return bool(lineage(it) & {"keras.Model", "tf_keras.Model"})


def written(it: Any, name: str) -> Written | None:
    """What can be said of a model; None for one that only its own code describes.

    Args:
        it: the model.
        name: the name that it is bound to.
    """
    layers = None
    if _is_sequential(it):
        layers = tuple(type(layer).__name__ for layer in it.layers)
    elif not _is_functional(it):
        return None
    built = bool(getattr(it, "built", False))
    before, after = (_shape(it, "input_shape"), _shape(it, "output_shape")) if built else (None, None)
    return Written(layers, before, after, lambda: source(it, name))


def source(it: Any, name: str) -> str:
    """Statements that make a model like this one and bind it to a name."""
    writer = _Writer()
    try:
        made = writer.model(it, 0)
    except _UnwritableError:
        writer.lines.clear()
        made = writer.opaque(it)
    lines = ["from tensorflow import keras", *writer.lines, f"{name} = {made}", f'{name}.load_weights("session.keras")']
    if getattr(it, "trainable", True) is False:
        lines.append(f"{name}.trainable = False")
    if _is_compiled(it):
        lines.append(f"{name}.compile(optimizer={_optimizer(it)}, loss={_loss(getattr(it, 'loss', None))})")
    return "\n".join(lines) + "\n"


class _Writer:
    """Statements that make layers and models, one after the other."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def model(self, it: Any, depth: int) -> str:
        """The expression of a model."""
        if depth > _DEEPEST or len(it.layers) > _MOST_LAYERS:
            raise _UnwritableError
        if _is_sequential(it):
            first = _shape(it, "input_shape") if getattr(it, "built", False) else None
            items = [] if first is None else [_input(first, it)]
            items += [self.layer(layer, depth) for layer in it.layers]
            return f"keras.Sequential([{', '.join(items)}], name={it.name!r})"
        return self._functional(it, depth)

    def layer(self, it: Any, depth: int) -> str:
        """The expression of a layer."""
        if _is_sequential(it) or _is_functional(it):
            try:
                return self.model(it, depth + 1)
            except _UnwritableError:
                return self.opaque(it)
        if not type(it).__module__.startswith(_OWN):
            return _opaque_layer(it)
        return _object(type(it).__name__, it.get_config(), it.name)

    def opaque(self, it: Any) -> str:
        """A model of which only the ends are known."""
        before = _shape(it, "input_shape")
        if before is None or _shape(it, "output_shape") is None:
            return _ANYTHING
        name = f"input_{len(self.lines)}"
        self.lines.append(f"{name} = {_input(before, it)}")
        return f"keras.Model({name}, {_opaque_layer(it)}({name}), name={it.name!r})"

    def _functional(self, it: Any, depth: int) -> str:
        tensors: dict[int, str] = {}
        if len(it.outputs) != 1:
            raise _UnwritableError
        for index, layer in enumerate(it.layers):
            name = f"tensor_{depth}_{len(self.lines)}_{index}"
            if type(layer).__name__ == "InputLayer":
                text = _input(_batch_shape(layer), layer)
            else:
                text = f"{self.layer(layer, depth)}({_arguments(layer, tensors)})"
            self.lines.append(f"{name} = {text}")
            tensors[id(layer)] = name
        inputs = [tensors.get(id(_origin(tensor)), "") for tensor in it.inputs]
        output = tensors.get(id(_origin(it.outputs[0])), "")
        if not output or not all(inputs):
            raise _UnwritableError
        given = inputs[0] if len(inputs) == 1 else f"[{', '.join(inputs)}]"
        return f"keras.Model({given}, {output}, name={it.name!r})"


def _arguments(layer: Any, tensors: dict[int, str]) -> str:
    """What a layer of a graph is called on."""
    nodes: Any = getattr(layer, "_inbound_nodes", None) or ()
    if len(nodes) != 1:
        raise _UnwritableError
    found = getattr(nodes[0], "input_tensors", None)
    given = found if isinstance(found, (list, tuple)) else [found]
    names = [tensors.get(id(_origin(tensor)), "") for tensor in given]
    many = len(names) > 1
    if not names or not all(names) or many != (type(layer).__name__ in _MERGING):
        raise _UnwritableError
    return names[0] if not many else f"[{', '.join(names)}]"


def _origin(tensor: Any) -> Any:
    """The layer that gives a symbolic tensor."""
    history = getattr(tensor, "_keras_history", None)
    return getattr(history, "operation", None) or getattr(history, "layer", None)


def _object(name: str, config: dict[str, Any], called: str | None = None) -> str:
    """The call that makes an object of Keras from what it says of itself."""
    given = [f"name={called!r}"] if called else []
    for key, value in config.items():
        text = None if value is None or key in _PASSED_OVER else _literal(value)
        if text is not None and not (key == "trainable" and value is True):
            given.append(f"{key}={text}")
    return f"keras.layers.{name}({', '.join(given)})"


def _literal(value: Any, depth: int = 0) -> str | None:
    """A plain value, or a layer inside a layer, as source; None for what needs no saying."""
    if isinstance(value, (bool, int, float, str)) or value is None:
        return repr(value) if value == value and abs(_magnitude(value)) < float("inf") else None  # noqa: PLR0124 - NaN alone differs from itself
    if depth > _DEEPEST:
        return None
    if isinstance(value, (list, tuple)):
        if len(value) > _MOST_ITEMS:
            return None
        items = [_literal(each, depth + 1) for each in value]
        return None if None in items else f"({''.join(f'{item}, ' for item in items)})"
    if isinstance(value, dict) and str(value.get("module", "")).endswith(".layers"):
        config = value.get("config")
        return _object(value["class_name"], config, config.get("name")) if isinstance(config, dict) else None
    return None


def _magnitude(value: Any) -> float:
    return value if isinstance(value, (int, float)) else 0.0


def _opaque_layer(it: Any) -> str:
    """A layer of somebody's own: only what it gave is known."""
    shape = _shape(it, "output_shape") or _shape(getattr(it, "output", None), "shape")
    sizes = "None" if shape is None else _sizes(shape[1:])
    return f"keras.layers.Lambda({_ANYTHING}, output_shape={sizes}, name={it.name!r})"


def _input(shape: Shape | None, it: Any) -> str:
    if shape is None:
        raise _UnwritableError
    inputs = getattr(it, "inputs", None)
    first = inputs[0] if isinstance(inputs, (list, tuple)) and inputs else it
    dtype = getattr(first, "dtype", None)
    dtype = dtype if isinstance(dtype, str) else getattr(dtype, "name", "float32")
    return f"keras.Input(batch_shape={_sizes(shape)}, dtype={dtype!r})"


def _batch_shape(layer: Any) -> Shape | None:
    return (
        _shape(layer, "batch_shape") or _shape(layer, "input_shape") or _shape(getattr(layer, "output", None), "shape")
    )


def _sizes(shape: Iterable[Any]) -> str:
    return f"({''.join(f'{None if size is NONE else size}, ' for size in shape)})"


def _shape(it: Any, name: str) -> Shape | None:
    """A shape that an object tells; None where it has none yet, or several."""
    try:
        shape = getattr(it, name, None)
        sizes = None if shape is None else tuple(shape)
    except (AttributeError, RuntimeError, TypeError, ValueError):
        return None
    if sizes is not None and len(sizes) == 1 and isinstance(sizes[0], (tuple, list)):
        sizes = tuple(sizes[0])
    if sizes is None or not all(size is None or isinstance(size, int) for size in sizes):
        return None
    return tuple(NONE if size is None else size for size in sizes)


def _is_sequential(it: Any) -> bool:
    return type(it).__name__ == "Sequential" and type(it).__module__.startswith(_OWN)


def _is_functional(it: Any) -> bool:
    return type(it).__name__ == "Functional" and type(it).__module__.startswith(_OWN)


def _is_compiled(it: Any) -> bool:
    return bool(getattr(it, "compiled", getattr(it, "_is_compiled", False)))


def _optimizer(it: Any) -> str:
    kind = type(getattr(it, "optimizer", None))
    return repr(kind.__name__.lower()) if kind.__module__.startswith(_OWN) else _ANYTHING


def _loss(loss: Any) -> str:
    if isinstance(loss, str):
        return repr(loss)
    kind = type(loss)
    if not kind.__module__.startswith(_OWN) or not hasattr(loss, "get_config"):
        return _ANYTHING
    plain = {key: _literal(value) for key, value in loss.get_config().items() if key not in _PASSED_OVER}
    given = ", ".join(f"{key}={text}" for key, text in plain.items() if text is not None and text != "None")
    return f"keras.losses.{kind.__name__}({given})"
