"""What happens in conversations."""

from __future__ import annotations

from typing import Final

from crm.core.events import register

MESSAGE_RECEIVED: Final = register("crm.message.received", "Message received", public="new_message")
MESSAGE_QUEUED: Final = register("crm.message.queued", "Message written", public="new_message")
MESSAGE_STATUS: Final = register("crm.message.status", "Message status changed")
MESSAGE_CHANGED: Final = register("crm.message.changed", "Message edited or taken back")
FILE_CHANGED: Final = register("crm.message.file", "File of a message came or was given up")
TAKEN: Final = register("crm.conversation.taken", "Conversation taken over")
RELEASED: Final = register("crm.conversation.released", "Conversation given back")
ESCALATED: Final = register(
    "crm.conversation.escalated", "Handed over to a person", public="conversation_escalated"
)
CALLED: Final = register(
    "crm.conversation.called", "Somebody else was called", public="conversation_escalated"
)
REMINDED: Final = register("crm.conversation.reminded", "Somebody was reminded of a lead")
CLOSED: Final = register("crm.conversation.closed", "Conversation closed")
READ: Final = register("crm.conversation.read", "Conversation read")
