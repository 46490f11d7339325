"""Classes that the standard library makes: fields of data classes, named tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seqlint.values.callee import callee
from seqlint.values.containers import InstanceRecord
from seqlint.values.functions import Class
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
