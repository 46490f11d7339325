"""Pages: a rule's documentation and a layer's, in Markdown."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING

from seqlint.explain import urls
from seqlint.explain.layers import general
from seqlint.explain.sheet import bullets, code

if TYPE_CHECKING:
    from seqlint.keras.layer import LayerType


def rule_page(code_or_name: str) -> str:
    """The page of a rule, in Markdown; empty if no rule has that code or name."""
    from seqlint.rules import named

    entry = named(code_or_name)
    if entry is None:
        return ""
    return f"# {entry.code} {entry.name}\n\n{entry.severity}, chapter {entry.chapter}\n\n{cleandoc(entry.load().doc)}\n"


def layer_page(name: str) -> str:
    """The page of a layer class, in Markdown; empty if seqlint knows no layer of that name."""
    from seqlint.keras import layers
    from seqlint.keras.layer import LayerType as Type

    found = layers.find(name)
    return _layer_page(found) if isinstance(found, Type) else ""


def _layer_page(type_: LayerType) -> str:
    card = type_.card
    examples = [
        f"{each.input} → {each.call} → {each.output or 'Keras refuses: ' + (each.refusal or '')}"
        + (f", {each.parameters:,} parameters" if each.parameters is not None else "")
        for each in card.examples
    ]
    parts = [
        f"# {type_.name}",
        general(card.summary),
        general(card.text),
        "## Arguments\n\n" + bullets(f"{code(name)}: {general(text)}" for name, text in card.arguments.items())
        if card.arguments
        else "",
        "## Examples\n\n```text\n" + "\n".join(examples) + "\n```" if examples else "",
        f"[Keras' page]({urls.layer(type_)})",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
