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
    """Weights from elsewhere."""
    if isinstance(arguments.positional[0].value, Ref):
        Sequential(arguments.positional[0].value).update(call, loaded=True)
