"""Programs in real Keras: the child process seen from outside, and its answers as values."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECONDS = 120
"""How long a program may run before it is given up."""


class RealLayer(msgspec.Struct, frozen=True, rename={"class_": "class"}):
    """A layer of a model as Keras has it.

    Attributes:
        name: its name.
        class_: its class.
        output: what it gives, batch first; None where it was not built, or gives several tensors.
        trainable, frozen: numbers of its weights; None where it has none yet.
    """

    name: str
    class_: str
    output: tuple[int | None, ...] | None
    trainable: int | None
    frozen: int | None


class RealModel(msgspec.Struct, frozen=True):
    """A Sequential as Keras has it when the program ends.

    Attributes:
        line: the line of the constructor call in the program's text.
        name: its name.
        built: whether it has an input.
        layers: its layers in order.
        trainable, frozen: numbers of its weights, those of a shared layer once.
    """

    line: int
    name: str
    built: bool
    layers: tuple[RealLayer, ...]
    trainable: int | None
    frozen: int | None


class Stop(msgspec.Struct, frozen=True):
    """What ended a program before its end.

    Attributes:
        line: where, in the program's text; 0 where that is not known.
        exception: its class.
        message: what it says.
        kind: whether Keras refuses, the program's own Python is wrong, or something around it is missing (a file, a
            package, the network, time).
    """

    line: int
    exception: str
    message: str
    kind: Literal["keras", "program", "environment"]


class Run(msgspec.Struct, frozen=True):
    """What came of one program.

    Attributes:
        keras: the version of Keras.
        models: its Sequentials in the order in which they were made.
        stop: what ended it; None if it ran to its end.
        warnings: what was warned about.
    """

    keras: str
    models: tuple[RealModel, ...] = ()
    stop: Stop | None = None
    warnings: tuple[str, ...] = ()


class Program(msgspec.Struct, frozen=True):
    """A program to run: its path, which need not exist, and its code."""

    path: str
    code: str


class NoKerasError(Exception):
    """The child process could not start: there is no Keras for it."""


def runs(programs: Sequence[Program], major: int, *, python: str | None = None, seconds: float = SECONDS) -> list[Run]:
    """Run programs in one child process; after one that takes it down, in the next.

    Args:
        programs: what to run.
        major: the generation of Keras.
        python: the interpreter that has TensorFlow; this one by default.
        seconds: how long each may take.

    Raises:
        NoKerasError: the interpreter has no such Keras.
    """
    found: list[Run] = []
    while len(found) < len(programs):
        rest = programs[len(found) :]
        found.extend(_attempt(rest, major, python or sys.executable, seconds))
    return found


def _attempt(programs: Sequence[Program], major: int, python: str, seconds: float) -> Iterator[Run]:
    """The answers of one child; where it goes down, the program that took it down is the last one."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="seqlint-verify-", ignore_cleanup_errors=True) as folder:
        answers = os.path.join(folder, "answers")
        said, ended = _child(programs, major, python, folder, answers, seconds)
        lines = _lines(answers)
        yield from (msgspec.json.decode(line, type=Run) for line in lines)
        if len(lines) < len(programs):
            if not lines and "Error" in said and ended == 1:
                raise NoKerasError(said.strip().splitlines()[-1])
            yield Run("", stop=_down(ended, seconds))


def _lines(path: str) -> list[bytes]:
    if not os.path.exists(path):
        return []
    with open(path, "rb") as file:
        return [line for line in file.read().splitlines() if line.endswith(b"}")]


def _down(ended: int | None, seconds: float) -> Stop:
    from signal import Signals

    number = -ended if ended is not None and ended < 0 else 0
    name = Signals(number).name if number in set(Signals) else f"status {ended}"
    if ended is None or name == "SIGALRM":
        return Stop(0, "Timeout", f"the program takes longer than {seconds:g} seconds", "environment")
    kind: Literal["keras", "environment"] = "keras" if name == "SIGABRT" else "environment"
    return Stop(0, name, "the process went down", kind)


def _child(
    programs: Sequence[Program], major: int, python: str, folder: str, answers: str, limit: float
) -> tuple[str, int | None]:
    """What the child said on standard error, and how it ended; None for one that took too long."""
    import subprocess

    job = {"keras": major, "folder": folder, "answers": answers, "seconds": limit, "programs": programs}
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    start = f"import sys; sys.path.insert(0, {root!r}); from seqlint.verify.child import main; main()"
    try:
        done = subprocess.run(  # noqa: S603 - the reader asked for it
            [python, "-c", start],
            input=msgspec.json.encode(job),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=_environment(major, folder),
            timeout=limit * len(programs) + SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "", None
    except OSError as error:
        raise NoKerasError(str(error)) from None
    return done.stderr.decode(errors="replace"), done.returncode


def _environment(major: int, folder: str) -> dict[str, str]:
    quiet = {
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "MPLBACKEND": "Agg",
        "KERAS_BACKEND": "tensorflow",
        "HOME": folder,
        "TMPDIR": folder,
        "PYTHONDONTWRITEBYTECODE": "1",
        "TF_USE_LEGACY_KERAS": "1" if major == 2 else "0",
    }
    return {**os.environ, **quiet}
