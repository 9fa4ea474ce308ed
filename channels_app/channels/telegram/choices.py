"""What the buttons of an inline keyboard carry, and what a pressed one meant.

Telegram takes 1 to 64 bytes. A longer id travels as its digest and is found again among the
buttons of the message it stood under, which also name the choice when Telegram no longer shows
that message.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from crm.conversations.models import Message
from crm.conversations.services import account_key

_MOST_BYTES: Final = 64
_MARK: Final = "#"


def callback_data(choice_id: str) -> str:
    """The id as a button can carry it."""
    raw = choice_id.encode("utf-8", "replace")
    if 1 <= len(raw) <= _MOST_BYTES:
        return raw.decode()
    return _MARK + hashlib.sha256(raw).hexdigest()[:40]


def chosen(account_id: str, external_id: str, data: str, shown: str) -> tuple[str, str]:
    """The choice's id and its title as the person read it.

    ``shown`` is the title Telegram still tells. Our own message is asked only where Telegram's
    words do not suffice.
    """
    if shown and not data.startswith(_MARK):
        return data, shown
    for choice_id, title in options(_payload(account_id, external_id)):
        if callback_data(choice_id) == data:
            return choice_id, title
    return data, shown or data


def _payload(account_id: str, external_id: str) -> Mapping[str, Any]:
    rows = Message.objects.filter(
        account_key=account_key("telegram", account_id),
        external_id=external_id,
        direction=Message.Direction.OUT,
    )
    payload = rows.values_list("payload", flat=True).first()
    return payload if isinstance(payload, dict) else {}


def options(payload: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each (id, title) that a message of kind buttons or list offers."""
    for name in ("buttons", "rows"):
        rows = payload.get(name)
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and row.get("title"):
                yield str(row.get("id") or row["title"]), str(row["title"])


def title_in(markup: Mapping[str, Any], data: str) -> str:
    """The text of the button that carries ``data``, "" when the keyboard has none."""
    rows = markup.get("inline_keyboard")
    for row in rows if isinstance(rows, list) else []:
        for button in row if isinstance(row, list) else []:
            if isinstance(button, dict) and button.get("callback_data") == data:
                return str(button.get("text") or "")
    return ""
