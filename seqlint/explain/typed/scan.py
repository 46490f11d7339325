"""What is being typed at the cursor, from the text alone: it need not be Python yet."""

from __future__ import annotations

import re

import msgspec

_TOKEN = re.compile(
    r"(?P<space>[ \t\f]+|\\\r?\n)"
    r"|(?P<newline>\r\n?|\n)"
    r"|(?P<comment>#[^\r\n]*)"
    r"|(?P<string>(?P<prefix>[A-Za-z]{0,2})"
    r"(?P<quote>\"\"\"|'''|\"|')"
    r"(?P<inside>(?:(?<=\"\"\")|(?<='''))(?:\\[\s\S]|(?!(?P=quote))[^\\])*|(?:\\[\s\S]|(?!(?P=quote))[^\\\r\n])*)"
    r"(?P<close>(?P=quote))?)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<open>[(\[{])|(?P<shut>[)\]}])"
    r"|(?P<comma>,)|(?P<equals>=(?!=))|(?P<other>[=!<>]=|.)"
)
# What starts a statement even inside a bracket that was never closed.
_STATEMENT = re.compile(r"(?:@|(?:class|def|import|from|with|while|try)\b|[\w.]+[ \t]+=[ \t])")
_WORD = re.compile(r"\w*")
_IMPORT = re.compile(r"from[ \t]+(?P<module>[\w.]+)[ \t]+import[ \t]+\(?[\w \t,\r\n]*$")


class Argument(msgspec.Struct):
    """One argument of a call, as far as it is written.

    Attributes:
        start, end: where it stands, white space included.
        keyword: the name before its `=`; None for one that is given by position.
        starred: whether it unpacks something.
        empty: whether nothing of it is written yet.
    """

    start: int
    end: int
    keyword: str | None = None
    starred: bool = False
    empty: bool = True


class Bracket(msgspec.Struct):
    """A bracket that is open at the cursor.

    Attributes:
        kind: `(`, `[` or `{`.
        start: where it stands.
        callee: the dotted name before it; empty where none stands there.
        callee_start: where that starts.
        arguments: what stands in it before the cursor and after it, separated by commas.
        current: which of them the cursor is in.
    """

    kind: str
    start: int
    callee: str = ""
    callee_start: int = 0
    arguments: list[Argument] = []
    current: int = 0

    @property
    def at(self) -> Argument:
        """The argument at the cursor."""
        return self.arguments[self.current]

    @property
    def position(self) -> int:
        """How many arguments stand before the cursor's that are given by position."""
        return sum(each.keyword is None for each in self.arguments[: self.current])

    @property
    def keywords(self) -> frozenset[str]:
        """The names that other arguments give."""
        others = (each for index, each in enumerate(self.arguments) if index != self.current)
        return frozenset(each.keyword for each in others if each.keyword is not None)


class Typed(msgspec.Struct):
    """What is being typed.

    Attributes:
        offset: the cursor.
        start, end: the word or text that a choice would replace.
        prefix: what of it stands before the cursor.
        quote: the quotes that the cursor is between; empty outside a string.
        closed: whether that string is closed.
        receiver: the dotted name before the dot at the cursor; None where no dot stands there.
        brackets: the open brackets, the innermost last.
        module: the module whose names a `from … import` at the cursor takes; None elsewhere.
        fresh: whether the cursor's word starts an argument, an item or a statement.
    """

    offset: int
    start: int
    end: int
    prefix: str
    quote: str = ""
    closed: bool = False
    receiver: str | None = None
    brackets: list[Bracket] = []
    module: str | None = None
    fresh: bool = False


def typed_at(text: str, offset: int, start: int = 0) -> Typed | None:
    """What is being typed at an offset; None inside comments and strings that are interpolated.

    Args:
        text: the text as it is now.
        offset: the cursor.
        start: where a statement starts, so that nothing before it matters.
    """
    scan = _Scan(text, offset, start)
    typed = scan.before()
    if typed is not None:
        scan.after(typed)
    return typed


