"""Marked pieces of a text: links, addresses and numbers that Telegram found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from channels_app.channels.telegram.payloads import Entity

_KEPT: Final = frozenset(
    {"url", "text_link", "email", "phone_number", "hashtag", "cashtag", "mention", "bot_command"}
)
_MOST: Final = 50


def utf16_length(text: str) -> int:
    """How long Telegram says the text is."""
    return len(text) + sum(char > "\uffff" for char in text)


def marked(text: str, entities: Sequence[Entity]) -> list[dict[str, str]]:
    """Each marked piece as ``{"type", "text", "url"?}``, in the order given.

    Offsets count UTF-16 code units, in which an emoji is two.
    """
    wide = text.encode("utf-16-le", "surrogatepass")
    found = []
    for entity in entities[:_MOST]:
        end = entity.offset + entity.length
        if entity.type not in _KEPT or entity.offset < 0 or not 0 < entity.length <= end:
            continue
        piece = wide[2 * entity.offset : 2 * end].decode("utf-16-le", "replace")
        if piece:
            row = {"type": entity.type, "text": piece}
            found.append({**row, "url": entity.url} if entity.url else row)
    return found
