"""Showing an answer on the visitor's open pages the moment it is said."""

from __future__ import annotations

import logging

from channels_app.channels.base import Outgoing
from channels_app.live.frames import chat_frame
from channels_app.live.publisher import publish
from channels_app.webchat.selectors import frame_of
from channels_app.webchat.sessions import chat_group
from crm.conversations.models import Message
from crm.core.connections import release
from crm.core.tenancy import in_schema

logger = logging.getLogger(__name__)


def push_message(outgoing: Outgoing) -> None:
    """Tell the visitor's open pages; never raises, since a page that hears nothing asks again."""
    try:
        with in_schema(outgoing.schema):
            message = Message.objects.select_related("author_user").get(pk=outgoing.message_id)
        release()
        frame = chat_frame(dict(frame_of(message)))
    except Exception as error:
        logger.warning("An answer is left to polling: %s", type(error).__name__)
    else:
        publish(chat_group(outgoing.schema, outgoing.peer), frame)
