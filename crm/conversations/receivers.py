"""What conversations listen to on the packages below them."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from crm.conversations.services.holding import conversations_silence
from crm.leads import signals as leads
from crm.leads.models import Contact


@receiver(leads.contact_opted_out, dispatch_uid="conversations")
def silence(*, contact: Contact, scope: str, **_: Any) -> None:
    """Somebody wants no messages any more: every thread of theirs falls silent at once."""
    if scope == "messages":
        conversations_silence(contact)
