"""Files that leads sent: asked for by id, fetched from an address that lives an hour.

Source: core.telegram.org/bots/api#getfile. Bots are handed files of at most 20 MB.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal
from urllib.parse import quote

import httpx
from django.conf import settings

from channels_app.channels.base import Account, Advice, Media, SendError
from channels_app.channels.telegram.api import ask_method
from channels_app.channels.telegram.payloads import Message
from channels_app.http import client

DOWNLOAD_LIMIT: Final = 20 * 1024 * 1024
_PIECE: Final = 64 * 1024

Kind = Literal["image", "video", "audio", "document", "sticker"]
#: Telegram's members and what they are here; an animation also comes as a document.
_KINDS: Final[dict[str, Kind]] = {
    "photo": "image",
    "voice": "audio",
    "audio": "audio",
    "animation": "video",
    "video": "video",
    "video_note": "video",
    "sticker": "sticker",
    "document": "document",
}


def media_of(message: Message) -> tuple[str, tuple[Media, ...]]:
    """The kind and the file of a message that carries one; ("", ()) for any other."""
    for name, kind in _KINDS.items():
        value = message.content(name)
        # A photo comes in several sizes, the largest last.
        file = value[-1] if isinstance(value, list) and value else value
        if isinstance(file, dict) and file.get("file_id"):
            return kind, (_media(name, kind, file),)
    return "", ()


def _media(name: str, kind: Kind, file: Mapping[str, Any]) -> Media:
    return Media(
        kind=kind,
        ref={"file_id": str(file["file_id"])},
        mime_type=str(file.get("mime_type") or ("image/jpeg" if name == "photo" else "")),
        filename=str(file.get("file_name") or ""),
        size=_count(file.get("file_size")),
        seconds=_count(file.get("duration")),
        is_voice=name == "voice",
    )


def _count(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 2**62 else 0


def fetch(account: Account, ref: Mapping[str, Any]) -> Iterator[bytes]:
    """The bytes of ``ref["file_id"]`` in pieces; dead when they are gone or too many."""
    file_id = str(ref.get("file_id") or "")
    if not file_id:
        raise SendError("no_file", "There is no file to ask for.", Advice.DEAD)
    found = ask_method(account, "getFile", {"file_id": file_id})
    path = found.get("file_path") if isinstance(found, dict) else None
    if not path:
        raise SendError("no_path", "The channel does not say where the file is.", Advice.DEAD)
    url = f"{settings.TELEGRAM_API_URL}/file/bot{account.token}/{quote(str(path).lstrip('/'))}"
    try:
        with client().stream("GET", url) as response:
            if response.status_code != httpx.codes.OK:
                raise _not_handed_out(response.status_code)
            yield from response.iter_bytes(_PIECE)
    except httpx.HTTPError as error:
        raise SendError("no_answer", "The file broke off on its way.") from error


def _not_handed_out(status: int) -> SendError:
    gone = 400 <= status < 500 and status != httpx.codes.TOO_MANY_REQUESTS
    # An address that ran out is asked for anew at the next try, so that only a try is lost.
    advice = Advice.DEAD if gone and status != httpx.codes.NOT_FOUND else Advice.AGAIN
    return SendError(str(status), f"The file was not handed out: HTTP {status}.", advice)
