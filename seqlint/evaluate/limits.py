"""Named limits: reaching one gives `Unknown` with that reason, in bounded time, whatever the text."""

from __future__ import annotations

STEPS = 100_000
"""Expressions and statements evaluated in one document before its statements get less each."""

STATEMENT_STEPS = 15_000
"""Expressions and statements evaluated under one top-level statement; at most a quarter of what is left of `STEPS`."""

UNCALLED_STEPS = 2_500
"""The same for a function or method that nobody calls."""

LEAST_STEPS = 1_500
"""What every top-level statement gets, however much was used before it."""

UNROLLED = 5
"""Rounds of a short loop."""

SHORT = 4
"""How many times more the rounds of a short loop may cost than those of a long one."""

ROUNDS = 1_000
"""Rounds of one loop that are run one by one where they cost little."""

LOOP_STEPS = 1_600
"""Steps that all rounds of one loop may cost, judged by the first.

Loops inside that loop, and inside functions that it calls, get a quarter each.
"""

QUIET_LOOP_STEPS = 1_000
"""The same for a loop in whose rounds nothing happens to a model or a layer."""

REPEATS = 16
"""Events of one kind that are kept from one place of the program."""

UNDECIDED_RECURSION = 2
"""How deep a function may call itself where nothing that is known can end that."""

RECURSION = 12
"""The same where it is called with known numbers or texts."""

CALL_DEPTH = 24
"""Calls of the program's own functions inside each other."""

NESTING = 160
"""Depth of one expression or of blocks inside blocks."""

ITEMS = 4_096
"""Items of one list, tuple or string that are kept one by one."""

TEXT = 1_000_000
"""Characters of a text that is put together."""

REACH = 4
"""How deep lists, dictionaries and objects are looked into for models that unknown code may change."""

DIGITS = 4_000
"""Bits of an integer constant."""


MODULES = 40
"""Modules of the project that are followed for one file."""

MODULE_SIZE = 400_000
"""Bytes of a module of the project."""

PARENTS = 4
"""Folders above the script in which a module of the project is looked for."""


class Exhausted(Exception):  # noqa: N818 - it says what happened
    """A limit of the whole statement or document was reached."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
