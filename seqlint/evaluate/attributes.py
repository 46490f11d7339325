"""Attributes: reading and setting `x.name` on every kind of value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.evaluate.branches import lift
from seqlint.evaluate.callees import find
from seqlint.evaluate.classes import SuperOf
from seqlint.evaluate.names import STARS, bind, read, tell
from seqlint.evaluate.protocols import missing
from seqlint.keras.absent import absent_member
from seqlint.keras.layer import Layer
from seqlint.keras.models import Model
from seqlint.keras.models.own import MEETINGS
from seqlint.keras.names import Named
from seqlint.values.callee import Callee, type_path
from seqlint.values.containers import DictRecord, InstanceRecord
from seqlint.values.functions import Class, Function, Library, Method, Partial, ProjectModule
from seqlint.values.generator import Generator
from seqlint.values.inside import Inside
from seqlint.values.join import replace
from seqlint.values.refusal import NotCalled, NothingReturned
from seqlint.values.store import Ref
from seqlint.values.unknown import History, OneOf, Unknown

if TYPE_CHECKING:
    import libcst as cst

    from seqlint.evaluate.interpreter import Interpreter
    from seqlint.values.place import Place


def _of_unknown(run: Interpreter, value: Unknown, name: str, node: cst.CSTNode) -> Unknown:
    if name == "history" and isinstance(value, History):
        return History(value.reason, value.place, memo={}, fit=value.fit, record=True)
    return run.unknown(value.reason, node, f"{value.name}.{name}" if value.name else None)


def get_attribute(run: Interpreter, value: Any, name: str, node: cst.CSTNode) -> Any:
    """`value.name`."""
    if isinstance(value, Library):
        return _library_attribute(run, value, name, node)
    if isinstance(value, Unknown):
        return _of_unknown(run, value, name, node)
    if isinstance(value, OneOf):
        present = tuple(each for each in value.values if each is not None)
        if len(present) == 1:
            return get_attribute(run, present[0], name, node)
        return lift(run, present, lambda each: get_attribute(run, each, name, node))
    if isinstance(value, ProjectModule):
        from seqlint.evaluate import project

        return project.member(run, value, value.name, name, node)
    if isinstance(value, Class):
        return _class_attribute(run, value, name, node)
    record = run.store.heap.get(value.id) if isinstance(value, Ref) else None
    if isinstance(record, InstanceRecord):
        return _instance_attribute(run, value, record, name, node)
    if value is None:
        return _of_nothing(run, name, node)
    if isinstance(value, SuperOf):
        return value.member(run, name, node)
    return _typed_attribute(run, value, record, name, node)


_CLASS = frozenset({"keras.Sequential", "keras.models.Sequential"})


def _library_attribute(run: Interpreter, value: Library, name: str, node: cst.CSTNode) -> Any:
    if value.path in _CLASS and _owner_name(node)[:1].islower():
        not_called(run, value.name, name, node)
    found = read(run, value, name, node)
    callee = find(found.path)
    if isinstance(callee, Callee) and callee.attribute:
        from seqlint.evaluate.expressions import context

        return callee.body(context(run, node))
    return value.name if name == "__name__" and callee is None else found


def _class_attribute(run: Interpreter, value: Class, name: str, node: cst.CSTNode) -> Any:
    found = value.lookup(name, NotImplemented)
    if isinstance(found, Function) and found.kind == "class":
        return Method(value, name, found)
    if found is NotImplemented and name in {"__name__", "__qualname__"}:
        return value.name
    if found is NotImplemented:
        return run.unknown(f"the class `{value.name}` has no `{name}` that seqlint knows", node, name)
    return found


def _instance_attribute(run: Interpreter, value: Ref, record: InstanceRecord, name: str, node: cst.CSTNode) -> Any:
    if name in record.attributes:
        return record.attributes[name]
    found = record.cls.lookup(name, NotImplemented) if isinstance(record.cls, Class) else NotImplemented
    if isinstance(found, Function):
        if found.kind == "property":
            from seqlint.evaluate.functions import call_function
            from seqlint.values.call import Argument, Arguments

            return call_function(run, found, Arguments((Argument(value),)), run.place(node))
        if found.kind == "class":
            return Method(record.cls, name, found)
        return Method(value, name, found) if found.kind not in {"static", "hidden"} else found
    if found is not NotImplemented:
        return found
    found = record.cls if name == "__class__" else missing(run, value, record, name, node)
    return _base_attribute(run, value, record, name, node) if found is NotImplemented else found


def _base_attribute(run: Interpreter, value: Ref, record: InstanceRecord, name: str, node: cst.CSTNode) -> Any:
    """What the Keras object inside an instance has, or every object of a class that derives from Keras."""
    from seqlint.evaluate.calls import let_go

    base = record.attributes.get("__base__")
    own = find(f"keras.members.Own.{name}") is not None
    if base is not None and not (own and run.store.record(base, Layer) is not None):
        return get_attribute(run, base, name, node)
    if own:
        if name in MEETINGS:
            let_go(run, value)
        return Method(value, name)
    let_go(run, value)
    return run.unknown(f"seqlint does not know `{name}` of this object", node, name)


def _of_nothing(run: Interpreter, name: str, node: cst.CSTNode) -> Any:
    """An attribute of None: what `model = model.add(…)` leads to."""
    origin = run.nothing_from(node)
    if origin is not None and (origin[2] is None or of_model(name)):
        run.emit(
            NothingReturned(
                place=run.place(node), raised=run.place(node), stage="other", stack=run.stack,
                keras=f"AttributeError: 'NoneType' object has no attribute '{name}'",
                method=origin[0], attribute=name, origin=origin[1], function=origin[2],
            )
        )  # fmt: skip
    return run.unknown("it is an attribute of None", node)


def of_model(name: str) -> bool:
    """Whether a model has a method of this name."""
    callee = find(f"keras.models.Model.{name}")
    return isinstance(callee, Callee) and not callee.attribute


def _owner_name(node: cst.CSTNode) -> str:
    """The name whose attribute is read; empty for another expression."""
    name = getattr(getattr(node, "value", None), "value", None)
    return name if isinstance(name, str) else ""


def not_called(run: Interpreter, called: str, name: str, node: cst.CSTNode, function: Function | None = None) -> None:
    """A method of a model asked of the function that makes one, or of the class."""
    if not of_model(name) or run.module.names.get(STARS):  # what a star import brings may have another meaning
        return
    keras = f"AttributeError: 'function' object has no attribute '{name}'" if function is not None else ""
    place = run.place(node)
    run.emit(
        NotCalled(
            place=place, raised=place, stage="other", stack=run.stack, keras=keras,
            name=called, attribute=name, function=function,
        )
    )  # fmt: skip
    owner = _owner_name(node)
    if owner:  # told once: Python has stopped
        bind(run, owner, run.unknown(f"`{called}` was not called", node, owner))


def _owner(value: Any, record: Any, path: str | None) -> str | None:
    """The path under which Keras' attributes that are gone are kept."""
    if isinstance(record, Model):
        return (
            "keras.models.Sequential" if record.kind == "Sequential" and not (record.called or record.escaped) else None
        )
    named = record if isinstance(record, Named) else value
    return "keras.optimizers.Optimizer" if isinstance(named, Named) and named.room == "optimizer" else path


