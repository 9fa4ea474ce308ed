"""Who will answer, in words for the visitor: Sofía needs none, a person is named."""

from __future__ import annotations

from typing import Any, TypedDict

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from channels_app.live.frames import chat_frame
from channels_app.live.publisher import publish
from channels_app.webchat.selectors import conversation_of, first_name
from channels_app.webchat.sessions import chat_group, peer_of
from crm.brokers.current import broker_current, broker_zone
from crm.conversations.models import Conversation
from crm.conversations.signals import holder_changed
from crm.core.clock import clock, day
from crm.core.tenancy import current_schema

_Holder = Conversation.Holder


class StateFrame(TypedDict):
    """Who holds the visitor's conversation; ``text`` is "" while Sofía does."""

    type: str
    holder: str
    text: str


def chat_state(session: str, *, language: str) -> StateFrame:
    """How it stands with the session's conversation, in the visitor's language."""
    found = conversation_of(peer_of(session)) if session else None
    holder = found.holder if found else _Holder.SOFIA
    with translation.override(language), timezone.override(broker_zone()):
        return {"type": "state", "holder": holder, "text": _words(found) if found else ""}


@receiver(holder_changed, dispatch_uid="webchat")
def tell(*, conversation: Conversation, **_signal: Any) -> None:
    """Have open pages ask who answers now; each asks in its own language."""
    if conversation.channel == "webchat":
        group = chat_group(current_schema(), conversation.peer)
        transaction.on_commit(lambda: publish(group, chat_frame({"type": "state"})))


def _words(conversation: Conversation) -> str:
    if conversation.holder == _Holder.QUEUE:
        return _promise(conversation)
    if conversation.holder == _Holder.PERSON:
        name = first_name(conversation.holder_user.name) if conversation.holder_user else ""
        if name:
            return _("%(name)s is with you now.") % {"name": name}
        return _("A person of %(broker)s is with you now.") % {"broker": broker_current().name}
    return ""


def _promise(conversation: Conversation) -> str:
    called, until = conversation.called_user, conversation.promised_at
    facts = {"name": first_name(called.name) if called else "", "broker": broker_current().name}
    if until is None or until < timezone.now():
        text = (
            _("%(name)s will answer you here.")
            if facts["name"]
            else _("A person of %(broker)s will answer you here.")
        )
    else:
        facts |= {"day": day(timezone.localtime(until).date()), "time": clock(until)}
        text = (
            _("%(name)s will answer you here, %(day)s before %(time)s.")
            if facts["name"]
            else _("A person of %(broker)s will answer you here, %(day)s before %(time)s.")
        )
    return text % facts
