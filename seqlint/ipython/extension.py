"""The extension: listens to a shell's cells, and answers `%seqlint`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.ipython.cells import stopped_at
from seqlint.ipython.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

_HELP = """\
%seqlint explain [NAME]   what a variable or model is; without a name a walk through all models
%seqlint summary [NAME]   the table of a model, or of all
%seqlint check            all findings of the cells that ran
%seqlint on | off         check each cell before it runs, or not"""


class Extension:
    """seqlint in one shell.

    Args:
        shell: IPython's `InteractiveShell`.

    Attributes:
        checks: whether cells are checked before they run.
    """

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.session = Session(shell.user_ns)
        self.checks = True
        self._running = False
        self._heard = False

    def start(self) -> None:
        """Listen to cells and take `%seqlint`."""
        if self._heard:
            return
        self._heard = True
        for number, source in enumerate(self.shell.history_manager.input_hist_raw):
            if 0 < number < self.shell.execution_count and source.strip():
                self.session.cells.begin(number, source)
        self.shell.events.register("pre_run_cell", self._before)
        self.shell.events.register("post_run_cell", self._after)
        self.shell.register_magic_function(self.magic, "line", "seqlint")

    def stop(self) -> None:
        """Let the shell alone."""
        if self._heard:
            self._heard = False
            self.shell.events.unregister("pre_run_cell", self._before)
            self.shell.events.unregister("post_run_cell", self._after)
            self.shell.magics_manager.magics["line"].pop("seqlint", None)

    def magic(self, line: str) -> None:
        """Explain and check what this notebook does with Keras; `%seqlint` alone says how."""
        self._safely(lambda: self._answer(line))

    def _answer(self, line: str) -> None:
        word, _, rest = line.strip().partition(" ")
        commands: dict[str, Callable[[str], None]] = {
            "explain": self._explain,
            "summary": self._summary,
            "check": self._check,
            "on": self._switch(on=True),
            "off": self._switch(on=False),
        }
        command = commands.get(word)
        if command is None:
            state = "checks each cell before it runs" if self.checks else "is off"
            print(f"seqlint {state}.\n{_HELP}")  # noqa: T201 - the answer of a magic
        else:
            command(rest.strip())

    def _switch(self, *, on: bool) -> Callable[[str], None]:
        def switch(_: str) -> None:
            self.checks = on

        return switch

    def _explain(self, name: str) -> None:
        from seqlint.ipython.answers import Picture, explained

        for shown in explained(self.session, name):
            if hasattr(self.shell, "kernel") or not isinstance(shown, Picture):
                self._show(shown)

    def _summary(self, name: str) -> None:
        from seqlint.ipython.answers import summarised

        for shown in summarised(self.session, name):
            self._show(shown)

    def _check(self, _: str) -> None:
        from seqlint.ipython.findings import Findings

        found, document = self.session.whole()
        self._show(Findings(found, document, whole=True))

    def _before(self, info: Any) -> None:
        self._running = bool(info.store_history) and not info.silent and bool(info.raw_cell.strip())
        if self._running:
            self._safely(lambda: self._look(info.raw_cell))

    def _look(self, source: str) -> None:
        if not self.checks:
            self.session.cells.begin(self._number(), source)
            return
        found = self.session.before(self._number(), source)
        if found is not None and found.findings:
            from seqlint.ipython.findings import Findings

            self._show(Findings(found, self.session.cells.document()))

    def _number(self) -> int:
        """The number of the cell that is about to run; IPython 9 counts it before it tells of it, IPython 8 after."""
        return int(min(self.shell.execution_count, len(self.shell.history_manager.input_hist_raw)))

    def _after(self, result: Any) -> None:
        if self._running and not result.success:
            self._safely(lambda: self._cut(result))
        self._running = False

    def _cut(self, result: Any) -> None:
        """Leave out what did not run."""
        error = result.error_in_exec
        if result.error_before_exec is not None or error is None:
            self.session.cells.drop()
        elif not isinstance(error, KeyboardInterrupt):
            row = stopped_at(error, self.shell.user_ns)
            if row is not None:
                self.session.cells.cut(row)

    def _show(self, it: Any) -> None:
        from IPython.display import display

        display(it)  # type: ignore[no-untyped-call]  # IPython has no annotations for it

    def _safely(self, action: Callable[[], None]) -> None:
        """Whatever goes wrong in seqlint is one line, and the cell runs."""
        try:
            action()
        except Exception as error:  # noqa: BLE001 - a bug of seqlint must not get in the way of the cell
            text = " ".join(str(error).split())[:200]
            print(f"seqlint: {type(error).__name__}: {text} (`%seqlint off` switches it off)")  # noqa: T201 - as above
