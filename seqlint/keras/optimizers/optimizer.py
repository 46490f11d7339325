"""What an optimizer is: its own arguments, those that all share, and the names that older Keras had for some."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec

from seqlint.keras.kinds import Anything, Boolean, Context, Kind
from seqlint.keras.room import Declaration, Room
from seqlint.values.array import Array
from seqlint.values.refusal import Refused, RemovedArgument, RemovedName, UnknownArgument
from seqlint.values.signature import Parameter, Signature, signature_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seqlint.values.call import Argument, Arguments, Bound, Call
    from seqlint.values.target import Target


def _learning_rate(value: Any, context: Context) -> Any:
    keras3 = context.call.target.major >= 3
    wanted = "a float such as 0.001, or a schedule"
    said = "ValueError: Argument `learning_rate` should be float, or an instance of LearningRateSchedule, or a callable"
    if isinstance(value, int) and keras3:
        exact = f" (write {float(value)!r})" if not isinstance(value, bool) else ""
        raise context.refuse(value, wanted + exact, said)
    if isinstance(value, (str, tuple, type(None))):
        raise context.refuse(value, wanted, said if keras3 else "")
    if isinstance(value, Array) and keras3 and value.shape == () and value.dtype not in {None, "float64"}:
        raise context.refuse(value, f"{wanted} (this is a numpy {value.dtype}: wrap it in `float(…)`)", said)
    return value


def _fraction(value: Any, context: Context) -> Any:
    whole = isinstance(value, int) and context.call.target.major >= 3
    if (
        isinstance(value, (str, tuple, type(None)))
        or whole
        or (isinstance(value, (int, float)) and not 0 <= value <= 1)
    ):
        raise context.refuse(value, "a float between 0 and 1", "ValueError: `momentum` must be a float between [0, 1].")
    return value


LearningRate: TypeAlias = Annotated[Any, Kind("a float or a schedule", _learning_rate)]
Fraction: TypeAlias = Annotated[Any, Kind("a float between 0 and 1", _fraction)]


def _shared(
    weight_decay: Anything = None,
    clipnorm: Anything = None,
    clipvalue: Anything = None,
    global_clipnorm: Anything = None,
    use_ema: Boolean = False,
    ema_momentum: Anything = 0.99,
    ema_overwrite_frequency: Anything = None,
    jit_compile: Anything = True,
    loss_scale_factor: Anything = None,
    gradient_accumulation_steps: Anything = None,
    name: Anything = None,
) -> None:
    """What every optimizer takes.

    Args:
        weight_decay: pulls all weights towards 0 by this part at each step, against overfitting.
        clipnorm: shortens the gradient of each weight matrix to this length where it is longer. Helps against
            training that explodes.
        clipvalue: cuts every single number of the gradients to ± this value.
        global_clipnorm: shortens all gradients together to this length.
        use_ema: also keeps a running mean of the weights, which is often better than the last weights.
        ema_momentum: how slowly that running mean moves.
        ema_overwrite_frequency: after how many steps the weights are replaced by their running mean.
        jit_compile: whether TensorFlow compiles the update.
        loss_scale_factor: a factor for the loss, so that small gradients survive in 16-bit numbers.
        gradient_accumulation_steps: over how many batches gradients are summed before one step is made.
        name: the name of the optimizer.
    """


_ONLY = {3: ("loss_scale_factor", "gradient_accumulation_steps"), 2: ("jit_compile",)}
_RENAMED: dict[str, str | None] = {"lr": "learning_rate", "decay": None}


class Optimizer(Declaration, frozen=True, eq=False, kw_only=True):
    """One optimizer.

    Attributes:
        gone: further arguments that it once had, with what replaces them.
        shares: whether it takes what all optimizers take.
        any_weights: whether it may train further models, as those of `keras.optimizers.legacy` may.
    """

    gone: Mapping[str, str | None] = {}
    shares: bool = True
    any_weights: bool = False

    @property
    def doc(self) -> str:
        """The card: its own arguments, and those that all optimizers share."""
        own = (self.body.__doc__ or "").rstrip()
        if not self.shares:
            return own
        taken = {name for major in self.generations for name in self.signature_in(major).names()}
        wanted = taken - set(self.body.__code__.co_varnames)
        entries = re.split(r"\n {8}(?=\w)", (_shared.__doc__ or "").partition("Args:")[2].rstrip())[1:]
        shared = "".join(f"\n        {entry}" for entry in entries if entry.partition(":")[0] in wanted)
        return f"{own}{shared}\n    "

    def signature_in(self, major: int) -> Signature:
        """Its own parameters, then the shared ones, then those that it takes after these."""
        key = ("whole", major)
        if key not in self.cache:
            self.cache[key] = self._whole(major)
        found: Signature = self.cache[key]
        return found

    def _whole(self, major: int) -> Signature:
        own = super().signature_in(major).parameters
        if not self.shares:
            return Signature(own)
        taken = {each.name for each in own} | set(_ONLY[5 - major])
        shared = tuple(
            self._parameter(each, major) for each in signature_of(_shared).parameters if each.name not in taken
        )
        last = tuple(msgspec.structs.replace(each, keyword_only=False) for each in own if each.keyword_only)
        return Signature((*(each for each in own if not each.keyword_only), *shared, *last))

    def _parameter(self, parameter: Parameter, major: int) -> Parameter:
        if major == 2 and parameter.name == "name":
            return msgspec.structs.replace(parameter, default=self.name)
        return super()._parameter(parameter, major)

    def learning_rate(self, target: Target) -> float | None:
        """The learning rate that it has unless one is given."""
        rates = [each.default for each in self.signature_in(target.major).parameters if each.name == "learning_rate"]
        return rates[0] if rates else None

    def also(self, target: Target) -> frozenset[str]:
        """Keywords that the targeted Keras takes besides the parameters; before 2.11 what it later lost."""
        lost = () if target.at_least(2, 11) else (*_RENAMED, *self.gone)
        return super().also(target) | frozenset(lost)

    def bind(self, call: Call, arguments: Arguments) -> Bound:
        """The arguments bound and checked; a name that older Keras had is refused by itself.

        Raises:
            Refused: where the constructor would raise.
        """
        for name, replacement in {**_RENAMED, **self.gone}.items():
            argument = arguments.keywords.get(name)
            if argument is not None and self._legacy(name, call.target):
                raise self._old(name, replacement, argument, call.target)
        try:
            bound = super().bind(call, arguments)
        except Refused as refused:
            if refused.cause is UnknownArgument and call.target.major >= 3:
                refused.keras = f"ValueError: Argument(s) not recognized: {{'{refused.argument}': …}}"
            raise
        self._one_clip(call, bound)
        return bound

    @staticmethod
    def _legacy(name: str, target: Target) -> bool:
        """Whether the targeted Keras no longer takes an argument as older ones did."""
        return target.major >= 3 or name == "lr" or target.at_least(2, 11)

    def _old(self, name: str, replacement: str | None, argument: Argument, target: Target) -> Refused:
        keras3 = target.major >= 3
        refused = name != "decay" if keras3 else name != "lr"
        said = {
            (True, True): f"ValueError: Argument(s) not recognized: {{'{name}': …}}",
            (True, False): "UserWarning: Argument `decay` is no longer supported and will be ignored.",
            (False, True): f"ValueError: {name} is deprecated in the new Keras optimizer",
            (False, False): "UserWarning: `lr` is deprecated, please use `learning_rate` instead",
        }[keras3, refused]
        since = "Keras 3" if name == "lr" else "Keras 2.11"
        return Refused(
            RemovedArgument,
            name,
            said,
            callee=self.name,
            argument=name,
            replacement=replacement,
            since=since,
            refused=refused,
            whole=argument.whole,
        )

    def _one_clip(self, call: Call, bound: Bound) -> None:
        """Keras 3 takes one way of clipping only; Keras 2 refuses the two norms together."""
        ways = (
            ("clipnorm", "clipvalue", "global_clipnorm") if call.target.major >= 3 else ("clipnorm", "global_clipnorm")
        )
        given = [way for way in ways if way in bound and isinstance(bound.value(way), (int, float))]
        if len(given) > 1:
            context = Context(self.name, given[1], call)
            raise context.refuse(
                bound.value(given[1]),
                f"to be left out where `{given[0]}` is given",
                "ValueError: Only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set.",
            )


ROOM: Room[Optimizer] = Room("optimizer", any_case=True)


def optimizer(
    *,
    strings: tuple[int, ...] = (2, 3),
    generations: tuple[int, ...] = (2, 3),
    since: tuple[int, int] = (3, 0),
    named_since: tuple[int, int] = (3, 0),
    only: Mapping[int, tuple[str, ...]] | None = None,
    defaults: Mapping[str, Any] | None = None,
    gone: Mapping[str, str | None] | None = None,
    shares: bool = True,
) -> Callable[[Callable[..., Any]], Optimizer]:
    """Declare an optimizer by a function with its own arguments; keyword-only ones come after the shared ones.

    Args:
        strings: the generations in which its name is a string.
        generations: the generations that have it.
        since: the release of Keras 3 that brought it.
        named_since: the release of Keras 3 from which on strings name it.
        only: parameters of one generation alone.
        defaults: defaults of Keras 2 that differ.
        gone: arguments that it once had, with what replaces them.
        shares: whether it takes what all optimizers take.
    """

    def declare(body: Callable[..., Any]) -> Optimizer:
        return ROOM.add(
            Optimizer(
                room="optimizer",
                name=body.__name__,
                body=body,
                generations=generations,
                since=since,
                named_since=named_since,
                strings={major: (body.__name__.lower(),) for major in strings},
                only=only or {},
                extras={2: ("mesh",)},
                defaults=defaults or {},
                stored=True,
                gone=gone or {},
                shares=shares,
                cache={},
            )
        )

    return declare


class OldPath(msgspec.Struct, frozen=True):
    """An optimizer under a path that Keras 3 has no more: `keras.optimizers.legacy.Adam`."""

    entry: Optimizer
    path: str

    def invoke(self, call: Call, arguments: Arguments) -> Any:
        """The optimizer, where Keras 2 is targeted.

        Raises:
            Refused: where Keras 3 is targeted.
        """
        if call.target.major >= 3:
            legacy = ".legacy." in self.path
            said = "ImportError: `keras.optimizers.legacy` is not supported in Keras 3." if legacy else ""
            refused = Refused(
                RemovedName,
                keras=said,
                path=self.path,
                kind="class",
                replacement=self.entry.path,
                since="Keras 3",
                refused=True,
            )
            refused.place = call.callee
            raise refused
        if ".legacy." not in self.path:
            return self.entry.invoke(call, arguments)
        if "decay" in arguments.keywords:
            kept = {name: argument for name, argument in arguments.keywords.items() if name != "decay"}
            arguments = msgspec.structs.replace(arguments, keywords=kept)
        return msgspec.structs.replace(self.entry, any_weights=True).invoke(call, arguments)
