"""Files, paths, the command line and the environment: what a program reads from outside is not in the program."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from seqlint.libraries import everything_under
from seqlint.values.callee import callee
from seqlint.values.containers import InstanceRecord, ListRecord
from seqlint.values.store import Ref
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


@callee("os.path.join", "posixpath.join", raw=True)
def join(call: Call, arguments: Arguments) -> Any:
    values = [each.value for each in arguments.positional]
    if arguments.open or not values or not all(isinstance(value, str) for value in values):
        return unknown("a part of the path is not known", call.place)
    return posixpath.join(*values)


def _path(name: str) -> None:
    @callee(f"os.path.{name}")
    def function(call: Call, path: Any) -> Any:
        return getattr(posixpath, name)(path) if isinstance(path, str) else unknown("the path is not known", call.place)


for _name in ("basename", "dirname", "splitext", "split", "normpath"):
    _path(_name)


@callee("io.open", "codecs.open")
def open_(call: Call, file: Any = None, *args: Any, **kwargs: Any) -> Any:
    return unknown(
        f"`{file}` is not in the program" if isinstance(file, str) else "a file is not in the program", call.place
    )


@callee("os.path.exists", "os.path.isfile", "os.path.isdir", "os.path.getsize", "os.path.getmtime")
def exists(call: Call, path: Any) -> Any:
    return unknown("which files there are is not in the program", call.place)


@callee(
    "os.makedirs",
    "os.mkdir",
    "os.remove",
    "os.chdir",
    "os.system",
    "os.rename",
    "os.putenv",
    "shutil.rmtree",
    "shutil.copy",
    "shutil.move",
    "shutil.copyfile",
    "sys.stdout.flush",
    "sys.stdout.write",
    "gc.collect",
    "time.sleep",
    "warnings.filterwarnings",
    "warnings.simplefilter",
    "warnings.warn",
    "sys.exit",
    "sys.path.append",
    "sys.path.insert",
    "logging.basicConfig",
)
def nothing(call: Call, *args: Any, **kwargs: Any) -> Any:
    return None


@callee("os.environ.get", "os.getenv")
def getenv(call: Call, key: Any, default: Any = None) -> Any:
    if default is not None:
        return default
    return unknown("it is set outside the program", call.place, key if isinstance(key, str) else None)


@callee("os.environ.__getitem__")
def environment(call: Call, self: Any, key: Any) -> Any:
    return unknown("it is set outside the program", call.place, key if isinstance(key, str) else None)


@callee("os.sep", "os.path.sep", attribute=True)
def separator(call: Call) -> Any:
    return "/"


@callee("sys.argv", attribute=True)
def argv(call: Call) -> Any:
    return unknown("it is given on the command line", call.place, "argv")


@callee("sys.version_info", attribute=True)
def version_info(call: Call) -> Any:
    return (3, 12, 0, "final", 0)


@callee("sys.platform", attribute=True)
def platform(call: Call) -> Any:
    return unknown("it depends on the machine on which the program runs", call.place)


class Parser(msgspec.Struct, frozen=True):
    """`argparse.ArgumentParser()`: the options added so far, by name."""

    type_path: ClassVar[str] = "argparse.ArgumentParser"

    options: dict[str, Any] = {}


@callee("argparse.ArgumentParser")
def argument_parser(call: Call, *args: Any, **kwargs: Any) -> Any:
    return call.store.new(Parser({}))


@callee("argparse.ArgumentParser.add_argument", raw=True, lifted=False)
def add_argument(call: Call, arguments: Arguments) -> Any:
    receiver, *rest = [each.value for each in arguments.positional] or [None]
    parser = call.store.record(receiver, Parser)
    names = [each for each in rest if isinstance(each, str)]
    if parser is None or not names:
        return None
    given = arguments.value(None, "dest")
    long = next((each for each in names if each.startswith("--")), names[0])
    name = given if isinstance(given, str) else long.lstrip("-").replace("-", "_")
    call.store[receiver] = Parser({**parser.options, name: _default(call, arguments, name)})
    return None


def _default(call: Call, arguments: Arguments, name: str) -> Any:
    action = arguments.value(None, "action")
    if "default" in arguments.keywords:
        return arguments.value(None, "default")
    if action in {"store_true", "store_false"}:
        return action == "store_false"
    return unknown("it is given on the command line", call.place, name)


@callee("argparse.ArgumentParser.parse_args", lifted=False)
def parse_args(call: Call, self: Any, args: Any = None, namespace: Any = None) -> Any:
    parser = call.store.record(self, Parser)
    if parser is None:
        return unknown("the options are not known", call.place)
    return call.store.new(InstanceRecord(None, dict(parser.options)))


@callee("argparse.ArgumentParser.parse_known_args", lifted=False)
def parse_known_args(call: Call, self: Any, args: Any = None, namespace: Any = None) -> Any:
    return parse_args(call, self), call.store.new(ListRecord(()))


@callee(
    "argparse.ArgumentParser.add_argument_group", "argparse.ArgumentParser.add_mutually_exclusive_group", lifted=False
)
def same_parser(call: Call, self: Any, *args: Any, **kwargs: Any) -> Any:
    return self


@callee("argparse.ArgumentParser.set_defaults", "argparse.ArgumentParser.print_help", raw=True, lifted=False)
def set_defaults(call: Call, arguments: Arguments) -> Any:
    receiver = arguments.positional[0].value if arguments.positional else None
    parser = call.store.record(receiver, Parser)
    if parser is not None and isinstance(receiver, Ref):
        changed = {name: argument.value for name, argument in arguments.keywords.items()}
        call.store[receiver] = Parser({**parser.options, **changed})
    return None


@everything_under(
    "os",
    "sys",
    "glob",
    "pathlib",
    "shutil",
    "json",
    "pickle",
    "csv",
    "gzip",
    "zipfile",
    "tarfile",
    "io",
    "urllib",
    "tempfile",
    "subprocess",
    "sqlite3",
    "socket",
    "configparser",
    "struct",
    "xml",
    "html",
    "base64",
    "hashlib",
    "argparse",
)
def outside(call: Call, arguments: Arguments) -> Any:
    return unknown("it comes from outside the program", call.place)


@everything_under(
    "time",
    "datetime",
    "calendar",
    "locale",
    "platform",
    "logging",
    "warnings",
    "threading",
    "multiprocessing",
    "concurrent",
    "queue",
    "asyncio",
    "re",
    "string",
    "textwrap",
    "pprint",
    "uuid",
    "inspect",
    "importlib",
    "traceback",
    "unittest",
    "gc",
    "signal",
    "types",
    "weakref",
    "atexit",
    "codecs",
    "difflib",
    "unicodedata",
    "decimal",
    "fractions",
    "heapq",
    "bisect",
    "array",
    "cProfile",
    "timeit",
)
def at_run_time(call: Call, arguments: Arguments) -> Any:
    return unknown("it is only known when the program runs", call.place)
