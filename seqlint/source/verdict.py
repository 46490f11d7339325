"""What Python itself says of a text: the judge of syntax errors, and of nothing else."""

from __future__ import annotations

from .span import LineIndex


def verdict(code: str) -> tuple[int, int, str] | None:
    """Python's complaint about a text as (start, end, message), or `None` where Python reads it.

    Texts that are too much for Python's parser (and not wrong as far as it got) count as read.
    """
    import ast
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except SyntaxError as error:
        return _placed(error, LineIndex(code))
    except (RecursionError, MemoryError, ValueError):
        return None
    return None


def _placed(error: SyntaxError, lines: LineIndex) -> tuple[int, int, str]:
    row, column = error.lineno or 1, max(error.offset or 1, 1)
    start = lines.offset(row, column)
    end = start
    if error.end_lineno and error.end_offset and error.end_offset > 0:
        end = lines.offset(error.end_lineno, error.end_offset)
    if end <= start:
        end = min(start + 1, lines.line_end(lines.row(start)))
    return start, max(end, start), error.msg
