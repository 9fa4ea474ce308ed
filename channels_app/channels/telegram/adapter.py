"""Telegram Bot API. Source: core.telegram.org/bots/api.

One bot a broker. Telegram signs nothing: the secret token in the header, set with the webhook,
is the only proof, and it also says whose bot is calling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

from channels_app.channels.base import (
    OK,
    Account,
    Answer,
    BadSignature,
    Capabilities,
    Delivered,
    Inbound,
    Outgoing,
    SendError,
    Slice,
    Unreadable,
    lane_of,
)
from channels_app.channels.jsonbody import json_body
from channels_app.channels.signing import digest
from channels_app.channels.telegram import media, sending
from channels_app.channels.telegram.api import ask_method
from channels_app.channels.telegram.reading import CALLBACK, chat_of, read_update
from crm.brokers.routing import account_for_secret

_KEY_LIMIT: Final = 80
_CALLBACK: Final = "callback_query"
_TOO_LATE: Final = ("query is too old", "query_id_invalid", "query id is invalid")


class Telegram:
    """Reads updates of private chats; sends text, files and inline keyboards."""

    name = "telegram"
    # Nothing is told of what became of a message, and a repeated send is a second message.
    capabilities = Capabilities(
        text_limit=sending.TEXT_LIMIT,
        can_begin=False,
        buttons=8,
        list_rows=20,
        media=dict.fromkeys(
            ("image", "video", "audio", "document", "sticker"), sending.UPLOAD_LIMIT
        ),
        shows_typing=True,
        rate=30.0,
    )

    def split(self, delivered: Delivered) -> list[Slice]:
        secret = delivered.headers.get("x-telegram-bot-api-secret-token", "")
        # Found by its digest, so nothing of the secret shows in how long it takes.
        route = account_for_secret(self.name, secret)
        if route is None:
            raise BadSignature("unknown secret token")
        _schema, account = route
        update = json_body(delivered.body)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            raise Unreadable("an update without an id")
        key = f"{account}:{update['update_id']}"
        return [
            Slice(
                account_id=account,
                dedupe_key=key if len(key) <= _KEY_LIMIT else digest(key.encode()),
                payload=update,
                lane=lane_of(chat_of(update)),
            )
        ]

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        return read_update(account_id, payload)

    def send(self, outgoing: Outgoing) -> str:
        return sending.send(outgoing)

    def acknowledgement(self, delivered: Delivered) -> Answer:
        """A pressed button is answered in the same breath, or it would go on spinning."""
        query = _query_of(delivered.body)
        if not query:
            return OK
        return Answer(orjson.dumps({"method": "answerCallbackQuery", "callback_query_id": query}))

    def show_presence(self, account: Account, *, peer: str, external_id: str, typing: bool) -> None:
        """Telegram has no read marks for bots: a button is released, and typing shown."""
        if external_id.startswith(CALLBACK):
            self._release(account, external_id.removeprefix(CALLBACK))
        if typing:
            ask_method(account, "sendChatAction", {"chat_id": peer, "action": "typing"})

    def _release(self, account: Account, query: str) -> None:
        # What the webhook's answer asked for has no result; asked again it may be done already.
        try:
            ask_method(account, "answerCallbackQuery", {"callback_query_id": query})
        except SendError as error:
            if not any(words in str(error).lower() for words in _TOO_LATE):
                raise

    def media(self, account: Account, ref: Mapping[str, Any]) -> Iterator[bytes]:
        return media.fetch(account, ref)


def _query_of(body: bytes) -> str:
    """The id of the pressed button that this delivery brings, if it brings one."""
    if _CALLBACK.encode() not in body:
        return ""
    try:
        update = json_body(body)
    except Unreadable:
        return ""
    query = update.get(_CALLBACK) if isinstance(update, dict) else None
    return str(query.get("id") or "") if isinstance(query, dict) else ""


ADAPTER: Final = Telegram()
