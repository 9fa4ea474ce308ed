"""Taking in what somebody writes into the web chat: stored first, then interpreted."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from channels_app.inbound.ledger import store_one
from channels_app.inbound.processing import event_process
from channels_app.live.frames import chat_frame
from channels_app.live.publisher import publish
from channels_app.webchat.consent import wording_shown
from channels_app.webchat.errors import NotYet
from channels_app.webchat.selectors import event_in_hand, frame_of, has_written, option_of
from channels_app.webchat.sessions import chat_group, peer_of
from crm.conversations.models import Message
from crm.conversations.services import account_key
from crm.core import rates
from crm.core.errors import Invalid, TooLarge
from crm.core.ids import uuid7
from crm.core.tenancy import require_broker
from crm.core.text import clip, storable

CHANNEL: Final = "webchat"
_LONGEST_ID: Final = 64
_LONGEST_NAME: Final = 120
# Another worker may have the event in hand this very moment; it is done in some milliseconds.
_IN_HAND_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """An option pressed, and the message that offered it."""

    message_id: str
    option_id: str


def session_forget(session: str) -> None:
    """Tell the visitor's open pages that they have begun anew; what was said stays."""
    publish(chat_group(require_broker(), peer_of(session)), chat_frame({"type": "forgotten"}))


def visitor_post(
    *,
    session: str,
    text: str,
    name: str = "",
    message_id: str | None = None,
    consent: str = "",
    choice: Choice | None = None,
) -> Message:
    """The same as :func:`chat_post`, for visitors: so many a minute, RateLimited beyond.

    ``consent`` is the signed line the page showed; it is kept with the first message. With a
    ``choice`` the text is what the chosen option says, whatever the page sends.
    """
    body = _checked(_title(session, choice) if choice else text)
    rates.check(
        CHANNEL,
        peer_of(session),
        settings.RATE_WEBCHAT,
        _("That was a lot at once. Wait a moment, then write on."),
    )
    extra: dict[str, Any] = {}
    if choice:
        extra = {"choice": choice.option_id, "of": choice.message_id}
    if consent and not has_written(session):
        extra["consent"] = wording_shown(consent, schema=require_broker())
    return chat_post(session=session, text=body, name=name, message_id=message_id, extra=extra)


def chat_post(
    *,
    session: str,
    text: str,
    name: str = "",
    message_id: str | None = None,
    language: str = "",
    source: str = CHANNEL,
    no_wait: bool = False,
    extra: Mapping[str, Any] | None = None,
) -> Message:
    """Store what was written, interpret it, and return the lead's message.

    The same ``message_id`` of the same session is the same message, however often it comes. With
    ``no_wait`` Sofía answers at once and does not wait for the rest of a burst. Raises Invalid,
    TooLarge, or :class:`NotYet` when the message is kept but not yet taken up.
    """
    body = _checked(text)
    schema = require_broker()
    peer = peer_of(session)
    chosen = _message_id(message_id)
    key = hashlib.sha256(f"{peer}:{chosen}".encode()).hexdigest()
    payload: dict[str, Any] = {
        **(extra or {}),
        "id": key,
        "session": peer,
        "text": body,
        "name": clip(storable(name), _LONGEST_NAME),
        "language": language[:2],
        "at": time.time(),
        "source": source,
    }
    if message_id is not None:
        payload["message_id"] = chosen
    if no_wait:
        payload["no_wait"] = True
    message, new = _take_up(store_one(CHANNEL, schema, key, payload, lane=peer), schema, key)
    if new:
        # The visitor may have a second page open.
        publish(chat_group(schema, peer), chat_frame(dict(frame_of(message))))
    return message


def _take_up(event_id: UUID, schema: str, key: str) -> tuple[Message, bool]:
    """The stored event's message, and whether this call brought it about."""
    brought = event_process(event_id)
    if brought:
        return brought[0], True
    mine = Message.objects.select_related("conversation", "author_user").filter(
        account_key=account_key(CHANNEL, schema), external_id=key
    )
    deadline = time.monotonic() + _IN_HAND_SECONDS
    while True:
        # Asked before the message is looked for: it may be done between the two.
        is_over = not event_in_hand(event_id) or time.monotonic() > deadline
        known = mine.first()
        if known is not None:
            return known, False
        if is_over:
            raise NotYet(_("Your message is kept and will be answered in a moment."))
        time.sleep(0.05)


def _checked(text: str) -> str:
    """The text as it can be stored; raises when nothing or too much is left of it."""
    body = storable(text).strip()
    limit: int = settings.CHAT_MESSAGE_LIMIT
    if not body:
        raise Invalid(_("Write something first."), fields={"text": _("empty")})
    if len(body) > limit:
        raise TooLarge(
            _("A message holds at most %(limit)d characters.") % {"limit": limit},
            fields={"text": _("too long")},
        )
    return body


def _message_id(given: str | None) -> str:
    """The message's name in its session; in the ledger no two sessions share one."""
    chosen = str(uuid7()) if given is None else storable(given).strip()
    if not 1 <= len(chosen) <= _LONGEST_ID:
        raise Invalid(
            _("A message id has 1 to %(limit)d characters.") % {"limit": _LONGEST_ID},
            fields={"message_id": _("not valid")},
        )
    return chosen


def _title(session: str, choice: Choice) -> str:
    option = option_of(session, message_id=choice.message_id, option_id=choice.option_id)
    if option is None:
        raise Invalid(
            _("This can no longer be chosen; write it instead."), fields={"choice": _("not valid")}
        )
    return option["title"]
