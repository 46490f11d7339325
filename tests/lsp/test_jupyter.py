"""JupyterLab finds the server by the entry point that the project declares."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

from .conftest import environment

ROOT = Path(__file__).parents[2]
GROUP = "jupyter_lsp_spec_v1"
HEAD = "Content-Length: {}\r\n\r\n{}"


def test_the_declared_entry_point_starts_the_server(tmp_path: Path) -> None:
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition(f"[project.entry-points.{GROUP}]\n")[2]
    match = re.match(r'(\w+) = "([\w.:]+)"\n', declared)
    assert match is not None
    server = EntryPoint(match[1], match[2], GROUP).load()(None)["seqlint"]

    assert (server["argv"][0], server["argv"][3:]) == (sys.executable, ["server", "--pictures"])
    assert (server["version"], server["languages"]) == (2, ["python"])
    told = "".join(
        HEAD.format(len(body), body)
        for body in (
            '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}',
            '{"jsonrpc":"2.0","id":2,"method":"shutdown"}',
            '{"jsonrpc":"2.0","method":"exit"}',
        )
    )
    # Jupyter starts it in the folder of the notebooks: what the user calls like a module is not imported.
    for module in ("types", "msgspec", "seqlint", "attrs"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('imported')\n")
    done = subprocess.run(
        server["argv"], input=told.encode(), capture_output=True, env=environment(), timeout=60, check=False,
        cwd=tmp_path,
    )  # fmt: skip
    assert b"hoverProvider" in done.stdout
    assert done.returncode == 0
