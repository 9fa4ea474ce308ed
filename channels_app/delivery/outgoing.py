"""A stored message in the form in which an adapter sends it."""

from __future__ import annotations

from channels_app.accounts import account_of
from channels_app.channels.base import File, Outgoing
from channels_app.models import ChannelAccount
from crm.conversations.models import Conversation, Message
from crm.core.files import path_of


def outgoing_of(
    message: Message, conversation: Conversation, account: ChannelAccount | None
) -> Outgoing:
    """Everything to send the message with; reads the database, touches no network."""
    return Outgoing(
        message_id=str(message.pk),
        peer=conversation.peer,
        kind=message.kind,
        text=message.text,
        payload=message.payload,
        account=account_of(account, conversation.channel, conversation.account_id),
        reply_to=message.reply_to.external_id if message.reply_to else "",
        file=_file(message),
        sent_at=message.sent_at,
    )


def _file(message: Message) -> File | None:
    attachment = message.attachments.first() if message.kind != "text" else None
    if attachment is None or not attachment.file:
        return None
    return File(
        path=str(path_of(attachment.file)),
        mime_type=attachment.mime_type,
        filename=attachment.filename,
        kind=attachment.kind,
    )
