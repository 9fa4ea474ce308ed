"""The consent line: what a visitor reads before the first message, kept as proof with it.

The page carries the line signed, and sends it back with what is written. So the proof is the text
that was really shown, in its language, also when the broker has changed it since.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from django.core import signing
from django.dispatch import receiver
from django.utils.translation import gettext as _

from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.conversations.signals import message_stored
from crm.core.actors import Actor
from crm.leads.services import consent_record

_LINK: Final = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Wording:
    """The line in parts: words, the words that are a link, words; and all of it signed."""

    before: str
    link: str
    after: str
    url: str
    token: str


def wording_for(broker: Broker) -> Wording:
    """The line in the active language, or in the broker's own words.

    What stands in brackets is the link to the broker's privacy notice; without brackets the link
    comes last, and without a notice there is none.
    """
    text = str(broker.chat_consent) or _own(broker)
    url = str(broker.privacy_url)
    found = _LINK.search(text)
    if not url:
        before, link, after = _LINK.sub(r"\1", text), "", ""
    elif found:
        before, link, after = text[: found.start()], found[1], text[found.end() :]
    else:
        before, link, after = f"{text} ", _("Privacy notice"), ""
    shown = f"{before}{link} <{url}>{after}" if link else before
    return Wording(before, link, after, url, _signer(broker.slug).sign(shown))


def wording_shown(token: str, *, schema: str) -> str:
    """The line in a token the page sent back, "" when it is not one of ours."""
    try:
        return _signer(schema).unsign(token)
    except signing.BadSignature:
        return ""


@receiver(message_stored, dispatch_uid="webchat.consent")
def keep(*, conversation: Conversation, message: Message, **_signal: Any) -> None:
    """Keep the proof in the transaction that stores the message."""
    wording = str(message.payload.get("consent") or "")
    if conversation.channel == "webchat" and wording:
        consent_record(
            contact=conversation.contact,
            actor=Actor(kind="lead", name=str(conversation.contact)),
            kind="messages",
            granted=True,
            source="chat",
            channel=conversation.channel,
            account_id=conversation.account_id,
            words=message.text,
            wording=wording,
            message_id=message.pk,
            at=message.sent_at,
        )


def _own(broker: Broker) -> str:
    if broker.privacy_url:
        return _(
            "You are chatting with Sofía, an AI assistant of %(name)s. By writing you accept the"
            " [privacy notice]."
        ) % {"name": broker.name}
    return _(
        "You are chatting with Sofía, an AI assistant of %(name)s. By writing you agree that"
        " %(name)s answers you here and keeps this conversation."
    ) % {"name": broker.name}


def _signer(schema: str) -> signing.Signer:
    return signing.Signer(salt=f"sofia.chat.consent.{schema}")
