"""What a turn tells while it runs: to the visitor's pages, and to whoever waits in this process."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.dispatch import receiver

from agents.turns.signals import turn_progress
from channels_app.live.frames import chat_frame
from channels_app.live.publisher import publish
from channels_app.webchat.sessions import chat_group
from crm.conversations.models import Conversation
from crm.core.tenancy import current_schema

#: Called in the turn's own thread with kind and data; must be quick and must not raise.
Listener = Callable[[str, Mapping[str, Any]], None]

_CHANNEL: Final = "webchat"
_lock = threading.Lock()
_listeners: dict[tuple[str, UUID], list[Listener]] = {}


@contextlib.contextmanager
def listening(schema: str, conversation_id: UUID, listener: Listener) -> Iterator[None]:
    """Hear of turns of this conversation that run in this process."""
    key = (schema, conversation_id)
    with _lock:
        _listeners.setdefault(key, []).append(listener)
    try:
        yield
    finally:
        with _lock:
            _listeners[key].remove(listener)
            if not _listeners[key]:
                del _listeners[key]


@receiver(turn_progress, dispatch_uid="webchat")
def tell(*, conversation: Conversation, kind: str, data: Mapping[str, Any], **_: Any) -> None:
    """Pass on what a turn tells of a web chat."""
    if conversation.channel != _CHANNEL:
        return
    schema = current_schema()
    with _lock:
        listeners = list(_listeners.get((schema, conversation.pk), ()))
    for listener in listeners:
        listener(kind, data)
    frame = {**data, "type": kind}
    publish(chat_group(schema, conversation.peer), chat_frame(frame))
