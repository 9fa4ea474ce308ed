"""Threads that follow a person to a new number or user id."""

from __future__ import annotations

from django.utils import timezone

from crm.conversations.models import Conversation
from crm.core.transactions import joining
from crm.leads.models import Contact
from crm.leads.phone import spellings


@joining
def threads_follow(
    *, contact: Contact, channel: str, account_id: str, old: str, new: str
) -> list[Conversation]:
    """Answer the person's open threads of this account at their new address; returns those moved.

    What waits to be sent goes there too: the address is read when it is sent.
    """
    olds = {old, *spellings(old)}
    rows = (
        Conversation.objects.select_for_update(of=("self",))
        .filter(contact=contact, channel=channel, account_id=account_id, peer__in=olds)
        .exclude(holder=Conversation.Holder.CLOSED)
        .order_by("pk")
    )
    moved = list(rows)
    Conversation.objects.filter(pk__in=[row.pk for row in moved]).update(
        peer=new, updated_at=timezone.now()
    )
    return moved
