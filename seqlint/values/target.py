"""Which Keras a program is read for."""

from __future__ import annotations

import re

import msgspec


class Target(msgspec.Struct, frozen=True):
    """The targeted Keras.

    Attributes:
        major: 2 or 3.
        minor: the minor release; the newest that seqlint knows where only the generation was named.
        source: where the target comes from, for messages ("the default", "requirements.txt:3").
    """

    major: int
    minor: int
    source: str = "the default"

    def __str__(self) -> str:
        return f"Keras {self.major}.{self.minor}"

    def at_least(self, major: int, minor: int = 0) -> bool:
        """Whether it is that release or a later one."""
        return (self.major, self.minor) >= (major, minor)


NEWEST = {3: 15, 2: 21}
DEFAULT = Target(3, NEWEST[3])


def parse_target(text: str, source: str) -> Target | None:
    """`"3"`, `"2"`, `"3.13"` or `"2.15.0"` as a target; None if the text is none of these."""
    match = re.fullmatch(r"([23])(?:\.(\d{1,3}))?(?:\.\d+)*", text.strip())
    if match is None:
        return None
    major = int(match[1])
    return Target(major, int(match[2]) if match[2] else NEWEST[major], source)
