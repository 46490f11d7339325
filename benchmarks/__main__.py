"""`python -m benchmarks [CORPUS]`: runs every benchmark of this folder and prints the ratios."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run all files of this folder that have a `run(corpus)`, or those that are named after the corpus."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if corpus is not None and not corpus.is_dir():
        sys.stderr.write(f"{corpus} is no folder: name a folder of real programs, or none.\n")
        return 2
    wanted = set(sys.argv[2:])
    print("| what | peer | seconds | peer's | ratio | goal |\n|---|---|---|---|---|---|")
    for path in sorted(HERE.glob("[!_]*.py")):
        if wanted and path.stem not in wanted:
            continue
        module = import_module(f"benchmarks.{path.stem}")
        for ratio in module.run(corpus) if hasattr(module, "run") else ():
            print(ratio.row(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
