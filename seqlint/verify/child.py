"""The child process: runs programs in real Keras, one after the other, and writes what came of each.

Started as `python -c` with this package on the path; reads a job as JSON from standard input (`keras`, `folder`,
`answers`, `seconds`, `programs` of `path` and `code`) and adds one line of JSON for each program to the file `answers`.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.util
import io
import json
import os
import signal
import sys
import warnings
from typing import Any

from seqlint.verify import guard, standins
from seqlint.verify.watch import Watch


class _AsKeras(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes `import keras` the Keras 2 that the program is run for."""

    def find_spec(self, name: str, *_: Any) -> Any:
        ours = name == "keras" or name.startswith("keras.")
        return importlib.util.spec_from_loader(name, self) if ours else None

    def create_module(self, spec: Any) -> Any:
        return importlib.import_module(f"tf_{spec.name}")

    def exec_module(self, module: Any) -> None:
        """It was executed under its own name."""


def load(major: int) -> Any:
    """The Keras of a generation."""
    import tensorflow as tf

    if major == 2:
        for name in [name for name in sys.modules if name.partition(".")[0] == "keras"]:
            del sys.modules[name]
        sys.meta_path.insert(0, _AsKeras())
        import tf_keras as keras
    else:
        import keras
    tf.get_logger().setLevel("ERROR")
    return keras


def run(keras: Any, program: dict[str, Any]) -> dict[str, Any]:
    """Run one program and say what came of it."""
    keras.backend.clear_session()
    path, home = program["path"], os.path.dirname(os.path.abspath(program["path"]))
    sys.argv = [path]
    space = {"__name__": "__main__", "__file__": path, "display": lambda *_, **__: None}
    stop: dict[str, Any] | None = None
    said: list[str] = []
    watch = Watch(keras, path)
    with watch.watching(), warnings.catch_warnings(record=True) as caught, _quiet(), _at(home):
        warnings.simplefilter("always")
        try:
            exec(compile(program["code"], path, "exec"), space)  # noqa: S102 - this is what verifying means
        except BaseException as error:  # noqa: BLE001 - whatever ends the program is its outcome
            if not (isinstance(error, SystemExit) and error.code in {None, 0}):
                stop = watch.stop(error)
        said = [f"{each.category.__name__}: {' '.join(str(each.message).split())[:300]}" for each in caught]
        models = watch.models()
    return {"keras": keras.__version__, "models": models, "stop": stop, "warnings": said[:50]}


def _wake_in(seconds: float) -> None:
    """End this process if the next program takes longer; the system's own way of ending it needs no Python to run."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


@contextlib.contextmanager
def _quiet() -> Any:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


@contextlib.contextmanager
def _at(folder: str) -> Any:
    """The program's own folder as the first place of modules and files."""
    before = os.getcwd()
    if os.path.isdir(folder):
        os.chdir(folder)
        sys.path.insert(0, folder)
    try:
        yield
    finally:
        os.chdir(before)
        if folder in sys.path:
            sys.path.remove(folder)


def main() -> None:
    """Do the job that standard input brings."""
    job = json.load(sys.stdin)
    keras = load(job["keras"])
    standins.put_in(keras)
    with open(job["answers"], "a", encoding="utf-8") as answers:
        guard.keep(job["folder"])
        for program in job["programs"]:
            _wake_in(job["seconds"])
            answers.write(json.dumps(run(keras, program)) + "\n")
            answers.flush()
    os._exit(0)
