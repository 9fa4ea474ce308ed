"""The link by which a mail program, or its reader, ends automatic messages."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from crm.brokers.active import is_active
from crm.conversations.models import Conversation
from crm.core.actors import Actor
from crm.core.errors import NotFound
from crm.core.tenancy import in_schema
from crm.leads.models import Consent
from crm.leads.services import contact_opt_out

_SALT: Final = "email.unsubscribe"
_WORDS: Final = "List-Unsubscribe"


def unsubscribe_url(schema: str, conversation_id: UUID) -> str:
    """The address that speaks for whoever is at the other end of this conversation."""
    token = signing.dumps([schema, conversation_id.hex], salt=_SALT)
    return f"{settings.PUBLIC_URL}/unsubscribe/{token}"


def unsubscribe_read(token: str) -> tuple[str, UUID]:
    """Broker's schema and conversation of a link; NotFound when it is not one of ours."""
    try:
        schema, conversation = signing.loads(token, salt=_SALT)
        return str(schema), UUID(str(conversation))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise _no_link() from error


def unsubscribe(token: str) -> None:
    """End automatic messages to the person everywhere; again is harmless."""
    schema, conversation_id = unsubscribe_read(token)
    if not is_active(schema):
        raise _no_link()
    with in_schema(schema), transaction.atomic():
        conversation = (
            Conversation.objects.select_related("contact").filter(pk=conversation_id).first()
        )
        if conversation is None:
            raise _no_link()
        contact = conversation.contact
        contact_opt_out(
            contact=contact,
            actor=Actor(kind="lead", name=str(contact)),
            channel=conversation.channel,
            account_id=conversation.account_id,
            words=_WORDS,
            source=Consent.Source.CHANNEL,
        )


def _no_link() -> NotFound:
    return NotFound(_("This link leads nowhere."))
