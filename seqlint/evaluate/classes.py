"""The program's own classes: definition, instances, `super()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate.callees import find
from seqlint.evaluate.context import Context
from seqlint.evaluate.enums import is_enum, make_members, member_of_value
from seqlint.evaluate.protocols import CONTAINERS
from seqlint.evaluate.scope import Scope
from seqlint.keras import legacy
from seqlint.keras.layer import Layer, LayerType
from seqlint.keras.layer.name import snake
from seqlint.keras.models.own import AUTOMATIC_NAME
from seqlint.values.call import Argument, Arguments
from seqlint.values.containers import InstanceRecord
from seqlint.values.functions import Class, Function, Library
from seqlint.values.join import replace
from seqlint.values.place import Place
from seqlint.values.refusal import Refused, UnknownArgument
from seqlint.values.store import Ref
from seqlint.values.unknown import Unknown

if TYPE_CHECKING:
    import libcst as cst

    from seqlint.evaluate.interpreter import Interpreter


def define_class(run: Interpreter, node: cst.ClassDef) -> Class:
    """The value that a `class` statement binds."""
    from seqlint.evaluate.expressions import evaluate
    from seqlint.evaluate.statements import execute_block

    bases = tuple(evaluate(run, arg.value) for arg in node.bases if arg.keyword is None)
    scope = Scope("class", run.scope)
    run.outlives(scope)
    outer, run.scope = run.scope, scope
    try:
        execute_block(run, node.body)
    finally:
        run.scope = outer
    cls = Class(node.name.value, Place(run.chunk, node), bases, scope.names)
    for name, value in list(scope.names.items()):
        if isinstance(value, Function) and value.cls is None:
            run.store.put(scope.names, name, replace(value, cls=cls))
    if is_enum(cls):
        make_members(run, cls)
    _tell_bases(run, node, cls)
    return cls


def decorated_class(run: Interpreter, node: cst.ClassDef, cls: Class) -> Any:
    """What a `class` statement binds: what the program's own decorators make of the class, else the class."""
    from seqlint.evaluate.expressions import evaluate
    from seqlint.evaluate.functions import call_function

    bound: Any = cls
    for decorator in reversed(node.decorators):
        wrapper = evaluate(run, decorator.decorator)
        if isinstance(wrapper, Function) and wrapper.kind == "function":
            place = Place(run.chunk, decorator.decorator)
            made = call_function(run, wrapper, Arguments((Argument(bound, place),)), place)
            bound = bound if made is None or isinstance(made, Unknown) else made
    return bound


def _tell_bases(run: Interpreter, node: cst.ClassDef, cls: Class) -> None:
    """The first base with an `__init_subclass__` of the program's own hears of a new class, and of its keywords."""
    from seqlint.evaluate.expressions import evaluate
    from seqlint.evaluate.functions import call_function

    hook = next((found for base in cls.bases if isinstance(base, Class) and (found := base.lookup(_HOOK))), None)
    if isinstance(hook, Function):
        place = Place(run.chunk, node)
        keywords = {
            arg.keyword.value: Argument(evaluate(run, arg.value), Place(run.chunk, arg.value), None, arg.keyword.value)
            for arg in node.keywords
            if arg.keyword is not None
        }
        call_function(run, hook, Arguments((Argument(cls, place),), keywords), place)


_HOOK = "__init_subclass__"


def instantiate(run: Interpreter, cls: Class, arguments: Arguments, place: Place, callee: Place) -> Any:
    """`Class(…)`: a new instance, and its `__init__`."""
    from seqlint.evaluate.functions import call_function

    run.called[cls.place.node] = None
    if is_enum(cls) and arguments.positional:
        member = member_of_value(run, cls, arguments.positional[0].value)
        return run.unknown(f"which `{cls.name}` it is is not known", place.node) if member is None else member
    ref = run.store.new(InstanceRecord(cls, {}))
    init = cls.lookup("__init__")
    if isinstance(init, Function):
        receiver = Argument(ref)
        call_function(
            run, init, Arguments((receiver, *arguments.positional), arguments.keywords, arguments.open), place
        )
    elif any(base.name in _MODELS or base.path in CONTAINERS or _concrete(base) for base in cls.library_bases()):
        make_base(run, ref, cls, arguments, place, callee)
    else:
        _fields(run, ref, cls, arguments)
        _after_fields(run, ref, cls, place)
        if any(base.name == "Layer" for base in cls.library_bases()):
            _name(Context(run, place, callee), ref, cls)
    return ref


def _fields(run: Interpreter, ref: Ref, cls: Class, arguments: Arguments) -> None:
    """Keyword arguments of a class without `__init__` (a dataclass) become attributes."""
    attributes = {name: argument.value for name, argument in arguments.keywords.items()}
    for name, argument in zip(cls.fields(), arguments.positional, strict=False):
        attributes[name] = argument.value
    if attributes:
        record = run.store[ref]
        run.store[ref] = InstanceRecord(record.cls, {**record.attributes, **attributes})


def _after_fields(run: Interpreter, ref: Ref, cls: Class, place: Place) -> None:
    """What a data class does once its fields are there."""
    from seqlint.evaluate.functions import call_function

    after = cls.lookup("__post_init__")
    if isinstance(after, Function):
        call_function(run, after, Arguments((Argument(ref),)), place)


