"""Telegram Bot API. Source: core.telegram.org/bots/api.

One bot a broker. Telegram signs nothing: the secret token in the header, set with the webhook,
is the only proof, and it also says whose bot is calling.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import httpx
from django.conf import settings

from channels_app.channels.base import (
    Advice,
    BadSignature,
    Capabilities,
    Delivered,
    Inbound,
    InboundMessage,
    Outgoing,
    Sender,
    SendError,
    Slice,
    Unknown,
    Unreadable,
)
from channels_app.channels.calls import json_of, post_json
from channels_app.channels.jsonbody import json_body
from crm.brokers.routing import account_for_secret
from crm.leads.models import Identity
from crm.leads.phone import e164

_MEDIA: Final = ("photo", "voice", "audio", "document", "video", "video_note", "sticker")


class Telegram:
    """Reads updates of private chats; sends with sendMessage."""

    name = "telegram"
    capabilities = Capabilities(can_begin=False, rate=30.0)

    def split(self, delivered: Delivered) -> list[Slice]:
        secret = delivered.headers.get("x-telegram-bot-api-secret-token", "")
        route = account_for_secret(self.name, secret)
        if route is None:
            raise BadSignature("unknown secret token")
        _schema, account = route
        update = json_body(delivered.body)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            raise Unreadable("an update without an id")
        return [
            Slice(account_id=account, dedupe_key=f"{account}:{update['update_id']}", payload=update)
        ]

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        message = payload.get("message")
        if isinstance(message, dict):
            return [_message(message)]
        query = payload.get("callback_query")
        if isinstance(query, dict):
            return [_choice(query)]
        kinds = [key for key in payload if key != "update_id"]
        return [Unknown(str(kinds[0])[:40] if kinds else "empty")]

    def send(self, outgoing: Outgoing) -> str:
        if not outgoing.token:
            raise SendError("no_token", "This bot has no token yet.", Advice.PAUSE)
        response = post_json(
            f"{settings.TELEGRAM_API_URL}/bot{outgoing.token}/sendMessage",
            body={
                "chat_id": outgoing.peer,
                "text": outgoing.text,
                "link_preview_options": {"is_disabled": True},
            },
            headers={},
        )
        answer = json_of(response)
        result = answer.get("result")
        if answer.get("ok") and isinstance(result, dict) and "message_id" in result:
            return f"{outgoing.peer}:{result['message_id']}"
        raise _error(response, answer)


def _error(response: httpx.Response, answer: dict[str, Any]) -> SendError:
    status = int(answer.get("error_code") or response.status_code)
    text = str(answer.get("description") or f"HTTP {response.status_code}")
    if status == httpx.codes.TOO_MANY_REQUESTS:
        parameters = answer.get("parameters")
        wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
        return SendError("429", text, Advice.WAIT, retry_after=float(wait or 1))
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return SendError(str(status), text)
    revoked = status in {httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND}
    return SendError(str(status), text, Advice.PAUSE if revoked else Advice.DEAD)


def _message(message: dict[str, Any]) -> Inbound:
    chat, author = message.get("chat"), message.get("from")
    if not isinstance(chat, dict) or not isinstance(author, dict) or chat.get("type") != "private":
        return Unknown(f"chat:{chat.get('type') if isinstance(chat, dict) else 'none'}")
    payload: dict[str, Any] = {}
    kind, text, phone, source = "text", str(message.get("text") or ""), "", ""
    if text.startswith("/start"):
        start = text.removeprefix("/start").strip()
        payload["start"] = start
        source = "telegram_link" if start else ""
        text = ""
        kind = "start"
    for name in _MEDIA:
        if message.get(name):
            kind, text = name, str(message.get("caption") or "")
            payload["media"] = _media(message[name])
    location = message.get("location")
    if isinstance(location, dict):
        kind = "location"
        payload["location"] = {key: location.get(key) for key in ("latitude", "longitude")}
    card = message.get("contact")
    if isinstance(card, dict):
        kind = "contacts"
        number = e164(str(card.get("phone_number") or ""))
        text = " ".join(
            part for part in (card.get("first_name"), card.get("last_name"), number) if part
        )
        # Only their own number is theirs: anybody's card can be shared.
        phone = number if card.get("user_id") == author.get("id") else ""
    return InboundMessage(
        external_id=f"{chat.get('id')}:{message.get('message_id')}",
        sender=_sender(chat, author, phone),
        sent_at=_moment(message.get("date")),
        kind=kind,
        text=text,
        payload=payload,
        source=source,
    )


def _media(value: Any) -> dict[str, Any]:
    largest = value[-1] if isinstance(value, list) and value else value
    if not isinstance(largest, dict):
        return {}
    return {
        key: largest[key]
        for key in ("file_id", "mime_type", "file_name", "file_size", "duration")
        if key in largest
    }


def _choice(query: dict[str, Any]) -> Inbound:
    author = query.get("from")
    message = query.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    if not isinstance(author, dict):
        return Unknown("callback_query:anonymous")
    if isinstance(chat, dict) and chat.get("type", "private") != "private":
        return Unknown("callback_query:group")
    data = str(query.get("data") or "")
    return InboundMessage(
        external_id=f"callback:{query.get('id')}",
        sender=_sender({"id": author.get("id")}, author, ""),
        sent_at=datetime.now(UTC),
        kind="choice",
        text=data,
        payload={"choice": data, "callback_query_id": str(query.get("id") or "")},
    )


def _sender(chat: dict[str, Any], author: dict[str, Any], phone: str) -> Sender:
    name = " ".join(
        str(author[key]) for key in ("first_name", "last_name") if author.get(key)
    ) or str(author.get("username") or "")
    return Sender(
        peer=str(chat.get("id")),
        identity_kind=Identity.Kind.TELEGRAM,
        identity=str(author.get("id")),
        name=name,
        phone=phone,
        language=str(author.get("language_code") or "")[:2],
    )


def _moment(value: Any) -> datetime:
    now = datetime.now(UTC)
    if not isinstance(value, int):
        return now
    try:
        return min(datetime.fromtimestamp(value, UTC), now)
    except (ValueError, OverflowError, OSError):
        return now


ADAPTER: Final = Telegram()
