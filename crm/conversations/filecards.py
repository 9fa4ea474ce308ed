"""A message's files and places as the thread shows them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.conversations.files import shown_name
from crm.conversations.models import Attachment, Message
from crm.core.sniffing import SHOWN, kind_of

_MAP: Final = "https://www.openstreetmap.org/?mlat={0:.6f}&mlon={1:.6f}#map=17/{0:.6f}/{1:.6f}"


@dataclass(frozen=True, slots=True)
class FileCard:
    """One file: ``shape`` is image, video, audio, document, waiting or trouble."""

    shape: str
    name: str
    url: str
    detail: str
    trouble: str
    transcript: str
    is_pending: bool
    opens_here: bool
    is_sticker: bool


def file_cards(message: Message) -> list[FileCard]:
    """The message's files, in the order they came."""
    return [_card(each) for each in message.attachments.all()]


def _card(row: Attachment) -> FileCard:
    shape, trouble = "waiting", ""
    if row.state == Attachment.State.STORED:
        shape = kind_of(row.mime_type)
    elif row.state in {Attachment.State.GONE, Attachment.State.REFUSED}:
        shape, trouble = "trouble", _trouble(row)
    return FileCard(
        shape=shape,
        name=shown_name(row),
        url=reverse("media:file", args=[row.pk]),
        detail=_detail(row),
        trouble=trouble,
        transcript=row.transcript,
        is_pending=shape == "audio" and row.due_at is not None,
        opens_here=row.mime_type in SHOWN,
        is_sticker=row.kind == "sticker",
    )


def _trouble(row: Attachment) -> str:
    if row.state == Attachment.State.GONE:
        return _("The channel no longer has this file.")
    return _(row.error) if row.error else _("This file was refused.")


def _detail(row: Attachment) -> str:
    parts = [_type_word(row.mime_type), filesizeformat(row.size) if row.size else ""]
    if row.seconds:
        parts.append(f"{row.seconds // 60}:{row.seconds % 60:02d}")
    return " · ".join(part for part in parts if part)


def _type_word(mime_type: str) -> str:
    ending = mime_type.rpartition("/")[2]
    known = {
        "octet-stream": "",
        "plain": "TXT",
        "msword": "DOC",
        "vnd.ms-excel": "XLS",
        "vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
        "vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
    }
    return known.get(ending, ending.upper()[:8])


def map_link(message: Message) -> str:
    """Where a shared place lies on a map, for a link; "" when the message names none.

    Nothing of it is loaded by the page: who follows the link tells the map where they look.
    """
    place: Any = message.payload.get("location") if message.kind == "location" else None
    if not isinstance(place, Mapping):
        return ""
    try:
        latitude, longitude = float(place["latitude"]), float(place["longitude"])
    except (KeyError, TypeError, ValueError):
        return ""
    is_place = math.isfinite(latitude + longitude) and abs(latitude) <= 90 and abs(longitude) <= 180
    return _MAP.format(latitude, longitude) if is_place else ""


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Somebody's card that was shared."""

    names: list[str]
    phones: list[str]
    emails: list[str]


def contact_card(message: Message) -> ContactCard | None:
    """The card a message shares, None when it shares none."""
    card: Any = message.payload.get("contacts") if message.kind == "contacts" else None
    if not isinstance(card, Mapping):
        return None
    names, phones, emails = (_words(card.get(key)) for key in ("names", "phones", "emails"))
    return ContactCard(names or [message.text], phones, emails)


def _words(value: object) -> list[str]:
    return [str(each) for each in value if each] if isinstance(value, list) else []