_MODELS = frozenset({"Sequential", "Model", "Functional"})


def _concrete(base: Library) -> bool:
    """Whether a base class is one of Keras' layers that does something by itself."""
    return base.name != "Layer" and isinstance(find(base.path), LayerType)


def make_base(run: Interpreter, ref: Ref, cls: Class, arguments: Arguments, place: Place, callee: Place) -> None:
    """The Keras model or layer, or the list or dictionary, inside an instance of a subclass."""
    from seqlint.evaluate.calls import call_value

    bases = cls.library_bases()
    base = next((each for each in bases if each.name in {"Sequential", "Functional"} or _concrete(each)), None)
    if base is None:
        base = next((each for each in bases if each.path in CONTAINERS), None)
    if base is None:
        return
    inner = call_value(run, base, arguments, place, callee)
    record = run.store[ref]
    run.store[ref] = InstanceRecord(record.cls, {**record.attributes, "__base__": inner})


def _check_keywords(run: Interpreter, cls: Class, arguments: Arguments, place: Place) -> None:
    """Tell of a keyword that reaches Keras' `Layer` and that it does not know; the layer goes on without it."""
    types = [find(base.path) for base in cls.bases if isinstance(base, Library)]
    type_ = types[0] if len(types) == 1 else None
    if not isinstance(type_, LayerType) or type_.name != "Layer":
        return
    known = type_.common(run.target.major)
    name = next((each for each in arguments.keywords if each not in known), None)
    if name is None:
        return
    refused = legacy.batch_shape(cls.name, arguments.keywords, tuple(known)) or Refused(
        UnknownArgument, name, callee=cls.name, argument=name, parameters=tuple(sorted(known))
    )
    given = arguments.keywords[str(refused.argument)].whole
    raised, stack = place, run.stack
    if stack and given is not None and getattr(given.node, "star", "") == "**":
        raised, stack = stack[-1], stack[:-1]
        named = (arg for arg in getattr(raised.node, "args", ()) if arg.keyword is not None)
        node = next((arg for arg in named if arg.keyword.value == refused.argument), None)
        given = None if node is None else Place(raised.chunk, node)
    if given is not None:
        facts = {**refused.facts, "whole": given}
        event = refused.cause(place=given, raised=raised, stage="constructor", keras="", stack=stack, **facts)
        run.emit(event)


_KEPT = frozenset({"name", "trainable", "input_shape", "input_dim", "batch_input_shape"})
"""Keywords of every Keras layer that say something about the model around it."""


def _keep(run: Interpreter, ref: Ref, arguments: Arguments) -> None:
    """What the base's constructor keeps of its keywords, as attributes."""
    kept = {name: argument.value for name, argument in arguments.keywords.items() if name in _KEPT}
    record = run.store[ref]
    if kept:
        run.store[ref] = InstanceRecord(record.cls, {**kept, **record.attributes})


def _name(context: Context, ref: Ref, cls: Class) -> None:
    """Give a layer of the program's own the name that Keras gives it."""
    record = context.store[ref]
    if record.attributes.get("name") is None:
        context.store[ref] = InstanceRecord(
            record.cls, {**record.attributes, AUTOMATIC_NAME: context.unique_name(snake(cls.name))}
        )


def super_of(run: Interpreter, node: cst.Call) -> Any:
    """What `super()` gives inside a method of the program."""
    frame = next((frame for frame in reversed(run.frames) if frame.instance is not None), None)
    if frame is None or not isinstance(frame.instance, Ref):
        return run.unknown("`super()` is used outside a method", node)
    return SuperOf(frame.instance, frame.function.cls)


class SuperOf:
    """`super()`: an instance seen with the methods of the bases of one of its classes."""

    __slots__ = ("cls", "instance")

    def __init__(self, instance: Ref, cls: Class) -> None:
        self.instance = instance
        self.cls = cls

    def member(self, run: Interpreter, name: str, node: cst.CSTNode) -> Any:
        """A method of a base."""
        from seqlint.evaluate.attributes import get_attribute
        from seqlint.values.functions import Method

        for base in self.cls.bases:
            found = base.lookup(name) if isinstance(base, Class) else None
            if isinstance(found, Function):
                return Method(self.instance, name, found)
        if name == "__init__":
            return BaseInit(self)
        record = run.store[self.instance]
        if "__base__" in record.attributes:
            if name == "call" and run.store.record(record.attributes["__base__"], Layer) is not None:
                return record.attributes["__base__"]
            return get_attribute(run, record.attributes["__base__"], name, node)
        return run.unknown(f"`{name}` of the base class is not followed", node)


class BaseInit:
    """`super().__init__`: makes the Keras model inside a subclass of Sequential."""

    __slots__ = ("view",)

    def __init__(self, view: SuperOf) -> None:
        self.view = view

    def invoke(self, run: Interpreter, arguments: Arguments, place: Place, callee: Place) -> None:
        """Call the library base's constructor."""
        cls = self.view.cls
        if any(isinstance(base, Library) for base in cls.bases):
            make_base(run, self.view.instance, cls, arguments, place, callee)
            if arguments.keywords:
                _check_keywords(run, cls, arguments, place)
            _keep(run, self.view.instance, arguments)
            if arguments.open is None and any(base.name == "Layer" for base in cls.library_bases()):
                _name(Context(run, place, callee), self.view.instance, run.store[self.view.instance].cls)
