"""What stands around a program: versions, devices, strategies, logging, TensorFlow 1's sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.libraries import everything_under
from seqlint.values.callee import callee
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


class Strategy(msgspec.Struct, frozen=True):
    """A distribution strategy; `with strategy.scope():` changes nothing that is followed here."""

    type_path: ClassVar[str] = "tensorflow.distribute.Strategy"


@callee("tensorflow.__version__", "tensorflow.version.VERSION", "tensorflow.VERSION", attribute=True)
def version(call: Call) -> Any:
    """The TensorFlow that goes with the targeted Keras."""
    return "2.21.0" if call.target.major >= 3 else f"2.{call.target.minor}.0"


@callee("tensorflow.keras.__version__", attribute=True)
def keras_version(call: Call) -> Any:
    return f"{call.target.major}.{call.target.minor}.0"


@callee(
    "tensorflow.distribute.MirroredStrategy",
    "tensorflow.distribute.OneDeviceStrategy",
    "tensorflow.distribute.MultiWorkerMirroredStrategy",
    "tensorflow.distribute.TPUStrategy",
    "tensorflow.distribute.ParameterServerStrategy",
    "tensorflow.distribute.experimental.TPUStrategy",
    "tensorflow.distribute.experimental.MultiWorkerMirroredStrategy",
    "tensorflow.distribute.experimental.CentralStorageStrategy",
    "tensorflow.distribute.experimental.ParameterServerStrategy",
    "tensorflow.distribute.get_strategy",
)
def strategy(call: Call, *args: Any, **kwargs: Any) -> Any:
    return Strategy()


@callee("tensorflow.distribute.Strategy.scope")
def scope(call: Call, self: Any) -> Any:
    return self


@callee("tensorflow.distribute.Strategy.__enter__")
def enter(call: Call, self: Any) -> Any:
    return self


@callee("tensorflow.distribute.Strategy.num_replicas_in_sync", attribute=True)
def replicas(call: Call, self: Any) -> Any:
    return unknown("the number of devices is that of the machine", call.place, "num_replicas")


@callee("tensorflow.distribute.Strategy.experimental_distribute_dataset")
def distribute(call: Call, self: Any, dataset: Any, options: Any = None) -> Any:
    return dataset


@callee(
    "tensorflow.function",
    "tensorflow.autograph.experimental.do_not_convert",
    "tensorflow.custom_gradient",
    lifted=False,
)
def function(call: Call, func: Any = None, *args: Any, **kwargs: Any) -> Any:
    if func is not None:
        return func
    return unknown("seqlint does not follow this decorator", call.place)


@everything_under(
    "tensorflow.config",
    "tensorflow.compat.v1.logging",
    "tensorflow.logging",
    "tensorflow.summary",
    "tensorflow.print",
    "tensorflow.debugging",
    "tensorflow.test",
    "tensorflow.device",
    "tensorflow.name_scope",
    "tensorflow.tpu",
    "tensorflow.get_logger",
    "tensorflow.saved_model",
)
def quietly(call: Call, arguments: Arguments) -> Any:
    return unknown("it depends on the machine on which the program runs", call.place)


@callee(
    "tensorflow.GradientTape",
    "tensorflow.Graph",
    "tensorflow.is_tensor",
    "tensorflow.executing_eagerly",
    "tensorflow.get_static_value",
)
def opaque(call: Call, *args: Any, **kwargs: Any) -> Any:
    return unknown("seqlint does not follow this part of TensorFlow", call.place)


@callee(
    "tensorflow.compat.v1.disable_eager_execution",
    "tensorflow.compat.v1.enable_eager_execution",
    "tensorflow.enable_eager_execution",
    "tensorflow.compat.v1.disable_v2_behavior",
    "tensorflow.compat.v1.enable_v2_behavior",
    "tensorflow.compat.v1.reset_default_graph",
    "tensorflow.reset_default_graph",
    "tensorflow.print",
    "tensorflow.config.run_functions_eagerly",
    "tensorflow.config.experimental.set_memory_growth",
)
def nothing(call: Call, *args: Any, **kwargs: Any) -> Any:
    return None
