"""Changes of a program that keep its commas, quotes, comments and indentation right."""

from __future__ import annotations

import libcst as cst

from .change import Edit, apply, overlaps, with_newline
from .sequence import Slot, appended, inserted, own_indent, removed
from .span import Span
from .syntax import extent, locate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .document import Document
    from .syntax import Chunk, Syntax

    Statement = cst.BaseStatement | cst.BaseSmallStatement
    Literal = cst.List | cst.Tuple | cst.Set
    String = cst.SimpleString | cst.ConcatenatedString | cst.FormattedString

__all__ = [
    "Edit",
    "add_argument",
    "add_import",
    "apply",
    "insert_item",
    "insert_statement_after",
    "insert_statement_before",
    "overlaps",
    "remove_argument",
    "remove_item",
    "rename_keyword",
    "replace_argument_value",
    "replace_node",
    "replace_statement",
    "replace_string",
    "with_newline",
    "wrap_node",
]


def replace_node(chunk: Chunk, node: cst.CSTNode, text: str) -> Edit:
    """Puts a text in a node's place; parentheses around the node stay."""
    span = locate(chunk, node)
    return Edit(span.start, span.end, text)


def wrap_node(chunk: Chunk, node: cst.CSTNode, before: str, after: str) -> Edit:
    """Puts a text before and one after a node with its parentheses."""
    span = extent(chunk, node)
    return Edit(span.start, span.end, before + chunk.document.text[span.start : span.end] + after)


def replace_string(chunk: Chunk, node: String, value: str) -> Edit:
    """Puts another value in a string literal and keeps its quotes and prefix."""
    left: cst.CSTNode = node
    while isinstance(left, cst.ConcatenatedString):
        left = left.left
    prefix, quote = "", '"'
    if isinstance(left, cst.SimpleString):
        prefix, quote = left.prefix, left.quote
    elif isinstance(left, cst.FormattedString):
        prefix = left.start.rstrip("\"'")
        quote = left.start[len(prefix) :]
        prefix = prefix.replace("f", "").replace("F", "")
    if "r" in prefix.lower() and ("\\" in value or quote[0] in value or "\n" in value):
        prefix = prefix.replace("r", "").replace("R", "")
    if "r" not in prefix.lower():
        value = value.replace("\\", "\\\\").replace(quote[0], "\\" + quote[0])
        if len(quote) == 1:
            value = value.replace("\n", "\\n").replace("\r", "\\r")
    span = locate(chunk, node)
    return Edit(span.start, span.end, prefix + quote + value + quote)


def remove_argument(chunk: Chunk, call: cst.Call, arg: cst.Arg) -> Edit:
    """Takes an argument out of a call, with its comma; comments stay."""
    return removed(chunk.document, _slots(chunk, call, call.args), _index(call.args, arg))


def add_argument(chunk: Chunk, call: cst.Call, text: str) -> Edit:
    """Puts an argument at the end of a call, before `**kwargs`, in the call's own layout."""
    document = chunk.document
    if not call.args:
        at = document.code.index("(", extent(chunk, call.func).end) + 1
        return Edit(at, at, text)
    slots = _slots(chunk, call, call.args)
    for index, arg in enumerate(call.args):
        if arg.star == "**":
            return inserted(document, slots, index, text)
    value = call.args[0].value
    if len(call.args) == 1 and isinstance(value, cst.GeneratorExp) and not value.lpar:
        span = slots[0].span
        return Edit(span.start, span.end, f"({document.text[span.start : span.end]}), {text}")
    return appended(document, slots, text)


def rename_keyword(chunk: Chunk, arg: cst.Arg, name: str) -> Edit:
    """Gives a keyword argument another name; the last positional one becomes a keyword argument."""
    if arg.keyword is None:
        span = extent(chunk, arg.value)
        if isinstance(arg.value, cst.GeneratorExp) and not arg.value.lpar:
            return Edit(span.start, span.end, f"{name}=({chunk.document.text[span.start : span.end]})")
        return Edit(span.start, span.start, f"{name}=")
    return replace_node(chunk, arg.keyword, name)


def replace_argument_value(chunk: Chunk, arg: cst.Arg, text: str) -> Edit:
    """Puts another value in an argument's place; its keyword stays."""
    span = extent(chunk, arg.value)
    return Edit(span.start, span.end, text)


def insert_item(chunk: Chunk, literal: Literal, index: int, text: str) -> Edit:
    """Puts an item into a list, tuple or set literal, in the literal's own layout."""
    document = chunk.document
    slots = _slots(chunk, literal, literal.elements)
    index = min(max(index, 0), len(slots))
    if not slots:
        span = locate(chunk, literal)
        return Edit(span.start + 1, span.start + 1, text + ("," if isinstance(literal, cst.Tuple) else ""))
    if isinstance(literal, cst.Tuple) and not literal.lpar:
        at = slots[index].span.start if index < len(slots) else slots[-1].end
        return Edit(at, at, text + ", " if index < len(slots) else (" " if slots[-1].comma else ", ") + text)
    if index < len(slots):
        return inserted(document, slots, index, text)
    return appended(document, slots, text, keep_comma=not (isinstance(literal, cst.Tuple) and len(slots) == 1))


