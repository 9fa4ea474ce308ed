"""Sending over the Graph API, marking as read, and showing that an answer is being written."""

from __future__ import annotations

from typing import Any

import httpx
from django.utils.translation import gettext_noop

from channels_app.channels.base import Account, Advice, Outgoing, SendError
from channels_app.channels.calls import json_of, post_json
from channels_app.channels.whatsapp import graph
from channels_app.channels.whatsapp.bodies import body_of
from channels_app.channels.whatsapp.errors import error_of
from channels_app.channels.whatsapp.files import upload


def send(outgoing: Outgoing) -> str:
    """Send one message; returns its wamid. Our own id travels along, receipts hand it back."""
    headers = graph.bearer(outgoing.account)
    file = upload(outgoing, outgoing.file) if outgoing.file else None
    response = post_json(
        graph.address(outgoing.account_id, "messages"),
        body=body_of(outgoing, file=file),
        headers=headers,
    )
    if response.status_code != httpx.codes.OK:
        raise error_of(response)
    messages = json_of(response).get("messages")
    first = messages[0] if isinstance(messages, list) and messages else None
    if isinstance(first, dict) and first.get("id"):
        return str(first["id"])
    raise SendError("no_id", gettext_noop("The channel accepted without an id."), Advice.UNSURE)


def show_presence(account: Account, *, external_id: str, typing: bool) -> None:
    """Mark the message and those before it as read; typing shows up to 25 s or until we send."""
    body: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": external_id,
    }
    if typing:
        body["typing_indicator"] = {"type": "text"}
    graph.post(account, account.account_id, "messages", body=body)
