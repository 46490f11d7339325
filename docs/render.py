"""Writes the parts of README and docs that come from the code: `python docs/render.py [--check]`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from seqlint.config import KEYS
from seqlint.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
_PART = re.compile(r"(<!-- rendered: (?P<name>\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def rules() -> str:
    """The table of all rules."""
    rows = [
        f"| {entry.code} | {entry.name} | {entry.severity} | {_first(entry.load().doc)} |\n"
        for entry in catalogue().values()
    ]
    return "| code | name | severity | |\n|---|---|---|---|\n" + "".join(rows)


def options() -> str:
    """The table of all options of the configuration file."""
    rows = [f"| `{name}` | {key.meaning} | {key.default} | `{key.example}` |\n" for name, key in KEYS.items()]
    return "| option | meaning | default | example |\n|---|---|---|---|\n" + "".join(rows).replace("|`", "| `")


def _first(doc: str) -> str:
    return doc.strip().partition("\n")[0].replace("|", "\\|")


PARTS: dict[str, Callable[[], str]] = {"rules": rules, "options": options}


def pages() -> list[Path]:
    """All pages with rendered parts."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in found if "<!-- rendered: " in page.read_text(encoding="utf-8")]


def rendered(text: str) -> str:
    """A page's text with its parts made new."""
    return _PART.sub(lambda part: part[1] + PARTS[part["name"]]() + part[3], text)


def main() -> int:
    """Write the pages, or with --check only name those that are out of date."""
    stale = [page for page in pages() if rendered(page.read_text("utf-8")) != page.read_text("utf-8")]
    for page in stale:
        if "--check" in sys.argv[1:]:
            sys.stderr.write(f"{page.relative_to(ROOT)} is out of date: run python docs/render.py\n")
        else:
            page.write_text(rendered(page.read_text("utf-8")), encoding="utf-8")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
