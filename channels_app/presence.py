"""Marking what a lead wrote as read, and showing them that an answer is being written.

A courtesy, so it costs nothing: a few threads of this process do it beside the work, hold no
database connection while they wait for the channel, and drop it when they are busy or late or the
channel is in trouble. Switched off for an account by its setting ``presence``.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.dispatch import receiver

from agents.turns.signals import turn_progress
from channels_app.accounts import account_of, account_row
from channels_app.channels.base import Account, SendError, ShowsPresence
from channels_app.channels.registry import able
from crm.conversations import events as verbs
from crm.conversations.models import Conversation, Message
from crm.core import events
from crm.core.connections import release
from crm.core.queries import only
from crm.core.tenancy import current_schema, in_schema

logger = logging.getLogger(__name__)

_THREADS: Final = 4
_MOST_WAITING: Final = 64
#: Seconds after which nobody needs to see it any more, and for which a failing account rests.
_LATE: Final = 5.0
_REST: Final = 60.0
_OFF: Final = {"0", "no", "off", "false"}


@dataclass(frozen=True, slots=True)
class _Wish:
    schema: str
    conversation_id: UUID
    typing: bool
    #: The thread and the message to mark, where whoever wished it had both at hand.
    conversation: Conversation | None = None
    external_id: str = ""
    at: float = field(default_factory=time.monotonic)


class _Courtesy:
    """Daemon threads, begun by the first wish."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[_Wish] = queue.Queue(maxsize=_MOST_WAITING)
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def put(self, wish: _Wish) -> None:
        if len(self._threads) < _THREADS:
            with self._lock:
                if len(self._threads) < _THREADS:
                    thread = threading.Thread(target=self._run, name="presence", daemon=True)
                    self._threads.append(thread)
                    thread.start()
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(wish)

    def _run(self) -> None:
        while True:
            wish = self._waiting.get()
            if time.monotonic() - wish.at > _LATE:
                continue
            try:
                _fulfil(wish)
            except Exception as error:
                logger.warning("Presence was not shown: %s", type(error).__name__)
            finally:
                release()


_courtesy: Final = _Courtesy()
_resting: dict[tuple[str, str, str], float] = {}


@receiver(turn_progress, dispatch_uid="presence")
def _begin(
    *, conversation: Conversation, kind: str, message: Message | None = None, **_: Any
) -> None:
    """Sofía begins to answer: what the lead wrote has been read, and they see her typing."""
    if kind == "typing" and _is_shown_on(conversation.channel):
        external_id = message.external_id if message is not None else ""
        _courtesy.put(
            _Wish(current_schema(), conversation.pk, True, conversation, external_id or "")
        )


@receiver(events.committed, dispatch_uid="presence")
def _read(*, event: events.DomainEvent, **_: Any) -> None:
    """A person of the broker opened the thread."""
    if event.verb == verbs.READ and event.conversation_id and settings.WAKE_WORKERS:
        _courtesy.put(_Wish(event.schema, event.conversation_id, typing=False))


def _is_shown_on(channel: str) -> bool:
    # Without background work there is nobody to do it.
    return bool(settings.WAKE_WORKERS) and able(channel, ShowsPresence) is not None


def presence_show(schema: str, conversation_id: UUID, *, typing: bool) -> bool:
    """Mark the lead's newest message as read, with typing if asked; whether the channel took it."""
    return _fulfil(_Wish(schema, conversation_id, typing))


def _fulfil(wish: _Wish) -> bool:
    schema = wish.schema
    with in_schema(schema):
        known = _known(wish)
    release()
    if known is None:
        return False
    account, peer, external_id = known
    adapter = able(account.channel, ShowsPresence)
    key = (schema, account.channel, account.account_id)
    if adapter is None or _resting.get(key, 0.0) > time.monotonic():
        return False
    try:
        adapter.show_presence(account, peer=peer, external_id=external_id, typing=wish.typing)
    except SendError as error:
        _resting[key] = time.monotonic() + _REST
        logger.info("Presence was refused by %s: %s", account.channel, error.code)
        return False
    return True


def _known(wish: _Wish) -> tuple[Account, str, str] | None:
    """Account, address of the lead and their newest message; None when nothing is to be shown."""
    conversation = wish.conversation or only(Conversation.objects.filter(pk=wish.conversation_id))
    if conversation is None:
        return None
    row = account_row(conversation.channel, conversation.account_id)
    if row is None or row.paused_at is not None or not is_wanted(row.config):
        return None
    external_id = wish.external_id or (
        Message.objects.filter(conversation=conversation, direction=Message.Direction.IN)
        .order_by("-id")
        .values_list("external_id", flat=True)
        .first()
    )
    if not external_id:
        return None
    account = account_of(row, conversation.channel, conversation.account_id)
    return account, conversation.peer, external_id


def is_wanted(config: Mapping[str, Any]) -> bool:
    """Whether the account shows presence; it does unless somebody switched it off."""
    return str(config.get("presence", "yes")).strip().lower() not in _OFF
