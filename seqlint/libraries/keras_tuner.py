"""KerasTuner: numbers that a search chooses, and the searches, which build a model and train it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.callee import callee
from seqlint.values.functions import Function, Method
from seqlint.values.store import Ref
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call

_CHOSEN = "a search chooses it"


class HyperParameters(msgspec.Struct, frozen=True, eq=False):
    """`hp`: what a search chooses from.

    Attributes:
        fixed: whether each number is its default, as where no search runs.
    """

    type_path: ClassVar[str] = "keras_tuner.HyperParameters"

    fixed: bool


class Tuner(msgspec.Struct, frozen=True, eq=False):
    """A search.

    Attributes:
        build: what it builds models with: a function of the program, or an instance with `build`.
    """

    type_path: ClassVar[str] = "keras_tuner.Tuner"

    build: Any


@callee("keras_tuner.HyperParameters", "kerastuner.HyperParameters")
def hyper_parameters(call: Call) -> HyperParameters:
    return HyperParameters(fixed=True)


def _value(call: Call, self: Any, name: Any, default: Any) -> Any:
    """The default where no search runs; else a number under the name that the program gives it."""
    if isinstance(self, HyperParameters) and self.fixed and default is not None:
        return default
    return unknown(_CHOSEN, call.place, name if isinstance(name, str) and name.isidentifier() else None)


@callee("keras_tuner.HyperParameters.Int")
def integer(
    call: Call, self: Any, name: Any, min_value: Any = None, max_value: Any = None, step: Any = None,
    sampling: Any = None, default: Any = None, **kwargs: Any,
) -> Any:  # fmt: skip
    if isinstance(min_value, int) and min_value == max_value:
        return min_value
    return _value(call, self, name, min_value if default is None else default)


@callee("keras_tuner.HyperParameters.Float")
def real(
    call: Call, self: Any, name: Any, min_value: Any = None, max_value: Any = None, step: Any = None,
    sampling: Any = None, default: Any = None, **kwargs: Any,
) -> Any:  # fmt: skip
    return _value(call, self, None, min_value if default is None else default)


@callee("keras_tuner.HyperParameters.Choice", lifted=False)
def choice(
    call: Call, self: Any, name: Any, values: Any = None, ordered: Any = None, default: Any = None, **_: Any
) -> Any:
    from seqlint.values.join import one_of

    items = call.items(values)
    if not items:
        return unknown(_CHOSEN, call.place)
    if isinstance(self, HyperParameters) and self.fixed:
        return items[0] if default is None else default
    return one_of(list(items))


@callee("keras_tuner.HyperParameters.Boolean")
def boolean(call: Call, self: Any, name: Any, default: Any = False, **kwargs: Any) -> Any:
    return default if isinstance(self, HyperParameters) and self.fixed else unknown(_CHOSEN, call.place)


@callee("keras_tuner.HyperParameters.Fixed")
def fixed(call: Call, self: Any, name: Any, value: Any = None, **kwargs: Any) -> Any:
    return value


_SEARCHES = ("RandomSearch", "GridSearch", "BayesianOptimization", "Hyperband", "Tuner", "Sklearn")
_PATHS = tuple(
    f"{root}.{room}{name}" for root in ("keras_tuner", "kerastuner") for room in ("", "tuners.") for name in _SEARCHES
)


@callee(*_PATHS, lifted=False)
def search_of(call: Call, hypermodel: Any = None, **kwargs: Any) -> Tuner:
    return Tuner(hypermodel)


def _built(call: Call, self: Any, hp: HyperParameters) -> Any:
    """The model that a search builds."""
    build = self.build if isinstance(self, Tuner) else None
    if isinstance(build, (Function, Method)):
        return call.call(build, [hp])
    cls = getattr(call.store.heap.get(build.id), "cls", None) if isinstance(build, Ref) else None
    method = cls.lookup("build") if cls is not None else None
    if isinstance(method, Function):
        return call.call(Method(build, "build", method), [hp])
    return unknown("what the search builds is not known", call.place)


@callee("keras_tuner.Tuner.search", raw=True)
def search(call: Call, arguments: Arguments) -> None:
    """Build a model and train it, with numbers that the search chooses."""
    model = _built(call, arguments.value(0, "self"), HyperParameters(fixed=False))
    if isinstance(model, Ref) and not arguments.open:
        keywords = {name: argument.value for name, argument in arguments.keywords.items()}
        call.call(Method(model, "fit"), [argument.value for argument in arguments.positional[1:]], keywords)


@callee("keras_tuner.Tuner.get_best_hyperparameters")
def best_hyperparameters(call: Call, self: Any, num_trials: Any = 1) -> Any:
    from seqlint.values.containers import ListRecord

    count = num_trials if isinstance(num_trials, int) and 0 < num_trials < 64 else 1
    return call.store.new(ListRecord((HyperParameters(fixed=False),) * count))


@callee("keras_tuner.Tuner.get_best_models")
def best_models(call: Call, self: Any, num_models: Any = 1) -> Any:
    from seqlint.values.containers import Sequence

    model = _built(call, self, HyperParameters(fixed=False))
    return Sequence(model, num_models if isinstance(num_models, int) else 1, "list")


@callee("keras_tuner.Tuner.hypermodel", attribute=True)
def hypermodel(call: Call, self: Any) -> Any:
    return Tuner(self.build) if isinstance(self, Tuner) else unknown("the search is not known", call.place)


@callee("keras_tuner.Tuner.build")
def build(call: Call, self: Any, hp: Any) -> Any:
    return _built(call, self, hp if isinstance(hp, HyperParameters) else HyperParameters(fixed=False))


@callee("keras_tuner.HyperParameters.get", "keras_tuner.HyperParameters.__getitem__")
def get(call: Call, self: Any, name: Any) -> Any:
    return _value(call, self, name, None)


@callee("keras_tuner.Tuner.results_summary", "keras_tuner.Tuner.search_space_summary", raw=True)
def shown(call: Call, arguments: Arguments) -> None:
    return None