def remove_item(chunk: Chunk, literal: Literal, index: int) -> Edit:
    """Takes an item out of a list, tuple or set literal; a tuple stays a tuple."""
    document = chunk.document
    slots = _slots(chunk, literal, literal.elements)
    if isinstance(literal, cst.Tuple) and len(slots) == 2:
        other = slots[1 - index]
        text = document.text[other.span.start : other.span.end] + ","
        last = slots[1].comma.end if slots[1].comma else slots[1].span.end
        return Edit(slots[0].span.start, last, text)
    return removed(document, slots, index)


def insert_statement_before(chunk: Chunk, statement: Statement, text: str) -> Edit:
    """Puts a statement on a line of its own before another one, in its indentation."""
    document = chunk.document
    start = _statement_start(chunk, statement)
    indent = own_indent(document, start)
    if indent is None:
        return Edit(start, start, text + "; ")
    return Edit(start, start, _indented(text, indent) + document.newline + indent)


def insert_statement_after(chunk: Chunk, statement: Statement, text: str) -> Edit:
    """Puts a statement on a line of its own after another one, in its indentation."""
    document = chunk.document
    indent = own_indent(document, _statement_start(chunk, statement))
    end = locate(chunk, statement).end
    if indent is None or isinstance(statement, cst.BaseSmallStatement):
        return Edit(end, end, "; " + text)
    end = document.lines.line_end(document.lines.row(_last_token(document, end)))
    return Edit(end, end, document.newline + indent + _indented(text, indent))


def replace_statement(chunk: Chunk, statement: Statement, text: str) -> Edit:
    """Puts a statement in another one's place; the comment at the end of its line stays."""
    document = chunk.document
    start = _statement_start(chunk, statement)
    end = _last_token(document, locate(chunk, statement).end)
    return Edit(start, end, _indented(text, own_indent(document, start) or ""))


def add_import(syntax: Syntax, module: str, name: str = "") -> Edit | None:
    """Imports a name from a module (or the module), after the first block of imports.

    Args:
        syntax: the program.
        module: the module's dotted name.
        name: what to import from it; empty for `import module`.

    Returns:
        The edit, or `None` where the name is already imported under its own name.
    """
    text = f"from {module} import {name}" if name else f"import {module}"
    after: tuple[Chunk, Statement] | None = None
    first: tuple[Chunk, Statement] | None = None
    block_ended = False
    for chunk in syntax.chunks:
        for statement in chunk.statements:
            if _imports(statement, module, name):
                return None
            is_import = _is_import(statement)
            if is_import and not block_ended:
                after = (chunk, statement)
            block_ended = block_ended or (after is not None and not is_import)
            first = first or (chunk, statement)
    if after is not None:
        return insert_statement_after(*after, text)
    if first is None:
        return Edit(len(syntax.document.text), len(syntax.document.text), text + syntax.document.newline)
    if _is_docstring(first[1]):
        return insert_statement_after(*first, text)
    return insert_statement_before(*first, text)


def _slots(chunk: Chunk, owner: cst.BaseExpression, items: Sequence[cst.Arg | cst.BaseElement]) -> list[Slot]:
    locate(chunk, owner)  # what is inside an expression that is placed needs no pass over the chunk
    return [
        Slot(_item_span(chunk, item), locate(chunk, item.comma) if isinstance(item.comma, cst.Comma) else None)
        for item in items
    ]


def _item_span(chunk: Chunk, item: cst.Arg | cst.BaseElement) -> Span:
    """Where an argument or item stands, with the parentheses of its value and without its comma."""
    span = locate(chunk, item)
    value = item.value if isinstance(item, cst.Arg | cst.Element | cst.StarredElement) else None
    if value is None:
        return span
    whole = extent(chunk, value)
    return Span(min(span.start, whole.start), max(span.end, whole.end))


def _index(items: Sequence[cst.CSTNode], item: cst.CSTNode) -> int:
    return next(index for index, other in enumerate(items) if other is item)


def _statement_start(chunk: Chunk, statement: Statement) -> int:
    decorators = statement.decorators if isinstance(statement, cst.FunctionDef | cst.ClassDef) else ()
    return locate(chunk, decorators[0] if decorators else statement).start


def _last_token(document: Document, end: int) -> int:
    """The end of what stands before an offset, blank lines and line ends not counted."""
    return len(document.text[:end].rstrip())


def _indented(text: str, indent: str) -> str:
    """A text of several lines with all lines but the first indented."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(indent + line if line else line for line in rest)])


def _is_import(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.SimpleStatementLine) and all(
        isinstance(part, cst.Import | cst.ImportFrom) for part in statement.body
    )


def _is_docstring(statement: cst.CSTNode) -> bool:
    if not isinstance(statement, cst.SimpleStatementLine) or not statement.body:
        return False
    part = statement.body[0]
    return isinstance(part, cst.Expr) and isinstance(part.value, cst.SimpleString | cst.ConcatenatedString)


def _imports(statement: cst.CSTNode, module: str, name: str) -> bool:
    if not isinstance(statement, cst.SimpleStatementLine):
        return False
    for part in statement.body:
        if isinstance(part, cst.Import) and not name:
            names = part.names
        elif isinstance(part, cst.ImportFrom) and name and part.module and not part.relative:
            if _dotted(part.module) != module or isinstance(part.names, cst.ImportStar):
                continue
            names = part.names
        else:
            continue
        wanted = name or module
        if any(_dotted(alias.name) == wanted and _alias(alias) in {None, wanted} for alias in names):
            return True
    return False


def _alias(alias: cst.ImportAlias) -> str | None:
    return _dotted(alias.asname.name) if alias.asname else None


def _dotted(node: cst.CSTNode) -> str:
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))
