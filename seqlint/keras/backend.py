"""The settings of Keras that programs ask for (Keras: `keras.backend`, `keras.config`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.array import Array
from seqlint.values.callee import REGISTRY, callee
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


@callee("keras.backend.image_data_format", "keras.config.image_data_format", raw=True)
def image_data_format(call: Call, arguments: Arguments) -> str:
    """Where the channels of a picture stand."""
    return str(call.store.settings.get("image_data_format", "channels_last"))


@callee(
    "keras.backend.set_image_data_format", "keras.config.set_image_data_format", "keras.backend.set_image_dim_ordering"
)
def set_image_data_format(call: Call, data_format: Any = None, dim_ordering: Any = None) -> None:
    """Where the channels of a picture stand from here on; Keras 1 says "th" and "tf"."""
    words = {"th": "channels_first", "tf": "channels_last"}
    given = data_format if data_format is not None else dim_ordering
    value = words.get(given, given) if isinstance(given, str) else None
    if value in {"channels_first", "channels_last"}:
        call.store.put(call.store.settings, "image_data_format", value)


@callee("keras.backend.image_dim_ordering", raw=True)
def image_dim_ordering(call: Call, arguments: Arguments) -> str:
    """The same in the words of Keras 1."""
    return "th" if call.store.settings.get("image_data_format") == "channels_first" else "tf"


@callee("keras.backend.floatx", "keras.config.floatx", raw=True)
def floatx(call: Call, arguments: Arguments) -> str:
    """The number type of weights."""
    return "float32"


@callee("keras.backend.epsilon", "keras.config.epsilon", raw=True)
def epsilon(call: Call, arguments: Arguments) -> float:
    """The small number that keeps divisions from failing."""
    return 1e-7


@callee("keras.backend.backend", "keras.config.backend", raw=True)
def backend(call: Call, arguments: Arguments) -> str:
    """The library below Keras."""
    return "tensorflow"


@callee("keras.backend.int_shape", "keras.backend.shape")
def int_shape(call: Call, x: Any) -> Any:
    """The shape of a tensor."""
    if isinstance(x, Array) and isinstance(x.shape, tuple):
        return x.shape
    return unknown("the shape of the tensor is not known", call.place)


@callee("keras.backend.ndim")
def ndim(call: Call, x: Any) -> Any:
    """The number of axes of a tensor."""
    if isinstance(x, Array) and x.rank is not None:
        return x.rank
    return unknown("the shape of the tensor is not known", call.place)


@callee(
    "keras.backend.set_session",
    "keras.backend.set_learning_phase",
    "keras.backend.set_floatx",
    "keras.backend.set_epsilon",
    "keras.backend.set_value",
    "keras.backend.manual_variable_initialization",
    "keras.backend.reset_uids",
    "keras.config.set_floatx",
    "keras.config.set_epsilon",
    "keras.config.set_backend",
    "keras.config.disable_interactive_logging",
    "keras.config.enable_interactive_logging",
    "keras.config.disable_traceback_filtering",
    "keras.config.enable_traceback_filtering",
    raw=True,
)
def nothing(call: Call, arguments: Arguments) -> None:
    """What only sets something and gives nothing back."""


@callee("keras.backend.get_session", "keras.backend.get_value", "keras.backend.function", raw=True)
def running(call: Call, arguments: Arguments) -> Any:
    """What exists in a running program only."""
    return unknown("it is known in the running program only", call.place)


@callee("keras.__version__", attribute=True)
def version(call: Call) -> str:
    """The targeted release."""
    return f"{call.target.major}.{call.target.minor}.0"


@callee("keras.backend.clear_session", "keras.utils.clear_session", raw=True)
def clear_session(call: Call, arguments: Arguments) -> None:
    """Forget all models; the automatic names start again."""
    call.restart_names()


def find(name: str) -> Any:
    """The functions of tensors that `keras.backend` has in common with `keras.ops`."""
    import seqlint.keras.ops
    import seqlint.keras.random  # noqa: F401 - both register under these paths

    return REGISTRY.get(f"keras.backend.{name}")
