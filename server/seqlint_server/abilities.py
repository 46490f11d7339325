"""What the client can do, as far as the server asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from seqlint.source.span import PositionEncoding


class Abilities(msgspec.Struct, frozen=True):
    """What the client said about itself when it started the server.

    Attributes:
        encoding: the code units in which it counts characters.
        markdown: whether hovers may be Markdown.
        pictures: whether hovers may show images.
        pulls: whether it asks for diagnostics; if not, they are sent.
        refreshes: what it can be asked to ask for again: "diagnostics", "inlayHint", "codeLens".
        related: whether a diagnostic may have related places.
        pages: whether a diagnostic's code may lead to a page.
        tags: the marks that a diagnostic may have, by their numbers in the protocol.
        versioned_edits: whether edits may name the version of the text that they were made for.
        actions: whether code actions may be more than commands.
        preferred: whether one code action can be marked as the best.
        symbol_tree: whether document symbols may have children.
        replaces: whether a completion may leave the choice between adding to the word at the cursor and replacing it.
        label_offsets: whether a parameter may be told by its place in the signature.
        collapsed_text: whether a folded piece may say what it is.
        prepares: whether it asks what would be renamed before it asks for the new name.
        proposal_format: "markdown" or "plaintext" for what stands beside a completion; empty for a bare text.
        signature_format: the same for signatures.
        configuration: whether it can be asked for its settings.
        registers: what the server may register for later: "configuration", "files".
    """

    encoding: PositionEncoding = "utf-16"
    markdown: bool = False
    pictures: bool = False
    pulls: bool = False
    refreshes: frozenset[str] = frozenset()
    related: bool = False
    pages: bool = False
    tags: frozenset[int] = frozenset()
    versioned_edits: bool = False
    actions: bool = False
    preferred: bool = False
    symbol_tree: bool = False
    replaces: bool = False
    label_offsets: bool = False
    collapsed_text: bool = False
    prepares: bool = False
    proposal_format: str = ""
    signature_format: str = ""
    configuration: bool = False
    registers: frozenset[str] = frozenset()
