"""The weights of a model: read, given, counted. seqlint follows their number and shapes, not their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.keras.layer.given import check_given
from seqlint.keras.models.build import Sequential
from seqlint.keras.models.members import is_unbuilt, used
from seqlint.values.callee import callee
from seqlint.values.refusal import NotBuilt, Refused
from seqlint.values.store import Ref
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


def _weights(call: Call, self: Ref, name: str, *, called: bool) -> Any:
    """The weights; seqlint follows only their number. Keras 2 refuses where there are none yet.

    Raises:
        Refused: in Keras 2, for a model that is not built.
    """
    model = used(call, self, name, called=called)
    if call.target.major == 2 and is_unbuilt(model):
        keras = f"ValueError: Weights for model '{model.name}' have not yet been created."
        raise Refused(NotBuilt, None, keras, attribute=f"{name}()" if called else name, model=model)
    return unknown("the weights' values are not in the program", call.place)


for _which in ("weights", "trainable_weights", "trainable_variables", "non_trainable_weights", "variables"):

    @callee(f"keras.models.Model.{_which}", attribute=True)
    def all_weights(call: Call, self: Ref, _which: str = _which) -> Any:
        """The weights of one kind."""
        return _weights(call, self, _which, called=False)


@callee("keras.models.Model.get_weights")
def get_weights(call: Call, self: Ref) -> Any:
    """The numbers of all weights."""
    return _weights(call, self, "get_weights", called=True)


@callee("keras.models.Model.set_weights", told=True)
def set_weights(call: Call, self: Ref, weights: Any) -> None:
    """Other numbers for all weights."""
    model = Sequential(self).update(call, loaded=True)
    if model.built and not model.open and model.facets is None and model.weights is not None:
        check_given(call, model.weights, weights, callee="set_weights", argument="weights", owner=model.name)


@callee("keras.models.Model.load_weights", raw=True, told=True)
def load_weights(call: Call, arguments: Arguments) -> None:
    """Weights from elsewhere.

    Raises:
        Refused: for a model that has no weights yet; Keras 2 keeps those of its own format until it has.
    """
    ref, path = arguments.positional[0].value, arguments.value(1, "filepath")
    if not isinstance(ref, Ref):
        return
    model = Sequential(ref).update(call, loaded=True)
    hdf5 = isinstance(path, str) and path.endswith((".h5", ".hdf5", ".keras"))
    if (hdf5 or call.target.major >= 3) and model.kind == "Sequential" and is_unbuilt(model) and model.uses:
        newer = "ValueError: You are loading weights into a model that has not yet been built."
        older = "ValueError: Layer expected 0 variables, but received others during loading."
        keras = newer if call.target.major >= 3 else older
        raise Refused(NotBuilt, None, keras, attribute="load_weights()", model=model)
