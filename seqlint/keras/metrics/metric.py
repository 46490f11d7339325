"""What a metric is: a number for people to watch, with the labels and outputs that it can compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from seqlint.keras.layer import snake
from seqlint.keras.room import Declaration, Room
from seqlint.values.array import Array
from seqlint.values.signature import Parameter, Signature
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seqlint.values.call import Arguments, Call

LabelsWanted: TypeAlias = Literal["one-hot", "indices", "binary", "continuous", "any"]
OutputWanted: TypeAlias = Literal["softmax", "sigmoid", "linear", "any"]
Task: TypeAlias = Literal["classes", "quantities", "any"]


class Metric(Declaration, frozen=True, eq=False, kw_only=True):
    """One metric: the class, and the function and strings that stand for it.

    Attributes:
        labels: what the labels must be.
        output: the last activation that it expects.
        task: whether it says something about classes or about quantities.
        better: "up" if more is better, "down" if less is, None where neither holds.
        function: the name of its function form, if it has one.
        callables: further names of the function in `keras.metrics`.
        resolved: whether the name stands for one of several metrics, chosen by Keras from the shapes.
    """

    labels: LabelsWanted = "any"
    output: OutputWanted = "any"
    task: Task = "any"
    better: Literal["up", "down"] | None = None
    function: str | None = None
    callables: tuple[str, ...] = ()
    resolved: bool = False


ROOM: Room[Metric] = Room("metric")


def metric(
    *,
    labels: LabelsWanted = "any",
    output: OutputWanted = "any",
    task: Task = "any",
    better: Literal["up", "down"] | None = None,
    short: str = "",
    short_two: bool = True,
    function: str | None = None,
    callables: tuple[str, ...] = (),
    two: tuple[str, ...] = (),
    named: bool = True,
    only: Mapping[int, tuple[str, ...]] | None = None,
    defaults: Mapping[str, Any] | None = None,
    generations: tuple[int, ...] = (2, 3),
    since: tuple[int, int] = (3, 0),
) -> Callable[[Callable[..., Any]], Metric]:
    """Declare a metric by a function with its class's signature.

    Args:
        labels: what the labels must be.
        output: the last activation that it expects.
        task: whether it says something about classes or about quantities.
        better: whether more or less is better.
        short: its short string; the upper-case form is one too.
        short_two: whether Keras 2 knows the short string.
        function: the name of its function form.
        callables: further names of that function.
        two: further strings of Keras 2.
        named: whether its class name is a string; it is not where the class needs an argument.
        only: parameters of one generation alone.
        defaults: defaults of Keras 2 that differ.
        generations: the generations that have it.
        since: the release of Keras 3 that brought it.
    """

    def declare(body: Callable[..., Any]) -> Metric:
        name = body.__name__
        shorts = (short, short.upper()) if short else ()
        in_two = (*(shorts if short_two else ()), *two, *((function,) if function else ()))
        return ROOM.add(
            Metric(
                room="metric",
                name=name,
                body=body,
                generations=generations,
                since=since,
                strings={3: (name, snake(name), *shorts), 2: (name, *in_two)} if named else {},
                only=only or {},
                extras={2: ("mesh",)},
                defaults=defaults or {},
                stored=True,
                labels=labels,
                output=output,
                task=task,
                better=better,
                function=function,
                callables=(*shorts, *callables),
                cache={},
            )
        )

    return declare


def resolved(*strings: str, generations: tuple[int, ...]) -> Callable[[Callable[[], None]], Metric]:
    """Declare a name that stands for one of several metrics; Keras ignores its case."""

    def declare(body: Callable[[], None]) -> Metric:
        return ROOM.add(
            Metric(
                room="metric",
                name=body.__name__,
                body=body,
                generations=generations,
                strings=dict.fromkeys(generations, strings),
                stored=True,
                task="classes",
                better="up" if body.__name__ == "accuracy" else "down",
                resolved=True,
                cache={},
            )
        )

    return declare


class MetricFunction(msgspec.Struct, frozen=True):
    """The function form of a metric: labels and predictions in, one number a sample out."""

    entry: Metric

    @property
    def name(self) -> str:
        """The function's name."""
        return self.entry.function or self.entry.name

    @property
    def doc(self) -> str:
        """The card: that of the class."""
        return self.entry.doc

    @property
    def signature(self) -> Signature:
        """Labels and predictions, and what the class takes besides its own `name` and `dtype`."""
        first = tuple(Parameter(name, None, required=True, keyword_only=False) for name in ("y_true", "y_pred"))
        rest = tuple(each for each in self.entry.signature.parameters if each.name not in {"name", "dtype"})
        return Signature((*first, *rest))

    def invoke(self, call: Call, arguments: Arguments) -> Any:
        """The metric of each sample: an array without the last axis."""
        output = arguments.value(1, "y_pred")
        if isinstance(output, Array) and isinstance(output.shape, tuple) and output.shape:
            return Array(output.shape[:-1], "float32", library="tensorflow").then(
                call.place, f"{self.name} of each sample"
            )
        return unknown(f"`{self.name}` is applied to something that seqlint does not know", call.place)
