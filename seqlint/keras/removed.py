"""Names that older Keras had and the targeted one has not: where they went, or what stands for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from seqlint.keras.public import shows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seqlint.values.target import Target


class Removed(msgspec.Struct, frozen=True):
    """A name that is gone.

    Attributes:
        kind: "module", "layer", "name" or "method".
        replacement: the canonical path to use now; None where Keras has nothing in its place.
        since: the Keras that dropped it.
        refused: whether the targeted Keras raises.
        keras: what Keras or Python says.
        advice: what to do where no path replaces it.
    """

    kind: str
    replacement: str | None
    since: str
    refused: bool
    keras: str
    advice: str = ""


class Moved(msgspec.Struct, frozen=True):
    """A pattern of canonical paths, and where they went.

    Attributes:
        pattern: matches a whole path, as imported.
        to: the replacement, with the pattern's groups; None for nothing.
        since: the Keras that dropped it.
        advice: what to do instead.
        in_tensorflow: whether `tf.keras` still has it.
    """

    pattern: str
    to: str | None
    since: str = "Keras 2.13"
    advice: str = ""
    in_tensorflow: bool = False


_EXAMPLES = "tensorflow.examples"
HOMES = ("keras.", "tensorflow.train.", _EXAMPLES)
"""Where the names stood that Keras users miss."""
_FUNCTIONS = "add|average|concatenate|deserialize|dot|maximum|minimum|multiply|serialize|subtract"
"""Functions of `keras.layers`; any other name with a small letter was a module."""
_MOVED = (
    Moved(
        r"tensorflow\.train\.(?P<name>Adam|GradientDescent|RMSProp|Momentum|Adagrad|Adadelta|Ftrl)Optimizer",
        None,
        "TensorFlow 2",
    ),
    Moved(r"tensorflow\.examples(\.\w+)*", None, "TensorFlow 2", "Use keras.datasets.mnist.load_data()."),
    Moved(r"keras\.layers\.experimental\.preprocessing(?P<rest>(\.\w+)?)", r"keras.layers\g<rest>", "Keras 3"),
    Moved(r"keras\.layers\.merge", None, advice="Use concatenate, add, multiply … of keras.layers."),
    Moved(
        rf"keras\.layers\.(?!({_FUNCTIONS}|experimental)\b)[a-z_]+(?P<rest>(\.\w+)?)", r"keras.layers\g<rest>"
    ),  # `experimental` is told with what is read from it, since both go together
    Moved(r"keras\.engine(\.\w+)*\.(?P<name>Model|Sequential)", r"keras.\g<name>"),
    Moved(r"keras\.engine(\.\w+)*\.(?P<name>[A-Z]\w*)", r"keras.layers.\g<name>"),
    Moved(r"keras\.utils\.\w+_utils\.(?P<name>\w+)", r"keras.utils.\g<name>"),
    Moved(r"keras\.utils\.\w+_utils", "keras.utils"),
    Moved(r"keras\.utils\.multi_gpu_model", None, "Keras 2.4", "Use tf.distribute.MirroredStrategy."),
    Moved(r"keras\.utils\.print_summary", None, "Keras 2.4", "Use model.summary()."),
    Moved(
        r"keras\.preprocessing\.text(\.\w+)?",
        None,
        "Keras 3",
        "Use keras.layers.TextVectorization.",
        in_tensorflow=True,
    ),
    Moved(
        r"keras\.preprocessing\.image\.ImageDataGenerator",
        None,
        "Keras 3",
        "Use keras.utils.image_dataset_from_directory, or take it from tensorflow.keras.",
        in_tensorflow=True,
    ),
    Moved(r"keras\.wrappers\.scikit_learn(\.\w+)*", None, "Keras 2.12", "Use the package scikeras: scikeras.wrappers."),
    Moved(r"keras\.objectives(?P<rest>(\.\w+)?)", r"keras.losses\g<rest>", "Keras 2"),
    Moved(r"keras\.initializations\.(?P<name>normal|uniform)", r"keras.initializers.random_\g<name>", "Keras 2"),
    Moved(r"keras\.initializations(?P<rest>(\.\w+)?)", r"keras.initializers\g<rest>", "Keras 2"),
    Moved(r"keras\.utils\.visualize_util(\.plot)?", "keras.utils.plot_model", "Keras 2"),
    Moved(r"keras\.backend\.tensorflow_backend(\.\w+)?", None, "Keras 2.4", "Use keras.backend, or tensorflow itself."),
    Moved(
        r"keras\.backend\.(set|get)_session", None, "Keras 2.4", "Sessions are gone with TensorFlow 2: leave it away."
    ),
    Moved(
        r"keras\.backend\.(set_)?image_dim_ordering",
        None,
        "Keras 2",
        "It is image_data_format() now: 'channels_first' for 'th', 'channels_last' for 'tf'.",
    ),
    Moved(r"keras\.callbacks\.callbacks(?P<rest>(\.\w+)?)", r"keras.callbacks\g<rest>", "Keras 2.4"),
    Moved(r"keras\.models\.model_from_yaml", "keras.models.model_from_json", "Keras 3"),
    Moved(r"keras\.optimizers\.[a-z]+_v[12]\.(?P<name>[A-Z]\w*)", r"keras.optimizers.\g<name>"),
    Moved(r"keras\.optimizers\.(?P<name>adam|sgd|rmsprop|adagrad|adadelta|adamax|nadam)", None, "Keras 2.4"),
    Moved(r"keras\.regularizers\.(l1l2|activity_l1|activity_l2)", "keras.regularizers.l1_l2", "Keras 2"),
    Moved(r"keras\.constraints\.maxnorm", "keras.constraints.max_norm"),
    Moved(r"keras\.constraints\.nonneg", "keras.constraints.non_neg"),
    Moved(r"keras\.constraints\.unitnorm", "keras.constraints.unit_norm"),
    Moved(r"keras\.initializers\.(?P<name>normal|uniform)", r"keras.initializers.random_\g<name>"),
)
_LAYERS = {
    "CuDNNLSTM": "LSTM", "CuDNNGRU": "GRU", "Merge": "Concatenate", "Highway": None, "MaxoutDense": None,
    "Deconvolution2D": "Conv2DTranspose", "AtrousConvolution2D": "Conv2D", "AtrousConvolution1D": "Conv1D",
    "ThresholdedReLU": "ReLU(threshold=…)", "LocallyConnected1D": None, "LocallyConnected2D": None,
    "TimeDistributedDense": "TimeDistributed",
}  # fmt: skip
"""Layers without a class in Keras 3, and the one that took over."""
_STILL_IN_TENSORFLOW = frozenset({"ThresholdedReLU", "RandomHeight", "RandomWidth"})
_MEMBERS = {
    "keras.models.Model.predict_classes": (
        "Keras 2.6",
        None,
        "Take predict(x).argmax(axis=1), for one unit predict(x) > 0.5.",
    ),
    "keras.models.Model.predict_proba": ("Keras 2.6", "predict", ""),
    "keras.models.Model.fit_generator": ("Keras 3", "fit", ""),
    "keras.models.Model.evaluate_generator": ("Keras 3", "evaluate", ""),
    "keras.models.Model.predict_generator": ("Keras 3", "predict", ""),
    "keras.models.Model.reset_states": ("Keras 3", None, "Call reset_states() on each recurrent layer."),
    "keras.models.Model.to_yaml": ("Keras 2.6", "to_json", ""),
    "keras.members.Layer.output_shape": ("Keras 3", None, "Take layer.output.shape, or layer.compute_output_shape(…)."),
    "keras.members.Layer.input_shape": ("Keras 3", None, "Take layer.input.shape."),
    "keras.optimizers.Optimizer.lr": ("Keras 3", "learning_rate", ""),
    "keras.models.Sequential.input": ("Keras 3", None, "Take model.inputs[0]."),
    "keras.models.Sequential.output": ("Keras 3", None, "Take model.outputs[0]."),
}
_OBJECTS = {
    "keras.models.Model": "Sequential", "keras.models.Sequential": "Sequential", "keras.members.Layer": "Layer",
    "keras.optimizers.Optimizer": "Optimizer",
}  # fmt: skip
"""What Python calls an object of a path, in its message."""


def removed(path: str, spelled: str, target: Target) -> Removed | None:
    """What became of a canonical path, as the program reaches it; None where it is there. What Python says is open."""
    if not path.startswith(HOMES) or spelled.startswith("tensorflow.python."):
        return None
    tensorflow = spelled.startswith("tensorflow.")
    found = _layer(path, target, tensorflow=tensorflow)
    if found is not None:
        return found
    for moved in _MOVED:
        match = re.fullmatch(moved.pattern, path)
        if match is not None:
            if (tensorflow and moved.in_tensorflow) or not _reached(moved.since, target):
                return None
            to = None if moved.to is None else match.expand(moved.to)
            if moved.to is None and "name" in match.groupdict():
                to = f"keras.optimizers.{_OPTIMIZERS.get(match['name'], match['name'].capitalize())}"
            if to is not None and not shows(to, target, tensorflow=spelled.startswith("tensorflow.keras")):
                to = None
            return Removed("module", to, moved.since, True, "", moved.advice)
    return None


def _reached(since: str, target: Target) -> bool:
    """Whether the targeted Keras is the release that dropped a name, or a later one."""
    match = re.fullmatch(r"Keras (\d+)(?:\.(\d+))?", since)
    return match is None or target.at_least(int(match[1]), int(match[2] or 0))


_OPTIMIZERS = {"sgd": "SGD", "rmsprop": "RMSprop", "RMSProp": "RMSprop", "GradientDescent": "SGD", "Momentum": "SGD"}


def _layer(path: str, target: Target, *, tensorflow: bool) -> Removed | None:
    from seqlint.keras.layers import find

    room, _, name = path.rpartition(".")
    if room != "keras.layers" or not name[:1].isupper() or (tensorflow and name in _STILL_IN_TENSORFLOW):
        return None
    type_ = find(name)
    generations = () if type_ is None else type_.generations
    since = "Keras 3" if 2 in generations else "Keras 2.4"
    there = target.major in generations and not (name in _STILL_IN_TENSORFLOW and target.major >= 3)
    if there or not (2 in generations or name in _LAYERS) or not _reached(since, target):
        return None
    to = _LAYERS.get(name)
    return Removed("layer", to and f"keras.layers.{to}", since, True, "")


def took_over(path: str, spelled: str, target: Target) -> str | None:
    """The path of the layer that takes the same arguments in the place of one that is gone (`LSTM` for `CuDNNLSTM`)."""
    name = path.rpartition(".")[2]
    to = _LAYERS.get(name)
    same = to is not None and name.endswith(to) and path == f"keras.layers.{name}"
    return f"keras.layers.{to}" if same and removed(path, spelled, target) is not None else None


def perhaps_there(path: str, target: Target) -> bool:
    """Whether the targeted Keras is one of those from before 2.4, which may have had a layer that is gone now."""
    room, _, name = path.rpartition(".")
    return room == "keras.layers" and name in _LAYERS and not _reached("Keras 2.4", target)


def gone_part(path: str) -> str:
    """The first part of a removed path that is gone, by the patterns of what moved."""
    if path.startswith(_EXAMPLES):
        return _EXAMPLES
    module = path.rpartition(".")[0]
    return next((each for each in _modules(module) if _is_gone(each.removeprefix("tensorflow."))), path)


def _modules(path: str) -> Iterator[str]:
    """The modules that Python imports on the way to one, the outermost first."""
    parts = path.split(".")
    yield from (".".join(parts[: at + 1]) for at in range(len(parts)))


def _is_gone(module: str) -> bool:
    """Whether a module is gone itself, or whatever class it had."""
    return any(re.fullmatch(moved.pattern, path) for moved in _MOVED for path in (module, f"{module}.X"))


def removed_member(path: str, target: Target) -> Removed | None:
    """What became of a method or attribute (`keras.models.Model.fit_generator`); None where it is there."""
    found = _MEMBERS.get(path)
    if found is None or not _reached(found[0], target):
        return None
    since, to, advice = found
    owner, _, name = path.rpartition(".")
    keras = f"AttributeError: '{_OBJECTS[owner]}' object has no attribute '{name}'"
    return Removed("method", to, since, True, keras, advice)