def _function_attribute(run: Interpreter, value: Method | Partial | Function, name: str, node: cst.CSTNode) -> Unknown:
    if isinstance(value, Function) and value.kind == "function" and value.name != "<lambda>":
        not_called(run, value.name, name, node, value)
    return run.unknown(f"seqlint does not follow `{name}` of a function", node)


def _typed_attribute(run: Interpreter, value: Any, record: Any, name: str, node: cst.CSTNode) -> Any:
    if isinstance(value, Generator) and name in value.attributes:
        return value.attributes[name]
    path = type_path(value, run.store.heap) if name != "__class__" else None
    refused = absent_member(f"{_owner(value, record, path)}.{name}", run.target)
    if refused is not None:
        tell(run, refused, run.place(node), run.place(node))
    if path is not None:
        callee = find(f"{path}.{name}")
        if isinstance(callee, Callee):
            if callee.attribute:
                return _read(run, callee, value, node)
            return Method(value, name)
    found = _untyped(run, value, record, name, node)
    if found is not NotImplemented:
        return found
    if path is not None:
        fallback = find(f"{path}.__getattr__")
        if isinstance(fallback, Callee) and fallback.path == f"{path}.__getattr__":
            from seqlint.evaluate.calls import invoke
            from seqlint.values.call import Argument, Arguments

            return invoke(run, fallback, Arguments((Argument(value), Argument(name))), run.place(node), run.place(node))
        return Method(value, name)
    return run.unknown(f"seqlint does not know `{name}` of this value", node, name)


def _untyped(run: Interpreter, value: Any, record: Any, name: str, node: cst.CSTNode) -> Any:
    """An attribute that no type declares; NotImplemented where its type may have more."""
    if name == "__class__":
        return _read(run, find("builtins.type"), value, node)
    if isinstance(record, Layer):
        from seqlint.evaluate.expressions import context
        from seqlint.keras.members import argument_of

        return argument_of(context(run, node), value, name)
    if isinstance(value, Function) and name == "__name__":
        return value.name
    if isinstance(value, (Method, Partial, Function)):
        return _function_attribute(run, value, name, node)
    return NotImplemented


