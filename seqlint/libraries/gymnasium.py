"""Gymnasium, and gym before it: what an environment shows, and what can be done in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.values.array import Array
from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Call


class Space(msgspec.Struct, frozen=True):
    """What can be seen or done: one of `n` things, or numbers of a shape."""

    type_path: ClassVar[str] = "gymnasium.spaces.Space"

    shape: tuple[int, ...] = ()
    n: int | None = None
    dtype: str = "float32"


class Environment(msgspec.Struct, frozen=True):
    """An environment that its name makes known.

    Attributes:
        seen: its observations.
        done: its actions.
        former: whether it is made by gym, whose answers differ from release to release.
    """

    type_path: ClassVar[str] = "gymnasium.Env"

    seen: Space
    done: Space
    former: bool = False


def _box(*shape: int) -> Space:
    return Space(shape)


def _discrete(n: int) -> Space:
    return Space((), n, "int64")


_ENVIRONMENTS = {
    "CartPole": (_box(4), _discrete(2)),
    "MountainCar": (_box(2), _discrete(3)),
    "MountainCarContinuous": (_box(2), _box(1)),
    "Acrobot": (_box(6), _discrete(3)),
    "Pendulum": (_box(3), _box(1)),
    "LunarLander": (_box(8), _discrete(4)),
    "LunarLanderContinuous": (_box(8), _box(2)),
    "BipedalWalker": (_box(24), _box(4)),
    "BipedalWalkerHardcore": (_box(24), _box(4)),
    "CarRacing": (Space((96, 96, 3), None, "uint8"), _box(3)),
    "Taxi": (_discrete(500), _discrete(6)),
    "FrozenLake": (_discrete(16), _discrete(4)),
    "FrozenLake8x8": (_discrete(64), _discrete(4)),
    "CliffWalking": (_discrete(48), _discrete(4)),
}
_GAMES = {
    "Atlantis": 4, "BeamRider": 9, "Boxing": 18, "Breakout": 4, "Enduro": 9, "Freeway": 3, "MsPacman": 9, "Pong": 6,
    "Qbert": 6, "Seaquest": 18, "SpaceInvaders": 6,
}  # fmt: skip
"""Atari's games with the number of moves that make sense in each."""
_PICTURE = Space((210, 160, 3), None, "uint8")
_NAME = re.compile(r"(?:ALE/)?(\w+?)(NoFrameskip|Deterministic)?-v\d+\Z")


def _made(call: Call, name: Any, *, changed: bool, former: bool) -> Any:
    match = _NAME.match(name) if isinstance(name, str) else None
    if match is None or changed:
        return unknown("seqlint does not know this environment", call.place)
    plain = match[1]
    if plain in _GAMES:
        return Environment(_PICTURE, _discrete(_GAMES[plain]), former)
    if plain not in _ENVIRONMENTS:
        return unknown("seqlint does not know this environment", call.place)
    return Environment(*_ENVIRONMENTS[plain], former)


_HARMLESS = frozenset({"render_mode", "max_episode_steps", "disable_env_checker", "apply_api_compatibility"})
"""Keywords that change nothing of what is seen and done."""


@callee("gymnasium.make")
def make(call: Call, id: Any, **kwargs: Any) -> Any:
    return _made(call, id, changed=not kwargs.keys() <= _HARMLESS, former=False)


@callee("gym.make")
def make_former(call: Call, id: Any, **kwargs: Any) -> Any:
    return _made(call, id, changed=not kwargs.keys() <= _HARMLESS, former=True)


def _lost(call: Call) -> Any:
    return unknown("the environment is not known", call.place)


@callee("gymnasium.Env.observation_space", attribute=True)
def observation_space(call: Call, self: Any) -> Any:
    return self.seen if isinstance(self, Environment) else _lost(call)


@callee("gymnasium.Env.action_space", attribute=True)
def action_space(call: Call, self: Any) -> Any:
    return self.done if isinstance(self, Environment) else _lost(call)


@callee("gymnasium.Env.unwrapped", "gymnasium.Env.env", attribute=True)
def inner(call: Call, self: Any) -> Any:
    return self


@callee("gymnasium.spaces.Space.shape", attribute=True)
def shape(call: Call, self: Any) -> Any:
    return self.shape if isinstance(self, Space) else _lost(call)


@callee("gymnasium.spaces.Space.n", attribute=True)
def n(call: Call, self: Any) -> Any:
    return self.n if isinstance(self, Space) and self.n is not None else unknown("this space has no `n`", call.place)


@callee("gymnasium.spaces.Space.low", "gymnasium.spaces.Space.high", attribute=True)
def bound(call: Call, self: Any) -> Any:
    return Array(self.shape, self.dtype) if isinstance(self, Space) else _lost(call)


@callee("gymnasium.spaces.Space.sample")
def sample(call: Call, self: Any) -> Any:
    return _drawn(call, self, "a random one") if isinstance(self, Space) else _lost(call)


def _drawn(call: Call, space: Space, text: str) -> Any:
    if space.n is not None:
        return unknown("which one it is is only known when the program runs", call.place, integer=True)
    return Array(space.shape, space.dtype).then(call.place, text)


@callee("gymnasium.Env.reset", lifted=False)
def reset(call: Call, self: Any, **kwargs: Any) -> Any:
    if not isinstance(self, Environment) or self.former:
        return unknown("what `reset` gives depends on the release of gym", call.place)
    return (_drawn(call, self.seen, "what is seen first"), call.store.new(DictRecord({}, open=True)))


@callee("gymnasium.Env.step", lifted=False)
def step(call: Call, self: Any, action: Any) -> Any:
    if not isinstance(self, Environment) or self.former:
        return unknown("what `step` gives depends on the release of gym", call.place)
    ended = unknown("whether it ends is only known when the program runs", call.place)
    seen = _drawn(call, self.seen, "what is seen next")
    reward = unknown("the reward is only known when the program runs", call.place)
    return (seen, reward, ended, ended, call.store.new(DictRecord({}, open=True)))


@callee("gymnasium.Env.render", "gymnasium.Env.close", "gymnasium.Env.seed")
def other(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return unknown("what the environment gives is only known when the program runs", call.place)
