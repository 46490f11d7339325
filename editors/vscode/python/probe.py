"""Says in JSON what this interpreter has of seqlint; imports nothing of it. Any Python 3 can read this file."""

import json
import os
import sys
from importlib.util import find_spec

BUNDLED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bundled")


def has(module):
    """Whether a module can be imported here."""
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def installed():
    """The version of the seqlint that is installed here, None if it or its server is not."""
    if not (has("seqlint") and has("pygls") and has("libcst")):
        return None
    try:
        from importlib.metadata import version

        return version("seqlint")
    except ImportError:
        return "?"


def bundled():
    """The version of the copy in `bundled`, and what it neither brings along nor finds here."""
    try:
        with open(os.path.join(BUNDLED, "contents.json"), encoding="utf-8") as file:
            contents = json.load(file)
    except OSError:
        return None, []
    sys.path.insert(0, os.path.join(BUNDLED, "cp{}{}".format(*sys.version_info[:2])))
    return contents["version"], [module for module in contents["needs"] if not has(module)]


here = installed()
copy, missing = bundled()
answer = {"executable": sys.executable, "version": sys.version_info[:3]}
answer.update(seqlint=here, bundled=copy, missing=missing)
json.dump(answer, sys.stdout)
