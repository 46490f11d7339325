"""Lays seqlint and what it needs into `bundled/`: `python bundle.py [--target linux-x64]`.

Pure packages go to `libs`, for every Python. What is compiled goes to `cp310`, `cp311` … for the platform of `--target`
only; without one, the interpreter has to have it, and `contents.json` names it. The wheel of seqlint itself lies
beside them: it is what "Install seqlint" installs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
BUNDLED = HERE / "bundled"
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "linux-x64": ("manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64"),
    "linux-arm64": ("manylinux2014_aarch64", "manylinux_2_17_aarch64", "manylinux_2_28_aarch64"),
    "darwin-x64": ("macosx_10_12_x86_64", "macosx_10_13_x86_64"),
    "darwin-arm64": ("macosx_11_0_arm64",),
    "win32-x64": ("win_amd64",),
    "win32-arm64": ("win_arm64",),
}
# Run with the compiled packages of this interpreter: which of their modules does the server load?
LOADED = """
import json, sys
from importlib.metadata import packages_distributions
sys.path.insert(0, sys.argv[1])
from seqlint import check_text
from seqlint_server.server import create_server
create_server()
check_text(open(sys.argv[2], encoding="utf-8").read())
compiled = set(json.loads(sys.argv[3]))
found = packages_distributions().items()
names = {top for top, owners in found if any(owner.lower().replace("_", "-") in compiled for owner in owners)}
print(json.dumps(sorted(names & set(sys.modules))))
"""


def pip(*arguments: str) -> bool:
    """Run pip; False if it failed."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - pip itself


def requirements(wheel: Path) -> list[Requirement]:
    """What a wheel asks for under one of the Pythons."""
    with ZipFile(wheel) as file:
        (name,) = (name for name in file.namelist() if name.endswith(".dist-info/METADATA"))
        lines = message_from_bytes(file.read(name)).get_all("Requires-Dist") or []
    needed = [Requirement(line) for line in lines]
    return [one for one in needed if one.marker is None or any(_holds(one, python) for python in PYTHONS)]


def _holds(needed: Requirement, python: str) -> bool:
    given = {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    return needed.marker is not None and needed.marker.evaluate(given)


def collect(start: Path, folder: Path) -> tuple[dict[str, Path], dict[str, str]]:
    """All that a wheel needs: pure wheels by their package's name, and the requirements of compiled packages."""
    pure: dict[str, Path] = {}
    compiled: dict[str, str] = {}
    waiting = requirements(start)
    while waiting:
        needed = waiting.pop()
        name = canonicalize_name(needed.name)
        if name in pure or name in compiled:
            continue
        asked, into = f"{needed.name}{needed.specifier}", folder / name
        every = ("--platform", "any", "--implementation", "py", "--abi", "none", "--python-version", PYTHONS[0])
        if pip("download", "--no-deps", "--only-binary=:all:", *every, "--dest", str(into), asked):
            (pure[name],) = into.glob("*.whl")
            waiting += requirements(pure[name])
        else:
            compiled[name] = asked
    return pure, compiled


def main() -> None:
    """Fill `bundled/` anew."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--target", choices=sorted(PLATFORMS), help="bring compiled packages along for this platform")
    target = parser.parse_args().target
    shutil.rmtree(BUNDLED, ignore_errors=True)
    BUNDLED.mkdir()
    if not pip("wheel", "--no-deps", "--wheel-dir", str(BUNDLED), str(HERE.parents[1])):
        sys.exit("the wheel of seqlint could not be built")
    (wheel,) = BUNDLED.glob("seqlint-*.whl")
    with tempfile.TemporaryDirectory() as folder:
        pure, compiled = collect(wheel, Path(folder))
        wheels = [str(wheel), *map(str, pure.values())]
        if not pip("install", "--no-deps", "--no-compile", "--target", str(BUNDLED / "libs"), *wheels):
            sys.exit("the pure packages could not be unpacked")
        example = HERE.parents[1] / "examples" / "digits.py"
        modules, said = _loaded(Path(folder), compiled, example)
    brought = [python for python in PYTHONS if target and _bring(python, PLATFORMS[target], modules, compiled)]
    shutil.rmtree(BUNDLED / "libs" / "bin", ignore_errors=True)
    contents = {"version": wheel.name.split("-")[1], "needs": said, "target": target, "pythons": brought}
    (BUNDLED / "contents.json").write_text(json.dumps(contents, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"bundled: {', '.join(sorted(pure))}; needed besides: {', '.join(said)}; for: {brought}\n")


def _loaded(folder: Path, compiled: dict[str, str], example: Path) -> tuple[list[str], list[str]]:
    """The compiled packages that the server loads, and the names of their modules."""
    environment = folder / "environment"
    if not pip("install", "--target", str(environment), *compiled.values()):
        sys.exit(f"{', '.join(compiled)} could not be installed")
    found: dict[str, list[str]] = {}
    for name in compiled:
        command = [sys.executable, "-S", "-c", LOADED, str(BUNDLED / "libs"), str(example), json.dumps([name])]
        done = subprocess.run(  # noqa: S603 - this interpreter
            command,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(environment), "PYTHONDONTWRITEBYTECODE": "1"},
        )
        found[name] = json.loads(done.stdout)
    return [name for name, modules in found.items() if modules], sorted({m for ms in found.values() for m in ms})


def _bring(python: str, platforms: tuple[str, ...], names: list[str], compiled: dict[str, str]) -> bool:
    """Unpack compiled packages for one Python; False if they are not to be had for it."""
    into = BUNDLED / f"cp{python.replace('.', '')}"
    where = [word for platform in platforms for word in ("--platform", platform)]
    how = ("--no-deps", "--no-compile", "--only-binary=:all:", "--implementation", "cp", "--python-version", python)
    return pip("install", *how, *where, "--target", str(into), *(compiled[name] for name in names))


if __name__ == "__main__":
    main()
