"""SciKeras: estimators of scikit-learn that build a Keras model with a function of the program and train it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.callee import callee
from seqlint.values.functions import Function, Method
from seqlint.values.store import Ref
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seqlint.values.call import Call

_GIVEN = frozenset({"meta", "compile_kwargs", "params"})
"""Parameters of the building function that SciKeras fills itself."""
_TRAINING = ("batch_size", "epochs", "validation_split", "callbacks", "verbose")
"""Arguments that go on to `fit`."""


class Estimator(msgspec.Struct, frozen=True, eq=False):
    """A wrapped model.

    Attributes:
        build: the function that makes it.
        settings: the keywords that the wrapper was made with.
        classifies: whether the labels are encoded before the model gets them.
    """

    type_path: ClassVar[str] = "scikeras.wrappers.Estimator"

    build: Any
    settings: Mapping[str, Any]
    classifies: bool


@callee("scikeras.wrappers.KerasClassifier", lifted=False)
def keras_classifier(call: Call, model: Any = None, *, build_fn: Any = None, **kwargs: Any) -> Estimator:
    return Estimator(build_fn if model is None else model, kwargs, classifies=True)


@callee("scikeras.wrappers.KerasRegressor", lifted=False)
def keras_regressor(call: Call, model: Any = None, *, build_fn: Any = None, **kwargs: Any) -> Estimator:
    return Estimator(build_fn if model is None else model, kwargs, classifies=False)


@callee("scikeras.wrappers.Estimator.fit", lifted=False)
def fit(call: Call, self: Any, X: Any = None, y: Any = None, **kwargs: Any) -> Any:
    """Build the model and train it; a classifier's labels are encoded on the way."""
    if isinstance(self, Estimator):
        train(call, self, X, y)
    return self


@callee("scikeras.wrappers.Estimator.predict")
def predict(call: Call, self: Any, X: Any = None, **kwargs: Any) -> Any:
    return unknown("SciKeras decodes what the model predicts", call.place)


def train(call: Call, estimator: Estimator, x: Any, y: Any) -> None:
    """Build the model and train it, where the function is the program's."""
    build = estimator.build
    if not isinstance(build, Function):
        return
    model = call.call(build, [], _arguments(call, build, estimator.settings))
    if not isinstance(model, Ref):
        return
    labels = unknown("SciKeras encodes the labels", call.place) if estimator.classifies else y
    settings = {name: estimator.settings[name] for name in _TRAINING if name in estimator.settings}
    call.call(Method(model, "fit"), [x, labels], settings)


def _arguments(call: Call, build: Function, settings: Mapping[str, Any]) -> dict[str, Any]:
    """What the building function gets: `model__units=64` or `units=64` for its `units`."""
    params = build.place.node.params
    names = [param.name.value for param in (*params.params, *params.kwonly_params)]
    given: dict[str, Any] = {}
    for name in names:
        if name in _GIVEN:
            given[name] = unknown("SciKeras gives it", call.place, name)
        elif f"model__{name}" in settings or name in settings:
            given[name] = settings.get(f"model__{name}", settings.get(name))
    return given
