"""WhatsApp's limits on texts, kept before anything is sent.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/messages.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from crm.core.text import storable

TEXT: Final = 4096
CAPTION: Final = 1024
BUTTONS_BODY: Final = 1024
LIST_BODY: Final = 4096
HEADER: Final = 60
BUTTON_TITLE: Final = 20
BUTTON_ID: Final = 256
BUTTONS: Final = 3
ROW_TITLE: Final = 24
ROW_ID: Final = 200
ROW_DESCRIPTION: Final = 72
ROWS: Final = 10

_JOINER: Final = "\u200d"
_MARKS: Final = frozenset({"\ufe0e", "\ufe0f", _JOINER})
_TONES: Final = range(0x1F3FB, 0x1F400)
_TAGS: Final = range(0xE0020, 0xE0080)
_FLAGS: Final = range(0x1F1E6, 0x1F200)


def cut(text: str, limit: int) -> str:
    """The text on one line in at most ``limit`` UTF-16 units, an ellipsis for what is left out.

    What people see as one character, such as a family or a flag, is kept whole or left out.
    """
    line = " ".join(storable(text).split())
    if _length(line) <= limit:
        return line
    kept, room = "", limit - 1
    for character in _characters(line):
        room -= _length(character)
        if room < 0:
            break
        kept += character
    return kept.rstrip() + "…"


def choices(
    given: Iterable[Mapping[str, Any]], *, title: int, key: int
) -> list[tuple[str, str, str]]:
    """Each choice's id, title and description within the limits; those without a title left out.

    Titles and ids have to differ from one another: WhatsApp refuses the whole message else.
    """
    found: list[tuple[str, str, str]] = []
    for each in given:
        words = cut(str(each.get("title") or ""), title)
        if not words:
            continue
        titles, ids = {row[1] for row in found}, {row[0] for row in found}
        number = 2
        unique = words
        while unique in titles:
            unique = f"{cut(words, title - len(str(number)) - 1)} {number}"
            number += 1
        name = storable(str(each.get("id") or "")) or unique
        if _length(name) > key or name in ids:
            name = hashlib.sha256(f"{name}\n{len(found)}".encode()).hexdigest()
        found.append((name, unique, cut(str(each.get("description") or ""), ROW_DESCRIPTION)))
    return found


def _length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _characters(text: str) -> Iterator[str]:
    """What people see as one character each, near enough for titles."""
    cluster = ""
    for each in text:
        if cluster and _belongs(cluster, each):
            cluster += each
            continue
        if cluster:
            yield cluster
        cluster = each
    if cluster:
        yield cluster


def _belongs(cluster: str, each: str) -> bool:
    point = ord(each)
    if cluster[-1] == _JOINER or each in _MARKS or point in _TONES or point in _TAGS:
        return True
    if point in _FLAGS:
        return len(cluster) == 1 and ord(cluster) in _FLAGS
    return unicodedata.category(each) in {"Mn", "Me", "Mc"}
