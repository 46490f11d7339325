"""A model as a picture: one block a layer with its shape, its parameters and what is found there, as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seqlint.explain.amount import memory, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seqlint.check import Reported
    from seqlint.explain.panel import Panel, PanelLayer

_WIDTH, _HEIGHT, _GAP, _MARGIN = 320, 56, 26, 16
_LINE = 15
_MOST_WORDS = 52
_MOST_LAYERS = 60
_ORDER = ("error", "warning", "info", "hint")
_STYLE = (
    ".seqlint{color:var(--seqlint-ink,#1f2328);--rim:#8c959f;--error:#cf222e;--warning:#9a6700;--info:#0969da;"
    "--hint:#57606a}"
    "@media(prefers-color-scheme:dark){.seqlint{color:var(--seqlint-ink,#e6edf3);--rim:#7d8590;--error:#ff7b72;"
    "--warning:#d29922;--info:#79c0ff;--hint:#9198a1}}"
    ".seqlint text{fill:currentColor;font:13px system-ui,sans-serif}"
    ".seqlint .shape,.seqlint .words{font-size:12px}.seqlint .quiet{opacity:.75}.seqlint .name{font-weight:600}"
    ".seqlint rect{fill:currentColor;fill-opacity:.06;stroke:var(--rim)}.seqlint path{stroke:var(--rim);fill:none}"
    + "".join(
        f".seqlint rect.{name}{{stroke:var(--{name});stroke-width:2}}.seqlint text.{name}{{fill:var(--{name})}}"
        for name in _ORDER
    )
)


def picture(panel: Panel, reported: Sequence[Reported]) -> str:
    """The picture, as SVG that is right on light and on dark ground; a page may set its ink as `--seqlint-ink`.

    Args:
        panel: the model.
        reported: all findings of its analysis.
    """
    drawing = _Drawing(reported)
    drawing.head(panel)
    shown = panel.layers[:_MOST_LAYERS]
    for index, layer in enumerate(shown):
        drawing.layer(layer, selected=index == panel.selected)
    if len(panel.layers) > len(shown):
        drawing.words(f"… and {len(panel.layers) - len(shown)} more layers", "quiet")
    drawing.foot(panel)
    return drawing.svg(title(panel), description(panel, reported))


def title(panel: Panel) -> str:
    """What the picture shows."""
    size = len(panel.layers)
    return f"{panel.name}: {panel.kind} with {size} layer{'' if size == 1 else 's'}"


def description(panel: Panel, reported: Sequence[Reported]) -> str:
    """The picture in words, for those who cannot see it."""
    return " ".join(_sentences(panel, reported))


def _sentences(panel: Panel, reported: Sequence[Reported]) -> Iterator[str]:
    if panel.input is not None:
        yield f"In goes {panel.input}."
    for index, layer in enumerate(panel.layers, start=1):
        cost = "" if not layer.parameters else f", {number(layer.parameters)} parameters"
        yield f"{index}. {layer.title} gives {layer.output or 'a shape that is not known'}{cost}."
        for each in layer.findings:
            yield f"{reported[each].severity.capitalize()} {reported[each].entry.code}: {_short(reported[each])}."
    total = _total(panel)
    if total:
        yield f"{total}."


class _Drawing:
    """A picture while it grows downwards."""

    def __init__(self, reported: Sequence[Reported]) -> None:
        self.reported = reported
        self.parts: list[str] = []
        self.y = float(_MARGIN)
        self.joined = False

    def head(self, panel: Panel) -> None:
        self.text(_MARGIN, self.y + 14, f"{panel.name} — {panel.kind}, {panel.state}", "name")
        self.y += 26
        self.words(f"in {panel.input or '?'}", "shape")
        self.joined = panel.input is not None
        self.y += 4

    def layer(self, layer: PanelLayer, *, selected: bool) -> None:
        if self.joined:
            middle = _MARGIN + _WIDTH / 2
            self.parts.append(f'<path d="M{middle:g} {self.y:g}v{_GAP - 6}m-4 -5l4 5l4 -5" aria-hidden="true"/>')
        self.y += _GAP
        found = sorted({self.reported[each].severity for each in layer.findings}, key=_ORDER.index)
        grave = found[0] if found else ""
        thick = ' stroke-width="3"' if selected else ""
        size = f'x="{_MARGIN}" y="{self.y - 4:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="8"'
        self.parts.append(f'<rect {size} class="{grave}"{thick}/>')
        self.text(_MARGIN + 12, self.y + 17, layer.title, "name")
        self.text(_MARGIN + 12, self.y + 38, f"→ {layer.output or '?'}", "shape")
        parameters = "?" if layer.parameters is None else number(layer.parameters)
        if layer.parameters != 0:
            self.text(_MARGIN + _WIDTH - 12, self.y + 17, parameters, "shape quiet", end=True)
        if layer.dtype not in {None, "float32"}:
            self.text(_MARGIN + _WIDTH - 12, self.y + 38, layer.dtype or "", "shape quiet", end=True)
        self.y += _HEIGHT - 4
        for each in layer.findings:
            one = self.reported[each]
            self.words(f"{one.entry.code} {_short(one)}", f"words {one.severity}")
        self.joined = True

    def foot(self, panel: Panel) -> None:
        self.y += 10
        total = _total(panel)
        if total:
            self.words(total, "quiet")
        if panel.reason:
            self.words(panel.reason, "words quiet")
        for each in panel.findings:
            one = self.reported[each]
            self.words(f"{one.entry.code} {_short(one)}", f"words {one.severity}")

    def words(self, words: str, kind: str) -> None:
        """Words below what is drawn, on as many lines as they need."""
        for line in _wrapped(words):
            self.text(_MARGIN, self.y + 14, line, kind)
            self.y += _LINE + 2

    def text(self, x: float, y: float, words: str, kind: str, *, end: bool = False) -> None:
        anchor = ' text-anchor="end"' if end else ""
        self.parts.append(f'<text x="{x:g}" y="{y:g}" class="{kind}"{anchor}>{_safe(_cut(words))}</text>')

    def svg(self, name: str, words: str) -> str:
        width, height = _WIDTH + 2 * _MARGIN, self.y + _MARGIN
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:g}" '
            f'viewBox="0 0 {width} {height:g}" class="seqlint" role="img" aria-labelledby="seqlint-title seqlint-desc">'
            f'<title id="seqlint-title">{_safe(name)}</title><desc id="seqlint-desc">{_safe(words)}</desc>'
            f"<style>{_STYLE}</style>{''.join(self.parts)}</svg>"
        )


def _total(panel: Panel) -> str:
    if panel.trainable is None or panel.non_trainable is None:
        return ""
    total = panel.trainable + panel.non_trainable
    frozen = f", {number(panel.non_trainable)} of them not trained" if panel.non_trainable else ""
    return f"{number(total)} parameters ({memory(total)}){frozen}"


def _short(one: Reported) -> str:
    return one.finding.label or one.finding.message.partition(". ")[0].rstrip(".")


def _wrapped(words: str) -> list[str]:
    from textwrap import wrap

    return wrap(words, _MOST_WORDS) or [""]


def _cut(words: str) -> str:
    return words if len(words) <= _MOST_WORDS + 8 else f"{words[: _MOST_WORDS + 7]}…"


def _safe(words: str) -> str:
    """Words inside an element; what XML has no sign for is left out."""
    shown = "".join(char for char in words if char.isprintable())
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
