"""Updates as Telegram posts them to a bot's webhook, with the bot's secret."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any

BOT = "640000001"
TOKEN = f"{BOT}:loopback-token-for-tests-0123456789"
SECRET = "tg-secret_for-tests-01"
LEAD = 7_300_000_123  # wider than 32 bits, as today's ids are
_ids = itertools.count(1)


def update(kind: str, content: dict[str, Any], *, update_id: int | None = None) -> dict[str, Any]:
    """An update of any kind, with an id nobody used before."""
    return {"update_id": update_id or time.time_ns() // 1000 + next(_ids), kind: content}


def user(user_id: int = LEAD, **changes: Any) -> dict[str, Any]:
    """The lead as Telegram tells of people."""
    return {
        "id": user_id,
        "is_bot": False,
        "first_name": "Elena",
        "last_name": "Prado",
        "username": "elena_prado_test",
        "language_code": "es",
        **changes,
    }


def chat(user_id: int = LEAD) -> dict[str, Any]:
    """The private chat with the lead; its id is the lead's."""
    return {"id": user_id, "type": "private", "first_name": "Elena"}


def content(message_id: int | None = None, **fields: Any) -> dict[str, Any]:
    """A message of the lead to the bot."""
    who = fields.pop("user_id", LEAD)
    return {
        "message_id": message_id or next(_ids),
        "from": user(who),
        "chat": chat(who),
        "date": int(time.time()),
        **fields,
    }


def message(message_id: Any = None, **fields: Any) -> dict[str, Any]:
    """An update with a message; fields are its content."""
    return update("message", content(message_id, **fields))


def text(body: str, message_id: int | None = None, **fields: Any) -> dict[str, Any]:
    """An update with a text."""
    return message(message_id, text=body, **fields)


def edit(message_id: int, **fields: Any) -> dict[str, Any]:
    """The lead changed an earlier message."""
    changed = content(message_id, edit_date=int(time.time()), **fields)
    return update("edited_message", changed)


def file(file_id: str, **more: Any) -> dict[str, Any]:
    """A file as messages carry it."""
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": 2048, **more}


def pressed(
    data: str, *, under: dict[str, Any] | None = None, query_id: str = "", **fields: Any
) -> dict[str, Any]:
    """The lead pressed a button of one of our messages."""
    query = {
        "id": query_id or f"99{time.time_ns()}{next(_ids)}",
        "from": user(),
        "chat_instance": "-8",
        "data": data,
        **fields,
    }
    return update("callback_query", query | ({"message": under} if under else {}))


def ours(message_id: int, titles: dict[str, str] | None = None) -> dict[str, Any]:
    """A message of the bot's, with buttons as data -> title."""
    said = {
        "message_id": message_id,
        "from": {"id": int(BOT), "is_bot": True, "first_name": "Casa Bot"},
        "chat": chat(),
        "date": int(time.time()),
        "text": "Elige",
    }
    rows = [[{"text": title, "callback_data": data}] for data, title in (titles or {}).items()]
    return said | ({"reply_markup": {"inline_keyboard": rows}} if rows else {})


def membership(status: str, *, at: int | None = None, **changes: Any) -> dict[str, Any]:
    """The lead blocked the bot (kicked) or let it in again (member)."""
    bot = {"id": int(BOT), "is_bot": True, "first_name": "Casa Bot"}
    change = {
        "chat": chat(),
        "from": user(),
        "date": at or int(time.time()),
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": status, "until_date": 0},
        **changes,
    }
    return update("my_chat_member", change)


def posted(payload: Any, *, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    """The raw body and the headers it comes with."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return body, {"X-Telegram-Bot-Api-Secret-Token": secret}
