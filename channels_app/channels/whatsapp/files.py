"""Files on their way to WhatsApp: in which form one is sent, and its upload."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.utils.translation import gettext_noop

from channels_app.channels.base import Advice, File, Outgoing, SendError
from channels_app.channels.whatsapp import graph, limits

_MIB: Final = 1024 * 1024
#: Most bytes of each kind. Source: …/whatsapp/business-phone-numbers/media.
SIZES: Final = {
    "image": 5 * _MIB,
    "video": 16 * _MIB,
    "audio": 16 * _MIB,
    "document": 100 * _MIB,
    "sticker": 500 * 1024,
}
_TYPES: Final = {
    "image": {"image/jpeg", "image/png"},
    "video": {"video/mp4", "video/3gpp"},
    "audio": {"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/opus"},
    "sticker": {"image/webp"},
}
_WITHOUT_CAPTION: Final = {"audio", "sticker"}


def form_of(file: File, *, size: int, caption: str) -> str:
    """The kind a file is sent as: what its kind cannot carry goes as a document."""
    plain = file.mime_type.partition(";")[0].strip().lower()
    if plain not in _TYPES.get(file.kind, set()) or size > SIZES[file.kind]:
        return "document"
    if caption and file.kind in _WITHOUT_CAPTION:
        return "document"
    return file.kind


def upload(outgoing: Outgoing, file: File) -> tuple[str, str]:
    """Upload the file; returns the kind it is sent as and the id WhatsApp knows it by.

    Raises :class:`SendError`; nothing of the message has been sent then.
    """
    size = _size(file)
    kind = form_of(file, size=size, caption=outgoing.text)
    if size > SIZES[kind]:
        raise SendError(
            "file_too_big", gettext_noop("The file is too big for WhatsApp."), Advice.DEAD
        )
    if len(outgoing.text) > limits.CAPTION:
        raise SendError(
            "caption_too_long",
            gettext_noop("WhatsApp takes at most 1,024 characters with a file."),
            Advice.DEAD,
        )
    with Path(file.path).open("rb") as content:
        answer = graph.post(
            outgoing.account,
            outgoing.account_id,
            "media",
            data={"messaging_product": "whatsapp", "type": file.mime_type},
            files={"file": (file.filename or "file", content, file.mime_type)},
        )
    if not answer.get("id"):
        raise SendError("no_media_id", "WhatsApp took the file without an id.")
    return kind, str(answer["id"])


def _size(file: File) -> int:
    try:
        size = Path(file.path).stat().st_size
    except OSError as error:
        raise SendError(
            "file_gone", gettext_noop("The file is no longer here."), Advice.DEAD
        ) from error
    if size == 0:
        raise SendError("file_empty", gettext_noop("The file is empty."), Advice.DEAD)
    return size
