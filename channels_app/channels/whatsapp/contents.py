"""What a message says, by its type: text for people, details beside it, and files.

Source: developers.facebook.com/documentation/business-messaging/whatsapp, at
webhooks/reference/messages.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

from channels_app.channels.base import Media
from channels_app.channels.whatsapp.payloads import MessageEntry

_SHA256_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Content:
    """A message's words, what they do not tell, and its files; ``unread`` names an odd type."""

    text: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    media: tuple[Media, ...] = ()
    unread: str = ""


def content_of(entry: MessageEntry) -> tuple[str, Content]:
    """The message's kind and what it says; kind ``unsupported`` for what nobody can read."""
    reader = _READERS.get(entry.type)
    content = reader(entry) if reader else Content(unread=entry.type)
    if content.unread:
        payload = {**content.payload, "raw_type": content.unread[:80]}
        return "unsupported", Content(content.text, payload)
    return entry.type, content


def _text(entry: MessageEntry) -> Content:
    return Content(_words(entry.part("text").get("body")))


def _media(entry: MessageEntry) -> Content:
    media = entry.part(entry.type)
    text = _words(media.get("caption"))
    if not media.get("id"):
        return Content(text, unread=f"{entry.type}:without an id")
    found = Media(
        kind=cast(Literal["image", "video", "audio", "document", "sticker"], entry.type),
        ref={"id": _words(media["id"])},
        mime_type=_words(media.get("mime_type")),
        filename=_words(media.get("filename")),
        sha256=_hex(_words(media.get("sha256"))),
        is_voice=media.get("voice") is True,
    )
    return Content(text, {}, (found,))


def _hex(digest: str) -> str:
    """Meta writes a digest in base64; "" for one that cannot be one."""
    try:
        raw = base64.b64decode(digest, validate=True)
    except (binascii.Error, ValueError):
        return ""
    return raw.hex() if len(raw) == _SHA256_BYTES else ""


def _location(entry: MessageEntry) -> Content:
    place = entry.part("location")
    words = [_words(place[key]) for key in ("name", "address") if place.get(key)]
    kept = ("latitude", "longitude", "name", "address", "url")
    return Content(", ".join(words), {"location": {key: place.get(key) for key in kept}})


def _cards(entry: MessageEntry) -> Content:
    names, numbers, mails = [], [], []
    for card in entry.parts("contacts"):
        if not isinstance(card, dict):
            continue
        name = card.get("name")
        names.append(_words(name.get("formatted_name")) if isinstance(name, dict) else "")
        numbers += [
            _words(each.get("wa_id") or each.get("phone")) for each in _rows(card, "phones")
        ]
        mails += [_words(each.get("email")) for each in _rows(card, "emails")]
    told = " ".join(part for part in (*names, *numbers, *mails) if part)
    return Content(told, {"contacts": {"names": names, "phones": numbers, "emails": mails}})


def _reaction(entry: MessageEntry) -> Content:
    reaction = entry.part("reaction")
    # A reaction that was taken back has an empty emoji, or none.
    return Content(
        _words(reaction.get("emoji")), {"reaction_to": _words(reaction.get("message_id"))}
    )


def _interactive(entry: MessageEntry) -> Content:
    part = entry.part("interactive")
    for name in ("button_reply", "list_reply"):
        choice = part.get(name)
        if isinstance(choice, dict):
            return Content(_words(choice.get("title")), {"choice": _words(choice.get("id"))})
    form = part.get("nfm_reply")
    if isinstance(form, dict):
        return _form(form)
    call = part.get("call_permission_reply")
    if isinstance(call, dict):
        return Content("", {"call_permission": _words(call.get("response"))})
    return Content(unread=f"interactive:{part.get('type') or 'empty'}")


def _form(form: dict[str, Any]) -> Content:
    """The answers of a form; what it is for is told by ``name`` (flow, address_message …)."""
    try:
        answers = json.loads(_words(form.get("response_json")) or "{}")
    except (ValueError, RecursionError):
        answers = {}
    if not isinstance(answers, dict):
        answers = {}
    token = _words(answers.pop("flow_token", ""))
    lines = [f"{key}: {_told(value)}" for key, value in answers.items() if _told(value)]
    return Content(
        "\n".join(lines),
        {"form": answers, "form_name": _words(form.get("name")), "flow_token": token},
    )


def _told(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(part for each in value if (part := _told(each)))
    return _words(value) if isinstance(value, str | int | float) else ""


def _button(entry: MessageEntry) -> Content:
    button = entry.part("button")
    return Content(_words(button.get("text")), {"choice": _words(button.get("payload"))})


def _order(entry: MessageEntry) -> Content:
    order = entry.part("order")
    items = [
        {
            key: item.get(key)
            for key in ("product_retailer_id", "quantity", "item_price", "currency")
        }
        for item in _rows(order, "product_items")
    ]
    lines = [f"{item['quantity'] or 1} × {item['product_retailer_id']}" for item in items]
    words = [_words(order.get("text")), *lines]
    return Content(
        "\n".join(word for word in words if word),
        {"order": {"catalog_id": _words(order.get("catalog_id")), "items": items}},
    )


def _unsupported(entry: MessageEntry) -> Content:
    kind = _words(entry.part("unsupported").get("type"))
    return Content(unread=kind or "unsupported")


def _words(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) and value is not True else ""


def _rows(part: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = part.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


_READERS: Final[dict[str, Callable[[MessageEntry], Content]]] = {
    "text": _text,
    **dict.fromkeys(("image", "video", "audio", "document", "sticker"), _media),
    "location": _location,
    "contacts": _cards,
    "reaction": _reaction,
    "interactive": _interactive,
    "button": _button,
    "order": _order,
    "unsupported": _unsupported,
}