def _read(run: Interpreter, callee: Callee, value: Any, node: cst.CSTNode) -> Any:
    from seqlint.evaluate.calls import invoke
    from seqlint.values.call import Argument, Arguments

    return invoke(run, callee, Arguments((Argument(value),)), run.place(node), run.place(node))


def set_attribute(run: Interpreter, value: Any, name: str, new: Any, node: cst.CSTNode) -> None:
    """`value.name = new`."""
    if isinstance(value, Class):
        method = isinstance(new, Function) and new.cls is None
        run.store.put(value.attributes, name, replace(new, cls=value) if method else new)
        return
    if isinstance(value, Inside) and name == "trainable":
        _set_inside(run, value, new, node)
    if not isinstance(value, Ref):
        return
    record = run.store[value]
    if isinstance(record, InstanceRecord):
        run.store[value] = InstanceRecord(record.cls, {**record.attributes, name: new})
        if name == "trainable":
            _reach_models(run, value, node)
    elif isinstance(record, (Layer, Model)) and name == "trainable":
        _set_trainable(run, value, record, new, node)
    elif isinstance(record, Layer) and name in {"name", "_name"}:
        run.store[value] = replace(record, name=new if isinstance(new, str) else None, named=True)
    elif isinstance(record, DictRecord):
        return


def _set_trainable(run: Interpreter, value: Ref, record: Layer | Model, new: Any, node: cst.CSTNode) -> None:
    """Setting `trainable` reaches the layers inside, as in Keras."""
    if isinstance(record, Model):
        changed = _changed(run, record, node)
        run.store[value] = replace(record, trainable=new, inner=new, changed=changed)
        for use in record.uses:
            if use.ref is not None:
                inner = run.store[use.ref]
                if isinstance(inner, (Layer, Model)):
                    _set_trainable(run, use.ref, inner, new, node)
                elif isinstance(inner, InstanceRecord):
                    run.store[use.ref] = InstanceRecord(inner.cls, {**inner.attributes, "trainable": new})
        _refresh(run, value)
    else:
        run.store[value] = replace(record, trainable=new)
    _reach_models(run, value, node)


def _changed(run: Interpreter, record: Model, node: cst.CSTNode) -> tuple[tuple[Place, str], ...]:
    """What changed in a model since it was compiled, with a `trainable` that is set here."""
    return record.changed if record.compiled is None else (*record.changed, (run.place(node), "trainable"))


def _set_inside(run: Interpreter, value: Inside, new: Any, node: cst.CSTNode) -> None:
    """Setting `trainable` of layers that are not listed. In Keras 3 they count although their own model is frozen."""
    record = run.store[value.model]
    changed = _changed(run, record, node)
    all_of_them = not (value.some or run.skips) or record.inner is new
    inner = new if all_of_them else run.unknown("it differs between the layers inside", node)
    thawed = record.trainable is False and new is not False and run.target.major >= 3
    run.store[value.model] = replace(
        record, inner=inner, changed=changed, trainable=inner if thawed else record.trainable
    )
    _reach_models(run, value.model, node)


def _reach_models(run: Interpreter, part: Ref, node: cst.CSTNode, seen: frozenset[int] = frozenset()) -> None:
    """Tell the models that hold a layer or model, directly or inside another, that `trainable` was set in it."""
    for key, record in list(run.store.heap.items()):
        if isinstance(record, Model) and key not in seen and any(use.ref == part for use in record.uses):
            run.store[Ref(key)] = replace(record, changed=_changed(run, record, node))
            _refresh(run, Ref(key))
            _reach_models(run, Ref(key), node, seen | {key})


def _refresh(run: Interpreter, ref: Ref) -> None:
    """Take over the layers' changed records into a model's rows."""
    record = run.store[ref]
    uses = tuple(
        use
        if use.ref is None or use.layer is None
        else replace(use, layer=_with_trainable(use.layer, run.store[use.ref]))
        for use in record.uses
    )
    run.store[ref] = replace(record, uses=uses)


def _with_trainable(held: Layer | Model, now: Any) -> Layer | Model:
    """The record that a model holds with the `trainable` that its layer has now, and the layers inside have."""
    if not isinstance(now, (Layer, Model, InstanceRecord)):
        return held
    own = now.attributes.get("trainable", held.trainable) if isinstance(now, InstanceRecord) else now.trainable
    held = replace(held, trainable=own)
    if isinstance(held, Model) and isinstance(now, Model):
        held = replace(held, inner=now.inner)
    if isinstance(held, Model) and isinstance(now, Model) and len(held.uses) == len(now.uses):
        uses = tuple(
            mine
            if mine.layer is None or theirs.layer is None
            else replace(mine, layer=_with_trainable(mine.layer, theirs.layer))
            for mine, theirs in zip(held.uses, now.uses, strict=True)
        )
        held = replace(held, uses=uses)
    return held
