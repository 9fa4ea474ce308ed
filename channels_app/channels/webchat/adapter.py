"""The broker's own web chat: no vendor, the page listens on a socket or asks again.

Its messages do not come by webhook but through ``channels_app.webchat``, which stores them in
the same ledger.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from channels_app.channels.base import (
    BadSignature,
    Capabilities,
    Delivered,
    Inbound,
    InboundMessage,
    Outgoing,
    Sender,
    Slice,
)
from channels_app.webchat.push import push_message
from crm.leads.models import Identity

#: Parts of an event that stay with its message: how Sofía is to answer, what was chosen of which
#: message, the consent line that was shown, and the page's own name for the message.
_KEPT: Final = ("no_wait", "choice", "of", "consent", "message_id")


class WebChat:
    """A message is sent once its row says so; pages that are open hear of it at once."""

    name = "webchat"
    capabilities = Capabilities(
        is_repeatable=True, can_begin=False, buttons=20, list_rows=20, rate=200.0
    )

    def split(self, delivered: Delivered) -> list[Slice]:
        raise BadSignature("web chat has no webhook")

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        return [
            InboundMessage(
                external_id=str(payload["id"]),
                sender=Sender(
                    peer=str(payload["session"]),
                    identity_kind=Identity.Kind.CHAT,
                    identity=str(payload["session"]),
                    name=str(payload.get("name") or ""),
                    language=str(payload.get("language") or ""),
                ),
                sent_at=datetime.fromtimestamp(float(payload["at"]), UTC),
                kind="choice" if payload.get("choice") else "text",
                text=str(payload["text"]),
                payload={name: payload[name] for name in _KEPT if payload.get(name)},
                source=str(payload.get("source") or ""),
            )
        ]

    def send(self, outgoing: Outgoing) -> str:
        push_message(outgoing)
        return outgoing.message_id


ADAPTER: Final = WebChat()
