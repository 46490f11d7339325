"""Explain a rule, or list all rules."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from seqlint.commands import FAILED, OK
from seqlint.output import encoded

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from seqlint.rules import Entry

HELP = "explain a rule, or list all rules"


def arguments(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("rule", nargs="?", metavar="RULE", help="a code or name; without it all rules are listed")
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help="how it is written (default: text)"
    )


def run(options: Namespace) -> int:
    """Write the page of a rule, or the list."""
    from seqlint.rules import catalogue, named

    if options.rule is None:
        entries = list(catalogue().values())
    else:
        entry = named(options.rule)
        if entry is None:
            from seqlint.config import nearest
            from seqlint.select import known

            sys.stderr.write(
                f"seqlint: no rule has the code or name `{options.rule}`{nearest(options.rule, known())}\n"
            )
            return FAILED
        entries = [entry]
    if options.output_format == "json":
        sys.stdout.write(_json(entries, single=options.rule is not None))
    elif options.rule is None:
        width = max(len(entry.name) for entry in entries)
        lines = [f"{e.code}  {e.severity:<7}  {e.name:<{width}}  {_first(e)}" for e in entries]
        sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines))
    else:
        from seqlint.explain.pages import rule_page

        sys.stdout.write(rule_page(entries[0].code).rstrip() + "\n")
    return OK


def _first(entry: Entry) -> str:
    return entry.load().doc.strip().partition("\n")[0]


def _json(entries: list[Entry], *, single: bool) -> str:

    from seqlint.explain.pages import rule_page

    found = [
        {
            "code": entry.code,
            "name": entry.name,
            "chapter": entry.chapter,
            "severity": entry.severity,
            "summary": _first(entry),
            "explanation": rule_page(entry.code),
        }
        for entry in entries
    ]
    return encoded(found[0] if single else found)
