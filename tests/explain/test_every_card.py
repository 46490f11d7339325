"""Every layer, every argument, every text that an argument can be: each has a card of its own."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import msgspec
import pytest

from seqlint.check import analyse
from seqlint.config import DEFAULT as SETTINGS
from seqlint.explain.cards import card_at
from seqlint.keras.layers import every
from seqlint.keras.names import room_module
from seqlint.source.document import from_text
from seqlint.values.target import DEFAULT, NEWEST, Target

if TYPE_CHECKING:
    from seqlint.explain.views import Card
    from seqlint.keras.layer import LayerType


def written(layer: LayerType) -> tuple[str, str] | None:
    """The input and the call of the layer's first example; None for one that cannot follow an Input."""
    found = [each for each in layer.card.examples if each.refusal is None]
    if 3 not in layer.generations or layer.several is not None or "input" in layer.tags or not found:
        return None
    return found[0].input, found[0].call


LAYERS = [layer for layer in every().values() if written(layer) is not None]


def texts(layer: LayerType, name: str) -> list[str]:
    """All texts that an argument takes."""
    kind = layer.kind(name)
    if kind.lookup is not None:
        return list(room_module(kind.lookup).names(DEFAULT))
    return [each for each in kind.cases if isinstance(each, str)]


def line_of(layer: LayerType, name: str, value: str) -> str:
    """A model of the layer with one argument given by keyword."""
    shape, call = written(layer) or ("", "")
    node = ast.parse(call, mode="eval").body
    assert isinstance(node, ast.Call)
    before = layer.signature.names()
    positional, keywords = {}, {str(each.arg): ast.unparse(each.value) for each in node.keywords}
    for at, each in enumerate(node.args):
        positional[before[at]] = ast.unparse(each)
    given = {**positional, **keywords, name: value}
    inside = ", ".join(f"{key}={_qualified(text)}" for key, text in given.items())
    return f"m = keras.Sequential([keras.Input(batch_shape={shape}), layers.{layer.name}({inside})])"


def _qualified(text: str) -> str:
    tree = ast.parse(text, mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            node.func = ast.Attribute(ast.Name("layers"), node.func.id)
    return ast.unparse(tree)


@cache
def cards(layer: LayerType) -> dict[tuple[str, str], tuple[Card | None, Card | None]]:
    """The card of each argument's name and of its value, by argument and value."""
    rows: list[tuple[str, str]] = []
    for name in layer.signature.names():
        found = [repr(text) for text in texts(layer, name)]
        rows += [(name, text) for text in found or [_plain(layer, name)]]
    lines = ["import keras", "from keras import layers", *(line_of(layer, *row) for row in rows)]
    analysis = analyse(from_text("\n".join(lines) + "\n", "train.py"), trace=True)
    refused = {
        analysis.document.lines.row(each.finding.place.span().start)
        for each in analysis.reported
        if each.severity == "error"
    }
    result = {}
    for number, (name, value) in enumerate(rows, 3):
        if number in refused:  # 'tf_idf' asks for weights, 'channels_first' for other shapes …
            continue
        at = lines[number - 1].index(f"{name}=", lines[number - 1].index(f"layers.{layer.name}("))
        start = analysis.document.offset_of(number, at)
        result[name, value] = (card_at(analysis, start), card_at(analysis, start + len(name) + 2))
    return result


def _plain(layer: LayerType, name: str) -> str:
    """Something to give for an argument that takes no texts: what the example has, or the default."""
    call = ast.parse((written(layer) or ("", ""))[1], mode="eval").body
    assert isinstance(call, ast.Call)
    given = dict(zip(layer.signature.names(), map(ast.unparse, call.args), strict=False))
    given |= {str(each.arg): ast.unparse(each.value) for each in call.keywords}
    parameter = next(each for each in layer.signature.parameters if each.name == name)
    return _qualified(given[name]) if name in given else repr(parameter.default)


@pytest.mark.parametrize("layer", LAYERS, ids=[layer.name for layer in LAYERS])
def test_every_argument_has_a_card_of_its_own(layer: LayerType) -> None:
    found = {name: own for (name, _), (own, _) in cards(layer).items()}
    assert [name for name, card in found.items() if card is None] == []
    seen = Counter(card.text for card in found.values() if card is not None)
    assert [text for text, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("layer", LAYERS, ids=[layer.name for layer in LAYERS])
def test_every_text_has_a_card_of_its_own(layer: LayerType) -> None:
    for name in layer.signature.names():
        found = {value: own for (each, value), (_, own) in cards(layer).items() if each == name and value[:1] == "'"}
        assert [value for value, card in found.items() if card is None] == []
        seen = Counter(card.text for card in found.values() if card is not None)
        assert [text for text, count in seen.items() if count > 1] == []


COMPILED = {"optimizer": "optimizer={}", "loss": "loss={}", "metric": "metrics=[{}]"}


@pytest.mark.parametrize("major", [3, 2])
@pytest.mark.parametrize("room", COMPILED)
def test_every_name_that_compile_takes_has_a_card_of_its_own(room: str, major: int) -> None:
    target = Target(major, NEWEST[major], "the test")
    names = room_module(room).names(target)
    models = ["import keras", "", "model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4)])"]
    lines = [*models, *(f"model.compile({COMPILED[room].format(repr(name))})" for name in names)]
    settings = msgspec.structs.replace(SETTINGS, target=target)
    analysis = analyse(from_text("\n".join(lines) + "\n", "train.py"), settings, trace=True)
    meant: dict[str, set[str]] = {}
    for number, name in enumerate(names, len(models) + 1):
        found = card_at(analysis, analysis.document.offset_of(number, lines[number - 1].index(repr(name)) + 1))
        entry = room_module(room).lookup(name, target)
        assert found is not None, name
        meant.setdefault(found.text, set()).add(entry.name if entry is not None else name)
    assert [together for together in meant.values() if len(together) > 1] == []
