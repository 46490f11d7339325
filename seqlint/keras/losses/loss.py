"""What a loss is: which labels and which last activation it wants, and which shapes Keras lets meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import msgspec

from seqlint.keras.kinds import Context, Kind
from seqlint.keras.layer import snake
from seqlint.keras.losses.shapes import Agreement, disagreement, laid_over_batch
from seqlint.keras.room import Declaration, Room
from seqlint.values.array import Array
from seqlint.values.signature import Parameter, Signature
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seqlint.values.call import Arguments, Call
    from seqlint.values.shape import Shape
    from seqlint.values.target import Target

LabelsWanted: TypeAlias = Literal["one-hot", "indices", "binary", "continuous", "any"]
OutputWanted: TypeAlias = Literal["softmax", "sigmoid", "linear", "any"]

_REDUCTIONS = {
    3: (None, "none", "sum", "sum_over_batch_size", "mean", "mean_with_sample_weight"),
    2: ("auto", "none", "sum", "sum_over_batch_size"),
}


def _reduction(value: Any, context: Context) -> Any:
    allowed = _REDUCTIONS[context.call.target.major]
    if isinstance(value, (str, type(None))) and value not in allowed:
        wanted = "one of " + ", ".join(f"'{each}'" for each in allowed if each)
        raise context.refuse(value, wanted, "ValueError: Invalid value for argument `reduction`.")
    return value


Reduction: TypeAlias = Annotated[Any, Kind("how the losses of a batch become one number", _reduction)]


class Loss(Declaration, frozen=True, eq=False, kw_only=True):
    """One loss: the class, the function and all strings that stand for it.

    Attributes:
        function: the name of its function form.
        labels: what the labels must be: one-hot rows, class indices, 0/1, real numbers.
        output: the last activation that it expects.
        from_logits: whether it can be told that no activation stands there.
        shapes: how the shapes of labels and output must agree in Keras 3.
        shapes_two: how they must agree in Keras 2.
        sibling: the loss for the other kind of labels of the same task, if there is one.
        callables: further names of the function in `keras.losses`.
        resolved: whether the name stands for one of several losses, chosen by Keras from the shapes.
    """

    function: str
    labels: LabelsWanted
    output: OutputWanted
    from_logits: bool
    shapes: Agreement
    shapes_two: Agreement
    sibling: str | None = None
    callables: tuple[str, ...] = ()
    resolved: bool = False

    def agreement(self, target: Target) -> Agreement:
        """How the shapes of labels and output must agree in the targeted generation."""
        return self.shapes if target.major >= 3 else self.shapes_two

    def disagrees(self, labels: Shape, output: Shape, target: Target, *, scores: bool = False) -> str | None:
        """What Keras says in `fit` where labels and output of these shapes cannot meet; None where they can.

        Both shapes have the batch axis. What depends on a size that is not known is no disagreement.

        Args:
            labels: the labels' shape.
            output: the model's.
            target: which Keras compares them.
            scores: whether the loss has the raw scores: told so, or the model ends in sigmoid or softmax, under which
                Keras 2 finds them.
        """
        asked = "logits" if scores and self.labels == "binary" and target.major == 2 else self.agreement(target)
        return disagreement(asked, labels, output, target)

    def meets_batch(self, labels: Shape, output: Shape, target: Target) -> int | None:
        """The size that the batch axis of the shorter shape is compared with, where the loss broadcasts; else None."""
        return laid_over_batch(labels, output, target) if self.agreement(target) == "broadcast" else None


ROOM: Room[Loss] = Room("loss")


def loss(
    *,
    labels: LabelsWanted,
    output: OutputWanted,
    shapes: Agreement = "broadcast",
    shapes_two: Agreement | None = None,
    short: str = "",
    function: str = "",
    named: bool = True,
    two: tuple[str, ...] = (),
    callables: tuple[str, ...] = (),
    only: Mapping[int, tuple[str, ...]] | None = None,
    generations: tuple[int, ...] = (2, 3),
    since: tuple[int, int] = (3, 0),
    named_since: tuple[int, int] = (3, 0),
    sibling: str | None = None,
) -> Callable[[Callable[..., Any]], Loss]:
    """Declare a loss by a function with its class's signature.

    Args:
        labels: what the labels must be.
        output: the last activation that it expects.
        shapes: how labels and output must agree.
        shapes_two: the same for Keras 2, if it is another way.
        short: its short string; the upper-case form is one too.
        function: the name of its function form, if that is not its class name in snake_case.
        named: whether Keras' `get` knows its class and function by name.
        two: further strings of Keras 2.
        callables: further names of its function.
        only: parameters of one generation alone.
        generations: the generations that have it.
        since: the release of Keras 3 that brought it.
        named_since: the release of Keras 3 from which on strings name it.
        sibling: the loss for the other kind of labels.
    """

    def declare(body: Callable[..., Any]) -> Loss:
        name = body.__name__
        form = function or snake(name)
        shorts = (short, short.upper()) if short else ()
        strings = (name, form, *shorts) if named else ()
        return ROOM.add(
            Loss(
                room="loss",
                name=name,
                body=body,
                generations=generations,
                since=since,
                named_since=named_since,
                strings={3: strings, 2: (*strings, *two)},
                only={3: ("dtype", *(only or {}).get(3, ())), 2: (only or {}).get(2, ())},
                defaults={"reduction": "auto"},
                stored=True,
                function=form,
                labels=labels,
                output=output,
                from_logits="from_logits" in body.__code__.co_varnames,
                shapes=shapes,
                shapes_two=shapes_two or shapes,
                sibling=sibling,
                callables=(*shorts, *callables),
                cache={},
            )
        )

    return declare


def resolved(*strings: str, since: tuple[int, int]) -> Callable[[Callable[[], None]], Loss]:
    """Declare a name that Keras 3 takes for one of several losses; it ignores its case."""

    def declare(body: Callable[[], None]) -> Loss:
        return ROOM.add(
            Loss(
                room="loss",
                name=body.__name__,
                body=body,
                generations=(3,),
                since=since,
                strings={3: strings},
                stored=True,
                function=body.__name__,
                labels="any",
                output="any",
                from_logits=False,
                shapes="free",
                shapes_two="free",
                resolved=True,
                cache={},
            )
        )

    return declare


class LossFunction(msgspec.Struct, frozen=True):
    """The function form of a loss: labels and predictions in, one number a sample out."""

    entry: Loss

    @property
    def name(self) -> str:
        """The function's name."""
        return self.entry.function

    @property
    def doc(self) -> str:
        """The card: that of the class."""
        return self.entry.doc

    @property
    def signature(self) -> Signature:
        """Labels and predictions, and what the class takes besides its own `reduction`, `name` and `dtype`."""
        own = {"reduction", "name", "dtype"}
        first = tuple(Parameter(name, None, required=True, keyword_only=False) for name in ("y_true", "y_pred"))
        rest = tuple(each for each in self.entry.signature.parameters if each.name not in own)
        return Signature((*first, *rest))

    def invoke(self, call: Call, arguments: Arguments) -> Any:
        """The losses: an array without the last axis."""
        output = arguments.value(1, "y_pred")
        if isinstance(output, Array) and isinstance(output.shape, tuple) and output.shape:
            return Array(output.shape[:-1], "float32", library="tensorflow").then(
                call.place, f"{self.name} of each sample"
            )
        return unknown(f"`{self.name}` is applied to something that seqlint does not know", call.place)
