"""What conversations listen to on the packages below them."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from crm.conversations.services.holding import conversations_silence
from crm.conversations.services.joining import threads_join, threads_lock
from crm.leads import signals as leads
from crm.leads.models import Contact


@receiver(leads.contact_opted_out, dispatch_uid="conversations")
def silence(*, contact: Contact, scope: str, **_: Any) -> None:
    """Somebody wants no messages any more: every thread of theirs falls silent at once."""
    if scope == "messages":
        conversations_silence(contact)


@receiver(leads.contacts_merging, dispatch_uid="conversations")
def lock_threads(*, keep: Contact, lose: Contact, **_: Any) -> None:
    """Two people are about to be one: their threads are locked before they are."""
    threads_lock(keep, lose)


@receiver(leads.contacts_merged, dispatch_uid="conversations")
def join_threads(*, keep: Contact, lose: Contact, **_: Any) -> None:
    """Two people were one: so are their threads."""
    threads_join(keep, lose)