class _Scan:
    """One way through a text up to the cursor."""

    def __init__(self, text: str, offset: int, start: int) -> None:
        self.text = text
        self.offset = offset
        self.start = start
        self.stack: list[Bracket] = []
        self.dotted: list[tuple[str, int, int]] = []
        """The words and dots of a dotted name that is being read, each with its place."""
        self.line = start
        """Where the statement's last line starts."""

    def before(self) -> Typed | None:
        """The state at the cursor."""
        at = self.start
        while at < self.offset:
            match = _TOKEN.match(self.text, at)
            assert match is not None
            kind = next(name for name in _KINDS if match[name] is not None)
            if kind == "comment" and match.end() >= self.offset:
                return None
            if kind == "string" and self._inside(match):
                return self._in_string(match)
            if kind == "name" and match.end() >= self.offset:
                break
            self._step(kind, match)
            at = match.end()
        return self._at_word(at)

    def _inside(self, match: re.Match[str]) -> bool:
        closed = match["close"] is not None
        return match.end() > self.offset or (not closed and match.end() == self.offset)

    def _in_string(self, match: re.Match[str]) -> Typed | None:
        start, end = match.span("inside")
        if not start <= self.offset <= end or set(match["prefix"].lower()) - {"r", "u"}:
            return None
        self._word()
        # The quote that seems to close it may be the first of the next string: only the word goes on.
        rest = _WORD.match(self.text, self.offset, end)
        end = rest.end() if rest else self.offset
        closed = self.text.startswith(match["quote"], end)
        prefix = self.text[start : self.offset]
        return Typed(self.offset, start, end, prefix, match["quote"], closed, brackets=self.stack)

    def _at_word(self, at: int) -> Typed:
        rest = _WORD.match(self.text, max(at, self.offset))
        end = rest.end() if rest else self.offset
        receiver = None
        if self.dotted and self.dotted[-1][0] == ".":
            receiver = "".join(word for word, _, _ in self.dotted[:-1])
        argument = self.stack[-1].at if self.stack else None
        line = self.text[self.line : self.offset]
        fresh = argument.empty if argument is not None else not line[: max(at - self.line, 0)].strip()
        if not self.dotted and argument is not None and argument.keyword is not None:
            fresh = False
        module = _IMPORT.search(self.text, self.line, self.offset)
        return Typed(
            self.offset,
            at,
            end,
            self.text[at : self.offset],
            receiver=receiver,
            brackets=self.stack,
            module=module["module"] if module is not None else None,
            fresh=fresh,
        )

    def _step(self, kind: str, match: re.Match[str]) -> None:
        """One token: what it opens, closes or goes on with."""
        if kind in {"space", "comment"}:
            return
        if kind == "newline":
            self._newline(match.end())
            return
        if kind == "name":
            if not self.dotted or self.dotted[-1][0] != ".":
                self.dotted = []
            self.dotted.append((match[0], match.start(), match.end()))
            self._word()
            return
        if kind == "other" and match[0] == "." and self.dotted and self.dotted[-1][0] != ".":
            self.dotted.append((".", match.start(), match.end()))
            return
        dotted, self.dotted = self.dotted, []
        if kind == "open":
            self._word()
            callee = "".join(word for word, _, _ in dotted)
            start = dotted[0][1] if dotted else match.start()
            first = Argument(match.end(), match.end())
            self.stack.append(Bracket(match[0], match.start(), callee, start, [first]))
        elif kind == "shut":
            if self.stack:
                self.stack.pop()
        elif self.stack:
            self._in_bracket(kind, match, dotted)

    def _in_bracket(self, kind: str, match: re.Match[str], dotted: list[tuple[str, int, int]]) -> None:
        bracket = self.stack[-1]
        argument = bracket.at
        argument.end = match.end()
        if kind == "comma":
            argument.end = match.start()
            bracket.arguments.append(Argument(match.end(), match.end()))
            bracket.current = len(bracket.arguments) - 1
        elif kind == "equals" and len(dotted) == 1 and not self.text[argument.start : dotted[0][1]].strip():
            argument.keyword, argument.empty = dotted[0][0], True
        else:
            argument.starred = argument.starred or (argument.empty and match[0] == "*")
            argument.empty = False

    def _word(self) -> None:
        if self.stack:
            self.stack[-1].at.empty = False

    def _newline(self, at: int) -> None:
        if not self.stack:
            self.line, self.dotted = at, []
        elif _STATEMENT.match(self.text, at):
            # A bracket above was never closed.
            self.stack, self.dotted, self.line = [], [], at

    def after(self, typed: Typed) -> None:
        """The arguments of the innermost call that stand after the cursor."""
        calls = [bracket for bracket in typed.brackets if bracket.kind == "("]
        if not calls:
            return
        at, depth = (
            typed.end + (len(typed.quote) if typed.closed else 0),
            len(typed.brackets) - typed.brackets.index(calls[-1]),
        )
        call = calls[-1]
        argument = call.at
        dotted: tuple[str, int] | None = None
        while at < len(self.text) and (match := _TOKEN.match(self.text, at)) is not None:
            kind = next(name for name in _KINDS if match[name] is not None)
            at = match.end()
            if kind == "newline" and _STATEMENT.match(self.text, at):
                break
            if kind in {"open", "shut"}:
                depth += 1 if kind == "open" else -1
                if depth == 0:
                    break
            elif depth == 1 and kind == "comma":
                argument = Argument(at, at)
                call.arguments.append(argument)
            elif depth == 1 and kind == "equals" and dotted is not None and argument.keyword is None:
                argument.keyword = dotted[0] if not self.text[argument.start : dotted[1]].strip() else None
            if kind not in {"space", "newline", "comment", "comma"}:
                argument.end = at
                argument.empty = False
                dotted = (match[0], match.start()) if kind == "name" else None


_KINDS = ("space", "newline", "comment", "string", "name", "number", "open", "shut", "comma", "equals", "other")
