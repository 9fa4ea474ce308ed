"""WhatsApp webhooks as Meta sends them, signed."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from typing import Any

SECRET = "demo-meta-secret"
NUMBER = "111000000000001"
LEAD = "56912345678"
_ids = itertools.count(1)


def wamid() -> str:
    """A message id nobody used before."""
    return f"wamid.TEST{next(_ids):08d}{time.time_ns()}"


def text(
    body: str,
    *,
    number: str = NUMBER,
    sender: str = LEAD,
    message_id: str | None = None,
    name: str = "Carla Soto",
) -> dict[str, Any]:
    """A delivery with one text message."""
    message = {
        "from": sender,
        "id": message_id or wamid(),
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": body},
    }
    return envelope(value(number, messages=[message], sender=sender, name=name))


def status(
    message_id: str, state: str, *, number: str = NUMBER, ours: str = "", code: int = 0
) -> dict[str, Any]:
    """A delivery with one receipt."""
    entry: dict[str, Any] = {
        "id": message_id,
        "status": state,
        "timestamp": str(int(time.time())),
        "recipient_id": LEAD,
    }
    if ours:
        entry["biz_opaque_callback_data"] = ours
    if code:
        entry["errors"] = [{"code": code, "title": "failed"}]
    return envelope({**value(number), "statuses": [entry]})


def value(
    number: str,
    *,
    messages: list[dict[str, Any]] | None = None,
    sender: str = LEAD,
    name: str = "Carla Soto",
) -> dict[str, Any]:
    """The value of one change."""
    content: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "56220000000", "phone_number_id": number},
    }
    if messages:
        content["contacts"] = [{"profile": {"name": name}, "wa_id": sender}]
        content["messages"] = messages
    return content


def envelope(*values: dict[str, Any], field: str = "messages") -> dict[str, Any]:
    """One POST with a change a value."""
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "900", "changes": [{"field": field, "value": each}]} for each in values],
    }


def signed(payload: Any, *, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    """The raw body as Meta writes it, and its signature header."""
    body = (
        payload if isinstance(payload, bytes) else json.dumps(payload).replace("/", "\\/").encode()
    )
    mark = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return body, {"X-Hub-Signature-256": f"sha256={mark}"}


def entry(kind: str, /, **parts: Any) -> dict[str, Any]:
    """One message of that type; ``from`` and the like are given as ``from_`` where needed."""
    made: dict[str, Any] = {
        "from": LEAD,
        "id": wamid(),
        "timestamp": str(int(time.time())),
        "type": kind,
    }
    made.update({key.rstrip("_"): value for key, value in parts.items()})
    return {key: value for key, value in made.items() if value is not None}


def whole(kind: str, /, *, number: str = NUMBER, **parts: Any) -> dict[str, Any]:
    """A delivery with one message of that type."""
    return envelope(value(number, messages=[entry(kind, **parts)]))


def system(kind: str, **parts: str) -> dict[str, Any]:
    """A notice about a person, which has no contacts."""
    message = entry("system", system={"type": kind, "body": "changed", **parts})
    return envelope({**value(NUMBER), "messages": [message]})


def echo(kind: str, /, *, to: str = LEAD, **parts: Any) -> dict[str, Any]:
    """What a person of the broker wrote on the phone."""
    message = entry(kind, from_="56220000000", to=to, **parts)
    return envelope({**value(NUMBER), "message_echoes": [message]}, field="smb_message_echoes")


def preference(wish: str, **parts: Any) -> dict[str, Any]:
    """A switch in WhatsApp itself; its time is a number."""
    row = {
        "wa_id": LEAD,
        "category": "marketing_messages",
        "value": wish,
        "detail": f"User requested to {wish} marketing messages",
        "timestamp": int(time.time()),
        **parts,
    }
    return envelope({**value(NUMBER), "user_preferences": [row]}, field="user_preferences")


def template_news(event: str, *, waba: str, **parts: Any) -> dict[str, Any]:
    """A decision about a template; only the business account is named."""
    content = {
        "event": event,
        "message_template_id": 594425479261596,
        "message_template_name": "visita",
        "message_template_language": "es",
        "reason": "NONE",
        **parts,
    }
    change = {"field": "message_template_status_update", "value": content}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": waba, "time": int(time.time()), "changes": [change]}],
    }
