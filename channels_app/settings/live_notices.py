"""What admins have to act on appears on their open pages, and goes when it is over."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from channels_app import events as verbs
from crm.accounts.notices import notices_for
from crm.core import live
from crm.core.events import DomainEvent


def notices(*, actor: Any, event: DomainEvent) -> str:
    """The notices anew when an account was paused or works again."""
    if event.verb not in {verbs.PAUSED, verbs.RESUMED} or not actor.is_admin:
        return ""
    context = {"notices": notices_for(actor), "swap": True}
    return render_to_string("layouts/notices.html", context)


live.register("nav", notices)
