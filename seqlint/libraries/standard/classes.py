"""Classes that the standard library makes: fields of data classes, named tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.callee import callee
from seqlint.values.containers import DictRecord, InstanceRecord, ListRecord
from seqlint.values.functions import Class
from seqlint.values.store import Ref
from seqlint.values.unknown import unknown

if TYPE_CHECKING:
    from seqlint.values.call import Arguments, Call


@callee("dataclasses.field", "attr.ib", "attrs.field", "attr.field", "pydantic.Field", lifted=False)
def field(call: Call, default: Any = ..., *, default_factory: Any = None, factory: Any = None, **kwargs: Any) -> Any:
    """A field's default: the one given, or what the factory gives."""
    make = default_factory if default_factory is not None else factory
    if make is not None:
        return call.call(make, ())
    return unknown("the field has no default", call.place) if default is ... else default


def _values(call: Call, value: Any) -> dict[str, Any] | None:
    """The fields of a data class with their values."""
    record = call.store.record(value, InstanceRecord)
    if record is None or not isinstance(record.cls, Class):
        return None
    return {name: record.attributes.get(name, record.cls.lookup(name)) for name in record.cls.fields()}


@callee("dataclasses.replace", "copy.replace", "attr.evolve", "attrs.evolve", lifted=False)
def replace(call: Call, obj: Any, **changes: Any) -> Any:
    """A new object of the same class with some other fields."""
    values = _values(call, obj)
    if values is None:
        return unknown("the object is not known", call.place)
    cls = call.store[obj].cls
    return call.call(cls, [], {**values, **changes})


@callee("dataclasses.asdict", "attr.asdict", "attrs.asdict", lifted=False)
def as_dict(call: Call, obj: Any, **kwargs: Any) -> Any:
    values = _values(call, obj)
    return unknown("the object is not known", call.place) if values is None else _plain(call, values)


def _plain(call: Call, value: Any) -> Any:
    """Dictionaries in the place of data classes, also inside lists."""
    if isinstance(value, dict):
        return call.store.new(DictRecord({name: _plain(call, each) for name, each in value.items()}))
    record = call.store.heap.get(value.id) if isinstance(value, Ref) else None
    if isinstance(record, ListRecord):
        return call.store.new(ListRecord(tuple(_plain(call, item) for item in record.items)))
    inner = _values(call, value) if isinstance(record, InstanceRecord) else None
    return value if inner is None else _plain(call, inner)


@callee("dataclasses.astuple", "attr.astuple", "attrs.astuple", lifted=False)
def as_tuple(call: Call, obj: Any, **kwargs: Any) -> Any:
    values = _values(call, obj)
    return unknown("the object is not known", call.place) if values is None else tuple(values.values())


@callee("types.SimpleNamespace", "argparse.Namespace", raw=True, lifted=False)
def namespace(call: Call, arguments: Arguments) -> Any:
    """An object with these attributes."""
    attributes = {name: argument.value for name, argument in arguments.keywords.items()}
    return call.store.new(InstanceRecord(Class("Namespace", call.place, (), {}), attributes))


@callee("collections.namedtuple", lifted=False)
def namedtuple(call: Call, typename: Any, field_names: Any, **kwargs: Any) -> Any:
    """A class whose instances have these attributes, in order."""
    names: Any = field_names.replace(",", " ").split() if isinstance(field_names, str) else call.items(field_names)
    if not isinstance(typename, str) or names is None or not all(isinstance(name, str) for name in names):
        return unknown("the names of the fields are not known", call.place)
    defaults = call.items(kwargs.get("defaults", ())) or ()
    attributes: dict[str, Any] = {name: unknown(f"`{name}` is not given", call.place, name) for name in names}
    attributes.update(zip(names[len(names) - len(defaults) :], defaults, strict=False))
    return Class(typename, call.place, (), attributes)
