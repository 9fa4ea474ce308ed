"""A filled form's answers, written into the profile of the lead who sent it."""

from __future__ import annotations

import logging
from typing import Any

from django.dispatch import receiver
from django.utils import translation

from channels_app.channels.whatsapp.flows import intake
from channels_app.channels.whatsapp.flows.tokens import TokenSpent, ticket_of
from crm.brokers.current import broker_current
from crm.conversations import signals
from crm.conversations.models import Conversation, Message
from crm.core.actors import Actor
from crm.core.errors import DomainError
from crm.core.tenancy import current_schema
from crm.leads.services import contact_update, profile_update

logger = logging.getLogger(__name__)


@receiver(signals.message_stored, dispatch_uid="whatsapp_forms")
def form_fill(*, conversation: Conversation, message: Message, **_: Any) -> None:
    """Write what a form of ours says, in the transaction that stored the message.

    Only a form that we sent in this very conversation: its token says so. How old it is does not
    matter here, since somebody has just sent these answers. Others are read by Sofía as text.
    """
    answers = message.payload.get("form")
    if not isinstance(answers, dict) or not answers:
        return
    try:
        ticket = ticket_of(str(message.payload.get("flow_token") or ""), max_age=None)
    except TokenSpent:
        return
    if ticket is None or ticket.schema != current_schema():
        return
    if ticket.conversation_id != conversation.pk:
        return
    actor = Actor(kind="lead", name=str(conversation.contact))
    with translation.override(broker_current().language):
        changes = intake.profile_of(answers)
    if changes:
        profile_update(lead=conversation.lead, changes=changes, actor=actor, message_id=message.pk)
    name = intake.name_of(answers)
    if name and not conversation.contact.name:
        try:
            contact_update(
                lead=conversation.lead, changes={"name": name}, actor=actor, message_id=message.pk
            )
        except DomainError as error:
            logger.info("A form's name was not taken: %s", error.code)
