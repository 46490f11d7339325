"""Expressions to values: one small function for each kind of node."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import libcst as cst

from seqlint.evaluate import calls, limits
from seqlint.evaluate.attributes import get_attribute
from seqlint.evaluate.comprehensions import dict_comprehension, generator, list_comprehension, set_comprehension
from seqlint.evaluate.context import Context, items_of
from seqlint.evaluate.names import builtin
from seqlint.evaluate.operators import binary, compare, truth, unary
from seqlint.evaluate.subscripts import get_item
from seqlint.values.containers import DictRecord, ListRecord, Sequence, SequenceRecord, SetRecord
from seqlint.values.functions import Function
from seqlint.values.join import one_of
from seqlint.values.place import Place
from seqlint.values.shape import Symbol
from seqlint.values.store import Ref
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from seqlint.evaluate.interpreter import Interpreter


def evaluate(run: Interpreter, node: cst.BaseExpression) -> Any:
    """The value of an expression; `Unknown` with a reason where it is not known."""
    handler = _HANDLERS.get(type(node))
    if handler is None:
        return run.unknown(f"seqlint does not follow `{type(node).__name__}` expressions", node)
    run.steps += 1
    run.statement_steps += 1
    if run.statement_steps > run.budget or run.depth > limits.NESTING:
        if run.depth > limits.NESTING:
            return run.unknown(f"it is nested more than {limits.NESTING} deep", node)
        run.step()
    run.depth += 1
    value = handler(run, node)
    run.depth -= 1
    if run.tracing:
        run.record(node, value)
    return value


def context(run: Interpreter, node: cst.CSTNode) -> Context:
    """A call context for an operation at a node."""
    place = Place(run.chunk, node)
    return Context(run, place, place)


def _name(run: Interpreter, node: cst.Name) -> Any:
    name = node.value
    names = run.scope.names
    if name in names and name not in run.scope.shared:
        return names[name]
    scope = run.scope.owner(name)
    return scope.names[name] if scope is not None else builtin(run, node)


def _call(run: Interpreter, node: cst.Call) -> Any:
    return calls.evaluate_call(run, node)


def _attribute(run: Interpreter, node: cst.Attribute) -> Any:
    value = evaluate(run, node.value)
    found = get_attribute(run, value, node.attr.value, node)
    if type(found) is Symbol and not found.named:
        run.name_size(found, source_text(node))
    return found


def _integer(run: Interpreter, node: cst.Integer) -> Any:
    text = node.value
    if len(text) > limits.DIGITS // 4:
        return run.unknown("the constant is too large to follow", node)
    digits = text.replace("_", "")
    return int(digits, 0) if digits.strip("0") != "" else 0


def _float(_: Interpreter, node: cst.Float) -> Any:
    return float(node.value.replace("_", ""))


def _imaginary(_: Interpreter, node: cst.Imaginary) -> Any:
    return complex(node.value.replace("_", ""))


def _string(run: Interpreter, node: cst.SimpleString) -> Any:
    text = node.value
    if text[0] in "'\"" and text[1:2] != text[0] and "\\" not in text:
        return text[1:-1]
    try:
        return node.evaluated_value
    except (ValueError, SyntaxError):
        return run.unknown("Python refuses this string", node)


def _concatenated(run: Interpreter, node: cst.ConcatenatedString) -> Any:
    left, right = evaluate(run, node.left), evaluate(run, node.right)
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, bytes) and isinstance(right, bytes):
        return left + right
    return run.unknown("the text is put together from parts that are not known", node)


def _formatted(run: Interpreter, node: cst.FormattedString) -> Any:
    parts: list[str] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            parts.append(part.value.replace("{{", "{").replace("}}", "}"))
        elif isinstance(part, cst.FormattedStringExpression):
            text = _field(run, part)
            if text is None:
                return run.unknown("the text is put together from parts that are not known", node)
            parts.append(text)
        if sum(map(len, parts)) > limits.TEXT:
            return run.unknown("the text is too long to follow", node)
    return "".join(parts)


def _field(run: Interpreter, part: cst.FormattedStringExpression) -> str | None:
    """The text of one field of an f-string; None where it is not known."""
    value = evaluate(run, part.expression)
    if not isinstance(value, (str, int, float, bool)) or part.equal is not None:
        return None
    if not part.format_spec and not part.conversion:
        return str(value)
    pieces = [
        each.value if isinstance(each, cst.FormattedStringText) else _field(run, each)
        for each in part.format_spec or ()
        if isinstance(each, (cst.FormattedStringText, cst.FormattedStringExpression))
    ]
    if any(piece is None for piece in pieces):
        return None
    spec = "".join(piece for piece in pieces if piece is not None)
    converted = _CONVERSIONS[part.conversion](value) if part.conversion else value
    try:
        return None if _WIDE.search(spec) else format(converted, spec)
    except ValueError:
        return None


_CONVERSIONS: dict[str, Callable[[Any], str]] = {"r": repr, "s": str, "a": ascii}
_WIDE = re.compile(r"\d{4}")
"""A field that is padded to more characters than are worked out."""


def _elements(run: Interpreter, elements: Any) -> list[Any] | None:
    """The items of a display; None where a starred item is not known."""
    items: list[Any] = []
    known = True
    for element in elements:
        value = evaluate(run, element.value)
        if isinstance(element, cst.StarredElement):
            inner = items_of(run, value)
            if inner is None:
                known = False
            else:
                items.extend(inner)
        else:
            items.append(value)
    return items if known and len(items) <= limits.ITEMS else None


def _tuple(run: Interpreter, node: cst.Tuple) -> Any:
    items = _elements(run, node.elements)
    return run.unknown("an item with a star is not known", node) if items is None else tuple(items)


def _list(run: Interpreter, node: cst.List) -> Any:
    items = _elements(run, node.elements)
    if items is None:
        return run.unknown("the list is too long or has a starred item that is not known", node)
    ref = run.store.new(ListRecord(tuple(items)))
    if len(items) == len(node.elements):
        run.literals[ref.id] = Place(run.chunk, node)
    return ref


def _set(run: Interpreter, node: cst.Set) -> Any:
    items = _elements(run, node.elements)
    if items is None:
        return run.unknown("an item with a star is not known", node)
    if any(run.store.record(item, SetRecord) for item in items if isinstance(item, Ref)):
        return run.unknown("double braces are a template: what stands there is put in before it runs", node)
    return run.store.new(SetRecord(tuple(items)))


def _dict(run: Interpreter, node: cst.Dict) -> Any:
    entries: dict[Any, Any] = {}
    is_open = False
    for element in node.elements:
        value = evaluate(run, element.value)
        if isinstance(element, cst.StarredDictElement):
            record = run.store.record(value, DictRecord)
            is_open = is_open or record is None or record.open
            entries.update(record.entries if record is not None else {})
        elif isinstance(element, cst.DictElement):
            key = evaluate(run, element.key)
            if isinstance(key, (Unknown, Ref)) or not _hashable(key):
                is_open = True
            else:
                entries[key] = value
    return run.store.new(DictRecord(entries, is_open))


def _hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def _subscript(run: Interpreter, node: cst.Subscript) -> Any:
    value = evaluate(run, node.value)
    key = key_of(run, node)
    found = get_item(run, value, key, node)
    if isinstance(found, Symbol) and not found.named:
        run.name_size(found, source_text(node))
    return found


def source_text(node: cst.CSTNode) -> str:
    """A short expression as the author wrote it."""
    text = cst.Module([]).code_for_node(node).strip()
    return text if len(text) <= 60 else text[:57] + "…"


def key_of(run: Interpreter, node: cst.Subscript) -> Any:
    """The key of a subscript: an index, a slice, or a tuple of them."""
    parts = [_index(run, element.slice) for element in node.slice]
    if len(parts) == 1 and not isinstance(node.slice[0].comma, cst.Comma):
        return parts[0]
    return tuple(parts)


def _index(run: Interpreter, node: cst.BaseSlice) -> Any:
    from seqlint.values.containers import Slice

    if isinstance(node, cst.Index):
        return evaluate(run, node.value)
    assert isinstance(node, cst.Slice)
    parts = [None if part is None else evaluate(run, part) for part in (node.lower, node.upper, node.step)]
    return Slice(*parts)


BINARY = {
    cst.Add: "+", cst.Subtract: "-", cst.Multiply: "*", cst.Divide: "/", cst.FloorDivide: "//", cst.Modulo: "%",
    cst.Power: "**", cst.LeftShift: "<<", cst.RightShift: ">>", cst.BitAnd: "&", cst.BitOr: "|", cst.BitXor: "^",
    cst.MatrixMultiply: "@",
}  # fmt: skip


def _binary(run: Interpreter, node: cst.BinaryOperation) -> Any:
    """A left-leaning chain is evaluated in a loop, so that a long sum does not nest."""
    chain: list[cst.BinaryOperation] = []
    left: cst.BaseExpression = node
    while isinstance(left, cst.BinaryOperation):
        chain.append(left)
        left = left.left
    value = evaluate(run, left)
    for each in reversed(chain):
        right = evaluate(run, each.right)
        value = binary(run, BINARY[type(each.operator)], value, right, context(run, each))
        if run.tracing and each is not node:
            run.record(each, value)
    return value


_UNARY = {cst.Minus: "-", cst.Plus: "+", cst.BitInvert: "~", cst.Not: "not"}


def _unary(run: Interpreter, node: cst.UnaryOperation) -> Any:
    return unary(run, _UNARY[type(node.operator)], evaluate(run, node.expression), context(run, node))


def _boolean(run: Interpreter, node: cst.BooleanOperation) -> Any:
    left = evaluate(run, node.left)
    known = truth(run, left)
    stops = known is (not isinstance(node.operator, cst.And))
    if known is not None and stops:
        return left
    right = evaluate(run, node.right)
    if known is not None:
        return right
    decided = truth(run, right)
    if decided is not None and decided is (not isinstance(node.operator, cst.And)) and isinstance(right, bool):
        return right
    return run.unknown("the condition is not known", node)


_COMPARISONS = {
    cst.LessThan: "<", cst.LessThanEqual: "<=", cst.GreaterThan: ">", cst.GreaterThanEqual: ">=", cst.Equal: "==",
    cst.NotEqual: "!=", cst.In: "in", cst.NotIn: "not in", cst.Is: "is", cst.IsNot: "is not",
}  # fmt: skip


def _comparison(run: Interpreter, node: cst.Comparison) -> Any:
    left = evaluate(run, node.left)
    result: Any = True
    for each in node.comparisons:
        right = evaluate(run, each.comparator)
        result = compare(run, _COMPARISONS[type(each.operator)], left, right, context(run, node))
        if result is not True:
            return result
        left = right
    return result


def _conditional(run: Interpreter, node: cst.IfExp) -> Any:
    known = truth(run, evaluate(run, node.test))
    if known is not None:
        return evaluate(run, node.body if known else node.orelse)
    return one_of([evaluate(run, node.body), evaluate(run, node.orelse)])


def _lambda(run: Interpreter, node: cst.Lambda) -> Any:
    from seqlint.evaluate.functions import defaults_of

    run.outlives(run.scope)
    return Function("<lambda>", Place(run.chunk, node), run.scope, defaults_of(run, node.params))


def _named(run: Interpreter, node: cst.NamedExpr) -> Any:
    from seqlint.evaluate.assign import assign

    value = evaluate(run, node.value)
    assign(run, node.target, value)
    return value


def _await(run: Interpreter, node: cst.Await) -> Any:
    return evaluate(run, node.expression)


def _yield(run: Interpreter, node: cst.Yield) -> Any:
    value: Any = None
    if isinstance(node.value, cst.From):
        source = evaluate(run, node.value.item)
        items = items_of(run, source)
        if items is not None:
            for item in items:
                _yielded(run, item)
            return run.unknown("what a generator returns is not followed", node)
        record = run.store[source] if isinstance(source, Ref) else source
        sequence = record.sequence if isinstance(record, SequenceRecord) else record
        known = isinstance(sequence, Sequence)
        value = sequence.element if known else run.unknown("what `yield from` gives is not followed", node)
        if run.frames:
            run.frames[-1].certain = False
    elif node.value is not None:
        value = evaluate(run, node.value)
    _yielded(run, value)
    return run.unknown("what is sent into a generator is not followed", node)


def _yielded(run: Interpreter, value: Any) -> None:
    """Keep what the function that is being executed yields."""
    if run.frames:
        frame = run.frames[-1]
        frame.certain = frame.certain and not frame.undecided and len(frame.yields) < limits.ITEMS
        frame.yielded = frame.yielded or run.store.checkpoint()
        if frame.certain or len(frame.yields) < limits.REPEATS:
            frame.yields.append(value)


def _ellipsis(_: Interpreter, __: cst.Ellipsis) -> Any:
    return ...


_HANDLERS: dict[type, Callable[[Interpreter, Any], Any]] = {
    cst.Name: _name, cst.Attribute: _attribute, cst.Call: _call, cst.Integer: _integer, cst.Float: _float,
    cst.Imaginary: _imaginary, cst.SimpleString: _string, cst.ConcatenatedString: _concatenated,
    cst.FormattedString: _formatted, cst.Tuple: _tuple, cst.List: _list, cst.Set: _set, cst.Dict: _dict,
    cst.Subscript: _subscript, cst.BinaryOperation: _binary, cst.UnaryOperation: _unary,
    cst.BooleanOperation: _boolean, cst.Comparison: _comparison, cst.IfExp: _conditional, cst.Lambda: _lambda,
    cst.ListComp: list_comprehension, cst.SetComp: set_comprehension, cst.DictComp: dict_comprehension,
    cst.GeneratorExp: generator, cst.NamedExpr: _named, cst.Await: _await, cst.Yield: _yield,
    cst.Ellipsis: _ellipsis,
}  # fmt: skip
